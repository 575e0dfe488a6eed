"""Dates made ahead: none twice whatever the rules become, and right across clock changes north and south."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lt_web.events.cadence import Cadence
from lt_web.events.clock import instant, zone_named
from lt_web.events.rules import KINDS, LAST, Rule
from tests.story import CALM, PROGRAMME, PYTHON, SESSION

ZONES = ("Europe/Lisbon", "Pacific/Auckland", "America/Santiago", "Australia/Lord_Howe", "UTC")
JANUARY = datetime(2026, 1, 5, 9, tzinfo=UTC)
AHEAD = 120


def yearly(zone: str, time: str, weekday: int = 6) -> list[Any]:
    """The dates of a year of a weekly rule, made month by month as a routine would."""
    cadence = Cadence.open_for(PROGRAMME)
    cadence.set_rule(Rule("weekly", date(2026, 1, 4), weekday, time, zone, 30))
    for day in range(0, 400, 25):
        cadence.make_slots(JANUARY + timedelta(days=day), 90)
    return [slot for slot in cadence.slots.values() if slot.day.year == 2026]


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_on_the_wall_shows_the_same_all_year_round(zone: str) -> None:
    slots = yearly(zone, "14:00")
    assert len(slots) == 51
    assert {slot.starts.astimezone(zone_named(zone)).strftime("%H:%M") for slot in slots} == {"14:00"}
    distances = {(b.starts - a.starts) for a, b in pairwise(slots)}
    assert len(distances) == (1 if zone == "UTC" else 3)  # a week, one that lost an hour, one that gained it


@pytest.mark.parametrize(
    ("zone", "time", "moved"),
    [
        ("Europe/Lisbon", "01:30", {"2026-03-29T02:00"}),
        ("Pacific/Auckland", "02:30", {"2026-09-27T03:00"}),
        ("America/Santiago", "00:15", {"2026-09-06T01:00"}),
        ("Australia/Lord_Howe", "02:10", {"2026-10-04T02:30"}),
    ],
)
def test_a_time_that_does_not_exist_moves_to_the_next_valid_minute(
    zone: str, time: str, moved: set[str]
) -> None:
    walls = {slot.wall.isoformat(timespec="minutes") for slot in yearly(zone, time)}
    assert {wall for wall in walls if not wall.endswith(time)} == moved


def test_a_time_that_occurs_twice_is_the_first() -> None:
    slots = {slot.day: slot.starts for slot in yearly("Europe/Lisbon", "01:30")}
    assert slots[date(2026, 10, 25)] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_today_is_a_date_until_its_time_has_come_wherever_it_is() -> None:
    auckland = Rule("weekly", date(2026, 1, 1), 1, "09:00", "Pacific/Auckland", 30)  # Tuesdays
    for now, first in ((JANUARY, date(2026, 1, 6)), (JANUARY + timedelta(hours=12), date(2026, 1, 13))):
        cadence = Cadence.open_for(PROGRAMME)
        cadence.set_rule(auckland)
        cadence.make_slots(now, 30)
        assert min(slot.day for slot in cadence.slots.values()) == first


days = st.dates(date(2025, 10, 1), date(2026, 6, 1))
rules = st.builds(
    Rule,
    kind=st.sampled_from(KINDS),
    starts=days,
    weekday=st.integers(0, 6),
    time=st.sampled_from(("00:15", "01:30", "02:30", "14:00", "23:59")),
    zone=st.sampled_from(ZONES),
    minutes=st.sampled_from((15, 45)),
    weeks=st.integers(2, 5),
    week=st.integers(1, 2),
    nth=st.sampled_from((1, 4, 5, LAST)),
)
deeds = st.tuples(
    st.sampled_from(("rule", "rule", "hold", "fill", "skip", "day", "return", "end", "later")),
    rules,
    st.integers(0, 30),
)


@CALM
@given(st.lists(deeds, min_size=2, max_size=14))
def test_whatever_the_rules_become_no_turn_has_two_dates_and_what_is_kept_stays(told: list[Any]) -> None:
    cadence, now = Cadence.open_for(PROGRAMME), JANUARY
    id = cadence.set_rule(told[0][1])
    for what, rule, number in told:
        now += timedelta(days=number) if what == "later" else timedelta(0)
        carry_out(cadence, what, rule, number, id, now)
        kept = {slot.id for slot in cadence.slots.values() if not slot.free}
        cadence.make_slots(now, AHEAD)
        version = cadence.version
        cadence.make_slots(now, AHEAD)
        assert cadence.version == version, "making dates twice recorded something"
        assert kept <= set(cadence.slots), "what was kept is gone"
        if id in cadence.rules:
            assert_planned_once(cadence, cadence.rules[id], now)


def carry_out(cadence: Cadence, what: str, rule: Rule, number: int, id: Any, now: datetime) -> None:
    """Do one of the things that champions do, to one of the dates that lie ahead."""
    ahead = [slot for slot in cadence.slots.values() if slot.starts > now and slot.state == "empty"]
    slot = ahead[number % len(ahead)] if ahead else None
    if what == "rule" and id in cadence.rules:
        cadence.set_rule(rule, id)
    elif what == "end":
        cadence.end_rule(id, now)
    elif what == "day" and slot:
        cadence.skip_day(slot.day, "Offsite", now)
    elif what == "return" and cadence.skips:
        cadence.return_day(next(iter(cadence.skips)), now)
    elif what == "hold" and slot:
        cadence.place(slot.id, PYTHON, now)
    elif what == "fill" and slot:
        cadence.fill(slot.id, SESSION)
    elif what == "skip" and slot:
        cadence.skip(slot.id, "Offsite", now)


def assert_planned_once(cadence: Cadence, rule: Rule, now: datetime) -> None:
    """Each turn ahead has one date: an empty one where the rule says, or else those that were kept."""
    slots = list(cadence.slots.values())
    assert (
        max(Counter((s.starts, s.minutes) for s in slots if s.free and s.starts > now).values(), default=1)
        == 1
    )
    since = now.astimezone(zone_named(rule.zone)).date()
    for turn in rule.periods(since, since + timedelta(days=AHEAD)):
        inside = [slot for slot in slots if turn.holds(slot.day)]
        empty = [slot for slot in inside if slot.free and slot.starts > now]
        stays = [slot for slot in inside if not slot.free]
        planned = turn.day is not None and since <= turn.day < since + timedelta(days=AHEAD)
        ahead = planned and instant(rule.wall(turn.day), rule.zone) > now  # type: ignore[arg-type]
        assert len(empty) == (1 if ahead and not stays else 0)
        assert all(slot.day == turn.day and slot.zone == rule.zone for slot in empty)
