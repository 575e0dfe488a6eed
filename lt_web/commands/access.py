"""What the actor of a deed may do, judged by the recorded roles alone, under the writer's lock."""

from __future__ import annotations

from uuid import UUID

from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid
from lt_web.events.roles import Roles
from lt_web.identity import Standing
from lt_web.log.work import Missing, Work
from lt_web.permissions import (
    CHAMPIONS_ONLY,
    HERE_ONLY,
    KEEPERS_ONLY,
    MEMBERS_ONLY,
    is_champion,
    may_keep_people,
    may_see,
    may_take_part,
    require,
)


def standing_in(work: Work, programme: UUID) -> Standing:
    """What the actor is in a programme; raise `Missing` where it does not exist for them."""
    known = work.load(Programme, programme)
    roles = work.find(Roles, roles_id(programme))
    standing = Standing(
        work.deed.actor,
        roles.of(work.deed.actor) if roles else frozenset(),
        is_admin(work),
        known.open,
    )
    if not may_see(standing) and not trusted(work):
        raise Missing("programme")
    return standing


def standing_of(work: Work, programme: UUID, person: UUID) -> Standing:
    """What somebody else is in a programme."""
    roles = work.find(Roles, roles_id(programme))
    held = roles.of(person) if roles else frozenset()
    return Standing(person, held, open=work.load(Programme, programme).open)


def require_in_sight(work: Work, programme: UUID, person: UUID, field: str) -> None:
    """Make sure that a colleague is here, and the programme for them: they are to do something there."""
    if not work.load(Person, person).here:
        raise Invalid(field, "Somebody you name has left the company. Pick another colleague.")
    require_known(work, programme, person, field)


def require_known(work: Work, programme: UUID, person: UUID, field: str) -> None:
    """Make sure that a colleague exists, and the programme for them, whether they are still here or not."""
    work.load(Person, person)
    if not may_see(standing_of(work, programme, person)):
        raise Invalid(field, "Not everybody you name is in this programme. A champion can add them first.")


def require_here(work: Work) -> None:
    """Make sure that whoever acts has not left meanwhile, wherever they are still signed in."""
    colleague = work.find(Person, work.deed.actor) if work.deed.actor else None
    require(colleague is None or colleague.here, HERE_ONLY)


def is_admin(work: Work) -> bool:
    """Whether the actor administers the house."""
    roles = work.find(Roles, roles_id(HOUSE))
    return roles is not None and work.deed.actor in roles.having("admin")


def trusted(work: Work) -> bool:
    """Whether the deed comes from a routine or from somebody at the server's own command line."""
    return bool(work.deed.routine)


def require_champion(work: Work, programme: UUID) -> Standing:
    """Return the standing of a champion (or of the command line); raise `Forbidden` for everybody else."""
    standing = standing_in(work, programme)
    require(is_champion(standing) or trusted(work), CHAMPIONS_ONLY)
    return standing


def require_keeper(work: Work, programme: UUID) -> Standing:
    """Return the standing of somebody who adds and moves people for a programme."""
    standing = standing_in(work, programme)
    require(may_keep_people(standing) or trusted(work), KEEPERS_ONLY)
    return standing


def require_member(work: Work, programme: UUID) -> Standing:
    """Return the standing of somebody who takes part; raise `Forbidden` for those who only look."""
    standing = standing_in(work, programme)
    require(may_take_part(standing) or trusted(work), MEMBERS_ONLY)
    return standing


def person_of(work: Work) -> UUID:
    """The person who acts; some deeds only a person can do."""
    if work.deed.actor is None:
        raise Missing("person")
    return work.deed.actor
