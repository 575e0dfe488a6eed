"""Times of day, and ranges that also give a length: “14:00”, “2 pm”, “14.00–14.45 Uhr”, “14:00+02:00”."""

import datetime
import re
from dataclasses import dataclass

from lt_web.tables.words import plain

MINUTES_A_DAY = 24 * 60
NO_OFFSET, LARGEST_OFFSET = datetime.timedelta(0), datetime.timedelta(hours=14)
LEADING = re.compile(r"^[\s,;(@-]*(?:t(?=\d)|(?:um|at|ab|von|from|starts?|beginn)\b)?\s*")
HALF_DAY = re.compile(r"\s*([ap])\.?\s?m\b\.?")
O_CLOCK = re.compile(r"\s*(?:uhr|o'?clock|hrs?)\b\.?")
RANGE = re.compile(r"\s*(?:-+|\bbis\b|\bto\b|\buntil\b|\btill\b)\s*")
CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?h?(am|pm)?")
PLUS = re.compile(r"\s*(?:utc|gmt)?\s?\+(\d{1,2}):?(\d{2})?\)?$")
MINUS = re.compile(r"(?:(?<=:\d\d)|(?<=utc)|(?<=gmt)|\s)\s?-(\d{1,2}):?(\d{2})?$")
UNIVERSAL = re.compile(r"(?:(?<=\d)|\s)\(?(?:z|utc|gmt)\)?$")
ZONE = re.compile(r"(?<=[\d\s])\s*\(?([a-z]{2,5}|[a-z]+/[a-z_]+)\)?$")
FRACTION = re.compile(r"0?[.,](\d{1,17})")


@dataclass(frozen=True)
class Span:
    """A start, and the minutes to the end. `offset` from UTC, if written; `zone`: a name not used."""

    start: datetime.time
    minutes: int | None = None
    offset: datetime.timedelta | None = None
    zone: str = ""


def read_span(text: str) -> Span | None:
    """The span a text means; None for what is no time."""
    whole = plain(text)
    bare = HALF_DAY.sub(r"\1m", LEADING.sub("", whole)).rstrip(" )")
    if fraction := FRACTION.fullmatch(bare):
        return _of_day(float(f"0.{fraction[1]}"))
    bare, offset = _offset(bare, iso=whole.startswith("t"))
    bare, zone = _zone(bare)
    clocks = [_minutes(part) for part in _parts(O_CLOCK.sub("", bare))]
    if not 1 <= len(clocks) <= 2 or None in clocks or abs(offset or NO_OFFSET) > LARGEST_OFFSET:
        return None
    minutes = [clock for clock in clocks if clock is not None]
    return _span(minutes, offset, zone)


def _span(minutes: list[int], offset: datetime.timedelta | None, zone: str) -> Span | None:
    """The end may be 24:00, and a range may pass midnight."""
    if minutes[0] == MINUTES_A_DAY:
        return None
    length = (minutes[1] - minutes[0]) % MINUTES_A_DAY if len(minutes) == 2 else None
    return Span(datetime.time(*divmod(minutes[0], 60)), length, offset, zone)


def _of_day(fraction: float) -> Span:
    """A time as Excel keeps it: 0.5 is noon."""
    return Span(datetime.time(*divmod(round(fraction * MINUTES_A_DAY) % MINUTES_A_DAY, 60)))


def _parts(bare: str) -> list[str]:
    """Start and end; “2-3pm” has its half of the day at the end alone."""
    parts = RANGE.split(bare)
    if len(parts) == 2 and parts[1].endswith(("am", "pm")) and not parts[0].endswith("m"):
        parts[0] = _same_half(parts[0].strip(), parts[1][-2:], _minutes(parts[1]))
    return parts


def _same_half(start: str, half: str, end: int | None) -> str:
    """“11-1pm” begins before noon: the half of the day that comes nearest before the end."""
    begun = _minutes(start + half)
    return start + (half if begun is None or end is None or begun <= end else "am")


def _minutes(clock: str) -> int | None:
    """Minutes since midnight, 24:00 included."""
    match = CLOCK.fullmatch(clock.replace(" ", ""))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4] == "pm" else 0) if 1 <= hour <= 12 else MINUTES_A_DAY
    total = hour * 60 + minute
    return total if minute < 60 and total <= MINUTES_A_DAY else None


def _offset(bare: str, *, iso: bool) -> tuple[str, datetime.timedelta | None]:
    """A minus is an offset only behind T and seconds, or as -0500: “14:00-15:00” is a range."""
    if match := UNIVERSAL.search(bare):
        return bare[: match.start()], NO_OFFSET
    if match := PLUS.search(bare):
        return bare[: match.start()].rstrip(" ("), _hours(match)
    if (match := MINUS.search(bare)) and (iso or _is_offset(bare, match)):
        return bare[: match.start()].removesuffix("utc").removesuffix("gmt"), -_hours(match)
    return bare, None


def _is_offset(bare: str, match: re.Match[str]) -> bool:
    before = bare[: match.start()].strip()
    return (
        before.count(":") == 2
        or before.endswith(("utc", "gmt"))
        or (":" not in match[0] and len(match[0]) >= 5)
    )


def _hours(match: re.Match[str]) -> datetime.timedelta:
    return datetime.timedelta(hours=int(match[1]), minutes=int(match[2] or 0))


def _zone(bare: str) -> tuple[str, str]:
    match = ZONE.search(bare)
    if match is None or match[1] in ("am", "pm", "uhr", "hrs", "hr"):
        return bare, ""
    return bare[: match.start()].rstrip(), match[1].upper()
