"""What was counted for a figure: each session with its part in it, or why it was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.figures.specs import SPECS, Spec
from lt_web.reports.definitions import Terms
from lt_web.reports.periods import Period, in_short
from lt_web.reports.report import FORMER
from lt_web.reports.saying import TOO_FEW, both
from lt_web.reports.saying import is_shown as is_rate
from lt_web.speech import _
from lt_web.web import db, names
from lt_web.words import number
from projections import counts_queries
from projections.report_rows import Ratio
from projections.report_totals import Totals

BY_NAME = ("reach", "participation", "show_up", "walk_ins", "reciprocity", "hours")


@dataclass(frozen=True)
class Row:
    """A session: what it adds to the figure in words; `out` says why it adds nothing."""

    id: UUID
    title: str
    day: str
    counts: str
    out: str


def rows(programme: Any, key: str, period: Period, terms: Terms) -> list[Row]:
    """Every session of the days, in the order of time."""
    spec = SPECS[key]
    found = counts_queries.sessions_of(db(), programme.id, *period.bounds(programme.zone))
    each = {row.session: Totals(counts_queries.sums_of(row, terms.wide)) for row in found}
    zone = ZoneInfo(programme.zone)
    return [
        Row(
            row.session,
            row.title,
            in_short(row.start_at.astimezone(zone).date()),
            _said(spec, each[row.session], terms),
            "" if each[row.session].n[spec.needs] or not spec.otherwise else _(spec.otherwise),
        )
        for row in found
    ]


def is_shown(spec: Spec, totals: Totals, terms: Terms) -> bool:
    """Whether a session's numbers may be shown: nobody can then get at those of another by subtracting."""
    if spec.key == "satisfaction" and 0 < totals.n["answers"] < terms.least:
        return False
    return not (terms.wide and spec.few and totals.n[spec.few])


def _said(spec: Spec, totals: Totals, terms: Terms) -> str:
    if not is_shown(spec, totals, terms):
        return _(TOO_FEW)
    if spec.key == "hours":
        return _("{people} × {minutes} min", people=number(totals.n["came"]), minutes=totals.n["minutes"])
    if spec.key == "write_ups":
        return (
            _("in time")
            if totals.n["written_in_time"]
            else _("later")
            if totals.n["written"]
            else _("not yet")
        )
    part, *whole = (totals.n[name] for name in spec.reads)
    if not whole:
        return number(part)
    of, least = Ratio(part, whole[0]), terms.small if spec.people else 1
    return _("{part} of {all}", **both(of, least)) if is_rate(of, least) or not of.whole else _(TOO_FEW)


def came(programme: Any, key: str, period: Period) -> Sequence[str]:
    """Who was there, by name: for those who may know. Nobody is listed for staying away."""
    if key not in BY_NAME:
        return []
    start, end = period.bounds(programme.zone)
    people = counts_queries.attendees(db(), programme.id, start, end)
    known = names(people)
    return sorted(known[p].name if p in known else _(FORMER) for p in people)
