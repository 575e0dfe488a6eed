"""When a programme meets, as pages show it: rules in words, and the dates that they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.history import Line, lines
from lt_web.events.clock import instant, next_valid
from lt_web.events.ids import cadence_id
from lt_web.events.refusals import Invalid
from lt_web.events.rules import LAST, Rule
from lt_web.speech import N_, _, _n
from lt_web.web import db, now
from lt_web.words import clock, dated, day, zone_label
from projections import history, proposal_queries, session_queries, slots
from projections.slots_due import rule_of

__all__ = ["rule_card", "rule_cards", "rule_of", "slot_cards", "stretches", "told", "tried"]
TOLD = (
    "cadence.rule_set",
    "cadence.rule_ended",
    "cadence.day_skipped",
    "cadence.day_returned",
    "cadence.holidays_set",
    "cadence.holidays_removed",
    "cadence.slot_skipped",
    "cadence.slot_reopened",
    "cadence.slot_found_empty",
)
MOST_TOLD = 50
NEXT, FAR = 6, timedelta(days=800)
A_MONDAY = date(2026, 1, 5)
MONTHLY = {
    1: N_("On the first {weekday} of the month at {time} ({zone}), {minutes} minutes"),
    2: N_("On the second {weekday} of the month at {time} ({zone}), {minutes} minutes"),
    3: N_("On the third {weekday} of the month at {time} ({zone}), {minutes} minutes"),
    4: N_("On the fourth {weekday} of the month at {time} ({zone}), {minutes} minutes"),
    5: N_("On the fifth {weekday} of the month at {time} ({zone}), {minutes} minutes"),
    LAST: N_("On the last {weekday} of the month at {time} ({zone}), {minutes} minutes"),
}


@dataclass(frozen=True)
class Turn:
    """One date that a rule gives. `note` says what is odd about it; `off` that its day is left out."""

    start: datetime
    note: str = ""
    off: bool = False


@dataclass(frozen=True)
class RuleCard:
    """A rule in words, its next dates, and the months that have none."""

    id: UUID | None
    said: str
    place: str
    starts: str
    turns: list[Turn]
    without: list[str]


@dataclass(frozen=True)
class SlotCard:
    """A date of the plan. `title` and `thing` are what fills it or what it is held for."""

    id: UUID
    start: datetime
    end: datetime
    zone_label: str
    place: str
    state: str
    reason: str
    title: str
    thing: UUID | None
    by_hand: bool


@dataclass(frozen=True)
class Stretch:
    """A day that is left out, or several in a row."""

    first: date
    last: date
    label: str


def weekday_named(number: int) -> str:
    """Thursday, for 3."""
    return dated(A_MONDAY + timedelta(days=number), "EEEE")


def rule_card(rule: Rule, left_out: Mapping[date, str], id: UUID | None = None) -> RuleCard:
    """Put a rule into words, with the dates that it gives from now on."""
    today = now().astimezone(ZoneInfo(rule.zone)).date()
    turns = _turns(rule, today, left_out)
    months = rule.without(today, turns[-1].start.date()) if turns else []
    starts = _("from {day} on", day=day(rule.starts)) if rule.starts > today else ""
    return RuleCard(id, _said(rule), rule.place, starts, turns, [dated(m, "LLLL y") for m in months])


def tried(rule: Rule, left_out: Mapping[date, str]) -> RuleCard | None:
    """A rule that is being written, in words; None where something about it is wrong."""
    try:
        return rule_card(rule.checked(), left_out)
    except Invalid:
        return None


def rule_cards(rows: Sequence[Any], left_out: Mapping[date, str]) -> list[RuleCard]:
    """The rules of a programme in words."""
    return [rule_card(rule_of(row), left_out, row.id) for row in rows]


def slot_cards(rows: Sequence[Any]) -> list[SlotCard]:
    """Dates with the titles of what is in them, in two queries."""
    things = [row.thing for row in rows if row.thing]
    sessions = {row.id: row.title for row in session_queries.some(db(), things)} if things else {}
    proposals = {id: row.title for id, row in proposal_queries.some(db(), things).items()} if things else {}
    return [_slot(row, (sessions | proposals).get(row.thing, "")) for row in rows]


def _slot(row: Any, title: str) -> SlotCard:
    start = row.start_at.astimezone(ZoneInfo(row.zone))
    end = (row.start_at + timedelta(minutes=row.minutes)).astimezone(ZoneInfo(row.zone))
    said = (zone_label(row.zone), row.place, row.state, row.reason, title, row.thing, row.rule is None)
    return SlotCard(row.id, start, end, *said)


def _said(rule: Rule) -> str:
    said = {"weekday": weekday_named(rule.weekday), "time": rule.time, "zone": zone_label(rule.zone)}
    if rule.kind == "monthly":
        return _(MONTHLY[rule.nth], **said, minutes=rule.minutes)
    if rule.kind == "sprint" and rule.weeks > 1:
        return _n(
            "Every week, in week {week}, on {weekday} at {time} ({zone}), {minutes} minutes",
            "Every {n} weeks, in week {week}, on {weekday} at {time} ({zone}), {minutes} minutes",
            rule.weeks,
            week=rule.week,
            minutes=rule.minutes,
            **said,
        )
    return _n(
        "Every week on {weekday} at {time} ({zone}), {minutes} minutes",
        "Every {n} weeks on {weekday} at {time} ({zone}), {minutes} minutes",
        rule.weeks,
        minutes=rule.minutes,
        **said,
    )


def _turns(rule: Rule, today: date, left_out: Mapping[date, str]) -> list[Turn]:
    """The next dates, each with what is odd about it."""
    turns: list[Turn] = []
    for of in rule.days(max(today, rule.starts), max(today, rule.starts) + FAR):
        start = instant(next_valid(rule.wall(of), rule.zone), rule.zone).astimezone(ZoneInfo(rule.zone))
        if start > now() and len(turns) < NEXT:
            turns.append(Turn(start, *_note(rule, start, turns, left_out.get(of, ""))))
    return turns


def _note(rule: Rule, start: datetime, before: list[Turn], label: str) -> tuple[str, bool]:
    if label:
        return _("left out: {reason}", reason=label), True
    if clock(start) != rule.time:
        return _("{time} does not exist that day, as the clocks change", time=rule.time), False
    if before and before[-1].start.utcoffset() != start.utcoffset():
        return _("the clocks have changed by then; it stays at {time}", time=rule.time), False
    return "", False


def stretches(rows: Sequence[Any]) -> list[Stretch]:
    """Days in their order, those in a row with the same words together."""
    found: list[Stretch] = []
    for row in rows:
        if found and (found[-1].last + timedelta(days=1), found[-1].label) == (row.day, row.label):
            found[-1] = Stretch(found[-1].first, row.day, row.label)
        else:
            found.append(Stretch(row.day, row.day, row.label))
    return found


def told(programme: UUID) -> list[Line]:
    """What champions changed about the dates, the newest first."""
    return lines(history.of_kinds(db(), [cadence_id(programme)], TOLD)[-MOST_TOLD:])


def left_out_of(programme: UUID) -> dict[date, str]:
    """Day → why a programme has no dates on it."""
    return slots.left_out(db(), programme)
