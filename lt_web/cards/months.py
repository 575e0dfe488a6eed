"""A month of sessions as a calendar: its weeks, each day with what takes place on it."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lt_web.cards.sessions import Card, cards
from lt_web.speech import locale
from lt_web.web import now, programme

FIRST_YEAR, LAST_YEAR = 1970, 2199


@dataclass(frozen=True)
class Placed:
    """A session on its day; `at` is its start in the programme's zone, by which the calendar goes."""

    s: Card
    at: datetime

    @property
    def elsewhere(self) -> bool:
        """Whether the clocks of its own zone show another time."""
        return self.s.start is not None and self.s.start.utcoffset() != self.at.utcoffset()


@dataclass(frozen=True)
class Day:
    """A day of the calendar; one of a neighbouring month is not `own` and shows nothing."""

    date: date
    own: bool
    today: bool
    sessions: Sequence[Placed]


@dataclass(frozen=True)
class Month:
    """One month: `first` day, the days on which those before and after it begin (None at the ends), weeks."""

    first: date
    before: date | None
    after: date | None
    today: date
    weeks: list[list[Day]]

    @property
    def empty(self) -> bool:
        """Whether nothing takes place in it."""
        return not any(day.sessions for week in self.weeks for day in week)

    @property
    def is_now(self) -> bool:
        """Whether today is in it."""
        return self.today.replace(day=1) == self.first


def month(first: date, rows: Sequence[Any]) -> Month:
    """Put the sessions of a month (rows, in time) on its days, weeks beginning as the language has it."""
    zone, today = ZoneInfo(programme().zone), this_day()
    by_day: dict[date, list[Placed]] = defaultdict(list)
    for s in cards(rows, with_overlaps=False, with_topics=False):
        at = s.row.start_at.astimezone(zone)
        by_day[at.date()].append(Placed(s, at))
    days = Calendar(locale().first_week_day).monthdatescalendar(first.year, first.month)
    weeks = [[_day(day, first, today, by_day) for day in week] for week in days]
    before, after = (first - timedelta(days=1)).replace(day=1), _next(first)
    return Month(
        first,
        before if before.year >= FIRST_YEAR else None,
        after if after.year <= LAST_YEAR else None,
        today,
        weeks,
    )


def bounds(first: date) -> tuple[datetime, datetime]:
    """The instants at which a month begins and ends in the programme's zone."""
    zone = ZoneInfo(programme().zone)
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, _next(first)))
    return begins, ends


def this_day() -> date:
    """Today, in the programme's zone."""
    today: date = now().astimezone(ZoneInfo(programme().zone)).date()
    return today


def _day(day: date, first: date, today: date, by_day: dict[date, list[Placed]]) -> Day:
    own = (day.year, day.month) == (first.year, first.month)
    return Day(day, own, day == today, by_day.get(day, ()) if own else ())


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
