"""Who read what of the log: noted before anything is shown, and shown to auditors."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lt_web.cards.people import Person, known, nobody
from lt_web.store import accesses
from lt_web.web import db, installation, my_id, now, programme, stop_reading

LOG, EVENT, FILE, REPORT = accesses.LOG, accesses.EVENT, accesses.FILE, accesses.REPORT
PAST = accesses.PAST


@dataclass(frozen=True)
class Reading:
    """One reading: by whom, when, of which event or under which conditions, about whom."""

    number: int
    at: datetime
    by: Person | None
    kind: str
    position: int | None
    asked: str
    about: Person | None


def note(
    kind: str,
    position: int | None = None,
    asked: str = "",
    people: Collection[UUID] = (),
    on_server: bool = False,
) -> None:
    """Note that whoever asks reads this now; the next read begins anew. Not noted is not shown.

    `on_server`: it is read at the command line, through the eyes of whoever asks.
    """
    stop_reading()
    by = None if on_server else my_id()
    access = accesses.Access(by, programme().id, kind, position, asked, people)
    with installation().database.writing() as connection:
        accesses.note(connection, access, now())


def readings(before: int | None, most: int) -> list[Reading]:
    """The latest readings in this programme, the newest first."""
    return _shown(accesses.of_programme(db(), programme().id, before, most))


def taken(person: UUID, most: int) -> list[Reading]:
    """The latest files that somebody took away with a person in them, the newest first."""
    return _shown(accesses.taken(db(), person, most))


def about(person: UUID, most: int) -> list[Reading]:
    """The latest readings about a person, the newest first."""
    return _shown(accesses.about(db(), person, most))


def _shown(rows: list[Any]) -> list[Reading]:
    people = known(id for row in rows for id in (row.by, row.person))

    def person(id: UUID | None) -> Person | None:
        return None if id is None else people.get(id) or nobody(id)

    return [
        Reading(row.number, row.at, person(row.by), row.kind, row.position, row.asked, person(row.person))
        for row in rows
    ]
