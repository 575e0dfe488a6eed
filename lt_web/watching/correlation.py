"""One id for one request of a person: the host's, where it sends one that can be trusted to be an id.

It is in log lines, in the events that the request records, in the answer's header, and on the page that says
that something broke.
"""

from __future__ import annotations

import re
from uuid import uuid4

from flask import current_app, g, request

from lt_web.installation import Installation

TRACEPARENT = "traceparent"
ANSWERED = "X-Request-ID"
# Nothing that could end a line, close a quotation or be somebody's address.
AN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{7,63}")
A_TRACE = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def correlation() -> str:
    """The id of this request; the same however often it is asked for."""
    if "lt_correlation" not in g:
        g.lt_correlation = given(request.headers.get(_header(), "")) or uuid4().hex
    found: str = g.lt_correlation
    return found


def given(header: str) -> str:
    """The id in a header of the host; "" where there is none that may be used."""
    if trace := A_TRACE.fullmatch(header):
        return "" if set(trace[1]) == {"0"} else trace[1]
    return header if AN_ID.fullmatch(header) else ""


def answered_in() -> str:
    """The header that tells the id to whoever asked."""
    return ANSWERED if _header().lower() == TRACEPARENT else _header()


def _header() -> str:
    installation: Installation = current_app.extensions["learn-together"].installation
    name: str = installation.config["LT_CORRELATION_HEADER"]
    return name
