"""The log as it is searched: a row for each event; the programme, session, people and topics of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, Uuid, text

from lt_web.columns import UtcDateTime
from lt_web.events import all_events
from lt_web.events.ids import HOUSE, attendance_id, feedback_id, seats_id, write_up_id
from lt_web.events.proposal import Proposal
from lt_web.events.session import Session
from projections.base import ONLY_INSERTED, READ_MODELS, Projection
from projections.concerning import belongs_to, people_of, readers_of, session_of, topics_of
from projections.rows import Rows

Place = Mapping[str, Any]


def known(column: str) -> dict[str, Any]:
    """Keep out of an index the rows that have nothing there."""
    there = text(f"{column} IS NOT NULL")
    return {"sqlite_where": there, "postgresql_where": there}


table = Table(
    "lt_trail",
    READ_MODELS,
    Column("position", BigInteger, primary_key=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    # The latest that the log's clock has ever said until here: it never goes back, as a clock may.
    Column("latest", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("stream", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("programme", Uuid, nullable=False),  # HOUSE where it concerns all of them
    Column("session", Uuid, nullable=True),
    Column("actor", Uuid, nullable=True),
    Column("routine", String(40), nullable=False),
    Column("source", String(20), nullable=False),
    Column("correlation", String(64), nullable=True),
    Column("cause", String(48), nullable=True),
    # open and names: as in the history; draft, owners: those concerned; nobody: not even they
    Column("readers", String(8), nullable=False),
    Index("lt_trail_programme", "programme", "position"),
    Index("lt_trail_topic", "programme", "topic", "position"),
    Index("lt_trail_source", "programme", "source", "position"),
    Index("lt_trail_latest", "latest", "position"),
    Index("lt_trail_stream", "stream", "position"),
    Index("lt_trail_session", "session", "position", **known("session")),
    Index("lt_trail_correlation", "correlation", "position", **known("correlation")),
    Index("lt_trail_cause", "cause", "position", **known("cause")),
    info={ONLY_INSERTED: True},
)
people = Table(
    "lt_trail_people",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    info={ONLY_INSERTED: True},
)
topics = Table(
    "lt_trail_topics",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    info={ONLY_INSERTED: True},
)
# Where a stream belongs, told by its first event; a milestone has a place too, for its topic.
places = Table(
    "lt_trail_places",
    READ_MODELS,
    Column("thing", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("session", Uuid, nullable=True),
    Column("topics", Text, nullable=False),
    Column("readers", String(8), nullable=False),  # who reads what happens to it now, "" for the usual
)
latest = Table(
    "lt_trail_clock",
    READ_MODELS,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("latest", UtcDateTime, nullable=False),
)
trails = Projection("trails", "1", table, people, topics, places, latest, hears_all=True)

SIDES = (seats_id, attendance_id, feedback_id, write_up_id)  # the streams of a session beside its own
CLOCK = 1
id_of = lru_cache(maxsize=5000)(UUID)
NAMED = ("open", "names")  # events that are found by whom they concern
AMONG_THEM = ("draft", "owners")  # that they are about a topic is for the people concerned too
NOWHERE: Place = {"programme": HOUSE, "session": None, "topics": "", "readers": ""}


@trails.on(*all_events())
def note(rows: Rows, event: Any) -> None:
    """Give an event its row, and one for each person and topic that it concerns."""
    before = rows.get(places, event.originator_id)
    place = _place(rows, event, before)
    if place != before:
        rows.put(places, event.originator_id, **{name: place[name] for name in NOWHERE})
    readers = _readers(event, place, before)
    rows.insert(table, **_row(rows, event, place, readers))
    if readers in NAMED:
        rows.insert_all(people, ({"person": one, "position": event.position} for one in people_of(event)))
    if readers not in AMONG_THEM:
        about = _topics(rows, event, place)
        rows.insert_all(topics, ({"topic": one, "position": event.position} for one in about))


def _readers(event: Any, place: Place, before: Place | None) -> str:
    """To say that a declined proposal is open again would tell of the decline."""
    was = before["readers"] if before and isinstance(event, Proposal.Resubmitted) else ""
    return readers_of(event, place["readers"] or was)


def _row(rows: Rows, event: Any, place: Place, readers: str) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "position": event.position,
        "recorded_at": envelope.recorded_at,
        "latest": _latest(rows, envelope.recorded_at),
        "at": event.at,
        "topic": type(event).TOPIC,
        "stream": event.originator_id,
        "version": event.originator_version,
        "programme": place["programme"],
        "session": session_of(event) or place["session"],
        "actor": envelope.actor if readers in NAMED else None,
        "routine": envelope.routine,
        "source": envelope.source,
        "correlation": (envelope.correlation or None) if readers != "nobody" else None,
        "cause": event.cause or None,
        "readers": readers,
    }


def _latest(rows: Rows, recorded_at: Any) -> Any:
    known = rows.get(latest, CLOCK)
    if known is not None and known["latest"] >= recorded_at:
        return known["latest"]
    rows.put(latest, CLOCK, latest=recorded_at)
    return recorded_at


def _place(rows: Rows, event: Any, before: Place | None) -> Place:
    """Where the stream of an event belongs from now on."""
    if before is None:
        return _first_place(rows, event)
    if isinstance(event, Proposal.Declined):
        return {**before, "readers": "owners"}
    if isinstance(event, Proposal.Sent | Proposal.Resubmitted):
        return {**before, "readers": ""}
    if isinstance(event, Session.Edited | Proposal.Edited):
        return _with_topics(rows, before, topics_of(event))
    if getattr(event, "milestone", None) and topics_of(event):
        milestone = {**NOWHERE, "programme": before["programme"], "topics": _joined(topics_of(event))}
        rows.put(places, event.milestone, **milestone)
    return before


def _first_place(rows: Rows, event: Any) -> Place:
    session = session_of(event)
    about = None if session in (None, event.originator_id) else rows.get(places, session)
    return {
        "thing": event.originator_id,
        "programme": belongs_to(event),
        "session": session,
        "topics": about["topics"] if about else _joined(topics_of(event)),
        "readers": "draft" if isinstance(event, Proposal.Drafted) else "",
    }


def _with_topics(rows: Rows, before: Place, wanted: tuple[UUID, ...]) -> Place:
    """Other topics from now on, for what stands beside a session too."""
    joined = _joined(wanted)
    if before["session"] is not None and joined != before["topics"]:
        for side in SIDES:
            rows.update(places, side(before["session"]), topics=joined)
    return {**before, "topics": joined}


def _topics(rows: Rows, event: Any, place: Place) -> Iterable[UUID]:
    """What the event names, else what the thing is about that it happened to."""
    milestone = getattr(event, "milestone", None)
    about = rows.get(places, milestone) if milestone else place
    known = about["topics"].split() if about else ()
    return dict.fromkeys(topics_of(event) or map(id_of, known))


def _joined(wanted: tuple[UUID, ...]) -> str:
    return " ".join(topic.hex for topic in wanted)
