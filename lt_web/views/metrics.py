"""/metrics: counters and timings for a scraper, where they are switched on."""

from __future__ import annotations

import hmac
import ipaddress
from typing import Any

from flask import Blueprint, Response, abort, request

from lt_web.watching.exposition import exposition
from lt_web.web import installation

metrics = Blueprint("metrics", __name__)
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@metrics.get("/metrics")
def page() -> Any:
    """The text that Prometheus reads."""
    if not installation().config["LT_METRICS"]:
        abort(404)
    if not _may_read(installation().config["LT_METRICS_TOKEN"]):
        abort(404)
    kind, text = exposition(installation())
    return Response(text, content_type=kind)


def _may_read(token: str) -> bool:
    """Whoever has the token; without one, whoever asks from this machine and through no proxy on it."""
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return not any(header in request.headers for header in FORWARDED) and _is_here(request.remote_addr)


def _is_here(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
