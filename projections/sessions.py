"""Sessions: one row each, with presenters, topics and the people invited."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from lt_web.events.clock import instant
from lt_web.events.session import Session
from lt_web.events.topics import Topics
from projections.base import ONLY_INSERTED, READ_MODELS, Projection
from projections.folding import folded
from projections.rows import Rows
from projections.zones import zone_data

table = Table(
    "lt_sessions",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("title", String(120), nullable=False),
    Column("summary", Text, nullable=False),
    Column("format", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("wall", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("start_at", UtcDateTime, nullable=False),
    Column("end_at", UtcDateTime, nullable=False),
    Column("place", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("published", Boolean, nullable=False),
    Column("audience", String(12), nullable=False),
    Column("teams", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("proposal", Uuid, nullable=True),
    Column("sequence", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("imported", Boolean, nullable=False),
    Column("folded", Text, nullable=False),
    Index("lt_sessions_in_time", "programme", "state", "start_at"),
    Index("lt_sessions_to_come", "state", "start_at"),
)
presenters = Table(
    "lt_session_presenters",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("standing", String(10), nullable=False),
    Column("recorded", Boolean, nullable=False),  # they allow that they are recorded
    Index("lt_session_presenters_person", "person"),
)
topics = Table(
    "lt_session_topics",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("topic", Uuid, primary_key=True),
    Column("place", Integer, nullable=False),
    Index("lt_session_topics_topic", "topic"),
)
invited = Table(
    "lt_invited",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    info={ONLY_INSERTED: True},
)
sessions = Projection("sessions", f"3+{zone_data()}", table, presenters, topics, invited)


@sessions.on(Session.Scheduled)
def schedule(rows: Rows, event: Session.Scheduled) -> None:
    rows.insert(
        table,
        id=event.originator_id,
        programme=event.programme,
        title=event.title,
        summary=event.summary,
        format=event.format,
        minutes=event.minutes,
        place=event.place,
        link=event.link,
        state="scheduled",
        published=False,
        audience="",
        teams="[]",
        reason="",
        proposal=event.proposal,
        sequence=0,
        created_at=event.at,
        changed_at=event.at,
        imported=event.envelope.source == "import",
        folded=folded(event.title, event.summary),
        **_time(event.wall, event.zone, event.minutes),
    )
    for person in event.presenters:
        rows.insert(
            presenters, session=event.originator_id, person=person, standing="accepted", recorded=False
        )
    _put_topics(rows, event.originator_id, event.topics)


@sessions.on(Session.Edited)
def edit(rows: Rows, event: Session.Edited) -> None:
    row = rows.get(table, event.originator_id)
    assert row is not None
    rows.update(
        table,
        event.originator_id,
        title=event.title,
        summary=event.summary,
        format=event.format,
        minutes=event.minutes,
        end_at=row["start_at"] + timedelta(minutes=event.minutes),
        folded=folded(event.title, event.summary),
    )
    if row["minutes"] != event.minutes:
        _changed(rows, event)
    for old in rows.where(topics, session=event.originator_id):
        rows.delete(topics, event.originator_id, old["topic"])
    _put_topics(rows, event.originator_id, event.topics)


@sessions.on(Session.Rescheduled)
def reschedule(rows: Rows, event: Session.Rescheduled) -> None:
    row = rows.get(table, event.originator_id)
    assert row is not None
    state = "published" if row["published"] else "scheduled"
    time = _time(event.wall, event.zone, row["minutes"])
    rows.update(table, event.originator_id, state=state, reason="", **time)
    _changed(rows, event)


@sessions.on(Session.Relocated)
def relocate(rows: Rows, event: Session.Relocated) -> None:
    rows.update(table, event.originator_id, place=event.place, link=event.link)
    _changed(rows, event)


@sessions.on(Session.Published)
def publish(rows: Rows, event: Session.Published) -> None:
    teams = json.dumps(list(event.teams))
    rows.update(
        table, event.originator_id, state="published", published=True, audience=event.audience, teams=teams
    )
    rows.insert_all(invited, ({"session": event.originator_id, "person": p} for p in event.invited))


@sessions.on(Session.InvitedLater)
def invite_later(rows: Rows, event: Session.InvitedLater) -> None:
    rows.insert(invited, session=event.originator_id, person=event.person)


@sessions.on(Session.Postponed, Session.Cancelled)
def call_off(rows: Rows, event: Session.Postponed | Session.Cancelled) -> None:
    state = "postponed" if isinstance(event, Session.Postponed) else "cancelled"
    rows.update(table, event.originator_id, state=state, reason=event.reason)
    _changed(rows, event)


@sessions.on(Session.Held)
def hold(rows: Rows, event: Session.Held) -> None:
    """What has taken place is there to be read, also where it was never announced here (an import)."""
    rows.update(
        table, event.originator_id, state="held", published=True, start_at=event.start, end_at=event.end
    )


@sessions.on(Session.PresenterInvited)
def invite_presenter(rows: Rows, event: Session.PresenterInvited) -> None:
    rows.put(presenters, event.originator_id, event.person, standing="invited", recorded=False)


@sessions.on(Session.PresenterAccepted)
def accept_presenter(rows: Rows, event: Session.PresenterAccepted) -> None:
    rows.update(presenters, event.originator_id, event.person, standing="accepted")


@sessions.on(Session.PresenterDeclined, Session.PresenterWithdrawn, Session.PresenterLeft)
def drop_presenter(rows: Rows, event: Any) -> None:
    rows.delete(presenters, event.originator_id, event.person)


@sessions.on(Session.PresenterRecognised)
def recognise_presenter(rows: Rows, event: Session.PresenterRecognised) -> None:
    rows.delete(presenters, event.originator_id, event.was)
    rows.put(presenters, event.originator_id, event.person, standing="accepted", recorded=False)


@sessions.on(Session.RecordingAllowed, Session.RecordingRefused)
def allow_recording(rows: Rows, event: Session.RecordingAllowed | Session.RecordingRefused) -> None:
    allowed = isinstance(event, Session.RecordingAllowed)
    rows.update(presenters, event.originator_id, event.person, recorded=allowed)


@sessions.on(Topics.Merged)
def merge_topic(rows: Rows, event: Topics.Merged) -> None:
    for row in rows.where(topics, topic=event.topic):
        rows.delete(topics, row["session"], event.topic)
        if rows.get(topics, row["session"], event.into) is None:
            rows.insert(topics, session=row["session"], topic=event.into, place=row["place"])


def _time(wall: datetime, zone: str, minutes: int) -> dict[str, Any]:
    start = instant(wall, zone)
    return {
        "wall": wall.isoformat(timespec="minutes"),
        "zone": zone,
        "start_at": start,
        "end_at": start + timedelta(minutes=minutes),
    }


def _changed(rows: Rows, event: Any) -> None:
    """What a calendar must hear of: the sequence rises, and this is when it changed last."""
    rows.add(table, event.originator_id, sequence=1)
    rows.update(table, event.originator_id, changed_at=event.at)


def _put_topics(rows: Rows, session: UUID, wanted: tuple[UUID, ...]) -> None:
    for place, topic in enumerate(wanted):
        rows.insert(topics, session=session, topic=topic, place=place)
