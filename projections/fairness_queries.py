"""Sessions of which seats went to somebody from a line, or past it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from projections import history, seats, sessions

TURNS = ("seats.promoted", "seats.offered", "seats.seated_by_champion")


def with_turns(db: Connection, programme: UUID, page: int, size: int) -> tuple[list[Any], int]:
    """One page of them, the latest first, each with how many seats; and how many sessions there are."""
    told, home, about = history.table, seats.table, sessions.table
    found = (
        select(about.c.id, about.c.title, about.c.start_at, func.count(told.c.position).label("turns"))
        .join(home, home.c.session == about.c.id)
        .join(told, told.c.stream == home.c.seats)
        .where(about.c.programme == programme, told.c.topic.in_(TURNS))
        .group_by(about.c.id, about.c.title, about.c.start_at)
    )
    total = db.scalar(select(func.count()).select_from(found.subquery())) or 0
    in_order = found.order_by(about.c.start_at.desc(), about.c.id).limit(size).offset((page - 1) * size)
    return list(db.execute(in_order)), total
