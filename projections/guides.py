"""Templates: every version of a programme's own, for each format."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Table, Text, Uuid, func, select

from lt_web.columns import UtcDateTime
from lt_web.events.guides import BUILT_IN, Guides
from lt_web.events.ids import guides_id
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

# A version without an agenda is the template that is built in, put in force again.
table = Table(
    "lt_guides",
    READ_MODELS,
    Column("guides", Uuid, primary_key=True),
    Column("format", String(20), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", Uuid, nullable=True),
    Column("agenda", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("prepare", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("of", Integer, nullable=True),  # which version was put in force again
)
guides = Projection("guides", "1", table)
NOTHING = {"agenda": "", "text": "", "prepare": ""}


@guides.on(Guides.Revised)
def revise(rows: Rows, event: Guides.Revised) -> None:
    _add(rows, event, {"agenda": event.agenda, "text": event.text, "prepare": event.prepare}, event.note)


@guides.on(Guides.Restored)
def restore(rows: Rows, event: Guides.Restored) -> None:
    known = rows.get(table, event.originator_id, event.format, event.of) if event.of != BUILT_IN else None
    _add(rows, event, {name: known[name] for name in NOTHING} if known else NOTHING, of=event.of)


def _add(rows: Rows, event: Any, content: dict[str, str], note: str = "", of: int | None = None) -> None:
    key = {"guides": event.originator_id, "format": event.format, "number": event.number}
    rows.insert(table, **key, at=event.at, by=event.envelope.actor, note=note, of=of, **content)


def in_force(db: Connection, programme: UUID, at: datetime) -> dict[str, Any]:
    """Return format → the version of its template that was in force at an instant, in one query."""
    mine = (table.c.guides == guides_id(programme)) & (table.c.at <= at)
    newest = select(table.c.format, func.max(table.c.number).label("number")).where(mine)
    last = newest.group_by(table.c.format).subquery()
    found = select(table).join(last, (last.c.format == table.c.format) & (last.c.number == table.c.number))
    return {row.format: row for row in db.execute(found.where(table.c.guides == guides_id(programme)))}


def versions_of(db: Connection, programme: UUID, format: str) -> list[Any]:
    """Every version of a programme's own template of a format, the newest first."""
    mine = (table.c.guides == guides_id(programme)) & (table.c.format == format)
    return list(db.execute(select(table).where(mine).order_by(table.c.number.desc())))
