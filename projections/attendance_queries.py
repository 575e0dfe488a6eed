"""What pages ask about attendance beyond one sheet: how many of those who say yes come, what is open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, func, or_, select

from lt_web.events.formats import LONGEST_EVER
from lt_web.events.ids import attendance_id
from projections import history, sessions
from projections.attendance import sheets, table

LONGEST = timedelta(minutes=LONGEST_EVER)  # so that what was long ago is not even looked at
RECENT = 12  # sessions from which one plans


def showing_up(db: Connection, programme: UUID, most: int = RECENT) -> tuple[int, int, int]:
    """Of the latest sessions held of which it is noted: how many these are, how many said yes, who came."""
    noted = select(table.c.sheet).where(table.c.expected)
    recent = (
        select(sheets.c.sheet)
        .join(sessions.table, sessions.table.c.id == sheets.c.session)
        .where(sheets.c.programme == programme, sessions.table.c.state == "held", sheets.c.sheet.in_(noted))
        .order_by(sessions.table.c.start_at.desc(), sheets.c.sheet)
        .limit(most)
        .subquery()
    )
    came = func.coalesce(func.sum(case((table.c.there, 1), else_=0)), 0)
    found = select(func.count(table.c.sheet.distinct()), func.count(), came).where(
        table.c.expected, table.c.sheet.in_(select(recent.c.sheet))
    )
    held, said_yes, there = db.execute(found).one()
    return held, said_yes, there


def going_on(
    db: Connection, programme: UUID, person: UUID, now: datetime, before: timedelta, after: timedelta
) -> list[Any]:
    """Sessions whose check-in is open and to which the person has not come yet, as far as is noted."""
    mine = (table.c.session == sessions.table.c.id) & (table.c.person == person)
    found = (
        select(sessions.table, table.c.standing)
        .outerjoin(table, mine)
        .where(
            sessions.table.c.programme == programme,
            sessions.table.c.state.in_(("published", "held")),
            sessions.table.c.start_at <= now + before,
            sessions.table.c.start_at >= now - after - LONGEST,
            sessions.table.c.end_at >= now - after,
            or_(table.c.there.is_(None), table.c.there.is_(False)),
        )
    )
    return list(db.execute(found.order_by(sessions.table.c.start_at, sessions.table.c.id)))


def history_of(db: Connection, session: UUID, person: UUID) -> list[Any]:
    """Everything that was ever noted on a session's sheet, the oldest first."""
    return history.of_stream(db, attendance_id(session), ("open", "names"), person)
