"""Far moments: they are made ready behind requests, and whoever asks sees how far that is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Response, g, request
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from lt_web.installation import Installation
from lt_web.log.faults import LogError
from lt_web.past import scratch
from lt_web.past.prefix import of_today
from lt_web.watching.lines import tell, trace_of
from lt_web.web import installation, page

log = logging.getLogger(__name__)
AT_ONCE = 5_000  # events: about half a second
MOST_AT_WORK = 4  # threads of this process; one makes a copy, the others wait for it
ON_SERVER = "lt.on_server"  # in the environment of a request that the command line makes
WAITING = "preparing"  # the id of what asks again on the page that says how far it is
NOT_READY = 202

_at_work: dict[tuple[Installation, int], threading.Thread] = {}
_guard = threading.Lock()


class NotReady(Exception):
    """A position that is being made ready behind this request."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


@contextmanager
def at(position: int) -> Iterator[Connection]:
    """As `scratch.at`, for whoever looks at a page: raises `NotReady` where that would take long.

    The command line waits, as does everybody where LT_TICK_SECONDS is 0 and nothing goes on behind requests.
    """
    house = installation()
    waits = ON_SERVER in request.environ or house.config["LT_TICK_SECONDS"] <= 0
    with ExitStack() as travelled:
        try:
            connection = travelled.enter_context(scratch.at(house, position, None if waits else AT_ONCE))
        except scratch.Far:
            begin(house, position)
            raise NotReady(position) from None
        yield connection


def begin(house: Installation, position: int) -> threading.Thread | None:
    """Let a thread of this process make a position ready, unless one does; returns at once.

    Only one process makes copies at a time. The others find what they want when it is their turn.
    """
    with _guard:
        for key in [key for key, thread in _at_work.items() if not thread.is_alive()]:
            del _at_work[key]
        if (house, position) in _at_work or len(_at_work) >= MOST_AT_WORK:
            return None
        thread = threading.Thread(target=_quietly, args=(house, position), name="lt-past", daemon=True)
        _at_work[house, position] = thread
        thread.start()
    return thread


def _quietly(house: Installation, position: int) -> None:
    try:
        with scratch.at(house, position):
            pass
    except (LogError, DBAPIError, OSError) as fault:
        tell(log, logging.WARNING, "past-waits", kind=type(fault).__name__, what=str(fault))
    except Exception as error:
        tell(log, logging.ERROR, "past-stopped", trace=trace_of(error))


def on_not_ready(error: NotReady) -> Response:
    """Say how far it is; the page asks again by itself."""
    told = scratch.of(installation()).folder.told()
    under_way = told if told and 0 <= error.position - told.goal <= scratch.NEAR else None
    now_url = of_today() if "lt_when" in g else ""
    return page("past/preparing.html", status=NOT_READY, under_way=under_way, id=WAITING, now_url=now_url)


def show_what_is_ready(response: Response) -> Response:
    """Whoever waited gets the whole page as soon as it is there."""
    if request.headers.get("HX-Trigger") == WAITING and response.status_code != NOT_READY:
        response.headers["HX-Refresh"] = "true"
    return response
