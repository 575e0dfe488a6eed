"""Charters as pages see them: one row a programme, with what holds now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.charter import Charter
from lt_web.events.ids import charter_id
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_charters",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("outcomes", Text, nullable=False),  # one a line
    Column("audience", Text, nullable=False),
    Column("formats", Text, nullable=False),  # with commas between; none for all
    Column("pilot_from", Date, nullable=True),
    Column("pilot_weeks", Integer, nullable=True),
    Column("asked", Uuid, nullable=True),
    Column("asked_by", Uuid, nullable=True),
    Column("asked_at", UtcDateTime, nullable=True),
    Column("asked_hours", Integer, nullable=True),
    Column("sponsor", Uuid, nullable=True),
    Column("hours_per_month", Integer, nullable=True),
    Column("hours_since", Date, nullable=True),
    Column("recorded_by", Uuid, nullable=True),
    Column("recorded_at", UtcDateTime, nullable=True),
    Column("quick_win_at", UtcDateTime, nullable=True),
    Column("decision", String(10), nullable=False),
    Column("decided_by", Uuid, nullable=True),
    Column("decided_at", UtcDateTime, nullable=True),
    Column("decided_seen", BigInteger, nullable=True),
    Column("decided_why", Text, nullable=False),
    Column("decided_figures", Text, nullable=False),
)
charters = Projection("charters", "1", table)

NOBODY_ASKED: dict[str, Any] = {"asked": None, "asked_by": None, "asked_at": None, "asked_hours": None}
NOTHING_GRANTED: dict[str, Any] = {
    "sponsor": None,
    "hours_per_month": None,
    "hours_since": None,
    "recorded_by": None,
    "recorded_at": None,
}
UNDECIDED: dict[str, Any] = {
    "decision": "",
    "decided_by": None,
    "decided_at": None,
    "decided_seen": None,
    "decided_why": "",
    "decided_figures": "",
}


@charters.on(Charter.Opened)
def begin(rows: Rows, event: Charter.Opened) -> None:
    said = {"outcomes": "", "audience": "", "formats": ""}
    rows.insert(table, id=event.originator_id, programme=event.programme, **said, **UNDECIDED)


@charters.on(Charter.OutcomesSet)
def set_outcomes(rows: Rows, event: Charter.OutcomesSet) -> None:
    rows.update(table, event.originator_id, outcomes=event.outcomes)


@charters.on(Charter.AudienceDescribed)
def describe_audience(rows: Rows, event: Charter.AudienceDescribed) -> None:
    rows.update(table, event.originator_id, audience=event.audience)


@charters.on(Charter.FormatsOffered)
def offer_formats(rows: Rows, event: Charter.FormatsOffered) -> None:
    rows.update(table, event.originator_id, formats=",".join(event.formats))


@charters.on(Charter.PilotBegun)
def begin_pilot(rows: Rows, event: Charter.PilotBegun) -> None:
    said = {"pilot_from": event.starts, "pilot_weeks": event.weeks, "quick_win_at": None}
    rows.update(table, event.originator_id, **said, **UNDECIDED)


@charters.on(Charter.OpenEnded)
def go_on_openly(rows: Rows, event: Charter.OpenEnded) -> None:
    said = {"pilot_from": None, "pilot_weeks": None, "quick_win_at": None}
    rows.update(table, event.originator_id, **said, **UNDECIDED)


@charters.on(Charter.BuyInAsked)
def ask_for_hours(rows: Rows, event: Charter.BuyInAsked) -> None:
    said = {"asked": event.person, "asked_hours": event.hours}
    rows.update(table, event.originator_id, **said, asked_by=event.envelope.actor, asked_at=event.at)


@charters.on(Charter.BuyInRecorded)
def record_yes(rows: Rows, event: Charter.BuyInRecorded) -> None:
    said = {"sponsor": event.person, "hours_per_month": event.hours, "hours_since": event.since}
    by = {"recorded_by": event.envelope.actor, "recorded_at": event.at}
    rows.update(table, event.originator_id, **said, **by, **NOBODY_ASKED)


@charters.on(Charter.BuyInDeclined)
def say_not_now(rows: Rows, event: Charter.BuyInDeclined) -> None:
    rows.update(table, event.originator_id, **NOBODY_ASKED)


@charters.on(Charter.BuyInWithdrawn)
def withdraw_yes(rows: Rows, event: Charter.BuyInWithdrawn) -> None:
    rows.update(table, event.originator_id, **NOTHING_GRANTED)


@charters.on(Charter.QuickWinShared)
def share_quick_win(rows: Rows, event: Charter.QuickWinShared) -> None:
    rows.update(table, event.originator_id, quick_win_at=event.at)


@charters.on(Charter.PilotDecided)
def decide(rows: Rows, event: Charter.PilotDecided) -> None:
    by = {"decided_by": event.envelope.actor, "decided_at": event.at, "decided_why": event.reason}
    said = {"decision": event.decision, "decided_seen": event.seen, "decided_figures": event.figures}
    rows.update(table, event.originator_id, **said, **by)


ONE = select(table).where(table.c.id == bindparam("charter"))


def id_of(programme: UUID) -> UUID:
    """The id of a programme's charter; its history goes by it."""
    return charter_id(programme)


def of_programme(db: Connection, programme: UUID) -> Any | None:
    """The row of a programme's charter; None where nothing was said yet."""
    return db.execute(ONE, {"charter": charter_id(programme)}).first()


def some(db: Connection, programmes: Sequence[UUID]) -> dict[UUID, Any]:
    """Return programme → the row of its charter."""
    found = select(table).where(table.c.id.in_([charter_id(programme) for programme in programmes]))
    return {row.programme: row for row in db.execute(found)} if programmes else {}
