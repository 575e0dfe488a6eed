"""What the dashboard looks at: prepared rows for whole months, sessions one by one for any other days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from lt_web.reports.definitions import Terms
from lt_web.reports.lasting import granted, planned
from lt_web.reports.periods import Period, end_of_month
from lt_web.reports.report import terms, view_of
from lt_web.reports.view import View
from lt_web.web import db, once
from projections import competency_queries, counts_queries, report_queries, teaching_queries, topics


def terms_now(programme: Any, inside: bool) -> Terms:
    """What is in force at the newest event that was recorded."""
    return terms(programme, report_queries.newest(db()) or datetime(2000, 1, 1, tzinfo=UTC), inside)


def look(programme: Any, period: Period, in_force: Terms) -> View:
    """All that the cards of the dashboard say. `in_force.small` is 1 for those who may see everything."""
    return (_by_month if period.is_of_whole_months else _one_by_one)(programme, period, in_force)


def _by_month(programme: Any, period: Period, in_force: Terms) -> View:
    before, end = period.before, period.bounds(programme.zone)[1]
    known = counts_queries.prepared(db(), programme, before.months[0], period.months[-1], end)
    there = once(topics.alive, db(), programme.id)
    hanging = teaching_queries.hanging(there, once(teaching_queries.bus_factors, db(), programme.id))
    totals = partial(known.totals, today=in_force.today, wide=in_force.wide)
    return View(
        totals(period.months, end),
        totals(before.months, before.bounds(programme.zone)[1]),
        {m: totals([m], _over(programme, m)) for m in period.months},
        period,
        in_force,
        tuple((topic.id, able) for topic, able in hanging),
        len(there),
        tuple(competency_queries.figures(db(), programme.id, period.last)),
        planned=planned(programme, period, in_force),
        granted=granted(programme, period, in_force),
    )


def _one_by_one(programme: Any, period: Period, in_force: Terms) -> View:
    start, end = period.before.bounds(programme.zone)[0], period.bounds(programme.zone)[1]
    facts = report_queries.facts(db(), programme, start, end)
    return view_of(programme, facts, period, in_force)


def _over(programme: Any, month: tuple[int, int]) -> datetime:
    first = date(*month, 1)
    return Period(first, end_of_month(first)).bounds(programme.zone)[1]
