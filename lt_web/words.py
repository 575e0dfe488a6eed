"""Times as people say them, in the language in force; the filters that templates use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from lt_web.speech import SOURCE, _, _n, language, locale

MINUTE, HOUR, DAY = 60, 3600, 86400


def clock(moment: datetime) -> str:
    """14:05, in the zone that the moment carries."""
    return moment.strftime("%H:%M")


def dated(of: date, pattern: str) -> str:
    """A date by a pattern of Unicode's CLDR: EEE (Thu), d, MMM (May), LLLL (a month by itself), y."""
    return _dated(of.date() if isinstance(of, datetime) else of, pattern, language())


@lru_cache(maxsize=4096)
def _dated(of: date, pattern: str, spoken: str) -> str:
    return format_date(of, pattern, spoken)


def day(moment: date) -> str:
    """Thu 6 May 2027."""
    return dated(moment, _("EEE d MMM y"))


def date_said(of: date) -> str:
    """Thu 28 May: a day of about now."""
    return dated(of, _("EEE d MMM"))


def when(moment: datetime, zone: str) -> str:
    """Thu 6 May 2027, 14:05 (Lisbon): a full date in a zone, said."""
    local = moment.astimezone(ZoneInfo(zone))
    return _("{day}, {time} ({zone})", day=day(local), time=clock(local), zone=zone_label(zone))


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same moment as the clocks of a zone show it."""
    return moment.astimezone(ZoneInfo(zone))


def said_in(moment: datetime, zone: str, mine: str) -> str:
    """Thu 6 May 2027, 14:05 Lisbon; the viewer's own time after it where that clock differs."""
    there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(mine))
    said = _zoned(there, zone)
    if here.utcoffset() == there.utcoffset():
        return said
    which = f"{clock(here)} {zone_label(mine)}" if here.date() == there.date() else _zoned(here, mine)
    return f"{said} ({which})"


def _zoned(moment: datetime, zone: str) -> str:
    return _("{day}, {time} {zone}", day=day(moment), time=clock(moment), zone=zone_label(zone))


def listing(parts: Sequence[str]) -> str:
    """Ana; Ana and Ben; Ana, Ben and Clara."""
    *others, last = parts
    return _("{first} and {last}", first=_(", ").join(others), last=last) if others else last


def number(value: float, places: int = 0) -> str:
    """12,345 or 4.3, as the language in force writes numbers."""
    return written(value, places, language())


@lru_cache(4096)
def written(value: float, places: int, language: str) -> str:
    """A number as a language writes it."""
    return str(format_decimal(value, "#,##0" + ("." + "0" * places if places else ""), language))


def ordinal(n: int) -> str:
    """3rd in English; elsewhere a bare 3, which the sentence makes "place 3" of."""
    if language() != SOURCE:
        return str(n)
    teen = n % 100 in (11, 12, 13)
    return f"{n}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def week_of(of: date) -> date:
    """The first day of the week that a day is in: Monday in most languages, Saturday or Sunday in some."""
    return of - timedelta(days=(of.weekday() - locale().first_week_day) % 7)


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
    to, at = change[0], clock(change[1])
    said = {
        "back": _("The clocks go back at {time} that night.", time=at),
        "forward": _("The clocks go forward at {time} that night.", time=at),
    }[to]
    lasts = (
        _("It starts at the first {time} and lasts {n} minutes.", time=clock(start), n=minutes)
        if twice
        else _("It lasts {n} minutes.", n=minutes)
    )
    return f"{said} {lasts}"


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
        hours, minutes = int(seconds // HOUR), int(seconds // MINUTE)
        if hours:
            return _n("in {n} hour", "in {n} hours", hours)
        return _n("in {n} minute", "in {n} minutes", minutes) if minutes else _("now")
    if days == 1:
        return _("tomorrow")
    if days < 14:
        return _n("in {n} day", "in {n} days", days)
    return _n("in {n} week", "in {n} weeks", days // 7)


def ago(moment: datetime, now: datetime) -> str:
    """2 hours ago; yesterday; 3 weeks ago; 2 years ago."""
    seconds = max((now - moment).total_seconds(), 0)
    days = int(seconds // DAY)
    if days >= 2 * 365:
        return _n("{n} year ago", "{n} years ago", days // 365)
    if days >= 2 * 30:
        return _n("{n} month ago", "{n} months ago", days // 30)
    if days >= 2 * 7:
        return _n("{n} week ago", "{n} weeks ago", days // 7)
    if days:
        return _("yesterday") if days == 1 else _n("{n} day ago", "{n} days ago", days)
    return _of_today(int(seconds // MINUTE))


def lately(moment: datetime, now: datetime, zone: str) -> str:
    """2 hours ago; of what is longer ago than a week: Thu 6 May 2027, 14:05, by the clocks of a zone."""
    if now - moment < timedelta(days=7):
        return ago(moment, now)
    local = in_zone(moment, zone)
    return _("{date}, {time}", date=day(local), time=clock(local))


def _of_today(minutes: int) -> str:
    if minutes >= 60:
        return _n("{n} hour ago", "{n} hours ago", minutes // 60)
    return _n("{n} minute ago", "{n} minutes ago", minutes) if minutes else _("just now")
