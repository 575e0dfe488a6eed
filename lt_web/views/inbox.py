"""The inbox: what waits for me, dealt with by one click each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from lt_web.cards import inbox as cards
from lt_web.commands import people as deeds
from lt_web.web import back_to, db, do, fragment, is_htmx, my_id, now, page
from projections import inbox as waiting

inbox = Blueprint("inbox", __name__, url_prefix="/<programme>/inbox")


@inbox.get("/", endpoint="page")
def show() -> Any:
    """All of it as a page; polled from home, the part alone, and only where something changed."""
    items = _items()
    if not is_htmx():
        return page("inbox/page.html", inbox=items)
    if request.args.get("v") == items.v:
        return Response(status=204)
    return fragment("inbox/_changed.html", inbox=items, view=_view())


@inbox.post("/notes")
def note() -> Any:
    """Take note of something, so that it goes away. What is gone already needs no note."""
    kind, about = request.form.get("kind", ""), _about()
    since = waiting.since(db(), my_id(), kind, about, now())
    if kind not in cards.ANSWERED and since is not None:
        do(deeds.take_note, kind, about, since)
    if is_htmx():
        return fragment("inbox/_changed.html", inbox=_items(), view=_view())
    return back_to("lt.inbox.page" if _view() else "lt.home.page")


def _items() -> cards.Items:
    return cards.shown(waiting.of_person(db(), my_id(), now()))


def _about() -> UUID:
    try:
        return UUID(request.form.get("about", ""))
    except ValueError:
        return UUID(int=0)


def _view() -> str:
    """Where it is shown: on a page of its own, or beside home."""
    return "page" if request.values.get("view") == "page" else ""
