"""The figures of a report as numbers, for programs and for comparing; never more than is shown in words."""

from __future__ import annotations

from typing import Any

from lt_web.reports.coming import walk_ins_told
from lt_web.reports.saying import is_exact, percent
from lt_web.reports.view import View
from projections.competency_figures import total
from projections.report_rows import Ratio

RATIOS = ("participation", "reach", "show_up", "most_frequent", "reciprocity")
OF_WORK = frozenset({"most_frequent", "write_ups", "continuity"})  # of sessions and dates, not of people


def numbers(view: View, figures: list[dict[str, Any]]) -> dict[str, Any]:
    """Return figure → amount, unit, part and whole, of those whose numbers are shown in words too."""
    shown, small = {figure["key"] for figure in figures if figure["of"]}, view.terms.small
    ratios = {key: getattr(view.now, key) for key in RATIOS} | {"write_ups": view.now.written_up}
    ratios["continuity"] = sum(view.planned.values(), Ratio())
    told = {key for key, ratio in ratios.items() if key in OF_WORK or is_exact(ratio, small)}
    found = {key: _share(ratios[key]) for key in ratios if key in shown & told}
    said = view.now.satisfaction
    if "satisfaction" in shown and said.share is not None:
        found["satisfaction"] = _amount(round(said.share, 1), "of 5", said.whole)
    if "hours" in shown:
        found["hours"] = _amount(round(view.now.n["spent"] / 60), "hours")
    together = total([one.compared for one in view.competency])
    if together is not None:
        found["competency"] = _amount(-round(together.faster * 100), "% of the days before", together.since)
    return found | _counts(view)


def _share(ratio: Ratio) -> dict[str, Any]:
    return {"amount": percent(ratio), "unit": "%", "part": ratio.part, "whole": ratio.whole}


def _amount(amount: float, unit: str, whole: int | None = None) -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "part": None, "whole": whole}


def _counts(view: View) -> dict[str, Any]:
    now, minutes = view.now, view.now.average_minutes
    found = {
        "sessions": _amount(now.sessions, "sessions"),
        "new_presenters": _amount(now.new_presenters, "people", now.presenters),
        "watch_list": _amount(len(view.watch_list), "topics", view.topics),
    }
    if now.by_name and walk_ins_told(Ratio(now.n["walk_ins"], now.n["came"]), view.terms.small):
        found["walk_ins"] = _amount(now.n["walk_ins"], "people")
    if minutes is not None:
        found["duration"] = _amount(int(minutes + 0.5), "minutes")
    return found
