"""The figures of a report as people read them: value, of how many, what is known, target and trend."""

from __future__ import annotations

from typing import Any

from lt_web.reports.coming import participation, reach, reciprocity, satisfaction, show_up, walk_ins
from lt_web.reports.competency import competency
from lt_web.reports.lasting import continuity, hours
from lt_web.reports.periods import Period
from lt_web.reports.saying import NOTHING, both, brief, rate, trend
from lt_web.reports.view import Figure, View, moved
from lt_web.speech import _, _n
from projections.report_rows import Ratio

DAYS_OF_A_MONTH = 365.25 / 12


def figures(view: View) -> list[dict[str, Any]]:
    """Every figure, in the order of the report."""
    return [figure(view).shown for figure in ALL]


def per_month(number: int, period: Period) -> float | None:
    """How many there were in a month, to one decimal; None of days that are too few to say."""
    if period.is_of_whole_months:
        return round(number / len(period.months), 1)
    return round(number / (period.days / DAYS_OF_A_MONTH), 1) if period.days >= 28 else None


def sessions(view: View) -> Figure:
    """How many were held."""
    a_month = per_month(view.now.sessions, view.period)
    before = per_month(view.earlier.sessions, view.period.before) if view.earlier.sessions else None
    target = _("target {n} a month", n=view.terms.sessions)
    return Figure(
        "sessions",
        str(view.now.sessions),
        of="" if a_month is None else _("{n} a month", n=brief(a_month)),
        target="" if a_month is None else target,
        trend=trend(a_month, before),
        met=None if a_month is None else a_month >= view.terms.sessions,
    )


def duration(view: View) -> Figure:
    """How long they took."""
    average, noted = view.now.average_minutes, view.now.lengths_noted
    if average is None:
        return Figure("duration", _(NOTHING))
    how = _("noted for {n} of {all}, else as planned", n=noted.part, all=noted.whole)
    return Figure(
        "duration",
        _("{n} min", n=int(average + 0.5)),
        known=how if noted.part else _("as planned"),
    )


def new_presenters(view: View) -> Figure:
    """How many presented for the first time."""
    earlier = view.earlier.new_presenters if view.earlier.sessions else None
    return Figure(
        "new_presenters",
        str(view.now.new_presenters),
        of=_n("of {n} presenter", "of {n} presenters", view.now.presenters),
        trend=trend(view.now.new_presenters, earlier),
    )


def most_frequent(view: View) -> Figure:
    """How much rests on one person."""
    now = view.now.most_frequent
    of = _of_sessions(now) if now.whole else ""
    return Figure("most_frequent", rate(now, 1), of=of, trend=moved(view, lambda t: t.most_frequent, 1))


def _of_sessions(now: Ratio) -> str:
    return _n("{part} of {all} session", "{part} of {all} sessions", now.whole, **both(now))


def write_ups(view: View) -> Figure:
    """How many were written up in time."""
    now, waiting = view.now.written_up, view.now.waiting
    return Figure(
        "write_ups",
        rate(now, 1) if now.whole else _("None due yet"),
        of=_of_sessions(now) if now.whole else "",
        known=_n("{n} not due yet", "{n} not due yet", waiting) if waiting else "",
    )


def watch_list(view: View) -> Figure:
    """How many topics hang on one person, or on nobody."""
    return Figure(
        "watch_list",
        str(len(view.watch_list)),
        of=_n("of {n} topic", "of {n} topics", view.topics),
        known=_("now, whatever the days of the report"),
    )


ALL = (
    sessions,
    participation,
    satisfaction,
    reach,
    show_up,
    walk_ins,
    duration,
    new_presenters,
    most_frequent,
    reciprocity,
    write_ups,
    continuity,
    hours,
    watch_list,
    competency,
)
