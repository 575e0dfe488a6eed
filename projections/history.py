"""The history of each thing: a row for each event that people may read about; words come when shown."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Index, String, Table, Text, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.events import all_events
from lt_web.events.attendance import Attendance
from lt_web.events.base import COMMON_FIELDS, Event
from lt_web.events.competency import Competency
from lt_web.events.feedback import Feedback
from lt_web.events.ids import attendance_id, feedback_id, seats_id, write_up_id
from lt_web.events.marks import marks_of
from lt_web.events.person import Person
from lt_web.events.proposal import Proposal
from lt_web.events.seats import Seats
from lt_web.events.teaching import Teaching
from projections.base import ONLY_INSERTED, READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_history",
    READ_MODELS,
    Column("position", BigInteger, primary_key=True),
    Column("stream", Uuid, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("actor", Uuid, nullable=True),
    Column("routine", String(40), nullable=False),
    Column("on_behalf_of", Uuid, nullable=True),
    Column("person", Uuid, nullable=True),
    # open: for everybody who sees the thing; names: for those who may see names; owners: for its people
    Column("readers", String(8), nullable=False),
    Column("details", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("cause", String(48), nullable=False),
    Index("lt_history_stream", "stream", "position"),
    info={ONLY_INSERTED: True},
)
# The last line of a thing on which a later one depends: how it was closed, when answers were released.
told = Table(
    "lt_history_told",
    READ_MODELS,
    Column("stream", Uuid, primary_key=True),
    Column("topic", String(80), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)
history = Projection("history", "8", table, told, hears_all=True)

# Long texts are told of, not repeated.
BARE = COMMON_FIELDS | {"person", "invited", "score", "text", "days", "labels", "agenda", "prepare"}
ABOUT_PEOPLE = ("seats.", "attendance.", "feedback.")
# A “not yet” is between the two.
UNSEEN = (
    Proposal.Voted,
    Person.Noted,
    Feedback.Opened,
    Feedback.Answered,
    Competency.ConfirmationDeclined,
)
# Whom somebody asked to teach, and what they said to it, is between the two.
OF_OWNERS = (
    Proposal.Drafted,
    Proposal.Declined,
    Teaching.Asked,
    Teaching.AskDeclined,
    Teaching.AskTaken,
    Teaching.AskWithdrawn,
)
COMPETENCY = "competency."  # who is on the way to what is for champions
TOPIC_OF_DECLINE = "proposal.declined"
ENCODED = json.JSONEncoder(sort_keys=True).encode
TOLD = (Proposal.Withdrawn, Proposal.Declined, Feedback.Released)
ABOUT_EVERYBODY = (
    Seats.Opened,
    Seats.CapacitySet,
    Seats.Moved,
    Seats.Suspended,
    Seats.Closed,
    Seats.SeatedByChampion,
    Attendance.Opened,
    Attendance.HeadsCounted,
    Attendance.LengthNoted,
    Feedback.Released,
    Feedback.Closed,
    Feedback.Recalled,
)


@history.on(*(event for event in all_events() if event not in UNSEEN))
def remember(rows: Rows, event: Any) -> None:
    if isinstance(event, Feedback.Released) and _follows_another(rows, event):
        return
    envelope = event.envelope
    readers = _readers(rows, event)
    if isinstance(event, TOLD):
        rows.put(told, event.originator_id, topic=_topic(event), recorded_at=envelope.recorded_at)
    rows.insert(
        table,
        position=event.position,
        stream=event.originator_id,
        topic=type(event).TOPIC,
        at=event.at,
        recorded_at=envelope.recorded_at,
        actor=envelope.actor,
        routine=envelope.routine,
        on_behalf_of=envelope.on_behalf_of,
        person=getattr(event, "person", None),
        readers=readers,
        details=ENCODED(details_of(event)),
        reason=event.reason,
        cause=event.cause,
    )


def _readers(rows: Rows, event: Event) -> str:
    """Who answered what is for champions and presenters; a decline is for the proposal's own people."""
    if isinstance(event, OF_OWNERS) or (isinstance(event, Proposal.Resubmitted) and _declined(rows, event)):
        return "owners"
    if _topic(event).startswith(COMPETENCY):
        return "owners"
    about_people = type(event).TOPIC.startswith(ABOUT_PEOPLE)  # type: ignore[attr-defined]
    return "names" if about_people and not isinstance(event, ABOUT_EVERYBODY) else "open"


def _topic(event: Any) -> str:
    topic: str = type(event).TOPIC
    return topic


def _follows_another(rows: Rows, event: Event) -> bool:
    """Whether an answer left the ballot box in a batch that has its line: one line tells of all of them."""
    last = rows.get(told, event.originator_id)
    return last is not None and last["recorded_at"] == event.envelope.recorded_at


def _declined(rows: Rows, event: Event) -> bool:
    """Whether a proposal that is open again was declined before: to say so would tell of the decline."""
    last = rows.get(told, event.originator_id)
    return last is not None and last["topic"] == TOPIC_OF_DECLINE


def details_of(event: Event) -> dict[str, Any]:
    shown = {name: _plain(getattr(event, name)) for name in _shown(type(event))}
    invited = getattr(event, "invited", None)
    return shown if invited is None else shown | {"invited": len(invited)}


@cache
def _shown(event_class: Any) -> tuple[str, ...]:
    """The fields that say what happened; those that may be read by everybody who reads the line."""
    secret = {name for name, mark in marks_of(event_class).items() if mark.kind != "work"}
    return tuple(name for name in event_class.__dataclass_fields__ if name not in BARE and name not in secret)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime | date):
        return value.isoformat()
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def of_session(db: Connection, session: UUID, readers: Collection[str], person: UUID) -> list[Any]:
    """The lines about a session that these readers see, and those about the person alone.

    How somebody attended stands on the sheet alone: nobody is listed for staying away anywhere else.
    """
    sheet = attendance_id(session)
    beside = (seats_id(session), sheet, feedback_id(session), write_up_id(session))
    found = _of_streams(db, (session, *beside), readers, person)
    return [row for row in found if row.stream != sheet or row.readers == "open" or row.person == person]


def of_stream(db: Connection, stream: UUID, readers: Collection[str], person: UUID) -> list[Any]:
    """The lines about one thing that these readers see, the oldest first."""
    return _of_streams(db, (stream,), readers, person)


def at_position(db: Connection, position: int, readers: Collection[str]) -> list[Any]:
    """The line of one event, where these readers see it."""
    seen = table.c.position == position, table.c.readers.in_(list(readers))
    return list(db.execute(select(table).where(*seen)))


def of_kinds(db: Connection, streams: Collection[UUID], topics: Collection[str]) -> list[Any]:
    """The lines of these kinds about several things that everybody may read, the oldest first."""
    open_ones = table.c.stream.in_(list(streams)), table.c.topic.in_(list(topics)), table.c.readers == "open"
    found = select(table).where(*open_ones).order_by(table.c.position)
    return list(db.execute(found)) if streams else []


def at(db: Connection, positions: Collection[int]) -> dict[int, Any]:
    """The lines of these events, by position; there is none of what nobody reads about."""
    found = select(table).where(table.c.position.in_(list(positions)))
    return {row.position: row for row in db.execute(found)} if positions else {}


def _of_streams(
    db: Connection, streams: Collection[UUID], readers: Collection[str], person: UUID
) -> list[Any]:
    own = (table.c.readers == "names") & (table.c.person == person)
    seen = table.c.readers.in_(list(readers)) | own
    found = select(table).where(table.c.stream.in_(list(streams)), seen)
    return list(db.execute(found.order_by(table.c.position)))
