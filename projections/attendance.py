"""Attendance: how each person attended, and the sheet of each session in numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Index, Integer, String, Table, Uuid, select

from lt_web.events.attendance import STANDINGS, THERE, UNKNOWN, Attendance
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_attendance",
    READ_MODELS,
    Column("sheet", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False),
    Column("standing", String(10), nullable=False),  # present, partly, absent, excused; no row is unknown
    Column("there", Boolean, nullable=False),  # present or partly
    Column("expected", Boolean, nullable=False),  # had a seat when it began; others who came are walk-ins
    Column("own", Boolean, nullable=False),  # they checked in themselves
    Index("lt_attendance_session", "session"),
    Index("lt_attendance_person", "person", "session"),
)
sheets = Table(
    "lt_attendance_sheets",
    READ_MODELS,
    Column("sheet", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("programme", Uuid, nullable=False),
    Column("present", Integer, nullable=False),
    Column("partly", Integer, nullable=False),
    Column("absent", Integer, nullable=False),
    Column("excused", Integer, nullable=False),
    Column("walk_ins", Integer, nullable=False),  # of those who were there
    Column("heads", Integer, nullable=True),
    Column("minutes", Integer, nullable=True),  # as it really took
)
attendance = Projection("attendance", "2", table, sheets)


@attendance.on(Attendance.Opened)
def open_sheet(rows: Rows, event: Attendance.Opened) -> None:
    counts = dict.fromkeys((*STANDINGS, "walk_ins"), 0)
    session, programme = event.session, event.programme
    rows.insert(
        sheets,
        sheet=event.originator_id,
        session=session,
        programme=programme,
        heads=None,
        minutes=None,
        **counts,
    )


@attendance.on(Attendance.Marked)
def mark(rows: Rows, event: Attendance.Marked) -> None:
    _put(rows, event, event.standing, event.expected)


@attendance.on(Attendance.CheckedIn)
def check_in(rows: Rows, event: Attendance.CheckedIn) -> None:
    _take(rows, event, event.person)
    _put(rows, event, "present", event.expected, own=True)


@attendance.on(Attendance.Corrected)
def correct(rows: Rows, event: Attendance.Corrected) -> None:
    before = _take(rows, event, event.person)
    if before is not None and event.standing != UNKNOWN:
        _put(rows, event, event.standing, before["expected"])


@attendance.on(Attendance.Recognised)
def recognise(rows: Rows, event: Attendance.Recognised) -> None:
    """What stood there for the colleague themselves says whether they were expected."""
    was, own = _take(rows, event, event.was), _take(rows, event, event.person)
    if event.standing != UNKNOWN:
        _put(rows, event, event.standing, (own or was)["expected"], own=bool(own and own["own"]))


@attendance.on(Attendance.HeadsCounted)
def count_heads(rows: Rows, event: Attendance.HeadsCounted) -> None:
    rows.update(sheets, event.originator_id, heads=event.number)


@attendance.on(Attendance.LengthNoted)
def note_length(rows: Rows, event: Attendance.LengthNoted) -> None:
    rows.update(sheets, event.originator_id, minutes=event.minutes)


def _put(rows: Rows, event: Any, standing: str, expected: bool, own: bool = False) -> None:
    home = rows.get(sheets, event.originator_id)
    assert home is not None
    there = standing in THERE
    rows.insert(
        table,
        sheet=event.originator_id,
        person=event.person,
        session=home["session"],
        standing=standing,
        there=there,
        expected=expected,
        own=own,
    )
    rows.add(sheets, event.originator_id, **{standing: 1, "walk_ins": int(there and not expected)})


def _take(rows: Rows, event: Any, person: UUID) -> Any:
    """Take away what stood there, with its counts, and return it."""
    before = rows.get(table, event.originator_id, person)
    if before is not None:
        walked_in = before["there"] and not before["expected"]
        rows.add(sheets, event.originator_id, **{before["standing"]: -1, "walk_ins": -int(walked_in)})
        rows.delete(table, event.originator_id, person)
    return before


def of_sessions(db: Connection, sessions: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → its sheet in numbers, in one query; none where nothing was noted."""
    found = select(sheets).where(sheets.c.session.in_(list(sessions)))
    return {row.session: row for row in db.execute(found)} if sessions else {}


def list_of(db: Connection, session: UUID) -> list[Any]:
    """Everybody of whom something is noted."""
    return list(db.execute(select(table).where(table.c.session == session).order_by(table.c.person)))


def of_person(db: Connection, person: UUID, sessions: Collection[UUID]) -> dict[UUID, str]:
    """Return session → how the person attended, for the sessions where that is noted."""
    found = select(table.c.session, table.c.standing).where(
        table.c.person == person, table.c.session.in_(list(sessions))
    )
    return {row.session: row.standing for row in db.execute(found)} if sessions else {}
