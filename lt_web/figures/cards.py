"""The cards of the dashboard: a figure with its goal, its trend by month and its definition."""

from __future__ import annotations

from datetime import date
from typing import Any

from lt_web.figures.specs import SPECS, Spec
from lt_web.reports.definitions import meaning
from lt_web.reports.figures import figures
from lt_web.reports.periods import month_name
from lt_web.reports.saying import TOO_FEW, in_words, is_exact, is_shown, percent, percent_said
from lt_web.reports.view import Month, View
from lt_web.speech import _, _n
from lt_web.words import dated, number
from projections.report_figures import may_be_shown
from projections.report_rows import Ratio
from projections.report_totals import Totals

Point = dict[str, Any]


def cards(view: View) -> list[dict[str, Any]]:
    """Every figure, in the order of the report."""
    return [_card(view, figure) for figure in figures(view)]


def goals(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures that have a goal, and of which it is known whether it is met."""
    return [card for card in shown if card["met"] is not None]


def headline(met: list[dict[str, Any]]) -> str:
    """6 of 8 goals met."""
    return _n("{met} of {n} goal met", "{met} of {n} goals met", len(met), met=sum(g["met"] for g in met))


def _card(view: View, figure: dict[str, Any]) -> dict[str, Any]:
    points = series(view, figure["key"])
    drawn = sum(point["value"] is not None for point in points) > 1
    spec = SPECS.get(figure["key"])
    return figure | {
        "meaning": meaning(figure["key"], view.terms),
        "goal": _goal(view, figure),
        "points": points if drawn else [],
        "target_value": (spec.target(view) if spec else None) or 0,
        "countable": spec is not None or figure["key"] == "continuity",
    }


def _goal(view: View, figure: dict[str, Any]) -> str:
    """How far a goal was missed, or that it is met; "" where there is none."""
    if figure["met"] is None:
        return ""
    if figure["met"]:
        return _("Met")
    if figure["key"] == "participation" and is_exact(view.now.participation, view.terms.small):
        points = view.terms.participation - (percent(view.now.participation) or 0)
        return _n("Missed by {n} point", "Missed by {n} points", points)
    if figure["key"] == "hours":
        over = round(view.now.n["spent"] / 60 - (view.granted or 0))
        return _n("{hours} hour over", "{hours} hours over", over, hours=number(over))
    return _("Missed")


def series(view: View, key: str) -> list[Point]:
    """A figure by month, without those of groups that are too small or could be worked out."""
    if key == "continuity":
        return [
            _point(view, m, _percent(view.planned.get(m)), lambda n: percent_said(int(n)))
            for m in view.period.months
        ]
    spec = SPECS.get(key)
    return _of_spec(view, spec) if spec else []


def _percent(ratio: Any) -> float | None:
    return None if ratio is None else percent(ratio)


def _of_spec(view: View, spec: Spec) -> list[Point]:
    shown = may_be_shown({m: spec.base(t) for m, t in view.months.items()}, spec.least(view.terms))
    return [_of_month(view, spec, m, t, m in shown) for m, t in view.months.items()]


def _of_month(view: View, spec: Spec, month: Month, totals: Totals, shown: bool) -> Point:
    if shown and spec.told(totals, view.terms):
        return _point(view, month, spec.value(totals), spec.say)
    instead = _instead(spec, totals, view.terms.small) if shown else _(TOO_FEW)
    return _point(view, month, None, spec.say, instead)


def _instead(spec: Spec, totals: Totals, small: int) -> str:
    """What is said of a month instead of a number that is of few people, or of all but few."""
    of = spec.people(totals) if spec.people else Ratio()
    return in_words(of) if is_shown(of, small) else _(TOO_FEW)


def _point(view: View, month: Month, value: float | None, say: Any, instead: str = "") -> Point:
    said = instead if value is None else say(value)
    return {
        "name": month_name(month),
        "label": _short(view, month),
        "value": value,
        "said": said,
        "sessions": view.months[month].sessions if month in view.months else 0,
    }


def _short(view: View, month: Month) -> str:
    """Sep; Jan 2027 where a year begins."""
    years = {year for year, _month in view.period.months}
    return dated(date(*month, 1), "LLL y" if len(years) > 1 and month[1] == 1 else "LLL")
