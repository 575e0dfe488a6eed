"""Each deed is counted, timed and told: which command, and how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lt_web.events.refusals import Invalid, Refused
from lt_web.identity import Deed
from lt_web.log.faults import Busy, LogError
from lt_web.log.work import Missing, Tried
from lt_web.permissions import Forbidden
from lt_web.watching.counters import Silent
from lt_web.watching.lines import tell, trace_of

log = logging.getLogger("lt_web.deeds")
COMMANDS = "lt_web.commands."
# When somebody answers whether a session was worth their time is nobody's business.
PRIVATE = "feedback."
ENDS: tuple[tuple[type[Exception], str], ...] = (
    (Invalid, "invalid"),
    (Refused, "refused"),
    (Forbidden, "forbidden"),
    (Missing, "missing"),
    (Busy, "busy"),
    (LogError, "unavailable"),
    (Tried, "tried"),
)


def name_of(command: Callable[..., Any]) -> str:
    """`seats.answer`; what is put together elsewhere goes by the name of its source alone."""
    module: str = getattr(command, "__module__", "")
    known = module.startswith(COMMANDS) and hasattr(command, "__name__")
    return f"{module.removeprefix(COMMANDS)}.{command.__name__}" if known else "other"


def outcome_of(error: Exception) -> str:
    """How a deed ended that ended with an error."""
    return next((end for kind, end in ENDS if isinstance(error, kind)), "failed")


@contextmanager
def watched(counters: Silent, deed: Deed, command: Callable[..., Any]) -> Iterator[None]:
    """Watch a deed from its beginning to its end."""
    name = name_of(command)
    if name.startswith(PRIVATE) and deed.actor is not None:
        yield
        return
    began, outcome, trace = time.perf_counter(), "done", None
    try:
        yield
    except Exception as error:
        outcome = outcome_of(error)
        trace = trace_of(error) if outcome == "failed" else None
        raise
    finally:
        lasted = time.perf_counter() - began
        counters.count("lt_deeds", command=name, outcome=outcome)
        counters.time("lt_deed_seconds", lasted)
        _tell(deed, name, outcome, lasted, trace)


def _tell(deed: Deed, name: str, outcome: str, lasted: float, trace: str | None) -> None:
    by = deed.routine or "person"
    level = logging.ERROR if outcome == "failed" else logging.INFO
    took = round(lasted * 1000)
    told = {"source": deed.source, "by": by, "ms": took, "correlation": deed.correlation, "trace": trace}
    tell(log, level, "deed", command=name, outcome=outcome, **told)
