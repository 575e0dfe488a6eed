"""The dates of a programme: its rules, the days left out, and each slot with what fills it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    bindparam,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.cadence import Cadence, named
from lt_web.events.clock import instant
from lt_web.events.ids import cadence_id
from projections.base import READ_MODELS, Projection
from projections.rows import Rows
from projections.zones import zone_data

table = Table(
    "lt_slots",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("rule", Uuid, nullable=True),  # none: added by hand
    Column("wall", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("start_at", UtcDateTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("state", String(8), nullable=False),  # empty, held, filled, skipped
    Column("thing", Uuid, nullable=True),  # the proposal that it is held for, or the session
    Column("reason", Text, nullable=False),
    Column("listed", Boolean, nullable=False),  # a list of days left out skipped it
    Column("nudged", Boolean, nullable=False),
    Index("lt_slots_in_time", "programme", "start_at"),
    Index("lt_slots_to_come", "state", "start_at"),
    Index("lt_slots_thing", "thing"),
    Index("lt_slots_rule", "rule", "start_at"),
)
rules = Table(
    "lt_cadence_rules",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("starts", Date, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("time", String(5), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("week", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("place", Text, nullable=False),
)
calendars = Table(
    "lt_cadence_calendars",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("skips", Boolean, nullable=False),
)
# `source` is the calendar, or the cadence itself for the programme's own list.
days = Table(
    "lt_cadence_days",
    READ_MODELS,
    Column("source", Uuid, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("label", Text, nullable=False),
    Column("zone", String(64), nullable=False),  # "" on the programme's own list
    Column("skips", Boolean, nullable=False),
    Index("lt_cadence_days_day", "programme", "day"),
)
cadences = Table(
    "lt_cadences",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
)
slots = Projection("slots", f"2+{zone_data()}", table, rules, calendars, days, cadences)


@slots.on(Cadence.Opened)
def open_cadence(rows: Rows, event: Cadence.Opened) -> None:
    rows.insert(cadences, id=event.originator_id, programme=event.programme)


@slots.on(Cadence.RuleSet)
def set_rule(rows: Rows, event: Cadence.RuleSet) -> None:
    names = ("kind", "starts", "weekday", "time", "zone", "minutes", "weeks", "week", "nth", "place")
    said = {name: getattr(event, name) for name in names}
    rows.put(rules, event.rule, programme=_programme(rows, event), **said)


@slots.on(Cadence.RuleEnded)
def end_rule(rows: Rows, event: Cadence.RuleEnded) -> None:
    rows.delete(rules, event.rule)


@slots.on(Cadence.DaySkipped)
def skip_day(rows: Rows, event: Cadence.DaySkipped) -> None:
    said = {"programme": _programme(rows, event), "label": event.label, "zone": "", "skips": True}
    rows.put(days, event.originator_id, event.day, **said)


@slots.on(Cadence.DayReturned)
def return_day(rows: Rows, event: Cadence.DayReturned) -> None:
    rows.delete(days, event.originator_id, event.day)


@slots.on(Cadence.HolidaysSet)
def set_holidays(rows: Rows, event: Cadence.HolidaysSet) -> None:
    said = {"programme": _programme(rows, event), "zone": event.zone, "skips": event.skips}
    rows.put(calendars, event.calendar, name=event.name, **said)
    _forget_days(rows, event.calendar)
    for day, label in named(event.days, event.labels).items():
        rows.insert(days, source=event.calendar, day=day, label=label, **said)


@slots.on(Cadence.HolidaysRemoved)
def remove_holidays(rows: Rows, event: Cadence.HolidaysRemoved) -> None:
    rows.delete(calendars, event.calendar)
    _forget_days(rows, event.calendar)


@slots.on(Cadence.SlotMade)
def make_slot(rows: Rows, event: Cadence.SlotMade) -> None:
    rows.insert(
        table,
        id=event.slot,
        programme=_programme(rows, event),
        rule=event.rule,
        wall=event.wall.isoformat(timespec="minutes"),
        zone=event.zone,
        start_at=instant(event.wall, event.zone),
        minutes=event.minutes,
        place=event.place,
        nudged=False,
        **EMPTY,
    )


@slots.on(Cadence.SlotDropped)
def drop_slot(rows: Rows, event: Cadence.SlotDropped) -> None:
    rows.delete(table, event.slot)


@slots.on(Cadence.SlotSkipped)
def skip(rows: Rows, event: Cadence.SlotSkipped) -> None:
    said = {"state": "skipped", "thing": None, "reason": event.reason, "listed": event.listed}
    rows.update(table, event.slot, nudged=False, **said)


@slots.on(Cadence.SlotReopened)
def reopen(rows: Rows, event: Cadence.SlotReopened) -> None:
    rows.update(table, event.slot, **EMPTY)


@slots.on(Cadence.SlotReleased)
def release(rows: Rows, event: Cadence.SlotReleased) -> None:
    rows.update(table, event.slot, nudged=False, **EMPTY)


@slots.on(Cadence.SlotHeld)
def hold(rows: Rows, event: Cadence.SlotHeld) -> None:
    rows.update(table, event.slot, **EMPTY | {"state": "held", "thing": event.proposal})


@slots.on(Cadence.SlotFilled)
def fill(rows: Rows, event: Cadence.SlotFilled) -> None:
    rows.update(table, event.slot, **EMPTY | {"state": "filled", "thing": event.session})


@slots.on(Cadence.SlotFoundEmpty)
def nudge(rows: Rows, event: Cadence.SlotFoundEmpty) -> None:
    rows.update(table, event.slot, nudged=True)


EMPTY: dict[str, Any] = {"state": "empty", "thing": None, "reason": "", "listed": False}


def _programme(rows: Rows, event: Any) -> UUID:
    known = rows.get(cadences, event.originator_id)
    assert known is not None
    programme: UUID = known["programme"]
    return programme


def _forget_days(rows: Rows, source: UUID) -> None:
    for row in rows.where(days, source=source):
        rows.delete(days, source, row["day"])


IN_ORDER = (table.c.start_at, table.c.id)
SOME = select(table).where(table.c.id.in_(bindparam("slots", expanding=True)))
BETWEEN = (
    select(table)
    .where(
        table.c.programme == bindparam("programme"),
        table.c.start_at >= bindparam("start"),
        table.c.start_at < bindparam("end"),
    )
    .order_by(*IN_ORDER)
)


def coming(db: Connection, programme: UUID, now: datetime, most: int = 500) -> list[Any]:
    """Slots that have not begun, in order."""
    found = select(table).where(table.c.programme == programme, table.c.start_at > now)
    return list(db.execute(found.order_by(*IN_ORDER).limit(most)))


def between(db: Connection, programme: UUID, start: datetime, end: datetime) -> list[Any]:
    """Slots that begin from an instant until before another, in order."""
    return list(db.execute(BETWEEN, {"programme": programme, "start": start, "end": end}))


def one(db: Connection, slot: UUID) -> Any | None:
    """One slot."""
    return db.execute(select(table).where(table.c.id == slot)).first()


def some(db: Connection, wanted: list[UUID]) -> dict[UUID, Any]:
    """Return id → slot, of those that there are."""
    found = db.execute(SOME, {"slots": wanted}) if wanted else ()
    return {row.id: row for row in found}


def of_things(db: Connection, things: list[UUID]) -> dict[UUID, Any]:
    """Return proposal or session → its slot."""
    found = db.execute(select(table).where(table.c.thing.in_(things))) if things else ()
    return {row.thing: row for row in found}


def rules_of(db: Connection, programme: UUID) -> list[Any]:
    """The rules of a programme, in the order in which they begin."""
    found = select(rules).where(rules.c.programme == programme)
    return list(db.execute(found.order_by(rules.c.starts, rules.c.time, rules.c.id)))


def rule(db: Connection, programme: UUID, wanted: UUID) -> Any | None:
    """One rule of a programme."""
    found = select(rules).where(rules.c.programme == programme, rules.c.id == wanted)
    return db.execute(found).first()


def left_out(db: Connection, programme: UUID) -> dict[date, str]:
    """Day → why there are no dates on it; the programme's own words count before a calendar's."""
    found = select(days.c.day, days.c.label).where(days.c.programme == programme, days.c.skips)
    rows = db.execute(found.order_by(days.c.zone.desc(), days.c.label.desc()))
    return {row.day: row.label for row in rows}


def days_left_out(db: Connection, programme: UUID, since: date) -> list[Any]:
    """The programme's own list from a day on, in order."""
    mine = (days.c.source == cadence_id(programme)) & (days.c.day >= since)
    return list(db.execute(select(days).where(mine).order_by(days.c.day)))
