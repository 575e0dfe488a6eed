"""People as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lt_web.speech import N_, _
from lt_web.store.directory import Entry
from lt_web.web import db
from lt_web.who_is_who import asking
from projections import people_queries, roles

TINTS = 8
PARTS = {
    "admin": (N_("Admin"), N_("Adds people, founds programmes, gives roles.")),
    "champion": (
        N_("Champion"),
        N_("Plans the programme: decides on proposals, schedules, looks after seats."),
    ),
    "sponsor": (N_("Sponsor"), N_("Made room for it, and sees how it goes, never who said what.")),
    "auditor": (N_("Auditor"), N_("Reads along, names included, and changes nothing.")),
}
PRESENTER = (N_("Presenter"), N_("Shows others something: their sessions, who comes, what is asked."))
COLLEAGUE = (N_("Colleague"), N_("Joins with one click, votes, proposes, asks for a topic."))


@dataclass(frozen=True)
class Person:
    """A colleague: `tint` (0–7) picks the colour of their circle; `left`: they left the company."""

    id: UUID
    name: str
    team: str = ""
    former: bool = False
    left: bool = False
    standing: str = ""

    @property
    def initials(self) -> str:
        """First letters of the first and the last name."""
        parts = [part for part in self.name.split() if part[0].isalnum()] or [self.name or "?"]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()

    @property
    def tint(self) -> int:
        """A colour that stays the same for a person."""
        return self.id.int % TINTS


@dataclass(frozen=True)
class Me(Person):
    """Who asks, with their own zone ("" for the programme's)."""

    zone: str = ""
    email: str = ""

    @classmethod
    def of(cls, entry: Entry, team: str) -> Me:
        """Make it from a directory entry."""
        return cls(entry.person, entry.name, team, zone=entry.zone, email=entry.email)


@dataclass(frozen=True)
class Listed(Person):
    """A colleague in the list, and what they are here."""

    champion: bool = False
    claimed: bool = True
    merged: bool = False


@dataclass(frozen=True)
class Cast(Person):
    """Somebody whom one may be in the demo: their role, and what one sees through their eyes."""

    role_label: str = ""
    says: str = ""


def nobody(id: UUID) -> Person:
    """Somebody whose entry is gone."""
    return Person(id, _("Former colleague"), former=True)


def known(ids: Iterable[UUID | None]) -> dict[UUID, Person]:
    """Return id → Person with name and team."""
    wanted = {id for id in ids if id}
    entries, rows = asking.entries(wanted), asking.rows(wanted)
    return {id: _person(id, entries.get(id), rows.get(id)) for id in wanted}


def cast(ids: Sequence[UUID]) -> list[Cast]:
    """The people of the demo in their order, each with the role that they hold."""
    people, presenting = known(ids), people_queries.presenting(db(), ids)
    return [_cast(people[id], roles.of_person(db(), id), id in presenting) for id in ids]


def with_standing(rows: Collection[Any], people: dict[UUID, Person]) -> list[Person]:
    """Presenters in the order of the rows, each with `standing` invited or accepted."""
    return [replace(people.get(row.person) or nobody(row.person), standing=row.standing) for row in rows]


def _cast(person: Person, held: dict[UUID, frozenset[str]], presents: bool) -> Cast:
    everywhere = {role for names in held.values() for role in names}
    part = next((role for role in PARTS if role in everywhere), "")
    label, says = PARTS.get(part, PRESENTER if presents else COLLEAGUE)
    return Cast(**vars(person), role_label=_(label), says=_(says))


def _person(id: UUID, entry: Entry | None, row: Any) -> Person:
    if entry is None:
        return nobody(id)
    gone = bool(row) and not row.here
    return Person(id, entry.name, row.team if row else "", former=gone, left=gone)
