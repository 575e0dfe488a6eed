"""Each request of our pages is counted, timed and told: which endpoint, never which address or who."""

from __future__ import annotations

import logging
import time

from flask import Blueprint, Response, current_app, g, request

from lt_web.watching.correlation import answered_in, correlation
from lt_web.watching.lines import tell

log = logging.getLogger("lt_web.requests")
# When somebody answers whether a session was worth their time is nobody's business.
UNTOLD = ("lt.static", "lt.feedback.", "lt.metrics.")
NOTHING_NEW = (204, 286, 304)


def install(blueprint: Blueprint) -> None:
    """Watch every request of the blueprint; call it before anything else is put around its routes."""
    blueprint.before_request(begin)
    blueprint.after_request(end)


def begin() -> None:
    """Note when it began."""
    g.lt_began = time.perf_counter()


def end(response: Response) -> Response:
    """Count it, tell it, and say under which id."""
    endpoint = request.endpoint or ""
    if endpoint.startswith("lt.static"):
        return response
    response.headers.setdefault(answered_in(), correlation())
    if not endpoint.startswith(UNTOLD):
        _note(endpoint, response.status_code)
    return response


def _note(endpoint: str, status: int) -> None:
    lasted = time.perf_counter() - g.get("lt_began", time.perf_counter())
    counters = current_app.extensions["learn-together"].installation.counters
    counters.count("lt_requests", endpoint=endpoint, method=request.method, status=f"{status // 100}xx")
    counters.time("lt_request_seconds", lasted, endpoint=endpoint)
    level = logging.DEBUG if status in NOTHING_NEW else logging.INFO
    told = {"method": request.method, "status": status, "ms": round(lasted * 1000)}
    tell(log, level, "request", endpoint=endpoint, **told, correlation=correlation())
