"""What pages and routines ask about feedback."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from lt_web.events.programme import SETTINGS
from projections import attendance, people, programmes, seats
from projections.feedback import answers, given, table
from projections.sessions import presenters
from projections.sessions import table as sessions


def of_sessions(db: Connection, wanted: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → its feedback in numbers, in one query; none where nothing is recorded."""
    found = select(table).where(table.c.session.in_(list(wanted)))
    return {row.session: row for row in db.execute(found)} if wanted else {}


def answers_of(db: Connection, session: UUID) -> list[Any]:
    """Every answer that may be shown: those with a name first; the order of the others means nothing."""
    found = select(answers).where(answers.c.session == session)
    return sorted(db.execute(found), key=lambda row: (row.person is None, row.position))


def of_person(db: Connection, person: UUID, wanted: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → what somebody said there with their name."""
    found = select(answers).where(answers.c.person == person, answers.c.session.in_(list(wanted)))
    return {row.session: row for row in db.execute(found)} if wanted else {}


def answered_by(db: Connection, person: UUID) -> list[UUID]:
    """Sessions on which somebody had answered when feedback ended; for that person's own eyes."""
    return list(db.execute(select(given.c.session).where(given.c.person == person)).scalars())


def could_answer(db: Connection, session: UUID) -> int:
    """How many people are asked about a session."""
    noted = select(attendance.table.c.person).where(attendance.table.c.session == session)
    seated = select(seats.answers.c.person).where(
        seats.answers.c.session == session, seats.answers.c.answer == "yes"
    )
    presenting = select(presenters.c.person).where(
        presenters.c.session == session, presenters.c.standing == "accepted"
    )
    who = people.table.c.id
    asked = or_(who.in_(noted.where(attendance.table.c.there)), and_(who.in_(seated), who.not_in(noted)))
    return db.scalar(select(func.count()).where(asked, who.not_in(presenting))) or 0


def asked_of(db: Connection, person: UUID, wanted: UUID) -> bool:
    """Whether somebody is asked about a session, by what is known of who was there."""
    return (
        db.execute(select(sessions.c.id).where(sessions.c.id == wanted, _was_there(person))).first()
        is not None
    )


def waiting_for(db: Connection, person: UUID, now: datetime, days: Mapping[UUID, int]) -> list[Any]:
    """Sessions about which somebody is asked now, the latest first, but for those that they signed.

    `days` says for each programme how long feedback is open. Who has put something into a ballot box is not
    known here.
    """
    longest = timedelta(days=max(days.values(), default=0))
    wanted = {"person": person, "now": now, "since": now - longest, "programmes": list(days)}
    rows = db.execute(_waiting(), wanted) if days else ()
    return [row for row in rows if now < row.start_at + timedelta(days=days[row.programme])]


@cache
def _waiting() -> Select[Any]:
    """Asked by every page, for the number at the inbox: built once."""
    person: BindParameter[Any] = bindparam("person")
    signed = exists().where(answers.c.session == sessions.c.id, answers.c.person == person)
    over = exists().where(table.c.session == sessions.c.id, table.c.closed)
    found = select(sessions).where(
        sessions.c.published,
        sessions.c.state.in_(("published", "held")),
        sessions.c.start_at <= bindparam("now"),
        sessions.c.start_at > bindparam("since"),
        sessions.c.programme.in_(bindparam("programmes", expanding=True)),
        _was_there(person),
        ~signed,
        ~over,
    )
    return found.order_by(sessions.c.start_at.desc(), sessions.c.id)


def due_to_close(db: Connection, now: datetime, with_box: Collection[UUID]) -> list[UUID]:
    """Sessions with a ballot box or recorded answers, whose feedback is over or that were called off."""
    with_answers = select(table.c.session).where(table.c.closed.is_(False), table.c.answers > 0)
    found = (
        select(sessions.c.id, sessions.c.state, sessions.c.start_at, programmes.table.c.settings)
        .join(programmes.table, programmes.table.c.id == sessions.c.programme)
        .where(or_(sessions.c.id.in_(list(with_box)), sessions.c.id.in_(with_answers)))
        .where(sessions.c.state != "postponed")
        .order_by(sessions.c.start_at, sessions.c.id)
    )
    return [row.id for row in db.execute(found) if row.state == "cancelled" or now >= _closes(row)]


def setting(programme: Any, name: str) -> int:
    """The value of a setting that is in force in a programme (its row)."""
    value: int = json.loads(programme.settings).get(name, SETTINGS[name].default)
    return value


def _closes(row: Any) -> datetime:
    closes: datetime = row.start_at + timedelta(days=setting(row, "feedback_days"))
    return closes


def _was_there(person: UUID | BindParameter[Any]) -> ColumnElement[bool]:
    """There by the sheet; where nothing is noted of them, with a seat; and not presenting."""
    noted = exists().where(attendance.table.c.session == sessions.c.id, attendance.table.c.person == person)
    seated = exists().where(
        seats.answers.c.session == sessions.c.id,
        seats.answers.c.person == person,
        seats.answers.c.answer == "yes",
    )
    presented = exists().where(
        presenters.c.session == sessions.c.id,
        presenters.c.person == person,
        presenters.c.standing == "accepted",
    )
    there = noted.where(attendance.table.c.there)
    return and_(or_(there, and_(seated, ~noted)), ~presented)
