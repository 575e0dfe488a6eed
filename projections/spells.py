"""Since when and until when: who was confirmed to be able to teach a topic, and who was not here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, Uuid

from lt_web.columns import UtcDateTime
from lt_web.events.base import NOT_YET
from lt_web.events.person import Person
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

# From the first confirmation until they took back that they can teach it.
table = Table(
    "lt_confirmed_spells",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("since", UtcDateTime, primary_key=True),
    Column("until", UtcDateTime, nullable=True),
)
# Away: whoever has left until they come back, and a name that nobody has claimed from the beginning.
absences = Table(
    "lt_absences",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("since", UtcDateTime, primary_key=True),
    Column("until", UtcDateTime, nullable=True),
)
spells = Projection("spells", "1", table, absences)


@spells.on(Teaching.Confirmed)
def begin(rows: Rows, event: Teaching.Confirmed) -> None:
    if not _open_ones(rows, table, topic=event.topic, person=event.person):
        rows.put(table, event.topic, event.person, event.at, until=None)


@spells.on(Teaching.Withdrawn)
def end(rows: Rows, event: Teaching.Withdrawn) -> None:
    for row in _open_ones(rows, table, topic=event.topic, person=event.person):
        rows.update(table, event.topic, event.person, row["since"], until=event.at)


@spells.on(Topics.Merged)
def merge(rows: Rows, event: Topics.Merged) -> None:
    for row in rows.where(table, topic=event.topic):
        rows.delete(table, event.topic, row["person"], row["since"])
        rows.put(table, event.into, row["person"], row["since"], until=row["until"])


@spells.on(Person.Joined)
def join(rows: Rows, event: Person.Joined) -> None:
    if not event.claimed:
        _away(rows, event.originator_id, NOT_YET)


@spells.on(Person.Left)
def leave(rows: Rows, event: Person.Left) -> None:
    _away(rows, event.originator_id, event.at)


@spells.on(Person.CameBack)
def come_back(rows: Rows, event: Person.CameBack) -> None:
    for row in _open_ones(rows, absences, person=event.originator_id):
        rows.update(absences, event.originator_id, row["since"], until=event.at)


def _away(rows: Rows, person: UUID, since: Any) -> None:
    if not _open_ones(rows, absences, person=person):
        rows.put(absences, person, since, until=None)


def _open_ones(rows: Rows, of: Table, **whose: Any) -> list[Any]:
    return [row for row in rows.where(of, **whose) if row["until"] is None]
