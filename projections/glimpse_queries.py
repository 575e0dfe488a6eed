"""What is on next, for pages that nobody needs to sign in for: a host's front page, a screen in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from projections import programmes, seats, sessions

# Built once: a host's front page asks this each time.
NEXT = (
    select(
        sessions.table,
        programmes.table.c.slug,
        programmes.table.c.name.label("programme_name"),
        seats.table.c.capacity,
        seats.table.c.yes,
        seats.table.c.offered,
        seats.table.c.waitlisted,
    )
    .join(programmes.table, programmes.table.c.id == sessions.table.c.programme)
    .join(seats.table, seats.table.c.session == sessions.table.c.id, isouter=True)
    .where(
        sessions.table.c.state == "published",
        sessions.table.c.audience == "everyone",
        sessions.table.c.end_at > bindparam("now"),
    )
    .order_by(sessions.table.c.start_at, sessions.table.c.id)
    .limit(bindparam("limit"))
)
IN_OPEN_PROGRAMMES = NEXT.where(programmes.table.c.open)
IN_ONE = NEXT.where(programmes.table.c.id == bindparam("programme"))


def next_up(connection: Connection, now: datetime, limit: int) -> Sequence[Any]:
    """Return what everybody may come to next, over all open programmes: one query."""
    return connection.execute(IN_OPEN_PROGRAMMES, {"now": now, "limit": limit}).all()


def next_in(connection: Connection, programme: UUID, now: datetime, limit: int) -> Sequence[Any]:
    """Return what is on next in one programme, for everybody in it."""
    return connection.execute(IN_ONE, {"programme": programme, "now": now, "limit": limit}).all()
