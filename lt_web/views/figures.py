"""The dashboard: figures of a programme on some days, what was counted, and the events behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for

from lt_web.cards import history as words
from lt_web.cards.topics import watched
from lt_web.figures import counted as counting
from lt_web.figures import slots
from lt_web.figures.cards import cards, goals, headline
from lt_web.figures.looking import look, terms_now
from lt_web.figures.specs import SPECS
from lt_web.figures.teams import teams as by_team
from lt_web.permissions import (
    REPORT_READERS_ONLY,
    may_read_report,
    may_read_who_came,
    may_see_who_waits,
    require,
)
from lt_web.pictures.sparks import spark
from lt_web.reports.definitions import SMALL_GROUPS, Terms, label, meaning
from lt_web.reports.periods import Period, end_of_month
from lt_web.speech import _
from lt_web.views.reports import PeriodForm
from lt_web.views.sessions import seen
from lt_web.web import Pages, db, found, my_id, now, once, page, page_number, programme, standing
from projections import history, report_queries

figures = Blueprint("figures", __name__, url_prefix="/<programme>/figures")
LISTED, WATCHED = 50, 5


@figures.get("/", endpoint="page")
def show() -> Any:
    """Every figure on some days."""
    terms, period, form = asked()
    view = look(programme(), period, terms)
    shown = cards(view)
    met = goals(shown)
    return page(
        "figures/page.html",
        status=422 if form.errors else 200,
        cards=shown,
        goals=met,
        headline=headline(met),
        watched=watched({topic for topic, _able in view.watch_list}, WATCHED),
        is_empty=not view.now.sessions,
        before=str(period.before) if view.earlier.sessions else "",
        spark=spark,
        **around("lt.figures.page", period, form, terms),
    )


@figures.get("/teams", endpoint="teams")
def teams() -> Any:
    """Reach and participation by team."""
    terms, period, form = asked()
    rows = by_team(programme(), period, terms)
    return page(
        "figures/teams.html", rows=rows, small=terms.small, **around("lt.figures.teams", period, form, terms)
    )


@figures.get("/<figure>/", endpoint="counted")
def counted(figure: str) -> Any:
    """The sessions that went into a figure, and those that were left out."""
    terms, period, form = asked()
    if figure == "continuity":
        return _slots(period, terms, form)
    found(SPECS.get(figure))
    rows = counting.rows(programme(), figure, period, terms)
    return page(
        "figures/counted.html",
        figure=figure,
        label=label(figure),
        meaning=meaning(figure, terms),
        rows=listed(rows),
        left_out=sum(bool(row.out) for row in rows),
        came=counting.came(programme(), figure, period) if may_read_who_came(standing()) else [],
        **around("lt.figures.counted", period, form, terms, figure=figure),
    )


def _slots(period: Period, terms: Terms, form: PeriodForm) -> Any:
    """The dates that were planned, and what became of each."""
    rows = slots.rows(programme(), period, terms)
    return page(
        "figures/slots.html",
        label=label("continuity"),
        meaning=meaning("continuity", terms),
        rows=listed(rows),
        planned=sum(not row.out for row in rows),
        filled=sum(row.filled for row in rows),
        **around("lt.figures.counted", period, form, terms, figure="continuity"),
    )


def listed(rows: list[Any]) -> Pages:
    """The page of a list that is asked for."""
    first = (page_number() - 1) * LISTED
    return Pages(rows[first : first + LISTED], len(rows), page_number(), LISTED)


@figures.get("/<figure>/<uuid:session>/", endpoint="events")
def events(figure: str, session: UUID) -> Any:
    """What happened with a session that was counted, in words, as far as whoever asks may read it."""
    terms, period, form = asked()
    found(SPECS.get(figure))
    row = seen(session)
    names = may_see_who_waits(standing())
    readers = ["open", *(["names", "owners"] if names else [])]
    lines = words.lines(history.of_session(db(), session, readers, my_id()), names)
    return page(
        "figures/events.html",
        figure=figure,
        label=label(figure),
        session=row,
        lines=lines,
        **around("lt.figures.counted", period, form, terms, figure=figure),
    )


def asked() -> tuple[Terms, Period, PeriodForm]:
    """What is in force, and the days that are asked for.

    Whoever sees aggregates alone gets whole months: from days one could work out a single session.
    """
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    inside, form = may_read_who_came(standing()), PeriodForm(request.args)
    period = form.period(_choices()[1][1])
    if not inside:
        period = Period(period.first.replace(day=1), end_of_month(period.last))
    return terms_now(programme(), inside), period, form


def _choices() -> list[tuple[str, Period]]:
    """The periods that are one click away: whole months, the last of them over."""
    today = now().astimezone(ZoneInfo(programme().zone)).date()
    last = today.replace(day=1) - timedelta(days=1)
    began = once(report_queries.first_day, db(), programme())
    first = began.astimezone(ZoneInfo(programme().zone)).date() if began else last
    return [
        (_("Last month"), _back(last, 1)),
        (_("Last quarter"), _back(last, 3)),
        (_("Last half-year"), _back(last, 6)),
        (_("Last year"), _back(last, 12)),
        (_("This month"), Period(today.replace(day=1), end_of_month(today))),
        (_("Since the start"), Period(min(first, today).replace(day=1), end_of_month(today))),
    ]


def _back(last: date, months: int) -> Period:
    at = last.year * 12 + last.month - months
    return Period(date(at // 12, at % 12 + 1, 1), last)


def _after(period: Period) -> Period:
    """As long a time after these days."""
    first = period.last + timedelta(days=1)
    if not period.is_of_whole_months:
        return Period(first, first + timedelta(days=period.days - 1))
    over = first.year * 12 + first.month - 1 + len(period.months)
    return Period(first, date(over // 12, over % 12 + 1, 1) - timedelta(days=1))


def around(where: str, period: Period, form: PeriodForm, terms: Terms, **kept: Any) -> dict[str, Any]:
    """What every page of these has: its days, and the ways to others."""
    if not form.since.data and not form.until.data:
        form.since.data, form.until.data = period.first, period.last

    def at(days: Period) -> str:
        return url_for(where, **{**kept, **days_of(days)})

    return {
        "period": period,
        "form": form,
        "here": url_for(where, **kept),
        "days": days_of(period),
        "choices": [(name, at(days), days == period) for name, days in _choices()],
        "earlier_url": at(period.before),
        "later_url": at(_after(period)),
        "remark": _(SMALL_GROUPS, small=terms.small) if terms.small > 1 else "",
    }


def days_of(period: Period) -> dict[str, Any]:
    """The days as addresses have them."""
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}
