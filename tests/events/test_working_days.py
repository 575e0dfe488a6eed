"""Working days: what is due on which of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from lt_web.events.working_days import due_on, is_free, reminders_due, working_days_after
from tests.story import CALM

DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))
DAY = timedelta(days=1)


def counted(day: date, days: int) -> date:
    """The same, a day at a time, as one counts with a finger on the calendar."""
    while days:
        day += DAY
        days -= day.weekday() < 5
    return day


@CALM
@given(DAYS, st.integers(0, 90))
def test_it_is_what_one_counts_on_the_calendar(day: date, days: int) -> None:
    assert working_days_after(day, days) == counted(day, days)


@CALM
@given(DAYS, st.integers(1, 90), st.integers(0, 90))
def test_it_is_a_working_day_and_later_for_more_days(day: date, days: int, more: int) -> None:
    due = working_days_after(day, days)
    assert due.weekday() < 5
    assert working_days_after(due, more) == working_days_after(day, days + more)


@pytest.mark.parametrize(
    ("ended", "zone", "due"),
    [
        (datetime(2026, 5, 14, 13, tzinfo=UTC), "Europe/Lisbon", date(2026, 5, 28)),  # Thursday to Thursday
        (datetime(2026, 5, 16, 13, tzinfo=UTC), "Europe/Lisbon", date(2026, 5, 29)),  # Saturday to Friday
        (datetime(2026, 5, 14, 23, 30, tzinfo=UTC), "Europe/Lisbon", date(2026, 5, 29)),  # Friday there
        (datetime(2026, 5, 15, 1, tzinfo=UTC), "America/Halifax", date(2026, 5, 28)),  # Thursday there
    ],
)
def test_a_write_up_is_due_ten_working_days_after_the_session_on_the_programmes_calendar(
    ended: datetime, zone: str, due: date
) -> None:
    assert due_on(ended, zone, 10) == due


def test_reminders_come_one_and_five_working_days_after_the_day() -> None:
    due = date(2026, 5, 28)  # a Thursday
    said = {day: reminders_due(due, due + day * DAY) for day in range(9)}
    assert said == {0: 0, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 2, 8: 2}
    assert not is_free(due, due + 6 * DAY)
    assert is_free(due, due + 7 * DAY)
