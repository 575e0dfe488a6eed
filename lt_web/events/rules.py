"""Rules of a cadence: which day each sprint, week or month has a slot on. Pure arithmetic of dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from lt_web.events.clock import zone_named
from lt_web.events.formats import length
from lt_web.events.planned import YEARS
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line

KINDS = ("sprint", "weekly", "monthly")
LAST = -1  # the last such weekday of a month
LONGEST_SPRINT = 12
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Period:
    """One turn of a rule, from a day until before another. `day` is the slot's, None where there is none."""

    start: date
    after: date
    day: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day < self.after


@dataclass(frozen=True)
class Rule:
    """When there are slots. `weekday` is 0 for Monday; `time` is what the clock on the wall of `zone` shows.

    sprint: every `weeks` weeks from `starts` on, in the sprint's week number `week`; weekly: every `weeks`
    weeks; monthly: the weekday's `nth` of each month, LAST for the last one. Nothing lies before `starts`.
    """

    kind: str
    starts: date
    weekday: int
    time: str  # HH:MM
    zone: str
    minutes: int
    weeks: int = 1
    week: int = 1
    nth: int = 1
    place: str = ""

    def checked(self) -> Rule:
        """Return it in order; raise `Invalid` at the field that is not."""
        zone_named(self.zone)
        if self.kind not in KINDS:
            raise Invalid("kind", "Pick how often there is a date: by sprint, by week or by month.")
        if self.starts.year not in YEARS:
            raise Invalid("starts", "Check the year of this date: {year}.", year=self.starts.year)
        _within("weekday", self.weekday, 0, 6)
        said = vars(self) | self._turn()
        said |= {"time": _clock(self.time), "minutes": length(self.minutes)}
        return Rule(**said | {"place": one_line("place", self.place, required=False)})

    def _turn(self) -> dict[str, int]:
        """How often: what its kind does not ask for is 1."""
        if self.kind == "monthly":
            if self.nth != LAST:
                _within("nth", self.nth, 1, 5)
            return {"weeks": 1, "week": 1, "nth": self.nth}
        _within("weeks", self.weeks, 1, LONGEST_SPRINT)
        if self.kind == "sprint":
            _within("week", self.week, 1, self.weeks)
        return {"weeks": self.weeks, "week": self.week if self.kind == "sprint" else 1, "nth": 1}

    def wall(self, day: date) -> datetime:
        """What the clock on the wall shows when a slot on that day begins."""
        return datetime.combine(day, time.fromisoformat(self.time))

    def periods(self, since: date, until: date) -> Iterator[Period]:
        """Every turn that touches the days from `since` to before `until`, in order."""
        turns = self._months(since) if self.kind == "monthly" else self._turns(since)
        for turn in turns:
            if turn.start >= until:
                return
            yield turn

    def days(self, since: date, until: date) -> list[date]:
        """The days of slots from `since` to before `until`."""
        found = (period.day for period in self.periods(since, until))
        return [day for day in found if day is not None and since <= day < until]

    def without(self, since: date, until: date) -> list[date]:
        """The first days of the months from `since` to before `until` that have no such weekday."""
        return [period.start for period in self.periods(since, until) if period.day is None]

    def _turns(self, since: date) -> Iterator[Period]:
        """Sprints, or weeks: they are told from `starts` on."""
        length_of_turn = self.weeks * WEEK
        first = max(0, (since - self.starts) // length_of_turn)
        for number in count(first):
            start = self.starts + number * length_of_turn
            week = start + (self.week - 1) * WEEK if self.kind == "sprint" else start
            yield Period(start, start + length_of_turn, next_weekday(week, self.weekday))

    def _months(self, since: date) -> Iterator[Period]:
        month = max(since, self.starts).replace(day=1)
        while True:
            after = (month + timedelta(days=31)).replace(day=1)
            day = nth_weekday(month, self.weekday, self.nth)
            if day is None or day >= self.starts:
                yield Period(month, after, day)
            month = after


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday on that day or after it."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def nth_weekday(month: date, weekday: int, nth: int) -> date | None:
    """The nth such weekday of the month that begins on that day (LAST: its last one), None without one."""
    after = (month + timedelta(days=31)).replace(day=1)
    if nth == LAST:
        return next_weekday(after - WEEK, weekday)
    day = next_weekday(month, weekday) + (nth - 1) * WEEK
    return day if day < after else None


def _within(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise Invalid(field, "Give a number between {least} and {most}.", least=least, most=most)


def _clock(shown: str) -> str:
    try:
        return time.fromisoformat(shown).replace(second=0, microsecond=0, tzinfo=None).isoformat("minutes")
    except ValueError:
        raise Invalid("time", "Give a time such as 14:00.") from None
