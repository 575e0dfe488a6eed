"""What is held to so that everybody can take part, how it is tried, and whom to tell: open to all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from lt_web.web import page

accessibility = Blueprint("accessibility", __name__)


@accessibility.get("/accessibility", endpoint="page")
def statement() -> Any:
    """The statement in short; docs/accessibility.md has the whole."""
    return page("accessibility/page.html")
