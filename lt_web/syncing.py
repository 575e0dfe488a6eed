"""Bring the people here in line with a file that says who works in the company: in steps, each whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lt_web.commands.arriving import Arrival, take_in
from lt_web.commands.leaving import leave
from lt_web.events.ids import HOUSE
from lt_web.identity import Deed, Profile
from lt_web.installation import Installation
from lt_web.log.work import Work
from lt_web.store import directory
from lt_web.store.directory import Entry
from projections import people, programmes, ties

SOURCE = "file"
AT_ONCE = 100  # people in one transaction: others get their turn between two
CHANGED = {"name": "name", "email": "address", "zone": "zone", "manager": "manager or not"}


class TooManyLeave(Exception):
    """More than half of the people would leave: most likely it is the wrong file."""

    def __init__(self, leaving: int, here: int) -> None:
        super().__init__(
            f"By this file {leaving} of {here} people would leave, more than half. "
            "If it is the right one, say --many-leavers."
        )


class _Tried(Exception):
    """A dry run ends here: nothing of it is kept."""


@dataclass
class Told:
    """What is new: names with what happened to them; `same` counts those of whom nothing is."""

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


def sync(
    house: Installation,
    said: Sequence[Profile],
    issuer: str,
    *,
    dry: bool = False,
    many_leavers: bool = False,
    at_once: int = AT_ONCE,
    after_each: Callable[[], None] = lambda: None,
) -> Told:
    """Take in everybody whom the file names, then note who of that issuer has left. Twice changes nothing.

    A dry run does the same and keeps nothing. Interrupted between two steps (`after_each`), the next run
    completes it. Raises `TooManyLeave` before anything is done.
    """
    leavers = _leavers(house, said, issuer, many_leavers)
    told = Told(people=len(said))
    for start in range(0, len(said), at_once):
        some = said[start : start + at_once]
        for profile, arrival in zip(some, _taken_in(house, some, dry), strict=True):
            _tell(told, profile, arrival, house)
        after_each()
    for entry in leavers:
        told.left.append(_lets_go(house, entry, dry))
        after_each()
    return told


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


def _lets_go(house: Installation, entry: Entry, dry: bool) -> str:
    with house.database.reading() as db:
        tied = ties.of_person(db, entry.person, house.clock())
    _done(house, dry, leave, entry.person, **vars(tied), source=SOURCE)
    sessions = len(tied.sessions)
    freed = f" (out of {sessions} coming session{'' if sessions == 1 else 's'})" if sessions else ""
    return f"{entry.name}{freed}"


def _done(house: Installation, dry: bool, command: Any, *args: Any, **kwargs: Any) -> None:
    """Carry out a command, or only try it: what it records is rolled back."""

    def tried(work: Work) -> None:
        command(work, *args, **kwargs)
        raise _Tried

    deed = Deed(routine="people-file", source="cli")
    if not dry:
        house.perform(deed, command, *args, **kwargs)
        return
    try:
        house.perform(deed, tried)
    except _Tried:
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
