"""What every page of the past says on top: which moment it shows, and the way back to now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g

from lt_web.cards.history import Line, lines
from lt_web.past.prefix import of_today
from lt_web.speech import _
from lt_web.web import db, live_db, past, programme_or_none
from lt_web.words import when
from projections import history, trail_queries


@dataclass(frozen=True)
class Banner:
    """`position` is the event that was chosen, `event_at` its time in words, `now_url` this page of today."""

    position: int
    moment: datetime
    title: str
    event_at: str
    by_time: bool
    now_url: str
    told: Line | None = None


def banner() -> Banner | None:
    """The banner of this page, None for now."""
    shown = past()
    if shown is None:
        return None
    return Banner(
        shown.position,
        shown.moment,
        _("As it was on {moment}", moment=when(shown.moment, shown.zone)),
        when(shown.recorded_at, shown.zone) if shown.recorded_at else "",
        shown.by_time,
        of_today(),
        g.get("lt_told"),
    )


def told(position: int) -> Line | None:
    """What happened at an event, in words; None where it is of another programme, or not for this reader."""
    here = programme_or_none()
    if here is None or trail_queries.one(live_db(), position, here.id) is None:
        return None
    said = lines(history.at_position(db(), position, ("open", "names")))
    return said[0] if said else None
