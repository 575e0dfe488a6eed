"""Two moments of a page as they are shown: each side with its time, and what happened between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lt_web.cards.trail import entries
from lt_web.moments import address
from lt_web.moments.asked import zone
from lt_web.moments.differing import Line
from lt_web.moments.reading import Reading
from lt_web.moments.thing import Thing
from lt_web.speech import _
from lt_web.web import live_db
from lt_web.words import clock, day, when
from projections import trail_queries

MOST = 50  # events between that are listed


@dataclass(frozen=True)
class Side:
    """A page at one moment: since when it stood so, where it is, and what it said; `is_there`: it existed."""

    position: int
    moment: str
    full: str
    url: str
    is_there: bool
    lines: list[Line]


def side(where: str, position: int, reading: Reading, lines: list[Line]) -> Side:
    """One side of a comparison."""
    row = trail_queries.one(live_db(), position)
    at = row.latest.astimezone(zone())
    moment, full = _("{date}, {time}", date=day(at), time=clock(at)), when(at, str(zone()))
    return Side(position, moment, full, address.at(where, position), reading.is_there, lines)


def between(thing: Thing, first: int, last: int) -> dict[str, Any]:
    """What concerns a thing after one position up to another, the newest first, in words."""
    rows = thing.between(first, last, MOST + 1)
    return {"events": entries(rows[:MOST]), "more": len(rows) > MOST}
