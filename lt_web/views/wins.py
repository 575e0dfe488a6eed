"""Weekly wins: what a week has brought, for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from lt_web.cards.wins import this_week
from lt_web.cards.wins import wins as brought
from lt_web.web import found, page
from lt_web.weeks import Week

wins = Blueprint("wins", __name__, url_prefix="/<programme>/wins")


@wins.get("/", endpoint="page", defaults={"week": ""})
@wins.get("/<week>", endpoint="page")
def show(week: str) -> Any:
    """A week, by its name such as 2027-W09; without one the last that is over. The next is not known."""
    asked = Week.named(week) if week else this_week().before
    return page("wins/page.html", w=brought(found(asked if asked and asked <= this_week() else None)))
