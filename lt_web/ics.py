"""The calendar file of a session."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from lt_web.speech import language


def calendar_of(row: Any, url: str, now: datetime) -> bytes:
    """Return one session as iCalendar: fixed UID, SEQUENCE from the events, wall-clock time with its zone."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Learn Together//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(Timezone.from_tzid(row.zone))
    calendar.add_component(_event(row, url, now))
    return bytes(calendar.to_ical())


def _event(row: Any, url: str, now: datetime) -> Event:
    zone, event = ZoneInfo(row.zone), Event()
    event.add("uid", f"{row.id}@learn-together")
    event.add("sequence", row.sequence)
    event.add("dtstamp", now)
    event.add("last-modified", row.changed_at)
    event.add("dtstart", row.start_at.astimezone(zone))
    event.add("dtend", row.end_at.astimezone(zone))
    event.add("summary", row.title)
    event.add("description", "\n\n".join(part for part in (row.summary, row.link, url) if part))
    event.add("url", url)
    if row.place or row.link:
        event.add("location", row.place or row.link)
    event.add("status", {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(row.state, "CONFIRMED"))
    return event
