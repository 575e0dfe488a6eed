"""What the first weeks of a pilot brought, on one page: made from events, and without who came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lt_web.cards.charters import Course
from lt_web.cards.sessions import Card, cards
from lt_web.reports import report as reporting
from lt_web.reports.periods import Period
from lt_web.web import db, now, programme
from projections import session_queries

FIGURES = ("sessions", "reach", "new_presenters", "satisfaction")
WRITE_UPS, COMING = 2, 3


@dataclass(frozen=True)
class Note:
    """The note: figures and sentences of the report on the pilot's days so far, and what comes next."""

    report: dict[str, Any]
    figures: list[dict[str, Any]]
    write_ups: list[dict[str, Any]]
    coming: list[Card]


def period_of(course: Course) -> Period | None:
    """The days of a pilot so far, None before its first."""
    first, last = course.pilot.starts, min(course.today, course.pilot.ends)
    return Period(first, last) if first <= last else None


def note(course: Course) -> Note | None:
    """The note on a pilot, None before its first day."""
    period = period_of(course)
    if period is None:
        return None
    made = reporting.report(programme(), period)
    shown = {figure["key"]: figure for figure in made["figures"]}
    return Note(
        made,
        [shown[key] for key in FIGURES if key in shown],
        made["write_ups"][-WRITE_UPS:],
        _coming(),
    )


def _coming() -> list[Card]:
    wanted = session_queries.Filter(programme().id, now())
    rows, _total = session_queries.listed(db(), wanted, 1, COMING)
    return [card for card in cards(rows, with_overlaps=False) if card.state == "published"]
