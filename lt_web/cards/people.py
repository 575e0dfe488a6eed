"""People as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lt_web.store.directory import Entry
from lt_web.web import db, names
from projections import people as people_rows

TINTS = 8


@dataclass(frozen=True)
class Person:
    """A colleague: `tint` (0–7) picks the colour of their circle."""

    id: UUID
    name: str
    team: str = ""
    former: bool = False
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


def nobody(id: UUID) -> Person:
    """Somebody whose entry is gone."""
    return Person(id, "Former colleague", former=True)


def known(ids: Iterable[UUID | None]) -> dict[UUID, Person]:
    """Return id → Person with name and team, in two queries."""
    wanted = {id for id in ids if id}
    entries, rows = names(wanted), people_rows.some(db(), wanted)
    return {id: _person(id, entries.get(id), rows.get(id)) for id in wanted}


def with_standing(rows: Collection[Any], people: dict[UUID, Person]) -> list[Person]:
    """Presenters in the order of the rows, each with `standing` invited or accepted."""
    return [replace(people.get(row.person) or nobody(row.person), standing=row.standing) for row in rows]


def _person(id: UUID, entry: Entry | None, row: Any) -> Person:
    if entry is None:
        return nobody(id)
    return Person(id, entry.name, row.team if row else "", former=bool(row) and not row.here)
