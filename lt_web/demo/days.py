"""Days and moments of the story, all relative to the day on which it is made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from lt_web.events.clock import instant

THURSDAY, WEDNESDAY = 3, 2


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
    """The day, or the next that is no weekend; then so many working days on (or back)."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(abs(steps)):
        day += timedelta(days=1 if steps > 0 else -1)
        while day.weekday() > 4:
            day += timedelta(days=1 if steps > 0 else -1)
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


def in_working_hours(rng: random.Random, after: datetime, before: datetime, zone: str) -> datetime:
    """A moment between two, rather soon than late, when somebody in that zone is likely at work."""
    drawn = after + (before - after) * rng.betavariate(1.2, 2.2)
    day = working_day(drawn.date())
    clock = f"{rng.randint(8, 17):02}:{rng.randint(0, 59):02}"
    found = moment(day, clock, zone) + timedelta(seconds=rng.randint(0, 59))
    return found if after < found < before else drawn
