"""What a person's own record asks: where they were, and what they taught. Nobody else is given it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, literal, select

from projections.attendance import sheets
from projections.attendance import table as attendance
from projections.sessions import presenters, table

OFF = ("cancelled", "postponed")


def attended(db: Connection, person: UUID, programmes: Collection[UUID]) -> list[Any]:
    """Sessions at which somebody was, with `standing` and the `recorded` minutes, the newest first."""
    found = (
        select(table, attendance.c.standing, sheets.c.minutes.label("recorded"))
        .join(attendance, attendance.c.session == table.c.id)
        .join(sheets, sheets.c.sheet == attendance.c.sheet)
        .where(attendance.c.person == person, attendance.c.there)
        .where(table.c.programme.in_(list(programmes)), table.c.published, table.c.state.not_in(OFF))
    )
    return list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id)))


def taught(db: Connection, person: UUID, programmes: Collection[UUID]) -> list[Any]:
    """Sessions that somebody presented and that took place, with the `recorded` minutes, the newest first."""
    found = (
        select(table, literal("presented").label("standing"), sheets.c.minutes.label("recorded"))
        .join(presenters, presenters.c.session == table.c.id)
        .outerjoin(sheets, sheets.c.session == table.c.id)
        .where(presenters.c.person == person, presenters.c.standing == "accepted", table.c.state == "held")
        .where(table.c.programme.in_(list(programmes)))
    )
    return list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id)))
