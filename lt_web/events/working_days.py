"""Working days, Monday to Friday: when a write-up is due, and when a reminder of it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lt_web.events.clock import zone_named

SATURDAY = 5
# Working days after the due day on which a reminder goes out.
REMINDERS = (1, 5)


def day_in(zone: str, moment: datetime) -> date:
    """The day that the calendar on the wall of a zone shows at an instant."""
    return moment.astimezone(zone_named(zone)).date()


def working_days_after(day: date, days: int) -> date:
    """The working day so many working days after a day; with none, the day itself."""
    if not days:
        return day
    if day.weekday() >= SATURDAY:  # what ends on a weekend counts from the Friday before it
        day -= timedelta(days=day.weekday() - SATURDAY + 1)
    weeks, rest = divmod(days, 5)
    weekend = 2 if day.weekday() + rest >= SATURDAY else 0
    return day + timedelta(weeks=weeks, days=rest + weekend)


def due_on(ended: datetime, zone: str, days: int) -> date:
    """The day by whose end a write-up is expected of a session that ended at an instant."""
    return working_days_after(day_in(zone, ended), days)


def reminders_due(due: date, today: date) -> int:
    """How many reminders have come due by today."""
    return sum(today >= working_days_after(due, days) for days in REMINDERS)


def is_free(due: date, today: date) -> bool:
    """Whether anybody who was there may take it up: the last reminder has come due."""
    return reminders_due(due, today) == len(REMINDERS)
