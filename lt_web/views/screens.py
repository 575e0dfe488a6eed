"""What is on next where nobody signs in: the screen in the hall, and a frame in another page."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, g, request, url_for

from lt_web.cards.glimpses import glimpses
from lt_web.cards.people import known
from lt_web.commands import screens as deeds
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.pictures import qr
from lt_web.speech import _
from lt_web.web import (
    back_to,
    db,
    do,
    found,
    installation,
    now,
    page,
    programme,
    say,
    screen_of,
    screen_opened_by,
    standing,
)
from lt_web.words import listing
from projections import glimpse_queries, programmes, session_queries

screens = Blueprint("screens", __name__)
IN_THE_HALL, IN_A_FRAME = 5, 3


@screens.get("/screen/<key>", endpoint="hall")
def hall(key: str) -> Any:
    """A screen in the hall: what is on next, each with a code that leads there. It looks again by itself."""
    row, shown = _next(key, IN_THE_HALL)
    codes = {card.id: qr.drawn(_address(card)) for card in shown}
    return page("glimpses/hall.html", of=row, sessions=shown, codes=codes)


@screens.get("/screen/<key>/frame", endpoint="frame")
def frame(key: str) -> Any:
    """The same as a small page for a frame in another page; LT_EMBED_ANCESTORS says in whose."""
    row, shown = _next(key, IN_A_FRAME)
    g.lt_frame_ancestors = installation().config["LT_EMBED_ANCESTORS"]
    return page("glimpses/frame.html", of=row, sessions=shown, target="_top")


@screens.route("/<programme>/settings/screen", methods=["GET", "POST"], endpoint="settings")
def settings() -> Any:
    """Make an address for the screen, or take it away; it is shown once."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    addresses: tuple[str, ...] = ()
    if request.method == "POST" and "remove" in request.form:
        do(deeds.close_screen, programme().id)
        say(_("The address opens nothing any more."))
        return back_to("lt.screens.settings")
    if request.method == "POST":
        key = secrets.token_urlsafe(24)
        do(deeds.open_screen, programme().id, key)
        addresses = (
            url_for("lt.screens.hall", key=key, _external=True),
            url_for("lt.screens.frame", key=key, _external=True),
        )
    return page("glimpses/settings.html", addresses=addresses, screen=screen_of(programme().id))


def _next(key: str, limit: int) -> tuple[Any, list[Any]]:
    opened = screen_opened_by(key)
    row = found(programmes.of_id(db(), opened) if opened else None)
    rows = glimpse_queries.next_in(db(), row.id, now(), limit)
    return row, glimpses(rows, _presenters([session.id for session in rows]))


def _presenters(ids: list[Any]) -> dict[Any, str]:
    """Session → the names of those who present it."""
    shown = {
        session: [row.person for row in rows if row.standing == "accepted"]
        for session, rows in session_queries.presenters_of(db(), ids).items()
    }
    people = known(person for persons in shown.values() for person in persons)
    return {
        session: listing([people[id].name for id in persons]) for session, persons in shown.items() if persons
    }


def _address(card: Any) -> str:
    return url_for("lt.sessions.page", programme=card.slug, session=card.id, _external=True)
