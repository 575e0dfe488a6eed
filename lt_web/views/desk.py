"""The champions' desk: what waits for a decision, what may want a hand, and what is coming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint

from lt_web.cards import charters
from lt_web.cards.editions import in_words
from lt_web.cards.proposals import cards as proposal_cards
from lt_web.cards.sessions import Card, cards
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.reports.editions import changed_since
from lt_web.speech import _, _n
from lt_web.web import db, now, page, programme, standing
from lt_web.words import week_of
from projections import desk_queries, proposal_queries

desk = Blueprint("desk", __name__, url_prefix="/<programme>/desk")
COMING, SOON = timedelta(days=28), timedelta(days=14)
LONG_LINE = 3  # people who wait; from here on another date or a larger room may be worth a thought


@desk.get("/", endpoint="page")
def show() -> Any:
    """Everything that may want a champion."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    shown = cards(desk_queries.in_hand(db(), programme().id, now()), with_overlaps=False)
    proposals = proposal_cards(proposal_queries.to_decide(db(), programme().id))
    dated = [s for s in shown if s.start and s.end and s.end > now()]
    return page(
        "desk/page.html",
        course=charters.my_course(),
        to_decide=[p for p in proposals if p.state == "open"],
        to_date=[p for p in proposals if p.state == "accepted"],
        wishes=sum(proposal_queries.open_requests(db(), programme().id).values()),
        attention=[(s, said) for s in shown for said in [_wants(s)] if said],
        weeks=_by_week([s for s in dated if s.start < now() + COMING]),
        corrected=[in_words(row, found) for row, found in changed_since()],
        later=sum(s.start >= now() + COMING for s in dated),
    )


def _wants(s: Card) -> str:
    """Why a session may want a hand, "" where it does not."""
    if s.state == "postponed":
        return _("Postponed; it has no new date yet.")
    if s.state == "scheduled":
        passed = s.start is not None and s.start <= now()
        return _("Its day has passed and it was never published.") if passed else _("Not published yet.")
    return _wants_seats(s)


def _wants_seats(s: Card) -> str:
    seats = s.seats
    if seats.over:
        return _("Over capacity by {n}.", n=seats.over)
    if seats.waiting >= LONG_LINE:
        return _n("{n} person waits for a seat.", "{n} people wait for a seat.", seats.waiting)
    silent = not (seats.seated or seats.maybe or seats.waiting or seats.offered)
    if silent and s.start and s.start < now() + SOON:
        return _("Nobody has answered yet.")
    return ""


def _by_week(coming: list[Card]) -> list[tuple[Any, list[Card]]]:
    """Sessions by the first day of their week, in the programme's order of time."""
    weeks: dict[Any, list[Card]] = {}
    for s in coming:
        assert s.start
        weeks.setdefault(week_of(s.start.date()), []).append(s)
    return list(weeks.items())
