"""Facts that came late: what was recorded about some days after a position of the log, by kind."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from projections.competency import homes
from projections.editions import moves
from projections.history import table

# The days of which these speak stand in the events themselves, under one of these names.
DATED = {
    "competency.milestone_confirmed": "day",
    "competency.milestone_recorded": "day",
    "competency.dates_corrected": "reached",
    "competency.baseline_entered": "reached",
}


@dataclass(frozen=True)
class Kind:
    """How many facts of one kind came late, about how many sessions, and when the last was recorded."""

    facts: int
    sessions: int
    last: datetime


def of_days(db: Connection, programme: UUID, start: datetime, end: datetime, after: int) -> dict[str, Kind]:
    """Return topic → what was recorded after that position about sessions that began within [start, end)."""
    within = (moves.c.programme == programme, moves.c.start_at >= start, moves.c.start_at < end)
    counted = (
        table.c.topic,
        func.count().label("facts"),
        func.count(table.c.stream.distinct()).label("sessions"),
        func.max(table.c.recorded_at).label("last"),
    )
    found = select(*counted).where(
        table.c.position > after, table.c.stream.in_(select(moves.c.stream).where(*within))
    )
    return {
        row.topic: Kind(row.facts, row.sessions, row.last)
        for row in db.execute(found.group_by(table.c.topic))
    }


def of_milestones(db: Connection, programme: UUID, last: date, after: int) -> dict[str, Kind]:
    """Return topic → what was recorded after that position about milestones reached by that day."""
    found = (
        select(table.c.topic, table.c.details, table.c.recorded_at)
        .join(homes, homes.c.competency == table.c.stream)
        .where(homes.c.programme == programme, table.c.position > after, table.c.topic.in_(list(DATED)))
    )
    recorded: dict[str, list[datetime]] = defaultdict(list)
    for row in db.execute(found):
        if _day(row) and _day(row) <= last.isoformat():
            recorded[row.topic].append(row.recorded_at)
    return {topic: Kind(len(times), 0, max(times)) for topic, times in recorded.items()}


def _day(row: Any) -> str:
    return str(json.loads(row.details).get(DATED[row.topic]) or "")
