"""What pages ask again every few seconds: one session's card, or all the rows of a page at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from lt_web.cards.sessions import Card, card, cards
from lt_web.permissions import may_see_unpublished
from lt_web.views.sessions import asked_view, seen, sessions
from lt_web.web import db, fragment, programme, standing
from projections import session_queries

MOST = 60  # rows of a page; more would not fit into an address


@sessions.get("/<uuid:session>/seats", endpoint="seats")
def poll_seats(session: UUID) -> Any:
    """The seats and my answer as they are now; 204 where nothing changed since."""
    shown = card(seen(session))
    if request.args.get("v") == shown.v and shown.open:
        return Response(status=204)
    return fragment("sessions/_polled.html", s=shown, view=asked_view())


@sessions.get("/changes")
def changes() -> Any:
    """Of the sessions listed on a page, the rows that changed since it was shown; 204 where none did."""
    asked = _asked()
    rows = session_queries.some(db(), list(asked)[:MOST])
    shown = [s for s in cards([row for row in rows if row.programme == programme().id]) if _may_see(s)]
    changed = [s for s in shown if asked[s.id] != s.v]
    if not changed:
        return Response(status=204)
    return fragment("sessions/_changes.html", shown=shown, changed=changed)


def _asked() -> dict[UUID, str]:
    """Session → the version that the page shows. What is no such pair is left out."""
    pairs = [pair.partition("-") for pair in request.args.get("v", "").split(".")]
    return {UUID(id): version for id, _dash, version in pairs if len(id) == 32 and _is_hex(id)}


def _is_hex(text: str) -> bool:
    return all(digit in "0123456789abcdef" for digit in text)


def _may_see(s: Card) -> bool:
    presenting = [person.id for person in (*s.presenters, *s.invited)]
    return s.row.published or may_see_unpublished(standing(), presenting)
