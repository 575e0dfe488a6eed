"""The run sheet of a session, to be printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.cards.run_sheet import run_sheet
from lt_web.cards.sessions import card
from lt_web.permissions import PRESENTERS_ONLY, may_change, require
from lt_web.views.sessions import seen, sessions
from lt_web.web import page, standing


@sessions.get("/<uuid:session>/run-sheet", endpoint="run_sheet")
def show(session: UUID) -> Any:
    """For those who present it or were asked to, and for champions."""
    shown = card(seen(session))
    people = [person.id for person in (*shown.presenters, *shown.invited)]
    require(may_change(standing(), people), PRESENTERS_ONLY)
    return page("sessions/run_sheet.html", sheet=run_sheet(shown), s=shown)
