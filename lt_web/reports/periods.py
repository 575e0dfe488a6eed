"""The days that a report is about, in whole days of the programme's zone."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


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
        if self.is_of_whole_months:
            if (a.year, a.month) == (b.year, b.month):
                return month_name((a.year, a.month))
            first = MONTHS[a.month - 1] if a.year == b.year else month_name((a.year, a.month))
            return f"{first} to {month_name((b.year, b.month))}"
        if a == b:
            return said(b)
        first = str(a.day) if (a.year, a.month) == (b.year, b.month) else said(a, with_year=a.year != b.year)
        return f"{first} to {said(b)}"


def said(day: date, with_year: bool = True) -> str:
    """3 May 2027."""
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if with_year else ''}"


def in_short(day: date) -> str:
    """3 May 2027, with three letters for every month."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month_name(month: tuple[int, int]) -> str:
    """May 2027."""
    return f"{MONTHS[month[1] - 1]} {month[0]}"


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def choices(today: date, began: date | None) -> dict[str, Period]:
    """The periods that are one click away, by their names; the first is the usual one."""
    this_month = today.replace(day=1)
    last_month = this_month - timedelta(days=1)
    quarter = date(last_month.year, last_month.month, 1)
    for _ in range(2):
        quarter = (quarter - timedelta(days=1)).replace(day=1)
    found = {
        "Last three months": Period(quarter, last_month),
        "Last month": Period(last_month.replace(day=1), last_month),
        "This year": Period(today.replace(month=1, day=1), today),
    }
    return found | ({"Since the start": Period(min(began, today), today)} if began else {})
