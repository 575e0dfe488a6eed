"""Figures about whether a programme lasts: slots that were filled, and hours spent beside those granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from lt_web.reports.definitions import Terms
from lt_web.reports.periods import Period
from lt_web.reports.saying import TOO_FEW, both, rate, trend
from lt_web.reports.view import Figure, Month, View, known_of
from lt_web.speech import _, _n
from lt_web.web import db
from lt_web.words import number
from projections import charters, slots
from projections.report_rows import Ratio


def planned(programme: Any, period: Period, in_force: Terms) -> Mapping[Month, Ratio]:
    """Filled slots of those that were planned up to today, by month; empty where there is no cadence."""
    found: dict[Month, Ratio] = {}
    for slot in filter(is_planned, until_today(programme, period, in_force)):
        day = slot.start_at.astimezone(ZoneInfo(programme.zone)).date()
        month = day.year, day.month
        found[month] = found.get(month, Ratio()) + Ratio(int(slot.state == "filled"), 1)
    return found


def until_today(programme: Any, period: Period, in_force: Terms) -> list[Any]:
    """The slots of a period up to today, in the order of time."""
    zone = ZoneInfo(programme.zone)
    found = slots.between(db(), programme.id, *period.bounds(programme.zone))
    return [slot for slot in found if slot.start_at.astimezone(zone).date() <= in_force.today]


def is_planned(slot: Any) -> bool:
    """Whether a slot was planned at all: not on a day that was left out for everybody."""
    return not (slot.state == "skipped" and slot.listed)


def granted(programme: Any, period: Period, in_force: Terms) -> int | None:
    """How many hours the sponsor granted for these months, as far as they have begun; None: nothing yet."""
    charter = charters.of_programme(db(), programme.id)
    if charter is None or not charter.hours_per_month or not charter.hours_since:
        return None
    since, today = charter.hours_since, in_force.today
    wanted = [m for m in period.months if (since.year, since.month) <= m <= (today.year, today.month)]
    return charter.hours_per_month * len(wanted) if wanted else None


def continuity(view: View) -> Figure:
    """How many of the dates that were planned came about."""
    slots = sum(view.planned.values(), Ratio())
    if not slots.whole:
        return Figure("continuity", _("No cadence yet"))
    of = _n("{part} of {all} slot filled", "{part} of {all} slots filled", slots.whole, **both(slots))
    return Figure("continuity", rate(slots, 1), of=of)


def hours(view: View) -> Figure:
    """What the programme took of everybody's time, beside what was granted."""
    known, all_of_them = view.now.told, view.now.sessions
    spent = view.now.n["spent"] / 60
    if not known:
        value = _(TOO_FEW) if view.now.n["few_came"] else _("Not known")
        return Figure("hours", value, known=known_of(view, "", "came"), target=_granted(view))
    earlier = view.earlier.n["spent"] / 60 if view.earlier.told else None
    said = _n(
        "known for {known} of {n} session", "known for {known} of {n} sessions", all_of_them, known=known
    )
    return Figure(
        "hours",
        _n("{hours} hour", "{hours} hours", round(spent), hours=number(round(spent))),
        of=_("of everybody who came, together"),
        known=known_of(view, said, "came"),
        target=_granted(view),
        trend=trend(round(spent), None if earlier is None else round(earlier), lambda n: number(n)),
        met=None if view.granted is None else spent <= view.granted,
    )


def _granted(view: View) -> str:
    if view.granted is None:
        return _("nothing granted yet")
    return _n("{hours} hour granted", "{hours} hours granted", view.granted, hours=number(view.granted))
