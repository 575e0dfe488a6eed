"""Deeds of signing in at a provider: sessions begin, are confirmed there again and again, and end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

from lt_web.arriving.group_roles import GroupRoles
from lt_web.commands.access import person_of, trusted
from lt_web.commands.arriving import NOTHING, take_in
from lt_web.commands.programmes import make_admin
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.refusals import Refused
from lt_web.events.roles import SET_UP, Roles
from lt_web.identity import Deed, Profile
from lt_web.log.work import Missing, Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import provider_sessions as sessions
from lt_web.store.provider_sessions import ProviderSession

SOURCE = "oidc"


def use_up(work: Work, state: str) -> None:
    """Remember that a sign-in was finished, whatever comes of it: nobody finishes it twice."""
    sessions.purge(work.connection, work.now)
    if not sessions.use_up(work.connection, state, work.now):
        raise Refused("This sign-in was finished already. Begin a new one.")


def begin(
    work: Work,
    profile: Profile,
    name: str,
    tokens: dict[str, str],
    given: GroupRoles = NOTHING,
    programmes: Collection[UUID] = (),
) -> UUID:
    """Take in who signed in, and open a session for them; `name` is what the provider calls that session."""
    require(trusted(work), ADMINS_ONLY)
    arrival = take_in(work, profile, given, programmes, SOURCE)
    if arrival.away:
        raise Refused(
            "You are recorded here as having left. If that is wrong, ask an admin to bring you back."
        )
    id, person = uuid4(), arrival.person
    sealed = sessions.seal(work.connection, work.log.keyring, person, id, tokens)
    named = sessions.named(profile.issuer, name)
    about = (id, person, profile.issuer, profile.subject, named, sealed, work.now, work.now)
    sessions.add(work.connection, ProviderSession(*about))
    return id


def ask_about(work: Work, id: UUID, known: ProviderSession, patience: timedelta) -> UUID | None:
    """Take it on to ask the provider about a session; None where it ended, or another request asks."""
    found = sessions.find(work.connection, id)
    if found is None or (found.asked_at, found.asking) != (known.asked_at, known.asking):
        return None
    if found.asking and work.now - found.asked_at < patience:
        return None
    sessions.change(work.connection, id, asking=True, asked_at=work.now)
    return id


def confirm(
    work: Work,
    id: UUID,
    profile: Profile,
    tokens: dict[str, str],
    given: GroupRoles = NOTHING,
    programmes: Collection[UUID] = (),
) -> UUID | None:
    """The provider said yes: take in what is new about the person, and let the session go on."""
    found = sessions.find(work.connection, id)
    if found is None:
        return None
    if take_in(work, profile, given, programmes, SOURCE).away:
        sessions.end_of_person(work.connection, found.person)
        return None
    sealed = sessions.seal(work.connection, work.log.keyring, found.person, id, tokens)
    sessions.change(work.connection, id, checked_at=work.now, asking=False, sealed=sealed)
    return id


def note_silence(work: Work, id: UUID) -> None:
    """The provider did not answer: the session lives on what it said before."""
    sessions.change(work.connection, id, asked_at=work.now, asking=False)


def end(work: Work, id: UUID) -> None:
    """End one session."""
    sessions.end(work.connection, id)


def end_told(work: Work, issuer: str, subject: str, name: str) -> None:
    """End what the provider says has ended: the session that it calls so, else all of the subject."""
    sessions.end_told(work.connection, issuer, subject, name)


def take_charge(work: Work) -> None:
    """Become the first admin of a house that nobody administers yet."""
    roles = work.find(Roles, roles_id(HOUSE))
    if roles and roles.having("admin"):
        raise Missing("set-up")
    make_admin(work.then(Deed(routine="set-up", source="web")), person_of(work), SET_UP)
