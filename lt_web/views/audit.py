"""The auditor's desk: what can be read, replayed and proved here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from lt_web.permissions import AUDITORS_ONLY, may_audit, require
from lt_web.views.past import asked
from lt_web.views.proof import checks
from lt_web.web import page, standing

audit = Blueprint("audit", __name__, url_prefix="/<programme>/audit")


@audit.get("/", endpoint="page")
def show() -> Any:
    """Whether the log is whole, the way to any moment of it, and what else an auditor can do."""
    require(may_audit(standing()), AUDITORS_ONLY)
    return page("audit/page.html", **checks(), **asked(None))
