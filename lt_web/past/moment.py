"""When in the past: what an address says, and the position of the log that it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

BY_POSITION = re.compile(r"e(\d{1,15})")
BY_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True)
class Asked:
    """What an address asks for: an event by its position, or a moment, aware."""

    position: int | None = None
    moment: datetime | None = None


@dataclass(frozen=True)
class Past:
    """The moment of the past at which a page is looked at.

    `asked` is the word of the address; `position` the event that it means, of which `recorded_at` is the time
    (None before the first one); `moment` is what the page takes for now; `zone` is the one in which the
    address was read; `connection` has the read models as they stood.
    """

    asked: str
    position: int
    recorded_at: datetime | None
    moment: datetime
    zone: str
    connection: Connection
    by_time: bool = False


def read(word: str, zone: str) -> Asked | None:
    """Return what `e512` or `2026-05-03T14:00` (wall clock in `zone`) asks for, None for anything else."""
    if numbered := BY_POSITION.fullmatch(word):
        return Asked(position=int(numbered[1]))
    if not BY_TIME.fullmatch(word):
        return None
    try:
        return Asked(moment=datetime.fromisoformat(word).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def of_position(position: int) -> str:
    """The word for a position in an address."""
    return f"e{position}"
