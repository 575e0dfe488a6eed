"""What was counted for continuity: each date of the cadence, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for

from lt_web.permissions import may_see_unpublished
from lt_web.reports.definitions import Terms
from lt_web.reports.lasting import is_planned, until_today
from lt_web.reports.periods import Period, in_short
from lt_web.speech import _
from lt_web.web import db, standing
from projections import proposal_queries, session_queries

Things = dict[UUID, tuple[str, str]]


@dataclass(frozen=True)
class SlotRow:
    """A date: its state in words, what is in it and where that stands; `out` says why it does not count."""

    day: str
    filled: bool
    state: str
    title: str
    url: str
    out: str


def rows(programme: Any, period: Period, terms: Terms) -> list[SlotRow]:
    """Every date of the days up to today, in the order of time."""
    found, zone = until_today(programme, period, terms), ZoneInfo(programme.zone)
    things = _things([slot.thing for slot in found if slot.thing])
    return [
        SlotRow(
            in_short(slot.start_at.astimezone(zone).date()),
            slot.state == "filled",
            _said(slot),
            *things.get(slot.thing, ("", "")),
            out="" if is_planned(slot) else slot.reason or _("for everybody"),
        )
        for slot in found
    ]


def _said(slot: Any) -> str:
    if slot.state == "skipped":
        return _("Skipped: {reason}", reason=slot.reason) if slot.reason else _("Skipped")
    return {"filled": _("Filled"), "held": _("Held for a proposal")}.get(slot.state, _("Empty"))


def _things(wanted: Sequence[UUID]) -> Things:
    """Title and address of what is in dates, as far as whoever asks may see it."""
    if not wanted:
        return {}
    held = {
        id: (row.title, url_for("lt.proposals.page", proposal=id))
        for id, row in proposal_queries.some(db(), wanted).items()
        if row.state != "draft"
    }
    return held | {
        row.id: (row.title, url_for("lt.sessions.page", session=row.id))
        for row in session_queries.some(db(), wanted)
        if row.published or may_see_unpublished(standing(), ())
    }
