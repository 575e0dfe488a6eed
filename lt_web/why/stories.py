"""The recorded events of one thing, as far as the page that asks has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.ids import attendance_id, feedback_id, seats_id, write_up_id
from lt_web.events.programme import Programme
from lt_web.web import db, installation, live_db, programme
from projections import report_queries

Events = list[Any]
TERMS = (Programme.Founded, Programme.Described, Programme.SettingChanged)


def of_streams(*streams: UUID) -> Events:
    """Everything that happened to these, in the order of the log."""
    until, _recorded_at = report_queries.stand(db())
    live_db()  # the log itself is read where it is, also for a page of the past
    return installation().log.told(streams, until)


def of_seats(session: UUID) -> Events:
    """What happened to the seats of a session."""
    return of_streams(seats_id(session))


def of_session(session: UUID) -> Events:
    """What happened to a session: to its seats, who came, what they said of it, what it left behind."""
    beside = seats_id(session), attendance_id(session), feedback_id(session), write_up_id(session)
    return of_streams(session, *beside)


def terms() -> Events:
    """What the programme had set for it."""
    return [event for event in of_streams(programme().id) if isinstance(event, TERMS)]
