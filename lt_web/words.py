"""Times as people say them; the filters that templates use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3600, 86400


def clock(moment: datetime) -> str:
    """14:05, in the zone that the moment carries."""
    return moment.strftime("%H:%M")


def day(moment: datetime) -> str:
    """Thu 6 May 2027."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def date_said(of: date) -> str:
    """Thu 28 May: a day of about now."""
    return f"{of:%a} {of.day} {of:%b}"


def when(moment: datetime, zone: str) -> str:
    """Thu 6 May 2027, 14:05 (Lisbon): a full date in a zone, said."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day(local)}, {clock(local)} ({zone_label(zone)})"


def said_in(moment: datetime, zone: str, mine: str) -> str:
    """Thu 6 May 2027, 14:05 Lisbon; the viewer's own time after it where that clock differs."""
    there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(mine))
    said = f"{day(there)}, {clock(there)} {zone_label(zone)}"
    if here.utcoffset() == there.utcoffset():
        return said
    which = clock(here) if here.date() == there.date() else f"{day(here)}, {clock(here)}"
    return f"{said} ({which} {zone_label(mine)})"


def listing(parts: Sequence[str]) -> str:
    """Ana; Ana and Ben; Ana, Ben and Clara."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def zone_label(zone: str) -> str:
    """Lisbon, for Europe/Lisbon."""
    return zone.rpartition("/")[2].replace("_", " ")


def clocks_change(start: datetime, end: datetime) -> str:
    """What to know of a time around which the clocks of its zone are changed; mostly nothing."""
    twice = start.fold == 0 and start.replace(fold=1).utcoffset() != start.utcoffset()
    minutes = int((end.timestamp() - start.timestamp()) // MINUTE)
    change = _first_change(start, minutes + 3 * 60 if twice else minutes)
    if change is None:
        return ""
    said = f"The clocks go {change[0]} at {clock(change[1])} that night. It "
    return said + (f"starts at the first {clock(start)} and " if twice else "") + f"lasts {minutes} minutes."


def _first_change(start: datetime, minutes: int) -> tuple[str, datetime] | None:
    """Whether clocks go back or forward within so many minutes, and what they would have shown then."""
    before = start.utcoffset() or timedelta()
    for minute in range(minutes + 1):
        moment = start.astimezone(UTC) + timedelta(minutes=minute)
        after = moment.astimezone(start.tzinfo).utcoffset() or timedelta()
        if after != before:
            return ("back" if after < before else "forward", moment + before)
    return None


def in_words(moment: datetime, now: datetime) -> str:
    """In 3 days; tomorrow; in 2 hours; 3 days ago. Days are those of the moment's own zone."""
    here = now.astimezone(moment.tzinfo)
    days = (moment.date() - here.date()).days
    seconds = (moment - now).total_seconds()
    if seconds < 0:
        return ago(moment, now)
    if days == 0:
        return _counted(seconds, "in {}", "now")
    if days == 1:
        return "tomorrow"
    return f"in {days} days" if days < 14 else f"in {days // 7} weeks"


def ago(moment: datetime, now: datetime) -> str:
    """2 hours ago; yesterday; 3 weeks ago; 2 years ago."""
    seconds = (now - moment).total_seconds()
    if seconds < DAY:
        return _counted(max(seconds, 0), "{} ago", "just now")
    days = timedelta(seconds=seconds).days
    for length, name in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * length:
            return f"{days // length} {name}s ago"
    return "yesterday" if days == 1 else f"{days} days ago"


def _counted(seconds: float, pattern: str, at_once: str) -> str:
    for length, name in ((HOUR, "hour"), (MINUTE, "minute")):
        count = int(seconds // length)
        if count:
            return pattern.format(f"{count} {name}{'' if count == 1 else 's'}")
    return at_once
