"""People: who is here, and what they taught."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint

from lt_web.web import page

people = Blueprint("people", __name__, url_prefix="/<programme>/people")


@people.get("/")
def index() -> Any:
    """Everybody who is here."""
    return page("people/index.html")


@people.get("/<uuid:person>", endpoint="page")
def show(person: UUID) -> Any:
    """One colleague."""
    return page("people/page.html", person=person)


@people.get("/new")
def new() -> Any:
    """Add people."""
    return page("people/new.html")
