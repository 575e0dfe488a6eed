"""What an open attendance sheet asks every few seconds: what others noted meanwhile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request

from lt_web.cards import attendance as cards
from lt_web.cards.attendance_news import since, version
from lt_web.views.attendance import as_uuid, attendance, readable
from lt_web.web import fragment


@attendance.get("/attendance/changes")
def changes(session: UUID) -> Any:
    """Rows and lists that changed since the page was drawn; 204 where none did."""
    shown, drawn = cards.sheet(readable(session)), request.args.get("v", "")
    v = version(shown)
    if drawn == v:
        return Response(status=204)
    asked = map(as_uuid, request.args.getlist("person"))
    correcting = {person for person in asked if person is not None}
    news = since(shown, drawn, correcting)
    if news.begun:
        return Response(headers={"HX-Refresh": "true"})
    given: dict[str, Any] = {"sheet": shown, "s": shown.s, "v": v, "news": news, "correcting": correcting}
    return fragment("attendance/_changes.html", **given)
