"""The report by month: a row for each, and the charts that are drawn from them."""

from __future__ import annotations

from typing import Any

from lt_web.reports.figures import View, percent
from lt_web.reports.periods import MONTHS, end_of_month, month_name
from projections import report_figures as counted
from projections.report_rows import Held, Ratio

Month = tuple[int, int]


def by_month(view: View) -> list[dict[str, Any]]:
    """One row for each month of the period, with nothing of groups that are too small."""
    grouped = counted.by_month(view.held, view.period.months)
    joined = {month: counted.participation(held) for month, held in grouped.items()}
    said = {month: counted.satisfaction(held) for month, held in grouped.items()}
    wide_enough = counted.may_be_shown({m: r.whole for m, r in joined.items()}, view.terms.small)
    told = counted.may_be_shown({m: r.whole for m, r in said.items()}, view.terms.least)
    return [
        _row(view, month, held)
        | {"participation": percent(joined[month]) if month in wide_enough else None}
        | _mean(said[month] if month in told else Ratio())
        for month, held in grouped.items()
    ]


def _row(view: View, month: Month, held: list[Held]) -> dict[str, Any]:
    return {
        "month": f"{month[0]}-{month[1]:02}",
        "name": month_name(month),
        "label": _short(view, month),
        "whole": _is_whole(view, month),
        "sessions": len(held),
        "came": counted.attendances(held),
        "known": counted.attendance_known(held).part,
    }


def _mean(said: Ratio) -> dict[str, Any]:
    return {
        "satisfaction": None if said.share is None else f"{said.share:.1f}",
        "answers": said.whole or None,
    }


def _short(view: View, month: Month) -> str:
    """Sep, or Jan ’27 where the year is not that of all."""
    years = {year for year, _month in view.period.months}
    name = MONTHS[month[1] - 1][:3]
    return f"{name} ’{month[0] % 100:02}" if len(years) > 1 and month[1] in (1, 7) else name


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
    return {
        "kind": "columns",
        "title": _sessions_title(rows, target),
        "under": "Sessions held in each month" + _partly(rows),
        "points": [_point(row, row["sessions"], str(row["sessions"])) for row in rows],
        "target": target,
        "target_label": f"target {target}",
    }


def _sessions_title(rows: list[dict[str, Any]], target: int) -> str:
    whole = [row for row in rows if row["whole"]]
    reached = sum(row["sessions"] >= target for row in whole)
    if not whole:
        return f"{sum(row['sessions'] for row in rows)} sessions"
    if reached == len(whole):
        return f"Every month had {target} sessions or more"
    return f"{reached or 'None'} of {len(whole)} months had {target} sessions or more"


def _of_participation(view: View, rows: list[dict[str, Any]]) -> dict[str, Any]:
    target = view.terms.participation
    return {
        "kind": "line",
        "title": _participation_title([r["participation"] for r in rows if r["participation"] is not None]),
        "under": "People there, in % of those invited, where both are known" + _partly(rows),
        "points": [_point(row, row["participation"], _percent(row)) for row in rows],
        "target": target,
        "target_label": f"target {target}\N{NO-BREAK SPACE}%",
        "most": min(100, target + 15),
    }


def _participation_title(known: list[int]) -> str:
    first, last = known[0], known[-1]
    if first == last:
        return f"Participation is {last}\N{NO-BREAK SPACE}%, as it was at first"
    moved = "rose" if last > first else "fell"
    return f"Participation {moved} from {first}\N{NO-BREAK SPACE}% to {last}\N{NO-BREAK SPACE}%"


def _percent(row: dict[str, Any]) -> str:
    return "" if row["participation"] is None else f"{row['participation']}\N{NO-BREAK SPACE}%"


def _point(row: dict[str, Any], value: int | None, shown: str) -> dict[str, Any]:
    return {"label": row["label"], "value": value, "shown": shown, "part": not row["whole"]}


def _partly(rows: list[dict[str, Any]]) -> str:
    return "" if all(row["whole"] for row in rows) else "; pale: not a whole month"
