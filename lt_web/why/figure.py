"""Why a figure is what it is: what it says, the sessions that went into it, and the events behind each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.figures.counted import Row, is_shown
from lt_web.figures.specs import SPECS
from lt_web.reports.definitions import Terms
from lt_web.reports.saying import TOO_FEW
from lt_web.speech import _
from lt_web.web import db
from lt_web.why import counting, stories
from lt_web.why.explanation import Why
from projections import counts_queries
from projections.report_totals import Totals


def sentences(card: dict[str, Any]) -> list[str]:
    """A figure and all that stands beside it, one thing after the other."""
    known = (card["of"], card["known"], card["target"], card["trend"])
    return [part[0].upper() + part[1:] for part in known if part]


def of_session(session: UUID, key: str, terms: Terms, part: Row | None) -> Why:
    """A session's `part` in a figure, and the events without which it were another."""
    spec = SPECS[key]
    row = counts_queries.one(db(), session)
    if part is None or row is None:
        return Why(_("Not counted"), [_("It did not take place on these days.")])
    if not is_shown(spec, Totals(counts_queries.sums_of(row, terms.wide)), terms):
        return Why(_(TOO_FEW), [_("It is of so few people that nothing is told of it one by one.")])
    events = sorted([*stories.terms(), *stories.of_session(session)], key=lambda e: e.position)
    reason = _("Without any one of the entries below it would be another number.")
    uncounted = terms.wide and bool(spec.few)
    reasons = [reason] + [_("How many entries are about single people is not said here.")] * uncounted
    behind = counting.behind(events, session, spec)
    return Why(part.out or part.counts, reasons, behind, uncounted=uncounted)
