"""Bring the people here in line with a file that says who works in the company: in steps, each whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lt_web.commands.arriving import Arrival, take_in
from lt_web.commands.leaving import leave
from lt_web.events.ids import HOUSE
from lt_web.events.roles import LastHere
from lt_web.identity import ADMIN, Deed, Profile
from lt_web.installation import Installation
from lt_web.log.work import Tried, Work
from lt_web.store import directory
from lt_web.store.directory import Entry
from projections import people, programmes, ties

SOURCE = "file"
AT_ONCE = 100  # people in one transaction: others get their turn between two
CHANGED = {"name": "name", "email": "address", "zone": "zone", "manager": "manager or not"}


class KnownElsewhere(Exception):
    """Most of those who would join have the address of somebody known from elsewhere: the wrong issuer."""

    def __init__(self, count: int, joining: int, issuer: str, other: str) -> None:
        super().__init__(
            f"Of {joining} who would join from “{issuer}” with an address, {count} have that of somebody who "
            f"signs in at “{other}” already. Say --issuer {other}, or --second-keys if they are new."
        )


class TooManyLeave(Exception):
    """More than half of the people would leave: most likely it is the wrong file."""

    def __init__(self, leaving: int, here: int) -> None:
        super().__init__(
            f"By this file {leaving} of {here} people would leave, more than half. "
            "If it is the right one, say --many-leavers."
        )


@dataclass
class Told:
    """What is new: names with what happened to them; `same` counts those of whom nothing is.

    `last` are those who should leave and cannot, since nobody else administers the house. What a dry run has
    not kept, and who administers hangs on: `no_admins` left or no longer may, `new_admins` came with groups.
    """

    people: int = 0
    same: int = 0
    joined: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    no_admins: set[UUID] = field(default_factory=set)
    new_admins: bool = False


def sync(
    house: Installation,
    said: Sequence[Profile],
    issuer: str,
    *,
    dry: bool = False,
    many_leavers: bool = False,
    second_keys: bool = False,
    at_once: int = AT_ONCE,
    after_each: Callable[[], None] = lambda: None,
) -> Told:
    """Take in everybody whom the file names, then note who of that issuer has left. Twice changes nothing.

    A dry run does the same and keeps nothing. Interrupted between two steps (`after_each`), the next run
    completes it. Raises `TooManyLeave` and `KnownElsewhere` before anything is done.
    """
    if not second_keys:
        _refuse_second_keys(house, said, issuer)
    leavers = _leavers(house, said, issuer, many_leavers)
    told = Told(people=len(said))
    for start in range(0, len(said), at_once):
        some = said[start : start + at_once]
        for profile, arrival in zip(some, _taken_in(house, some, dry), strict=True):
            _tell(told, profile, arrival, house)
        after_each()
    for entry in leavers:
        _lets_go(house, entry, dry, told)
        after_each()
    return told


def _refuse_second_keys(house: Installation, said: Sequence[Profile], issuer: str) -> None:
    """Refuse to make most of them a second time, under another issuer."""
    with house.database.reading() as db:
        entries = directory.everybody(db)
    known = {entry.subject for entry in entries if entry.issuer == issuer}
    elsewhere = {
        entry.email.casefold(): entry.issuer for entry in entries if entry.issuer not in (issuer, "")
    }
    joining = [profile for profile in said if profile.subject not in known and profile.email]
    twice = [elsewhere[p.email.casefold()] for p in joining if p.email.casefold() in elsewhere]
    if twice and len(twice) * 2 > len(joining):
        raise KnownElsewhere(len(twice), len(joining), issuer, max(set(twice), key=twice.count))


def _leavers(house: Installation, said: Sequence[Profile], issuer: str, many: bool) -> list[Entry]:
    """Those of that issuer who are here and not in the file."""
    named = {profile.subject for profile in said}
    with house.database.reading() as db:
        entries = directory.of_issuer(db, issuer)
        here = {row.id for row in people.here(db)}
    present = [entry for entry in entries if entry.person in here]
    leavers = [entry for entry in present if entry.subject not in named]
    if len(leavers) * 2 > len(present) and not many:
        raise TooManyLeave(len(leavers), len(present))
    return leavers


def _taken_in(house: Installation, some: Sequence[Profile], dry: bool) -> list[Arrival]:
    with house.database.reading() as db:
        known = [row.id for row in programmes.everything(db)]
    arrivals: list[Arrival] = []

    def take_all_in(work: Work) -> None:
        work.gather()
        arrivals[:] = [take_in(work, profile, house.group_roles, known, SOURCE) for profile in some]

    _done(house, dry, take_all_in)
    return arrivals


def _lets_go(house: Installation, entry: Entry, dry: bool, told: Told) -> None:
    with house.database.reading() as db:
        tied = ties.of_person(db, entry.person, house.clock())
    try:
        _done(
            house, dry, leave, entry.person, **vars(tied), source=SOURCE, gone=told.no_admins if dry else ()
        )
    except LastHere:
        if not (dry and told.new_admins):
            told.last.append(entry.name)
            return
    told.no_admins.add(entry.person)
    sessions = len(tied.sessions)
    freed = f" (out of {sessions} coming session{'' if sessions == 1 else 's'})" if sessions else ""
    told.left.append(f"{entry.name}{freed}")


def _done(house: Installation, dry: bool, command: Any, *args: Any, **kwargs: Any) -> None:
    """Carry out a command, or only try it: what it records is rolled back."""

    def tried(work: Work) -> None:
        command(work, *args, **kwargs)
        raise Tried

    deed = Deed(routine="people-file", source="cli")
    if not dry:
        house.perform(deed, command, *args, **kwargs)
        return
    try:
        house.perform(deed, tried)
    except Tried:
        return


def _tell(told: Told, profile: Profile, arrival: Arrival, house: Installation) -> None:
    name = profile.name
    told.same += not arrival.is_news and not arrival.away
    told.joined += [name] * arrival.joined
    told.returned += [name] * arrival.returned
    told.away += [name] * arrival.away
    told.moved += [f"{name} to {arrival.moved}"] if arrival.moved else []
    if arrival.changed:
        told.changed.append(f"{name} ({', '.join(CHANGED[field] for field in arrival.changed)})")
    told.new_admins |= (ADMIN, HOUSE) in arrival.given
    told.no_admins |= {arrival.person} if (ADMIN, HOUSE) in arrival.taken else set()
    slugs = _slugs(house) if arrival.given or arrival.taken or arrival.needed else {}
    for said, roles in (
        (told.given, arrival.given),
        (told.taken, arrival.taken),
        (told.needed, arrival.needed),
    ):
        said += [f"{name}: {_role(role, scope, slugs)}" for role, scope in roles]


def _slugs(house: Installation) -> dict[UUID, str]:
    with house.database.reading() as db:
        return {row.id: row.slug for row in programmes.everything(db)}


def _role(role: str, scope: UUID, slugs: dict[UUID, str]) -> str:
    return role if scope == HOUSE else f"{role} in {slugs.get(scope, scope)}"
