"""What was counted for a figure: each session with its part in it, or why it was left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.figures.specs import SPECS, Spec
from lt_web.reports.definitions import Terms
from lt_web.reports.periods import Period, in_short
from lt_web.reports.report import FORMER
from lt_web.reports.saying import TOO_FEW
from lt_web.speech import _
from lt_web.web import db, names
from lt_web.words import number
from projections import counts_queries
from projections.report_figures import may_be_shown
from projections.report_totals import Totals

K = TypeVar("K")
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
    each = {row.session: Totals(counts_queries.sums_of(row)) for row in found}
    months = {row.session: row.month for row in found}
    shown = shown_of(each, months, spec, terms)
    zone = ZoneInfo(programme.zone)
    return [
        Row(
            row.session,
            row.title,
            in_short(row.start_at.astimezone(zone).date()),
            _said(spec, each[row.session]) if row.session in shown else _(TOO_FEW),
            "" if each[row.session].n[spec.needs] or not spec.otherwise else _(spec.otherwise),
        )
        for row in found
    ]


def shown_of(each: Mapping[K, Totals], months: Mapping[K, int], spec: Spec, terms: Terms) -> set[K]:
    """Of which sessions the numbers may be shown beside those of their months and of all days together.

    Of a month that is not shown no session is; in one that is, those that are hidden are enough together.
    """
    least = spec.least(terms)
    sizes = {session: spec.base(totals) for session, totals in each.items()}
    within: dict[int, dict[K, int]] = defaultdict(dict)
    for session, size in sizes.items():
        within[months[session]][session] = size
    open_months = may_be_shown({month: sum(some.values()) for month, some in within.items()}, least)
    shown = {s for month in open_months for s in may_be_shown(within[month], least)}
    return shown | {session for session, size in sizes.items() if not size}


def _said(spec: Spec, totals: Totals) -> str:
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
    return _("{part} of {all}", part=number(part), all=number(whole[0])) if whole else number(part)


def came(programme: Any, key: str, period: Period) -> Sequence[str]:
    """Who was there, by name: for those who may know. Nobody is listed for staying away."""
    if key not in BY_NAME:
        return []
    start, end = period.bounds(programme.zone)
    people = counts_queries.attendees(db(), programme.id, start, end)
    known = names(people)
    return sorted(known[p].name if p in known else _(FORMER) for p in people)
