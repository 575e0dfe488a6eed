"""Weeks by their names, and which topics came off the watch list in one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lt_web.weeks import Week, off_the_watch_list
from tests.story import ADA, BEN, CLEO, GARDENING, PYTHON

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
END = BEGIN + timedelta(days=7)
BEFORE, WITHIN, LATER = BEGIN - timedelta(days=30), BEGIN + timedelta(days=3), END + timedelta(days=3)
TAUGHT = (PYTHON, ADA, BEFORE, None)


@given(st.dates(date(1970, 1, 5), date(2200, 1, 1)))
def test_every_day_is_in_one_week_that_has_a_name(day: date) -> None:
    week = Week.of(day)
    assert Week.named(str(week)) == week
    assert week.days.holds(day)
    assert week.before.after == week
    assert week.before < week < week.after


def test_a_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday() -> None:
    assert str(Week.of(date(2027, 1, 3))) == "2026-W53"
    assert str(Week(2027, 9).days) == "1 to 7 March 2027"


@pytest.mark.parametrize("name", ["2027-W54", "2027-W00", "2025-W53", "2027-9", "W09", "0000-W01", "ħ"])
def test_what_names_no_week_is_none(name: str) -> None:
    assert Week.named(name) is None


@pytest.mark.parametrize(
    ("spells", "away", "off"),
    [
        ([TAUGHT, (PYTHON, BEN, WITHIN, None)], {}, {PYTHON: {BEN}}),
        ([TAUGHT, (PYTHON, BEN, BEGIN, None)], {}, {PYTHON: {BEN}}),
        ([TAUGHT, (PYTHON, BEN, LATER, None)], {}, {}),
        ([TAUGHT, (PYTHON, BEN, BEFORE, None)], {}, {}),
        # Two ways in which one person can teach it are one person.
        ([TAUGHT, (PYTHON, ADA, WITHIN, None)], {}, {}),
        # It was taken back within the week.
        ([TAUGHT, (PYTHON, BEN, WITHIN, WITHIN + timedelta(hours=1))], {}, {}),
        # Cleo could teach it, and left: with Ben there are two again.
        (
            [TAUGHT, (PYTHON, CLEO, BEFORE, None), (PYTHON, BEN, WITHIN, None)],
            {CLEO: [(BEFORE, None)]},
            {PYTHON: {BEN}},
        ),
        ([TAUGHT, (PYTHON, BEN, WITHIN, None)], {ADA: [(WITHIN, None)]}, {}),
        # What is new was on nobody's list.
        ([(GARDENING, ADA, WITHIN, None), (GARDENING, BEN, WITHIN, None)], {}, {}),
    ],
)
def test_a_topic_comes_off_the_list_when_a_second_person_can_teach_it(
    spells: Any, away: Any, off: Any
) -> None:
    assert off_the_watch_list(spells, away, BEGIN, END) == off
