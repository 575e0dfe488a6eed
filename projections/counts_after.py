"""Counts of what follows a session: who was there, what they said of it, and whether it was written up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.attendance import THERE, UNKNOWN, Attendance
from lt_web.events.feedback import Feedback
from lt_web.events.write_up import WriteUp
from projections.counted_sets import as_text, of_text
from projections.counts import counts, day_of, number_of
from projections.counts_adding import change
from projections.counts_tables import sessions, signed, streams
from projections.rows import Rows

MARKS = ("there", "away", "expected")


@counts.on(Attendance.Opened, Feedback.Opened, WriteUp.Opened)
def know_stream(rows: Rows, event: Any) -> None:
    rows.insert(streams, stream=event.originator_id, session=event.session)


@counts.on(Attendance.Marked)
def mark(rows: Rows, event: Attendance.Marked) -> None:
    _note(rows, event, event.standing, event.expected)


@counts.on(Attendance.CheckedIn)
def check_in(rows: Rows, event: Attendance.CheckedIn) -> None:
    _note(rows, event, "present", event.expected)


@counts.on(Attendance.Corrected)
def correct(rows: Rows, event: Attendance.Corrected) -> None:
    """Whether they were expected stays as it was."""
    row, bit = _row(rows, event), 1 << number_of(rows, event.person)
    if (of_text(row["there"]) | of_text(row["away"])) & bit:
        _note(rows, event, event.standing, bool(of_text(row["expected"]) & bit))


@counts.on(Attendance.Recognised)
def recognise(rows: Rows, event: Attendance.Recognised) -> None:
    """What stood there for the colleague themselves says whether they were expected."""
    row, was, own = _row(rows, event), 1 << number_of(rows, event.was), 1 << number_of(rows, event.person)
    noted, expected = of_text(row["there"]) | of_text(row["away"]), of_text(row["expected"])
    marks = {name: as_text(of_text(row[name]) & ~(was | own)) for name in MARKS}
    change(rows, row["session"], **marks)
    _note(rows, event, event.standing, bool(expected & (own if noted & own else was)))


@counts.on(Attendance.HeadsCounted)
def count_heads(rows: Rows, event: Attendance.HeadsCounted) -> None:
    change(rows, _session(rows, event), heads=event.number)


@counts.on(Attendance.LengthNoted)
def note_length(rows: Rows, event: Attendance.LengthNoted) -> None:
    change(rows, _session(rows, event), actual=event.minutes)


@counts.on(Feedback.Signed)
def sign(rows: Rows, event: Feedback.Signed) -> None:
    before = rows.get(signed, event.originator_id, event.person)
    rows.put(signed, event.originator_id, event.person, score=event.score)
    _answer(rows, event, int(before is None), event.score - (before["score"] if before else 0))


@counts.on(Feedback.Released)
def release(rows: Rows, event: Feedback.Released) -> None:
    _answer(rows, event, 1, event.score)


@counts.on(Feedback.Closed)
def close(rows: Rows, event: Feedback.Closed) -> None:
    change(rows, _session(rows, event), asked=event.asked, destroyed=event.destroyed)


@counts.on(Feedback.Recalled)
def recall(rows: Rows, event: Feedback.Recalled) -> None:
    change(rows, _session(rows, event), recalled=True)


@counts.on(WriteUp.Published)
def publish(rows: Rows, event: WriteUp.Published) -> None:
    row = _row(rows, event)
    written = day_of(rows, row["programme"], event.at)
    change(rows, row["session"], written_at=event.at, written=written)


def _note(rows: Rows, event: Any, standing: str, expected: bool) -> None:
    row, bit = _row(rows, event), 1 << number_of(rows, event.person)
    noted = standing != UNKNOWN
    within = {
        "there": standing in THERE,
        "away": noted and standing not in THERE,
        "expected": noted and expected,
    }
    sets = {name: of_text(row[name]) & ~bit | (bit if is_in else 0) for name, is_in in within.items()}
    change(rows, row["session"], **{name: as_text(people) for name, people in sets.items()})


def _answer(rows: Rows, event: Any, more: int, score: int) -> None:
    row = _row(rows, event)
    change(rows, row["session"], answers=row["answers"] + more, total=row["total"] + score)


def _row(rows: Rows, event: Any) -> Any:
    row = rows.get(sessions, _session(rows, event))
    assert row is not None
    return row


def _session(rows: Rows, event: Any) -> UUID:
    home = rows.get(streams, event.originator_id)
    assert home is not None
    session: UUID = home["session"]
    return session
