"""Carry out a command: three tries for the lock, one result for one command id, whatever the network does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from lt_web.commands.access import require_here
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.log.faults import Busy, Unavailable
from lt_web.log.log import EventLog
from lt_web.log.work import Work, working
from lt_web.store import commands as done_commands
from lt_web.store.commands import Done, digest
from lt_web.watching.lines import tell

log_lines = logging.getLogger(__name__)
P = ParamSpec("P")
Command = Callable[Concatenate[Work, P], UUID | None]
TRIES = 3


class AnotherDeed(Refused):
    """The same command id came with other content."""


def perform(log: EventLog, deed: Deed, command: Command[P], *args: P.args, **kwargs: P.kwargs) -> UUID | None:
    """Run `command(work, …)` in one transaction and return what it returns (the id of what it made, or None).

    Raises what the command raises, `Busy` after three tries for the lock, `Unavailable` when the database
    refuses. When the answer to a COMMIT is lost, the next try finds the command id and returns its result;
    commands without an id are the same when done twice.
    """
    for remaining in reversed(range(TRIES)):
        try:
            return _once(log, deed, command, *args, **kwargs)
        except (Busy, Unavailable) as fault:
            if not remaining:
                raise
            met = {"kind": type(fault).__name__, "what": str(fault), "correlation": deed.correlation}
            tell(log_lines, logging.WARNING, "trying-again", command=command.__name__, **met)
    raise AssertionError("unreachable")


def _once(log: EventLog, deed: Deed, command: Command[P], *args: P.args, **kwargs: P.kwargs) -> UUID | None:
    with working(log, deed) as work:
        require_here(work)
        if not deed.command:
            return command(work, *args, **kwargs)
        this = _record(work, command, args, kwargs)
        known = done_commands.find(work.connection, deed.command)
        if known is None:
            result = command(work, *args, **kwargs)
            done_commands.remember(work.connection, Done(**vars(this) | {"result": result}))
            return result
        if not known.repeats(this):
            raise AnotherDeed(
                "This form was sent before with other content. Look at what was recorded, then start anew."
            )
        return known.result


def _record(work: Work, command: Any, args: Any, kwargs: dict[str, Any]) -> Done:
    body = digest(work.deed.body or repr((args, sorted(kwargs.items()))))
    return Done(work.deed.command, work.deed.actor, command.__name__, body, None, work.now)
