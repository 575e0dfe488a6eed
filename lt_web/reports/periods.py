"""The days that a report is about, in whole days of the programme's zone."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lt_web.speech import _
from lt_web.words import dated


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> list[tuple[int, int]]:
        """Every month that it touches, as year and month."""
        begin, end = self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month
        return [(n // 12, n % 12 + 1) for n in range(begin, end)]

    @property
    def is_of_whole_months(self) -> bool:
        """Whether it begins with a month and ends with one."""
        return self.first.day == 1 and self.last == end_of_month(self.last)

    @property
    def before(self) -> Period:
        """As many whole months, or else days, just before."""
        last = self.first - timedelta(days=1)
        if not self.is_of_whole_months:
            return Period(last - timedelta(days=self.days - 1), last)
        n = self.first.year * 12 + self.first.month - 1 - len(self.months)
        return Period(date(n // 12, n % 12 + 1, 1), last)

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """The instants at which it begins and is over, where this zone's clocks hang."""
        first, after = self.first, self.last + timedelta(days=1)
        begin, end = (datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in (first, after))
        return begin, end

    def holds(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """September to November 2026; 3 to 9 May 2027."""
        a, b = self.first, self.last
        same_year, same_month = a.year == b.year, (a.year, a.month) == (b.year, b.month)
        if self.is_of_whole_months:
            if same_month:
                return month_name((a.year, a.month))
            return _span(dated(a, "LLLL" if same_year else "LLLL y"), month_name((b.year, b.month)))
        if a == b:
            return said(b)
        if same_month:
            return _span(dated(a, _("d")), said(b))
        return _span(dated(a, _("d MMMM")) if same_year else said(a), said(b))


def _span(first: str, last: str) -> str:
    return _("{first} to {last}", first=first, last=last)


def said(day: date) -> str:
    """3 May 2027."""
    return dated(day, _("d MMMM y"))


def in_short(day: date) -> str:
    """3 May 2027, with every month in short."""
    return dated(day, _("d MMM y"))


def month_name(month: tuple[int, int]) -> str:
    """May 2027."""
    return dated(date(*month, 1), "LLLL y")


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def choices(today: date, began: date | None) -> dict[str, Period]:
    """The periods that are one click away, by their names; the first is the usual one."""
    this_month = today.replace(day=1)
    last_month = this_month - timedelta(days=1)
    quarter = date(last_month.year, last_month.month, 1)
    for _month in range(2):
        quarter = (quarter - timedelta(days=1)).replace(day=1)
    found = {
        _("Last three months"): Period(quarter, last_month),
        _("Last month"): Period(last_month.replace(day=1), last_month),
        _("This year"): Period(today.replace(month=1, day=1), today),
    }
    return found | ({_("Since the start"): Period(min(began, today), today)} if began else {})
