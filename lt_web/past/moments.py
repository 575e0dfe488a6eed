"""Moments and positions: order is position, never time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from lt_web.log.recorder import events
from lt_web.past.moment import Asked
from projections import trail_queries

RECORDED = select(events.c.recorded_at).where(events.c.position == bindparam("position"))


def position_of(live: Connection, asked: Asked) -> int:
    """Return the position of the log that is meant; for a moment, the last one that it had reached."""
    if asked.position is not None:
        return asked.position
    assert asked.moment is not None
    return trail_queries.position_at(live, asked.moment)


def recorded_at(live: Connection, position: int) -> datetime | None:
    """Return when the event at a position was recorded, None where there is none."""
    found = live.scalar(RECORDED, {"position": position})
    return datetime.fromisoformat(found) if found else None
