"""The history of each thing in words, for everybody who sees the thing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort

from lt_web.cards import histories as cards
from lt_web.own_history import may_read
from lt_web.views import proposals, sessions
from lt_web.web import found, page

history = Blueprint("history", __name__, url_prefix="/<programme>/history")


@history.get("/<kind>/<uuid:id>", endpoint="page")
def show(kind: str, id: UUID) -> Any:
    """What happened to one thing, the latest first."""
    if not may_read(kind, id):
        abort(404)
    return page("history/page.html", told=found(_told(kind, id)))


def _told(kind: str, id: UUID) -> cards.Told | None:
    if kind == "session":
        return cards.of_session(sessions.seen(id))
    if kind == "proposal":
        return cards.of_proposal(proposals.seen(id))
    of_its_own = {"topic": cards.of_topic, "person": cards.of_person, "milestone": cards.of_milestone}
    return of_its_own[kind](id) if kind in of_its_own else cards.of_only_one(kind, id)
