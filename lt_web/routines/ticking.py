"""Routines: what follows from time alone is recorded, whether or not anybody looks."""

from __future__ import annotations

import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from lt_web import press
from lt_web.commands import cadence as cadence_deeds
from lt_web.commands import feedback as feedback_deeds
from lt_web.commands import leaving
from lt_web.commands import ledger as ledger_deeds
from lt_web.commands import proposals as proposal_deeds
from lt_web.commands import seats as seat_deeds
from lt_web.commands import sessions as session_deeds
from lt_web.commands import write_ups as write_up_deeds
from lt_web.erasing import purging
from lt_web.events.feedback import LEAST
from lt_web.identity import Deed
from lt_web.installation import TICK, Installation
from lt_web.log.faults import Busy, Outdated, Unavailable
from lt_web.log.recorder import events
from lt_web.mail.delivering import deliver
from lt_web.routines import retention
from lt_web.routines.ledger import gone_back, keep_ledger
from lt_web.store import (
    ballots,
    leases,
)
from lt_web.watching.lines import tell, trace_of
from projections import (
    feedback_queries,
    proposal_queries,
    seats,
    session_queries,
    slots_due,
    ties,
    write_up_queries,
)

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
# Trouble of the whole database, not of one thing: the next tick tries again.
LATER = (Busy, Unavailable, Outdated)


@dataclass(frozen=True)
class Routine:
    """`find` asks the read models what may be due; the command judges by recorded facts whether it is."""

    name: str
    find: Callable[[Connection, datetime], Iterable[Any]]
    command: Callable[..., Any]

    def due(self, installation: Installation) -> list[tuple[Any, ...]]:
        """The arguments of the commands that may be due."""
        with installation.database.reading() as db:
            found = list(self.find(db, installation.clock()))
        return [one if isinstance(one, tuple) else (one,) for one in found]


def with_enough_ballots(db: Connection, _now: datetime) -> list[UUID]:
    """Sessions in whose ballot box enough may wait to be recorded together."""
    return ballots.with_at_least(db, LEAST)


def with_feedback_to_close(db: Connection, now: datetime) -> list[UUID]:
    """Sessions whose feedback is over, or that were called off, with something to be counted or destroyed."""
    return feedback_queries.due_to_close(db, now, ballots.sessions(db))


# Offers lapse before their session is held; whoever joined is invited before it starts.
ROUTINES = (
    Routine("clock", gone_back, ledger_deeds.look_at_the_clock),
    Routine("offers", seats.lapsed, seat_deeds.lapse_offers),
    Routine("voting", proposal_queries.due_to_close, proposal_deeds.close_voting_when_due),
    Routine("audiences", session_queries.joiners, session_deeds.invite_later),
    Routine("leavers", ties.of_leavers, leaving.let_go),
    Routine("sessions", session_queries.due_to_be_held, session_deeds.hold),
    # Closing comes first: what is released in a turn is closed in another.
    Routine("closing", with_feedback_to_close, feedback_deeds.close),
    Routine("ballot-box", with_enough_ballots, feedback_deeds.release),
    Routine("write-ups", write_up_queries.to_remind, write_up_deeds.nudge),
    # Dates are planned before it is said which of them are empty.
    Routine("dates", slots_due.to_make, cadence_deeds.make_slots),
    Routine("empty-dates", slots_due.to_nudge, cadence_deeds.nudge),
)


@dataclass
class Ticked:
    """What a tick did: events recorded, things it could not do, mails sent; or that another is at it."""

    recorded: int = 0
    failed: int = 0
    sent: int = 0
    elsewhere: bool = False


def tick(installation: Installation) -> Ticked:
    """Run every routine once, unless another process is doing so; twice changes nothing.

    Raises Busy, Unavailable or Outdated when the database as a whole cannot be written now.
    """
    began, outcome = time.perf_counter(), "waits"
    try:
        ticked = _ticked(installation)
        outcome = "elsewhere" if ticked.elsewhere else "incomplete" if ticked.failed else "done"
        return ticked
    finally:
        installation.counters.count("lt_ticks", outcome=outcome)
        installation.counters.time("lt_tick_seconds", time.perf_counter() - began)


def _ticked(installation: Installation) -> Ticked:
    holder = f"{socket.gethostname()[:30]}/{os.getpid()}/{uuid4().hex[:8]}"
    with installation.database.writing() as connection:
        if not leases.take(connection, TICK, holder, installation.clock(), LEASE):
            return Ticked(elsewhere=True)
    before, ticked = _head(installation), Ticked()
    for routine in ROUTINES:
        for arguments in routine.due(installation):
            ticked.failed += not _carried_out(installation, routine, arguments)
    with installation.database.writing() as connection:
        retention.purge(installation, connection)
        installation.log.ballot_keys.sweep(connection)
        installation.keyring.sweep(connection)
        leases.done(connection, TICK, installation.clock())
    press.sweep(installation)
    ticked.failed += not keep_ledger(installation)
    retention.erase_leavers(installation)
    purging.finish_quietly(installation)
    ticked.recorded = _recorded_since(installation, before)
    # Last, since a mail server may be slow; it gets a checkpoint that was sealed just now.
    ticked.sent = deliver(installation)
    return ticked


def _carried_out(installation: Installation, routine: Routine, arguments: tuple[Any, ...]) -> bool:
    """Do one thing; where that fails the others are done all the same."""
    deed = Deed(routine=routine.name, source="routine")
    try:
        installation.perform(deed, routine.command, *arguments)
    except LATER:
        raise
    except Exception:
        # The deed has told why; whom it was about stays out of the log, the first one is what.
        tell(log, logging.ERROR, "routine-failed", routine=routine.name, of=arguments[0] if arguments else "")
        return False
    return True


def _head(installation: Installation) -> int:
    with installation.database.reading():
        return installation.log.recorder.max_notification_id() or 0


def _recorded_since(installation: Installation, position: int) -> int:
    by_routines = events.c.actor.in_([f"system:{routine.name}" for routine in ROUTINES])
    counted = select(func.count()).where(events.c.position > position, by_routines)
    with installation.database.reading() as db:
        return db.scalar(counted) or 0


class Ticker(threading.Thread):
    """A thread of a worker process that ticks every so many seconds, whatever happens."""

    def __init__(self, installation: Installation, seconds: float) -> None:
        super().__init__(name="lt-ticker", daemon=True)
        self.installation = installation
        self.seconds = seconds
        self._ended = threading.Event()

    def run(self) -> None:
        """Tick until told to stop. Workers start at once and need not tick at once."""
        wait = random.uniform(0, min(self.seconds, 5))  # noqa: S311 (no secret)
        while not self._ended.wait(wait):
            self.tick_quietly()
            wait = self.seconds

    def stop(self) -> None:
        """End after the tick that may be running."""
        self._ended.set()

    def tick_quietly(self) -> None:
        """Tick, unless another worker has just done so. A busy database is no news: the next tick is near."""
        try:
            if not self._is_fresh():
                tick(self.installation)
        except (*LATER, DBAPIError) as fault:
            level = logging.DEBUG if isinstance(fault, Busy) else logging.WARNING
            tell(log, level, "tick-waits", kind=type(fault).__name__, what=str(fault))
        except Exception as error:
            tell(log, logging.ERROR, "tick-failed", trace=trace_of(error))

    def _is_fresh(self) -> bool:
        with self.installation.database.reading() as connection:
            last = leases.last_done(connection, TICK)
        age = self.installation.clock() - last if last else None
        return age is not None and timedelta(0) <= age < timedelta(seconds=self.seconds / 2)


def start_ticker(app: Flask) -> Ticker | None:
    """Start the ticker of this process, every LT_TICK_SECONDS; 0 switches it off."""
    from lt_web.web import EXTENSION

    installation: Installation = app.extensions[EXTENSION].installation
    seconds = installation.config["LT_TICK_SECONDS"]
    if seconds <= 0:
        return None
    ticker = Ticker(installation, seconds)
    ticker.start()
    return ticker
