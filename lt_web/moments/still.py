"""Pages that are read to be compared: times are said in full, since "3 days ago" is another text each day."""

from __future__ import annotations

from datetime import datetime

from flask import has_request_context, request

from lt_web.moments.asked import zone
from lt_web.speech import _
from lt_web.words import clock, day

STILL = "lt.still"  # in the environment of a request


def is_still() -> bool:
    """Whether this page is read to be compared, by nobody's eyes."""
    return has_request_context() and bool(request.environ.get(STILL))


def said_plainly(moment: datetime) -> str:
    """A moment with its day and time, where the page is read to be compared; "" for people's eyes."""
    if not is_still():
        return ""
    local = moment.astimezone(zone())
    return _("{date}, {time}", date=day(local), time=clock(local))
