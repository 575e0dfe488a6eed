"""Feedback: each session in numbers, every answer that may be shown, and who had answered at the end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, Table, Text, Uuid

from lt_web.events.feedback import Feedback
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_feedback",
    READ_MODELS,
    Column("feedback", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False, index=True),
    Column("programme", Uuid, nullable=False),
    Column("answers", Integer, nullable=False),  # released and signed: what waits in the box is not here
    Column("total", Integer, nullable=False),  # the sum of their scores
    Column("released", Integer, nullable=False),
    Column("signed", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("answered", Integer, nullable=True),  # once closed, with those that were destroyed
    Column("destroyed", Integer, nullable=False),
    Column("asked", Integer, nullable=True),  # once closed: how many could have answered
    Column("recalled_mean", Float, nullable=True),
    Column("recalled_answers", Integer, nullable=True),
)
answers = Table(
    "lt_feedback_answers",
    READ_MODELS,
    Column("feedback", Uuid, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("session", Uuid, nullable=False),
    Column("score", Integer, nullable=False),
    Column("line", Text, nullable=False),  # a token, decrypted when shown; "" for none
    Column("person", Uuid, nullable=True),  # None: without a name
    Index("lt_feedback_answers_session", "session"),
    Index("lt_feedback_answers_person", "person"),
)
given = Table(
    "lt_feedback_given",
    READ_MODELS,
    Column("feedback", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),  # for that person's own eyes alone
    Column("session", Uuid, nullable=False),
    Index("lt_feedback_given_person", "person"),
)
feedback = Projection("feedback", "1", table, answers, given)


@feedback.on(Feedback.Opened)
def begin(rows: Rows, event: Feedback.Opened) -> None:
    none = dict.fromkeys(("answers", "total", "released", "signed", "destroyed"), 0)
    session, programme = event.session, event.programme
    rows.insert(
        table, feedback=event.originator_id, session=session, programme=programme, closed=False, **none
    )


@feedback.on(Feedback.Signed)
def sign(rows: Rows, event: Feedback.Signed) -> None:
    for before in rows.where(answers, feedback=event.originator_id, person=event.person):
        rows.delete(answers, event.originator_id, before["position"])
        rows.add(table, event.originator_id, answers=-1, signed=-1, total=-before["score"])
    rows.add(table, event.originator_id, signed=1)
    _put(rows, event, event.person)


@feedback.on(Feedback.Released)
def release(rows: Rows, event: Feedback.Released) -> None:
    rows.add(table, event.originator_id, released=1)
    _put(rows, event, None)


@feedback.on(Feedback.Closed)
def close(rows: Rows, event: Feedback.Closed) -> None:
    counted = {"answered": event.answered, "destroyed": event.destroyed, "asked": event.asked}
    rows.update(table, event.originator_id, closed=True, **counted)


@feedback.on(Feedback.Answered)
def note_participation(rows: Rows, event: Feedback.Answered) -> None:
    home = rows.get(table, event.originator_id)
    assert home is not None
    rows.insert(given, feedback=event.originator_id, person=event.person, session=home["session"])


@feedback.on(Feedback.Recalled)
def recall(rows: Rows, event: Feedback.Recalled) -> None:
    rows.update(table, event.originator_id, recalled_mean=event.mean / 100, recalled_answers=event.answers)


def _put(rows: Rows, event: Any, person: Any) -> None:
    home = rows.get(table, event.originator_id)
    assert home is not None
    rows.add(table, event.originator_id, answers=1, total=event.score)
    rows.insert(
        answers,
        feedback=event.originator_id,
        position=event.position,
        session=home["session"],
        score=event.score,
        line=event.line,
        person=person,
    )
