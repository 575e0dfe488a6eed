"""Deeds about programmes: found, describe, set, give and take roles."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import is_admin, person_of, require_champion, standing_in, trusted
from lt_web.events.ids import HOUSE, programme_id, roles_id, topics_id
from lt_web.events.person import Person
from lt_web.events.programme import SETTINGS, Programme
from lt_web.events.refusals import Invalid
from lt_web.events.roles import FOUNDED, Roles
from lt_web.events.topics import Topics
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, CHAMPIONS_ONLY, may_give_roles, require

# What follows the prefix in addresses that are not a programme's, now and in times to come.
ADDRESSES = """
    accessibility account accounts admin admins api as-of audit auditor calendar check-in demo export
    feed feeds health help home import inbox language learn log login logout me metrics new notices password
    people programme programmes public report reports roles screen search session sessions settings setup
    sign-in sign-out sign-up static theme tick topics
"""
TAKEN = frozenset(ADDRESSES.split())


def found(work: Work, slug: str, name: str, purpose: str, zone: str, champion: UUID | None = None) -> UUID:
    """Begin a programme with its first champion: the one named, else whoever founds it."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    if slug in TAKEN:
        raise Invalid("slug", "“{slug}” is the address of another page. Pick another short name.", slug=slug)
    if work.find(Programme, programme_id(slug)):
        raise Invalid("slug", "There is a programme of that short name already. Pick another.")
    programme = Programme.found(slug, name, purpose, zone)
    roles = Roles.open_for(programme.id)
    roles.give(champion or person_of(work), "champion", FOUNDED)
    work.save(programme, roles, Topics.open_for(programme.id))
    return programme.id


def describe(work: Work, programme: UUID, name: str, purpose: str, zone: str) -> None:
    """Put name, purpose and zone of a programme differently."""
    require_champion(work, programme)
    known = work.load(Programme, programme)
    known.describe(name, purpose, zone)
    work.save(known)


def change(
    work: Work,
    programme: UUID,
    name: str,
    purpose: str,
    zone: str,
    values: dict[str, int],
    open_to_all: bool,
) -> None:
    """Put a programme differently and change its settings: all of it or nothing."""
    describe(work, programme, name, purpose, zone)
    set_up(work, programme, values, open_to_all)


def set_up(work: Work, programme: UUID, values: dict[str, int], open_to_all: bool) -> None:
    """Change settings of a programme; those that stay as they are record nothing."""
    require_champion(work, programme)
    known = work.load(Programme, programme)
    for setting in SETTINGS:
        if setting in values:
            known.set(setting, values[setting])
    known.open_to_all(open_to_all)
    work.save(known)


def give_role(work: Work, programme: UUID, person: UUID, role: str, reason: str) -> None:
    """Give somebody a role in a programme."""
    require(may_give_roles(standing_in(work, programme)) or trusted(work), CHAMPIONS_ONLY)
    work.load(Person, person)
    roles = work.load(Roles, roles_id(programme))
    roles.give(person, role, reason)
    work.save(roles)


def take_role(work: Work, programme: UUID, person: UUID, role: str, reason: str) -> None:
    """Take somebody's role in a programme back."""
    require(may_give_roles(standing_in(work, programme)) or trusted(work), CHAMPIONS_ONLY)
    roles = work.load(Roles, roles_id(programme))
    roles.take(person, role, reason)
    work.save(roles)


def make_admin(work: Work, person: UUID, reason: str) -> None:
    """Let somebody administer the house."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    work.load(Person, person)
    roles = work.find(Roles, roles_id(HOUSE)) or Roles.open_for(HOUSE)
    roles.give(person, "admin", reason)
    work.save(roles)


def unmake_admin(work: Work, person: UUID, reason: str) -> None:
    """Let somebody no longer administer the house."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    roles = work.load(Roles, roles_id(HOUSE))
    roles.take(person, "admin", reason)
    work.save(roles)


def catalogue(work: Work, programme: UUID) -> Topics:
    """The topics of a programme (for other deeds)."""
    return work.load(Topics, topics_id(programme))
