"""Days and moments of the story, all relative to the day on which it is made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from lt_web.events.clock import instant

WEDNESDAY, THURSDAY, SATURDAY = 2, 3, 5


def wall(day: date, clock: str) -> datetime:
    """What the clock on the wall shows: `wall(day, "14:00")`."""
    return datetime.combine(day, time.fromisoformat(clock))


def moment(day: date, clock: str, zone: str) -> datetime:
    """The instant (UTC) at which the clock on the wall of a zone shows that time."""
    return instant(wall(day, clock), zone)


def midnight(day: date) -> datetime:
    """The instant at which a day begins, UTC."""
    return datetime.combine(day, time(), UTC)


def working_day(day: date, steps: int = 0) -> date:
    """The working day so many steps on (or back) from a day; with none, the day or the next that is one."""
    for _ in range(abs(steps)):
        day = _next(day, 1 if steps > 0 else -1)
    return day if day.weekday() < SATURDAY else _next(day, 1)


def _next(day: date, step: int) -> date:
    day += timedelta(days=step)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=step)
    return day


def weekly(weekday: int, first: date, last: date) -> Iterator[date]:
    """Each such weekday between two days, but not when everybody is away."""
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        if not is_holiday(day):
            yield day
        day += timedelta(days=7)


def is_holiday(day: date) -> bool:
    """Most of August, and the turn of the year."""
    return (
        (day.month == 8 and day.day <= 25)
        or (day.month, day.day) >= (12, 20)
        or (day.month, day.day) <= (1, 6)
    )


def working_week(day: date) -> date:
    """The day, or the same weekday of the last week in which people were not away."""
    while is_holiday(day):
        day -= timedelta(days=7)
    return day


def in_working_hours(rng: random.Random, after: datetime, before: datetime, zone: str) -> datetime:
    """A moment between two, rather soon than late, when somebody in that zone is likely at work."""
    drawn = after + (before - after) * rng.betavariate(1.2, 2.2)
    day = working_day(drawn.date())
    clock = f"{rng.randint(8, 17):02}:{rng.randint(0, 59):02}"
    found = moment(day, clock, zone) + timedelta(seconds=rng.randint(0, 59))
    return found if after < found < before else drawn
