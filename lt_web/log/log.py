"""The event log as the library's Application: events and read models are recorded in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application, ProcessingEvent
from eventsourcing.persistence import InfrastructureFactory, Mapper, Recording
from eventsourcing.utils import Environment
from sqlalchemy import Connection

from lt_web.events.base import Aggregate, Event, replayed
from lt_web.log.clock import Clock, real_clock
from lt_web.log.codec import Codec
from lt_web.log.database import Database
from lt_web.log.faults import Undecodable
from lt_web.log.known import Known, Unit
from lt_web.log.recorder import Recorder, recorded_at, replayable
from lt_web.store.ballot_keys import BallotKeys
from lt_web.store.keys import Keyring

A = TypeVar("A", bound=Aggregate)


class ReadModels(Protocol):
    """What the log needs to know of the read models, which are handed in."""

    def check(self, connection: Connection, head: int) -> None:
        """Raise `Outdated` unless this program may write the tables that stand there."""

    def gather(self, connection: Connection) -> None:
        """Keep the rows of all that follows in this transaction in memory until it settles."""

    def follow(self, events: list[tuple[int, Event]]) -> None:
        """Bring the rows up to date with newly recorded events."""

    def settle(self, connection: Connection) -> None:
        """Write what is not written yet; the last step before a commit."""


class Infrastructure(InfrastructureFactory[Any]):
    """Hands our recorder to the library."""

    def __init__(self, env: Environment, recorder: Recorder) -> None:
        super().__init__(env)
        self.recorder = recorder

    def application_recorder(self) -> Recorder:
        return self.recorder

    def aggregate_recorder(self, purpose: str = "events") -> Recorder:
        return self.recorder

    def tracking_recorder(self, tracking_recorder_class: Any = None) -> Any:
        raise NotImplementedError

    def process_recorder(self) -> Any:
        raise NotImplementedError


class EventLog(Application[UUID]):
    """Load aggregates, save what happened. One for each app; usable by any number of threads."""

    name = "lt"

    def __init__(
        self, database: Database, keyring: Keyring, read_models: ReadModels, clock: Clock = real_clock
    ) -> None:
        self.database = database
        self.keyring = keyring
        self.ballot_keys = BallotKeys(keyring)
        self.read_models = read_models
        self.clock = clock
        self.codec = Codec(database, keyring)
        self._known = Known(self.codec)
        self._unit: Unit | None = None
        self.appended: Callable[[int], None] = lambda _events: None
        super().__init__()

    def construct_env(self, name: str, env: Any = None) -> Environment:
        """Take settings from us alone: the library would merge the process's environment."""
        return Environment(name, env)

    def construct_factory(self, env: Environment) -> Infrastructure:
        return Infrastructure(env, Recorder(self.database))

    def construct_mapper(self) -> Mapper[UUID]:
        return self.codec

    def load(self, aggregate: type[A], id: UUID) -> A | None:
        """Return the aggregate as recorded, None where nothing was. Call it inside a transaction."""
        unit = self._unit
        if unit is None or unit.connection is not self.database.connection:
            found = self._replayed(id)
        else:
            found = self._known.take(id) or self._replayed(id)
            if found is not None:
                unit.take(found)
        return found if isinstance(found, aggregate) else None

    def _replayed(self, id: UUID) -> Aggregate | None:
        try:
            found: Aggregate = self.repository.get(id, projector_func=replayed)  # type: ignore[arg-type]
        except AggregateNotFoundError:
            return None
        return found

    def known(self, streams: Collection[UUID]) -> set[UUID]:
        """Return those of the ids under which something is recorded, without loading it."""
        return Recorder(self.database).known(streams)

    def last_recorded_at(self) -> datetime | None:
        """When the last event before this unit of work was recorded, None where there is none."""
        before = self._unit.before if self._unit else None
        return recorded_at(before.state) if before else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Hold the writer's lock, with read models that this program may write; all or nothing."""
        try:
            with self.database.writing() as connection:
                unit = self._known.begin(connection)
                self.read_models.check(connection, unit.head)
                with self._working(unit):
                    yield connection
                    self.read_models.settle(connection)
            self.keyring.kept()
        except BaseException:
            self.keyring.undone()
            raise
        if unit.erased:
            self.keyring.forget()
        self._known.offer(unit)
        if new := unit.head - (unit.before.id if unit.before else 0):
            self.appended(new)

    @contextmanager
    def _working(self, unit: Unit) -> Iterator[None]:
        """Load and save in this unit; where it fails, what it has not changed is still as the log has it."""
        self._unit = unit
        try:
            yield
        except BaseException:
            self._known.undone(unit)
            raise
        finally:
            self._unit = None

    def _record(self, processing_event: ProcessingEvent[UUID]) -> list[Recording[UUID]]:
        """Append after the last event, which is known."""
        assert self._unit is not None
        processing_event.saved_kwargs["head"] = self._unit.head
        self._unit.made(processing_event.aggregates.values())
        recordings = super()._record(processing_event)
        if recordings:
            self._unit.last = recordings[-1].notification
        return recordings

    def _notify(self, recordings: list[Recording[UUID]]) -> None:
        """Show the read models what was recorded, decoded from its stored form as a rebuild would see it."""
        decoded = [
            (r.notification.id, self.codec.decoded(r.notification, for_pages=True)) for r in recordings
        ]
        self.read_models.follow(decoded)

    def at(self, position: int) -> Event | Undecodable | None:
        """Return the event at a position, as pages see it; None where there is none."""
        stored = next(iter(self.recorder.select_notifications(position, 1)), None)
        if stored is None or stored.id != position:
            return None
        try:
            return self.codec.decoded(stored, for_pages=True)
        except Undecodable as fault:
            return fault

    def told(self, streams: Collection[UUID], until: int) -> list[Event]:
        """The events of a few streams in the order of the log, up to a position, as pages may have them."""
        found = Recorder(self.database).of_streams(streams, until)
        return [self.codec.decoded(stored, for_pages=True) for stored in found]

    def erased(self) -> None:
        """Keys are destroyed in this transaction: nothing is remembered that they have opened."""
        if self._unit is not None:
            self._unit.erased = True
        self.keyring.forget()

    def replay(
        self, after: int = 0, stop: int | None = None
    ) -> Iterator[tuple[int, str, Event | Undecodable]]:
        """Yield (position, stored name, event) in order, up to `stop`; what cannot be decoded is named."""
        for stored in replayable(self.database, after, stop):
            try:
                yield stored.id, stored.topic, self.codec.decoded(stored, for_pages=True)
            except Undecodable as fault:
                yield stored.id, stored.topic, fault
