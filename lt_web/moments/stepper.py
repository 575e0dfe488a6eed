"""The ways from a page in the past to the same page at other moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from lt_web.moments import address
from lt_web.moments.asked import zone
from lt_web.moments.still import is_still
from lt_web.moments.thing import MARKS, of_page
from lt_web.permissions import may_audit
from lt_web.speech import _
from lt_web.web import live_db, past, programme_or_none
from lt_web.words import clock, day
from projections import trail_queries


@dataclass(frozen=True)
class Mark:
    """A moment that is worth stopping at: what happened, when, and whether the page stands there now."""

    position: int
    said: str
    here: bool


@dataclass(frozen=True)
class Stepper:
    """Addresses of the same page at other moments ("" where there is none), and the life of its thing."""

    address: str
    position: int
    head: int
    begins: int
    back: str
    forward: str
    earlier: str
    later: str
    go: str
    compare: str
    marks: tuple[Mark, ...]


def stepper() -> Stepper | None:
    """The ways from this page; None today, and for pages that nobody steps through."""
    at, slug = past(), _slug()
    if at is None or slug is None or is_still():
        return None
    try:
        here = address.of_today(request.full_path.rstrip("?"))
    except address.NoPage:
        return None
    head = trail_queries.head(live_db())
    thing = of_page(here).up_to(head)
    sought: dict[str, Any] = {"programme": slug, "page": here, "from": at.position}
    return Stepper(
        here,
        at.position,
        head,
        min(thing.begins(), at.position),
        address.at(here, at.position - 1) if at.position > 1 else "",
        address.at(here, at.position + 1) if at.position < head else "",
        url_for("lt.compare.step", way="earlier", **sought) if at.position > 1 else "",
        url_for("lt.compare.step", way="later", **sought) if at.position < head else "",
        url_for("lt.compare.go", programme=slug),
        url_for("lt.compare.page", programme=slug, page=here, a=f"e{at.position}", b="now"),
        _marks(thing.life(), at.position),
    )


def _marks(life: list[Any], position: int) -> tuple[Mark, ...]:
    """The marks of a life; one stands at the last that has happened."""
    reached = max((row.position for row in life if row.position <= position), default=0)
    return tuple(_mark(row, reached) for row in life)


def _mark(row: Any, reached: int) -> Mark:
    at = row.recorded_at.astimezone(zone())
    said = _("{event}, {date}, {time}", event=_(MARKS[row.topic]), date=day(at), time=clock(at))
    return Mark(row.position, said, row.position == reached)


def _slug() -> str | None:
    """The programme in whose audit one steps: that of the page, else the first that one audits."""
    here = programme_or_none()
    audited = [row for row, standing in g.get("lt_programmes", []) if may_audit(standing)]
    found = [row.slug for row in audited if here is None or row.id == here.id]
    return found[0] if found else None
