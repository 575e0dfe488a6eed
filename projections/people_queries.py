"""What pages ask about people: what they taught, teach, and go to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from projections import attendance, people, roles, seats
from projections.sessions import presenters, table

GOING = ("yes", "maybe", "waitlisted", "offered")
ASKING = (
    select(people.table, roles.table.c.list, roles.table.c.role)
    .join_from(people.table, roles.table, roles.table.c.person == people.table.c.id, isouter=True)
    .where(people.table.c.id == bindparam("person"))
)


def asking(db: Connection, person: UUID) -> tuple[Any | None, dict[UUID, frozenset[str]]]:
    """Return the row of whoever asks and, as `roles.of_person` does, the roles they hold, in one query."""
    rows = db.execute(ASKING, {"person": person}).all()
    held = roles.by_list(row for row in rows if row.role is not None)
    return (rows[0] if rows else None), held


def everybody(db: Connection) -> dict[UUID, Any]:
    """Return id → row of everybody who ever came, in one query."""
    return {row.id: row for row in db.execute(select(people.table))}


def held_by(db: Connection, person: UUID, programme: UUID, most: int) -> tuple[list[Any], int]:
    """Return the newest sessions that a person presented and that were held, and how many there are."""
    found = select(table, func.count().over().label("total")).where(
        table.c.programme == programme, table.c.state == "held", _presents(person)
    )
    rows = list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id).limit(most)))
    return rows, rows[0].total if rows else 0


def presenting(db: Connection, wanted: Collection[UUID]) -> set[UUID]:
    """Those of these people who present or presented something."""
    found = select(presenters.c.person).where(
        presenters.c.person.in_(list(wanted)), presenters.c.standing == "accepted"
    )
    return set(db.execute(found).scalars()) if wanted else set()


def teaches(db: Connection, person: UUID, programme: UUID, now: datetime, drafts: bool) -> list[Any]:
    """Sessions to come that a person presents; those not published yet where `drafts` says so."""
    found = _coming(programme, now).where(_presents(person))
    return list(db.execute(found if drafts else found.where(table.c.published)))


def goes_to(db: Connection, person: UUID, programme: UUID, now: datetime) -> list[Any]:
    """Sessions to come to which a person said yes or maybe, or waits for a seat."""
    answered = select(seats.answers.c.session).where(
        seats.answers.c.person == person, seats.answers.c.answer.in_(GOING)
    )
    return list(db.execute(_coming(programme, now).where(table.c.id.in_(answered), table.c.published)))


def _presents(person: UUID) -> ColumnElement[bool]:
    presented = select(presenters.c.session).where(
        presenters.c.person == person, presenters.c.standing == "accepted"
    )
    return table.c.id.in_(presented)


def _coming(programme: UUID, now: datetime) -> Select[Any]:
    """Sessions that are to come, in time; postponed ones at the end."""
    to_come = or_(
        table.c.state == "postponed", table.c.state.in_(("scheduled", "published")) & (table.c.end_at > now)
    )
    last = table.c.state == "postponed"
    return select(table).where(table.c.programme == programme, to_come).order_by(last, table.c.start_at)


def where_named(db: Connection, person: UUID) -> list[UUID]:
    """Sessions in which somebody stands as a presenter or as having come, in time, in every programme."""
    presented = select(presenters.c.session).where(presenters.c.person == person)
    came = select(attendance.table.c.session).where(attendance.table.c.person == person)
    found = select(table.c.id).where(or_(table.c.id.in_(presented), table.c.id.in_(came)))
    return list(db.execute(found.order_by(table.c.start_at, table.c.id)).scalars())
