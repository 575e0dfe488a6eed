"""Whether who signed in at a provider may go on: it is asked again every few minutes."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from flask import request, session

from lt_web.commands import provider_sessions as deeds
from lt_web.oidc.faults import Ended, SignInFault
from lt_web.sign_in.provider import ProviderUser, deed, given, profile_of, provider, provider_name, why
from lt_web.speech import N_, _
from lt_web.store import provider_sessions as sessions
from lt_web.store.provider_sessions import ProviderSession
from lt_web.watching.correlation import correlation
from lt_web.watching.lines import tell
from lt_web.web import installation, live_db, now, say, stop_reading
from lt_web.who_is_who import asking

log = logging.getLogger(__name__)
# Nobody waits for the provider there: on the way in and out, whoever one is does not matter yet, or any more.
UNASKED = ("sign_in", "sign_out", "to_provider", "from_provider", "provider_ended", "demo")
PATIENCE = timedelta(seconds=20)
PAUSE = timedelta(seconds=30)
WAIT_SECONDS, STEP_SECONDS = 6.0, 0.1
ENDED = N_("You are no longer signed in at {name}, so you are signed out here too. Sign in again to go on.")


class ProviderSilent(Exception):
    """The provider has not answered for so long that its last word does not hold any more."""


def load(id: str) -> ProviderUser | None:
    """Return who is signed in by a session, None once it has ended."""
    there, found = provider(), sessions.find(live_db(), UUID(id))
    if there is None or found is None or found.issuer != there.issuer:
        return None
    unasked = (request.endpoint or "").removeprefix("lt.account.") in UNASKED
    return ProviderUser(found) if unasked or goes_on(found) else None


def goes_on(found: ProviderSession) -> bool:
    """Whether a session goes on, by what the provider says or said before; raises `ProviderSilent`."""
    if _is_fresh(found):
        return True
    if not found.asking and found.asked_at > found.checked_at and now() - found.asked_at < PAUSE:
        return _is_borne(found)
    stop_reading()
    if installation().perform(deed(), deeds.ask_about, found.id, found, PATIENCE):
        return _ask(found)
    return _answered_to_others(found)


def _ask(found: ProviderSession) -> bool:
    """Ask, without a transaction meanwhile, and record what was said."""
    from lt_web.oidc.provider import Tokens

    there = provider()
    assert there
    kept = sessions.unsealed(live_db(), installation().keyring, found)
    stop_reading()
    try:
        told = there.ask_again(found.subject, Tokens(**kept), now())
        profile = profile_of(told)
    except Ended as fault:
        why(fault)
        installation().perform(deed(), deeds.end, found.id)
        return _ended()
    except SignInFault as fault:
        why(fault)
        installation().perform(deed(), deeds.note_silence, found.id)
        return _is_borne(found)
    asking.forget()
    yes = installation().perform(deed(), deeds.confirm, found.id, profile, asdict(told.tokens), *given())
    return bool(yes) or _ended()


def _answered_to_others(found: ProviderSession) -> bool:
    """Wait for what the provider says to another request of the session: it is not asked twice at once."""
    until, seen = time.monotonic() + WAIT_SECONDS, _again(found)
    while seen is not None and seen.asking and time.monotonic() < until:
        time.sleep(STEP_SECONDS)
        seen = _again(found)
    return _ended() if seen is None else _is_fresh(seen) or _is_borne(seen)


def _again(found: ProviderSession) -> ProviderSession | None:
    stop_reading()
    return sessions.find(live_db(), found.id)


def _is_fresh(found: ProviderSession) -> bool:
    return now() - found.checked_at < _seconds("LT_OIDC_RECHECK_SECONDS")


def _is_borne(found: ProviderSession) -> bool:
    """Whether its last word still holds while the provider is silent."""
    borne = _seconds("LT_OIDC_RECHECK_SECONDS") + _seconds("LT_OIDC_GRACE_SECONDS")
    if now() - found.checked_at >= borne:
        tell(log, logging.WARNING, "provider-silent", correlation=correlation())
        raise ProviderSilent
    return True


def _ended() -> bool:
    """Say so on the page that comes next, which asks to sign in."""
    session.pop("_user_id", None)
    say(_(ENDED, name=provider_name()), "warn")
    return False


def _seconds(name: str) -> timedelta:
    return timedelta(seconds=max(0, installation().config[name]))
