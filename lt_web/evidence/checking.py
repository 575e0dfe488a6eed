"""Checks the log where it is: seals it, reads every event again, and keeps what was found.

A short log is checked while whoever asked waits; a long one in a thread of this process, or by the routines.
"""

from __future__ import annotations

import logging
import threading
from typing import Any

from sqlalchemy import Connection

from lt_web.evidence.exporting import sealed
from lt_web.installation import Installation
from lt_web.log.checkpoints import footer
from lt_web.log.faults import LogError
from lt_web.log.verifying import Verdict, verified
from lt_web.store import checks
from lt_web.store.checks import Result
from lt_web.watching.lines import tell, trace_of

log = logging.getLogger(__name__)
AT_ONCE = 5_000  # events: a second at most


def begin(installation: Installation) -> None:
    """Do the check that waits: now where the log is short, else behind this request."""
    if length(installation) <= AT_ONCE:
        _quietly(installation)
    elif installation.config["LT_TICK_SECONDS"] > 0:
        threading.Thread(target=_quietly, args=(installation,), name="lt-check", daemon=True).start()


def look(installation: Installation) -> None:
    """Do what waits, if anything does; trouble is tried again at the next look."""
    try:
        with installation.database.reading() as connection:
            waits = checks.under_way(connection)
    except LogError:
        return  # the ticker tells of it
    if waits is not None and waits.state == checks.WAITING:
        _quietly(installation)


def work(installation: Installation) -> bool:
    """Do the check that waits; return whether one did."""
    with installation.database.writing() as connection:
        number = checks.take(connection, installation.clock())
    if number is None:
        return False
    result = found(installation)
    with installation.database.writing() as connection:
        checks.end(connection, number, result, installation.clock())
    return True


def found(installation: Installation) -> Result:
    """Seal the log, read it, and return what was found."""
    try:
        fault = sealed(installation)
        return _result(verified(installation.database), fault)
    except LogError as error:
        tell(log, logging.WARNING, "check-failed", kind=type(error).__name__, what=str(error))
        return Result(checks.UNKNOWN, said=str(error))


def earlier(connection: Connection, most: int) -> list[Any]:
    """Return the last checks that are over, the newest first."""
    return checks.last(connection, most)


def under_way(connection: Connection) -> Any:
    """Return the check that waits or is at work, None where none does."""
    return checks.under_way(connection)


def _result(verdict: Verdict, fault: str) -> Result:
    foot = footer(verdict.head.size, verdict.head.root)
    if verdict.is_whole and not fault:
        return Result(checks.WHOLE, verdict.size, foot)
    said = [*verdict.damage, *([fault] if fault else [])]
    return Result(checks.BROKEN, verdict.size, foot, min(verdict.positions, default=0), "\n".join(said))


def length(installation: Installation) -> int:
    """Return how many events there are."""
    with installation.database.reading():
        return installation.log.recorder.max_notification_id() or 0


def _quietly(installation: Installation) -> None:
    try:
        work(installation)
    except (LogError, OSError) as fault:
        tell(log, logging.WARNING, "check-waits", kind=type(fault).__name__, what=str(fault))
    except Exception as error:
        tell(log, logging.ERROR, "check-stopped", trace=trace_of(error))
