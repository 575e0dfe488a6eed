"""Wall-clock time and zones: the fact stored is what the clock on the wall shows; the instant is derived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lt_web.events.refusals import Invalid


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone; raise `Invalid` where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            "zone", "There is no time zone “{zone}”. Pick one such as Europe/Lisbon.", zone=name
        ) from None


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall-clock time; of a time that occurs twice, the first."""
    return wall.replace(tzinfo=zone_named(zone), fold=0).astimezone(UTC)


def exists(wall: datetime, zone: str) -> bool:
    """Say whether the clock on the wall ever shows that time (it may be skipped in spring)."""
    return instant(wall, zone).astimezone(zone_named(zone)).replace(tzinfo=None, fold=0) == wall


def next_valid(wall: datetime, zone: str) -> datetime:
    """Return the time itself, or where it is skipped the first minute that exists after it."""
    while not exists(wall, zone):
        wall += timedelta(minutes=1)
    return wall
