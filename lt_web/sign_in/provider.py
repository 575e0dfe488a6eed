"""Signing in at a provider: there, back, and out again. The protocol itself is in lt_web/oidc."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app, session, url_for
from flask_login import UserMixin

from lt_web.arriving.arrivals import usable
from lt_web.commands import provider_sessions as deeds
from lt_web.config import Config
from lt_web.events.refusals import Refused
from lt_web.identity import Deed, Profile
from lt_web.oidc.faults import Declined, NotBegun, SignInFault
from lt_web.speech import said
from lt_web.store import provider_sessions as sessions
from lt_web.store.provider_sessions import ProviderSession
from lt_web.watching.correlation import correlation
from lt_web.watching.lines import tell
from lt_web.web import installation, live_db, now, stop_reading
from projections import programmes

if TYPE_CHECKING:
    from lt_web.oidc.provider import Begun, Provider, Told

log = logging.getLogger(__name__)
EXTENSION = "learn-together-provider"
ON_THE_WAY = "lt_sign_ins"
MOST_ON_THE_WAY = 3
SECONDS_ON_THE_WAY = 15 * 60
PREFIX = "provider"
NOT_INSTALLED = "LT_OIDC_ISSUER needs an extra: pip install 'learn-together[oidc]'"


class ProviderUser(UserMixin):
    """Who is signed in by a provider's word, for Flask-Login. The cookie names a session of ours."""

    def __init__(self, found: ProviderSession) -> None:
        self.session = found

    def get_id(self) -> str:
        """The id in the cookie."""
        return f"{PREFIX}:{self.session.id.hex}"

    @property
    def known_as(self) -> tuple[str, str]:
        """Issuer and subject, the key in the directory."""
        return self.session.issuer, self.session.subject


def install_provider(app: Flask, config: Config) -> None:
    """Get to know the provider, if the settings name one. Nothing is loaded or asked where they do not."""
    if not config["LT_OIDC_ISSUER"]:
        return
    try:
        from lt_web.oidc.provider import Provider
    except ImportError:
        raise SystemExit(NOT_INSTALLED) from None
    client, secret = config["LT_OIDC_CLIENT_ID"], config["LT_OIDC_CLIENT_SECRET"]
    about = (config["LT_OIDC_ISSUER"], client, secret, config["LT_OIDC_SCOPES"], config["LT_PRODUCTION"])
    app.extensions[EXTENSION] = Provider(*about)


def provider() -> Provider | None:
    """The provider at which people sign in, None where there is none."""
    found: Provider | None = current_app.extensions.get(EXTENSION)
    return found


def provider_name() -> str:
    """What people call it."""
    config = installation().config
    return str(config["LT_OIDC_NAME"] or urlsplit(config["LT_OIDC_ISSUER"]).hostname or "")


def deed() -> Deed:
    """What is done by the provider's word, in this request."""
    return Deed(routine="oidc", source="web", correlation=correlation())


def way_in(there: Provider, onward: str) -> str:
    """Begin a sign-in: the address to go to. The browser keeps what it must bring back."""
    from lt_web.oidc.provider import Begun

    begun = Begun.anew()
    stop_reading()
    where = there.way_in(begun, _way_back())
    kept = [*session.get(ON_THE_WAY, [])[1 - MOST_ON_THE_WAY :], [*_parts(begun), onward, int(_seconds())]]
    session[ON_THE_WAY] = kept
    return where


def come_back(there: Provider, answer: dict[str, str]) -> tuple[ProviderUser, str]:
    """Finish a sign-in: the user, and where they wanted to go. Raises `SignInFault`."""
    begun, onward = _begun(answer.get("state", ""))
    stop_reading()
    try:
        installation().perform(deed(), deeds.use_up, begun.state)
    except Refused:
        raise NotBegun("state was used before") from None
    told = there.finish(begun, there.code_in(answer), _way_back(), now())
    return _let_in(told), onward


def _let_in(told: Told) -> ProviderUser:
    about = (profile_of(told), told.session, asdict(told.tokens), *given())
    try:
        id = installation().perform(deed(), deeds.begin, *about)
    except Refused as refusal:
        raise Declined("not let in here", said(refusal)) from None
    found = sessions.find(live_db(), id) if id else None
    assert found
    return ProviderUser(found)


def way_out(user: Any) -> str:
    """Where one signs out at the provider too, "" for whoever is not signed in by it."""
    there = provider()
    if there is None or not isinstance(user, ProviderUser):
        return ""
    hint = sessions.unsealed(live_db(), installation().keyring, user.session).get("hint", "")
    stop_reading()
    return there.way_out(hint, url_for("lt.account.sign_in", _external=True))


def end_told(there: Provider, token: str) -> None:
    """End what a logout token of the provider says has ended; raises `SignInFault`."""
    stop_reading()
    subject, name = there.ended_session(token, now())
    installation().perform(deed(), deeds.end_told, there.issuer, subject, name)


def profile_of(told: Told) -> Profile:
    """What the provider tells of somebody, without what cannot be used."""
    from lt_web.oidc.claims import ClaimNames, profile

    names = {
        part: installation().config[f"LT_OIDC_{part.upper()}_CLAIM"] for part in ClaimNames.__annotations__
    }
    return usable(profile(told, ClaimNames(**names)))


def given() -> tuple[Any, list[UUID]]:
    """What groups bring, and the programmes in which they can."""
    known = [row.id for row in programmes.everything(live_db())]
    stop_reading()
    return installation().group_roles, known


def _begun(state: str) -> tuple[Begun, str]:
    """What this browser began under that state, once; raises `NotBegun`."""
    from lt_web.oidc.provider import Begun

    kept = session.pop(ON_THE_WAY, [])
    session[ON_THE_WAY] = [one for one in kept if one[0] != state]
    for *parts, onward, at in kept:
        if parts[0] == state and 0 <= _seconds() - at <= SECONDS_ON_THE_WAY:
            return Begun(*parts), onward
    raise NotBegun("state is not known to this browser" if state else "no state")


def _parts(begun: Begun) -> list[str]:
    return [begun.state, begun.nonce, begun.verifier]


def _seconds() -> float:
    return float(now().timestamp())


def _way_back() -> str:
    return url_for("lt.account.from_provider", _external=True)


def why(fault: SignInFault) -> None:
    """Write into the server's log why a sign-in failed: nothing that anybody sent, nobody's name."""
    tell(log, logging.WARNING, "sign-in-failed", reason=fault.reason, correlation=correlation())
