"""The host's theme as files for browsers: a style sheet, the icon, type. Their addresses change with it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from lt_web.web import found, installation

theme = Blueprint("theme", __name__)
FOREVER = "public, max-age=31536000, immutable"


@theme.get("/theme/<version>/<name>")
def file(version: str, name: str) -> Any:
    """One file; under the address of another version it is what it is now, and is not kept."""
    set_here = found(installation().theme)
    content, kind = found(set_here.files().get(name))
    answer = Response(content, content_type=f"{kind}; charset=utf-8" if "text" in kind else kind)
    answer.headers["Cache-Control"] = FOREVER if version == set_here.version else "no-store"
    return answer
