"""A unit of work: what one command loads, decides and saves under the writer's lock."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from lt_web import __version__
from lt_web.events.base import Aggregate
from lt_web.events.envelope import UNRECORDED, Envelope
from lt_web.events.ids import ledger_id
from lt_web.events.ledger import Ledger
from lt_web.identity import Deed
from lt_web.log.log import EventLog
from lt_web.store.ballots import BallotBox

A = TypeVar("A", bound=Aggregate)
TOLERATED = timedelta(seconds=2)  # by which a clock may go back before it is told


class Tried(Exception):
    """A dry run ends here: nothing of it is kept."""


class Missing(Exception):
    """There is no such thing, or none that the person may know of."""


class Work:
    """One transaction of one deed. The same aggregate loaded twice is the same object."""

    def __init__(self, log: EventLog, deed: Deed, connection: Connection) -> None:
        self.log = log
        self.deed = deed
        self.connection = connection
        self.now: datetime = log.clock()
        self.effective_at: datetime | None = None
        self._loaded: dict[UUID, Aggregate] = {}
        self._clock_looked_at = False
        self.ballot_box = BallotBox(connection, log.ballot_keys)

    def then(self, deed: Deed) -> Work:
        """Go on with another deed in the same transaction, with what is loaded already."""
        other = Work(self.log, deed, self.connection)
        other._loaded = self._loaded
        return other

    def gather(self) -> None:
        """Many events will follow: let the read models follow them together, at the end."""
        self.log.read_models.gather(self.connection)

    def find(self, aggregate: type[A], id: UUID) -> A | None:
        """Return an aggregate, None where nothing was recorded of it."""
        known = self._loaded.get(id) or self.log.load(aggregate, id)
        if isinstance(known, aggregate):
            self._loaded[id] = known
            return known
        return None

    def load(self, aggregate: type[A], id: UUID) -> A:
        """Return an aggregate; raise `Missing` where nothing was recorded of it."""
        found = self.find(aggregate, id)
        if found is None:
            raise Missing(f"{aggregate.STREAM} {id}")
        return found

    def known(self, streams: Collection[UUID]) -> set[UUID]:
        """Return those of the ids under which something is recorded, without loading it."""
        return self.log.known(streams)

    def happened(self, aggregate: Aggregate, effective_at: datetime) -> None:
        """Say when it was so what happened to an aggregate, before it is saved together with others."""
        self._sign(aggregate, replace(self._envelope(None), effective_at=effective_at))

    def save(self, *aggregates: Aggregate, on_behalf_of: UUID | None = None, routine: str = "") -> None:
        """Record what happened to the aggregates and bring every read model up to date.

        `on_behalf_of` signs the events about that person alone, not what follows from them for others.
        `routine` signs what time alone has brought, whoever happens to come by.
        """
        envelope = self._envelope(None)
        if routine:
            envelope = replace(envelope, actor=None, routine=routine, source="routine", command="")
        for aggregate in aggregates:
            self._loaded[aggregate.id] = aggregate
            if on_behalf_of is not None:
                self._sign(aggregate, self._envelope(on_behalf_of), about=on_behalf_of)
            self._sign(aggregate, envelope)
        if any(aggregate.pending_events for aggregate in aggregates):
            self.look_at_the_clock()
            self.log.save(*aggregates)

    def look_at_the_clock(self) -> None:
        """Note it in the log where the clock stands before what was recorded last."""
        if self._clock_looked_at:
            return
        self._clock_looked_at = True
        last = self.log.last_recorded_at()
        if last is not None and last - self.now > TOLERATED:
            ledger = self.find(Ledger, ledger_id()) or Ledger.open()
            ledger.note_clock(last, self.now)
            self.save(ledger, routine="clock")

    def _sign(self, aggregate: Aggregate, envelope: Envelope, about: UUID | None = None) -> None:
        for event in aggregate.pending_events:
            concerned = about is None or getattr(event, "person", None) == about
            if concerned and getattr(event, "envelope", None) is UNRECORDED:
                object.__setattr__(event, "envelope", envelope)

    def _envelope(self, on_behalf_of: UUID | None) -> Envelope:
        return Envelope(
            recorded_at=self.now,
            actor=self.deed.actor,
            routine=self.deed.routine,
            on_behalf_of=on_behalf_of if on_behalf_of != self.deed.actor else None,
            effective_at=self.effective_at,
            command=self.deed.command,
            correlation=self.deed.correlation,
            source=self.deed.source,
            release=__version__,
        )


@contextmanager
def working(log: EventLog, deed: Deed) -> Iterator[Work]:
    """Open a unit of work: commits at the end, records nothing at all on any exception."""
    with log.writing() as connection:
        yield Work(log, deed, connection)
