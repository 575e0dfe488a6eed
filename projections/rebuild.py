"""Rebuild read models from the log into shadow tables, beside the old rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql import quoted_name

from lt_web.events.base import Event
from projections.base import NEEDED_AT_ONCE, Handler, Projection
from projections.spilling import Spilling
from projections.standing import standing_of, standings
from projections.write_behind import WriteBehind

BATCH = 5000
NEARLY_THERE = 500


class Database(Protocol):
    """What a rebuild needs of the database."""

    def reading(self) -> AbstractContextManager[Connection]: ...
    def writing(self) -> AbstractContextManager[Connection]: ...
    def exclusively(self, name: str) -> AbstractContextManager[None]: ...
    def alone(self) -> None: ...


class Replayable(Protocol):
    """What a rebuild needs of the log."""

    database: Any

    def replay(
        self, after: int = 0, stop: int | None = None
    ) -> Iterator[tuple[int, str, Event | Exception]]: ...


@dataclass
class Progress:
    """How far a rebuild has come, and which read models an undecodable event has stopped."""

    position: int = 0
    faults: dict[str, tuple[int, str]] = field(default_factory=dict)
    _handlers: dict[type[Event], list[Handler]] = field(default_factory=dict)

    def feed(
        self,
        projections: Sequence[Projection],
        rows: WriteBehind,
        log: Replayable,
        most: int,
        stop: int | None = None,
    ) -> int:
        """Apply up to `most` further events, none after the position `stop`; return how many there were."""
        count = 0
        for position, topic, event in log.replay(self.position, stop):
            self._apply(projections, rows, position, topic, event)
            self.position, count = position, count + 1
            if count == most:
                break
        return count

    def _apply(
        self,
        projections: Sequence[Projection],
        rows: WriteBehind,
        position: int,
        topic: str,
        event: Event | Exception,
    ) -> None:
        if not isinstance(event, Exception):
            for handler in self._handlers.get(type(event)) or self._handlers_of(projections, type(event)):
                handler(rows, event)
            return
        self._handlers.clear()
        for projection in projections:
            concerned = topic in projection.topics or projection.hears_all
            if concerned and projection.name not in self.faults:
                self.faults[projection.name] = (position - 1, str(event))

    def _handlers_of(self, projections: Sequence[Projection], event_class: type[Event]) -> list[Handler]:
        """What the read models that are not stopped do about an event."""
        going = [p for p in projections if p.name not in self.faults]
        self._handlers[event_class] = [p.handlers[event_class] for p in going if event_class in p.handlers]
        return self._handlers[event_class]


def rebuild(log: Replayable, projections: Sequence[Projection]) -> Progress:
    """Fill shadow tables up to the head outside the lock, apply the tail under it, and swap.

    The old rows serve readers meanwhile. A rebuild that is killed leaves them; the next one starts anew.
    """
    with log.database.exclusively("rebuild"), collector_off():
        generation = _next_generation(log.database)
        shadows = _shadows(projections, generation)
        with log.database.writing() as connection:
            _drop_leftovers(connection, projections)
            for shadow in shadows.values():
                connection.execute(CreateTable(shadow))
                _index(connection, shadow, at_once=True)
        return _fill_and_swap(log, projections, shadows, generation)


@contextmanager
def collector_off() -> Iterator[None]:
    """Millions of rows hold no cycles, and looking for some in them takes a third of a rebuild."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill_and_swap(
    log: Replayable, projections: Sequence[Projection], shadows: dict[Table, Table], generation: int
) -> Progress:
    rows, progress, indexed = Spilling(shadows), Progress(), False
    while True:
        with log.database.reading() as connection:
            rows.reading(connection)
            count = progress.feed(projections, rows, log, BATCH)
        with log.database.writing() as connection:
            rows.reading(connection)
            rows.write(connection)
            if count <= NEARLY_THERE and indexed:
                progress.feed(projections, rows, log, -1)
                rows.write(connection)
                log.database.alone()
                _swap(connection, shadows)
                stand(connection, projections, progress, generation)
                return progress
        if count <= NEARLY_THERE:
            _index_all(log.database, shadows)
            indexed = True


def _index_all(database: Database, shadows: dict[Table, Table]) -> None:
    """Index what is filled, which is much quicker than to keep indexes up; writers get their turn between.

    PostgreSQL would plan without any figures until its own routine comes by, some minutes later.
    """
    for shadow in shadows.values():
        with database.writing() as connection:
            _index(connection, shadow, at_once=False)
            if connection.dialect.name == "postgresql":
                connection.execute(text(f'ANALYZE "{shadow.name}"'))


def _index(connection: Connection, shadow: Table, at_once: bool) -> None:
    for index in sorted(shadow.indexes, key=lambda index: str(index.name)):
        if bool(index.info.get(NEEDED_AT_ONCE)) == at_once:
            index.create(connection)


def stand(
    connection: Connection, projections: Sequence[Projection], progress: Progress, generation: int
) -> None:
    """Write down where each read model stands now, and what has stopped it."""
    known = standing_of(connection)
    for projection in projections:
        position, fault = progress.faults.get(projection.name, (progress.position, ""))
        values = {
            "version": projection.version,
            "position": position,
            "generation": generation,
            "fault": fault,
        }
        if projection.name in known:
            connection.execute(standings.update().where(standings.c.name == projection.name).values(**values))
        else:
            connection.execute(standings.insert().values(name=projection.name, **values))


def _next_generation(database: Database) -> int:
    with database.reading() as connection:
        return 1 + max((row["generation"] for row in standing_of(connection).values()), default=0)


def _shadows(projections: Sequence[Projection], generation: int) -> dict[Table, Table]:
    """Copies of the tables under another name; their indexes are named apart, as both exist for a while."""
    apart, shadows = MetaData(), {}
    for table in (table for projection in projections for table in projection.tables):
        shadow = table.to_metadata(apart, name=f"{table.name}_g{generation}")
        for index in shadow.indexes:
            index.name = quoted_name(f"{index.name}_g{generation}", None)
        shadows[table] = shadow
    return shadows


def _swap(connection: Connection, shadows: dict[Table, Table]) -> None:
    for table, shadow in shadows.items():
        connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}"'))
        connection.execute(text(f'ALTER TABLE "{shadow.name}" RENAME TO "{table.name}"'))


def _drop_leftovers(connection: Connection, projections: Sequence[Projection]) -> None:
    """Take away what a killed rebuild left behind."""
    ours = tuple(f"{table.name}_g" for projection in projections for table in projection.tables)
    for name in inspect(connection).get_table_names():
        if name.startswith(ours) and name.rpartition("_g")[2].isdigit():
            connection.execute(text(f'DROP TABLE "{name}"'))
