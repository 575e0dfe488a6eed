"""The sessions of a month as a calendar, for everybody who sees the programme."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort

from lt_web.cards.months import FIRST_YEAR, LAST_YEAR, bounds, month, this_day
from lt_web.permissions import is_champion
from lt_web.views.sessions import sessions
from lt_web.web import back_to, db, my_id, now, page, programme, standing
from projections import session_queries


@sessions.get(
    "/month/<int(fixed_digits=4):year>-<int(fixed_digits=2, min=1, max=12):month>", endpoint="month"
)
def show(year: int, month: int) -> Any:
    """One month."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    return _shown(date(year, month, 1))


@sessions.get("/month/", endpoint="this_month")
def show_current() -> Any:
    """The month that it is now."""
    today = this_day()
    return back_to("lt.sessions.month", year=today.year, month=today.month)


def _shown(first: date) -> Any:
    wanted = session_queries.Filter(
        programme=programme().id, now=now(), all_drafts=is_champion(standing()), own_drafts=my_id()
    )
    begins, ends = bounds(first)
    shown = month(first, session_queries.between(db(), wanted, begins, ends))
    following = session_queries.first_after(db(), wanted, ends) if shown.empty else None
    return page("sessions/month.html", month=shown, following=following)
