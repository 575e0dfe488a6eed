"""A colleague leaves: they can no longer act, and what waited for them goes to others or is taken back."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lt_web.commands import competency
from lt_web.commands.access import is_admin, trusted
from lt_web.commands.seats import of_session, terms
from lt_web.events.ids import HOUSE, roles_id, teaching_id
from lt_web.events.person import Person
from lt_web.events.proposal import Proposal
from lt_web.events.roles import Roles
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import accounts, directory, provider_sessions

HOLDING = ("yes", "maybe", "waitlisted", "offered")


def leave(
    work: Work,
    person: UUID,
    sessions: Collection[UUID] = (),
    proposals: Collection[UUID] = (),
    programmes: Collection[UUID] = (),
    source: str = "",
    gone: Collection[UUID] = (),
) -> None:
    """Record that a colleague left, with all that follows: what they did stays in the history.

    The collections are what they have to do with, as pages show it; what is missing there is found by the
    routine. `source` names what says so (host, oidc, file), "" where somebody here does. `gone` counts as
    having left already (in a dry run). Raises `LastHere` where nobody would administer the house any more.
    """
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    colleague = work.load(Person, person)
    if colleague.here:
        _keep_an_admin(work, person, gone)
    colleague.leave(source)
    accounts.end_sessions(work.connection, person)
    provider_sessions.end_of_person(work.connection, person)
    directory.change(work.connection, person, seen="")
    work.save(colleague)
    let_go(work, person, sessions, proposals, programmes)


def _keep_an_admin(work: Work, person: UUID, gone: Collection[UUID]) -> None:
    roles = work.find(Roles, roles_id(HOUSE))
    if roles is not None:
        others = roles.having("admin") - {person, *gone}
        roles.let_leave(person, {other for other in others if work.load(Person, other).here})


def let_go(
    work: Work,
    person: UUID,
    sessions: Collection[UUID],
    proposals: Collection[UUID],
    programmes: Collection[UUID],
) -> None:
    """Let nothing wait for somebody who has left (a routine too); twice changes nothing."""
    colleague = work.load(Person, person)
    if colleague.here:
        return
    for session in sessions:
        _from_session(work, session, person, colleague.left)
    for proposal in proposals:
        known = work.load(Proposal, proposal)
        known.lose_presenter(person, colleague.left)
        work.save(known)
    for programme in programmes:
        teaching = work.find(Teaching, teaching_id(programme))
        if teaching is not None:
            teaching.lose(person, colleague.left)
            work.save(teaching)
        competency.let_go(work, programme, person, colleague.left)
    for scope in (HOUSE, *programmes):
        _from_roles(work, scope, person, colleague.left)


def _from_session(work: Work, session: UUID, person: UUID, cause: str) -> None:
    """Free their seat or place in line, and let others present it; only what is to come changes."""
    about = work.load(Session, session)
    if about.state != "postponed" and work.now >= about.starts:
        return
    about.lose_presenter(person, cause)
    work.save(about)
    seats = of_session(work, session)
    if about.state != "cancelled" and seats.answer_of(person) in HOLDING:
        seats.vacate(person, cause, work.now, terms(work, about.programme))
        work.save(seats)


def _from_roles(work: Work, scope: UUID, person: UUID, cause: str) -> None:
    """What came with a group goes with it; what somebody here gave waits for their return."""
    roles = work.find(Roles, roles_id(scope))
    if roles is not None:
        roles.follow_groups(person, {}, cause)
        work.save(roles)
