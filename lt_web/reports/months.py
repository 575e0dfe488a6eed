"""The report by month: a row for each, and the charts that are drawn from them."""

from __future__ import annotations

from datetime import date
from typing import Any

from lt_web.reports.periods import end_of_month, month_name
from lt_web.reports.saying import is_exact, mean_said, percent, percent_said, rate
from lt_web.reports.view import Month, View
from lt_web.speech import _, _n
from lt_web.words import dated
from projections import report_figures as counted
from projections.report_rows import Ratio
from projections.report_totals import Totals


def by_month(view: View) -> list[dict[str, Any]]:
    """One row for each month of the period, with nothing of groups that are too small."""
    joined = {month: held.participation for month, held in view.months.items()}
    said = {month: held.satisfaction for month, held in view.months.items()}
    wide_enough = counted.may_be_shown({m: r.whole for m, r in joined.items()}, view.terms.small)
    told = counted.may_be_shown({m: r.whole for m, r in said.items()}, view.terms.least)
    return [
        _row(view, month, held)
        | _share(joined[month] if month in wide_enough else Ratio(), view.terms.small)
        | _mean(said[month] if month in told else Ratio())
        for month, held in view.months.items()
    ]


def _share(joined: Ratio, small: int) -> dict[str, Any]:
    share = percent(joined) if is_exact(joined, small) else None
    return {"participation": share, "participation_said": rate(joined, small) if joined.whole else ""}


def _row(view: View, month: Month, held: Totals) -> dict[str, Any]:
    return {
        "month": f"{month[0]}-{month[1]:02}",
        "name": month_name(month),
        "label": _short(view, month),
        "whole": _is_whole(view, month),
        "sessions": held.sessions,
        "came": held.n["came"],
        "known": held.told,
    }


def _mean(said: Ratio) -> dict[str, Any]:
    return {
        "satisfaction": None if said.share is None else mean_said(said.share),
        "worth": None if said.share is None else round(said.share, 1),
        "answers": said.whole or None,
    }


def _short(view: View, month: Month) -> str:
    """Sep, or Jan ’27 where the year is not that of all."""
    years = {year for year, _month in view.period.months}
    name = dated(date(*month, 1), "LLL")
    with_year = len(years) > 1 and month[1] in (1, 7)
    return _("{month} ’{year}", month=name, year=f"{month[0] % 100:02}") if with_year else name


def _is_whole(view: View, month: Month) -> bool:
    first = view.period.first.replace(year=month[0], month=month[1], day=1)
    return view.period.holds(first) and view.period.holds(end_of_month(first))


def charts(view: View, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is drawn: sessions by month, and participation where it is known of two months at least."""
    if len(rows) < 2:
        return []
    drawn = [_of_sessions(view, rows)]
    if sum(row["participation"] is not None for row in rows) > 1:
        drawn.append(_of_participation(view, rows))
    return drawn


def _of_sessions(view: View, rows: list[dict[str, Any]]) -> dict[str, Any]:
    target = view.terms.sessions
    under = _("Sessions held in each month"), _("Sessions held in each month; pale: not a whole month")
    return {
        "kind": "columns",
        "title": _sessions_title(rows, target),
        "under": under[not _is_of_whole_months(rows)],
        "points": [_point(row, row["sessions"], str(row["sessions"])) for row in rows],
        "target": target,
        "target_label": _("target {n}", n=target),
    }


def _sessions_title(rows: list[dict[str, Any]], target: int) -> str:
    whole = [row for row in rows if row["whole"]]
    reached = sum(row["sessions"] >= target for row in whole)
    if not whole:
        return _n("{n} session", "{n} sessions", sum(row["sessions"] for row in rows))
    if reached == len(whole):
        return _n("Every month had {n} session or more", "Every month had {n} sessions or more", target)
    all_of_them = {"months": len(whole), "target": target}
    if not reached:
        return _("None of {months} months had {target} sessions or more", **all_of_them)
    return _n(
        "{n} of {months} months had {target} sessions or more",
        "{n} of {months} months had {target} sessions or more",
        reached,
        **all_of_them,
    )


def _of_participation(view: View, rows: list[dict[str, Any]]) -> dict[str, Any]:
    target = view.terms.participation
    under = (
        _("People there, in % of those invited, where both are known"),
        _("People there, in % of those invited, where both are known; pale: not a whole month"),
    )
    return {
        "kind": "line",
        "title": _participation_title([r["participation"] for r in rows if r["participation"] is not None]),
        "under": under[not _is_of_whole_months(rows)],
        "points": [_point(row, row["participation"], percent_said(row["participation"])) for row in rows],
        "target": target,
        "target_label": _("target {n}", n=percent_said(target)),
        "most": min(100, target + 15),
    }


def _participation_title(known: list[int]) -> str:
    first, last = percent_said(known[0]), percent_said(known[-1])
    if first == last:
        return _("Participation is {value}, as it was at first", value=last)
    if known[-1] > known[0]:
        return _("Participation rose from {first} to {last}", first=first, last=last)
    return _("Participation fell from {first} to {last}", first=first, last=last)


def _point(row: dict[str, Any], value: int | None, shown: str) -> dict[str, Any]:
    return {"label": row["label"], "value": value, "shown": shown, "part": not row["whole"]}


def _is_of_whole_months(rows: list[dict[str, Any]]) -> bool:
    return all(row["whole"] for row in rows)
