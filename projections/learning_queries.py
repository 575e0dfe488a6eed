"""What a person's own record asks: where they were, what they taught and wrote. Nobody else is given it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, literal, select, union_all

from projections.attendance import sheets
from projections.attendance import table as attendance
from projections.sessions import presenters, table
from projections.topics import table as topics
from projections.write_ups import authors, notes

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


def written(db: Connection, person: UUID, programmes: Collection[UUID]) -> list[Any]:
    """Sessions that somebody wrote up, or to whose write-up they added a note, the newest first."""
    kinds = union_all(
        select(authors.c.session, literal("written").label("standing")).where(
            authors.c.person == person, authors.c.wrote > 0
        ),
        select(notes.c.session, literal("note").label("standing")).where(notes.c.person == person),
    ).subquery()
    found = (
        select(table, kinds.c.standing, sheets.c.minutes.label("recorded"))
        .join(kinds, kinds.c.session == table.c.id)
        .outerjoin(sheets, sheets.c.session == table.c.id)
        .where(table.c.programme.in_(list(programmes)))
    )
    return list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id, kinds.c.standing.desc())))


def names_of_topics(db: Connection, wanted: Collection[UUID]) -> dict[UUID, str]:
    """Return topic → its name."""
    found = select(topics.c.id, topics.c.name).where(topics.c.id.in_(list(wanted)))
    return {row.id: row.name for row in db.execute(found)} if wanted else {}
