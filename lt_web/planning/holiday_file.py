"""Public holidays from a calendar file (iCalendar): its whole days, with yearly ones for two years ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from lt_web.events.refusals import Invalid
from lt_web.web import PlainForm

MOST_BYTES = 300_000
MOST_ENTRIES, MOST_TURNS, LONGEST = 5_000, 2_000, 31
YEARS = timedelta(days=2 * 366)


def read_for(form: PlainForm, data: bytes, today: date) -> dict[date, str] | None:
    """Return the days of a file that was sent with a form; None where it says what is wrong with it."""
    try:
        return days_in(data, today)
    except Invalid as error:
        form.put(error)
        return None


def days_in(data: bytes, today: date) -> dict[date, str]:
    """Return day → name of the whole days from this year on; raise `Invalid` where it is no such calendar."""
    if len(data) > MOST_BYTES:
        raise Invalid("file", "This file is too large: {most} kB are the most.", most=MOST_BYTES // 1000)
    found: dict[date, str] = {}
    passed = False
    for entry in islice(_entries(data), MOST_ENTRIES):
        for day in _days(entry, today):
            passed = passed or day.year < today.year
            if day.year >= today.year:
                found.setdefault(day, str(entry.get("SUMMARY", "")).strip() or "—")
    if passed and not found:
        raise Invalid("file", "All the days in this file have passed. Upload one of this year or the next.")
    return found


def _entries(data: bytes) -> Iterator[Any]:
    from icalendar import Calendar  # it takes long to load, and few send a file

    try:
        calendars: Any = Calendar.from_ical(data, multiple=True)
        entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        entries = []
    if not entries:
        raise Invalid(
            "file",
            "This is not a calendar that can be read. Upload an .ics file with whole days in it.",
        )
    yield from entries


def _days(entry: Any, today: date) -> Iterator[date]:
    """The days of an entry: those that it lasts, in each year in which it comes."""
    first = getattr(entry.get("DTSTART"), "dt", None)
    if first is None or isinstance(first, datetime):
        return
    last = getattr(entry.get("DTEND"), "dt", None)
    length = (last - first).days if isinstance(last, date) and not isinstance(last, datetime) else 1
    for start in _turns(entry, first, today):
        for number in range(min(max(length, 1), LONGEST)):
            yield start + timedelta(days=number)


def _turns(entry: Any, first: date, today: date) -> Iterator[date]:
    rule = entry.get("RRULE")
    if rule is None or isinstance(rule, list) or [str(f).upper() for f in rule.get("FREQ", [])] != ["YEARLY"]:
        yield first
        return
    from dateutil.rrule import rrulestr  # comes with the calendar's library

    begins = datetime.combine(first, datetime.min.time())
    try:
        turns = rrulestr(rule.to_ical().decode(), dtstart=begins, ignoretz=True)
        for turn in islice(turns, MOST_TURNS):
            if turn.date() > today + YEARS:
                return
            yield turn.date()
    except (ValueError, TypeError, OverflowError):
        yield first
