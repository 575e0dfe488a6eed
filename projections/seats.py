"""Seats of each session, counted, and what each person answered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    func,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.seats import Seats
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_seats",
    READ_MODELS,
    Column("seats", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("capacity", Integer, nullable=True),
    Column("yes", Integer, nullable=False),
    Column("maybe", Integer, nullable=False),
    Column("no", Integer, nullable=False),
    Column("waitlisted", Integer, nullable=False),
    Column("offered", Integer, nullable=False),
    Column("moves", Integer, nullable=False),
)
answers = Table(
    "lt_answers",
    READ_MODELS,
    Column("seats", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False),
    Column("answer", String(12), nullable=False),
    # The place in the log at which one joined the line; it orders the line.
    Column("since", BigInteger, nullable=False),
    Column("offer_until", UtcDateTime, nullable=True),
    Column("unconfirmed", Boolean, nullable=False),
    Index("lt_answers_person", "person", "session"),
    Index("lt_answers_session", "session", "answer", "since"),
    Index("lt_answers_offers", "offer_until"),
)
seats = Projection("seats", "1", table, answers)
KINDS = ("yes", "maybe", "no", "waitlisted", "offered")


@seats.on(Seats.Opened)
def open_seats(rows: Rows, event: Seats.Opened) -> None:
    counts = dict.fromkeys(KINDS, 0)
    rows.insert(
        table, seats=event.originator_id, session=event.session, capacity=event.capacity, moves=0, **counts
    )


@seats.on(Seats.Answered)
def answer(rows: Rows, event: Seats.Answered) -> None:
    _put(rows, event.originator_id, event.person, event.answer, event.position)


@seats.on(Seats.Waitlisted)
def wait(rows: Rows, event: Seats.Waitlisted) -> None:
    _put(rows, event.originator_id, event.person, "waitlisted", event.position)


@seats.on(Seats.Promoted, Seats.OfferTaken, Seats.SeatedByChampion)
def take_seat(rows: Rows, event: Seats.Promoted | Seats.OfferTaken | Seats.SeatedByChampion) -> None:
    _put(rows, event.originator_id, event.person, "yes", event.position)


@seats.on(Seats.Offered)
def offer(rows: Rows, event: Seats.Offered) -> None:
    before = rows.get(answers, event.originator_id, event.person)
    since = before["since"] if before else event.position
    _put(rows, event.originator_id, event.person, "offered", since, event.until)


@seats.on(Seats.OfferLapsed, Seats.Removed, Seats.Vacated)
def leave(rows: Rows, event: Seats.OfferLapsed | Seats.Removed | Seats.Vacated) -> None:
    before = rows.get(answers, event.originator_id, event.person)
    if before is not None:
        rows.add(table, event.originator_id, **{before["answer"]: -1})
        rows.delete(answers, event.originator_id, event.person)


@seats.on(Seats.CapacitySet)
def set_capacity(rows: Rows, event: Seats.CapacitySet) -> None:
    rows.update(table, event.originator_id, capacity=event.capacity)


@seats.on(Seats.Moved)
def move(rows: Rows, event: Seats.Moved) -> None:
    rows.add(table, event.originator_id, moves=1)
    for kind in ("yes", "maybe"):
        for row in rows.where(answers, seats=event.originator_id, answer=kind):
            rows.update(answers, event.originator_id, row["person"], unconfirmed=True)
    for row in rows.where(answers, seats=event.originator_id, answer="offered"):
        until = min(row["offer_until"], event.starts)
        rows.update(answers, event.originator_id, row["person"], offer_until=until)


@seats.on(Seats.Reconfirmed)
def reconfirm(rows: Rows, event: Seats.Reconfirmed) -> None:
    rows.update(answers, event.originator_id, event.person, unconfirmed=False)


@seats.on(Seats.Suspended)
def suspend(rows: Rows, event: Seats.Suspended) -> None:
    for row in rows.where(answers, seats=event.originator_id, answer="offered"):
        _put(rows, event.originator_id, row["person"], "waitlisted", row["since"])


@seats.on(Seats.Closed)
def close(rows: Rows, event: Seats.Closed) -> None:
    for row in rows.where(answers, seats=event.originator_id, answer="offered"):
        rows.add(table, event.originator_id, offered=-1)
        rows.delete(answers, event.originator_id, row["person"])


def _put(rows: Rows, seats: UUID, person: UUID, answer: str, since: int, until: Any = None) -> None:
    """Give a person this answer, and keep the counts."""
    before = rows.get(answers, seats, person)
    values = {"answer": answer, "since": since, "offer_until": until, "unconfirmed": False}
    if before is None:
        home = rows.get(table, seats)
        assert home is not None
        rows.insert(answers, seats=seats, person=person, session=home["session"], **values)
        rows.add(table, seats, **{answer: 1})
    else:
        rows.update(answers, seats, person, **values)
        if before["answer"] != answer:
            rows.add(table, seats, **{before["answer"]: -1, answer: 1})


OF_SESSIONS = select(table).where(table.c.session.in_(bindparam("sessions", expanding=True)))
earlier = answers.alias()
place_in_line = (
    select(func.count())
    .where(
        earlier.c.session == answers.c.session,
        earlier.c.answer == "waitlisted",
        earlier.c.since <= answers.c.since,
    )
    .scalar_subquery()
)
MINE = select(answers, place_in_line.label("place")).where(
    answers.c.person == bindparam("person"), answers.c.session.in_(bindparam("sessions", expanding=True))
)
MY_ANSWER = (
    answers.c.answer,
    answers.c.offer_until,
    answers.c.unconfirmed,
    place_in_line.label("in_line"),
)
IS_MINE = and_(answers.c.seats == table.c.seats, answers.c.person == bindparam("person"))
COUNTED_AND_MINE = (
    select(table, *MY_ANSWER)
    .join_from(table, answers, IS_MINE, isouter=True)
    .where(table.c.session.in_(bindparam("sessions", expanding=True)))
)


def of_sessions(db: Connection, sessions: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → its row of counts, in one query."""
    found = db.execute(OF_SESSIONS, {"sessions": list(sessions)}) if sessions else ()
    return {row.session: row for row in found}


def of_person(db: Connection, person: UUID, sessions: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → what the person answered there, with `place` in line, in one query."""
    found = db.execute(MINE, {"person": person, "sessions": list(sessions)}) if sessions else ()
    return {row.session: row for row in found}


def seen_by(db: Connection, person: UUID, sessions: Collection[UUID]) -> dict[UUID, Any]:
    """As `of_sessions`, with what the person answered (`in_line`: their place there), in one query."""
    found = db.execute(COUNTED_AND_MINE, {"person": person, "sessions": list(sessions)}) if sessions else ()
    return {row.session: row for row in found}


def list_of(db: Connection, session: UUID) -> list[Any]:
    """Everybody who answered, those in line in their order."""
    found = select(answers).where(answers.c.session == session)
    return list(db.execute(found.order_by(answers.c.answer, answers.c.since, answers.c.person)))


def lapsed(db: Connection, now: Any) -> list[UUID]:
    """Sessions that have offers which ended by now."""
    found = select(answers.c.session).where(answers.c.offer_until <= now, answers.c.answer == "offered")
    return sorted(set(db.execute(found).scalars()), key=str)
