"""What the champions' desk asks: sessions that may want a hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, or_, select

from projections.sessions import table

MOST = 300


def in_hand(db: Connection, programme: UUID, now: datetime) -> list[Any]:
    """Sessions that are not over: to come, postponed, or never published although their time has passed."""
    to_come = and_(table.c.state == "published", table.c.end_at > now)
    found = select(table).where(
        table.c.programme == programme, or_(to_come, table.c.state.in_(("scheduled", "postponed")))
    )
    return list(db.execute(found.order_by(table.c.start_at, table.c.id).limit(MOST)))


def beginnings(db: Connection, programme: UUID, now: datetime) -> tuple[bool, bool]:
    """Whether a programme has sessions of the past or imported ones, and whether it has one to come."""
    read_in = func.max(case((table.c.imported, 1), else_=0))
    found = select(func.min(table.c.start_at), func.max(table.c.start_at), read_in)
    first, last, imported = db.execute(found.where(table.c.programme == programme)).one()
    return first is not None and (first <= now or bool(imported)), last is not None and last > now
