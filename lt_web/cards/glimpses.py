"""What is on next, as a stranger to the programme sees it: no answers, no names of those who come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.events.formats import FORMATS
from lt_web.speech import _, _n
from lt_web.words import zone_label


@dataclass(frozen=True)
class Glimpse:
    """One session; times are aware, in its own zone. `seats` says in words whether there is room."""

    id: UUID
    title: str
    slug: str
    programme: str
    start: datetime
    end: datetime
    zone_label: str
    format_label: str
    place: str
    seats: str
    presenters: str = ""
    my_start: datetime | None = None


def glimpses(rows: Sequence[Any], presenters: Mapping[UUID, str] | None = None) -> list[Glimpse]:
    """Put rows of what is on next into words."""
    return [_glimpse(row, (presenters or {}).get(row.id, "")) for row in rows]


def _glimpse(row: Any, presenters: str) -> Glimpse:
    zone = ZoneInfo(row.zone)
    return Glimpse(
        id=row.id,
        title=row.title,
        slug=row.slug,
        programme=row.programme_name,
        start=row.start_at.astimezone(zone),
        end=row.end_at.astimezone(zone),
        zone_label=zone_label(row.zone),
        format_label=_(FORMATS[row.format].label),
        place=row.place,
        seats=_seats(row),
        presenters=presenters,
    )


def _seats(row: Any) -> str:
    if row.capacity is None:
        return _("Room for everybody")
    left = 0 if row.waitlisted else max(0, row.capacity - row.yes - row.offered)
    return _n("{n} seat left", "{n} seats left", left) if left else _("Full, with a waitlist")
