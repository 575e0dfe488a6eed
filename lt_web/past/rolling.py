"""Read models rolled forward: from nothing, or from where they stand, up to a position of the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from lt_web.log.log import EventLog
from projections.base import NEEDED_AT_ONCE
from projections.catalogue import PROJECTIONS
from projections.gathered import Gathered
from projections.rebuild import BATCH, Progress, collector_off, stand
from projections.spilling import Spilling
from projections.standing import standing_of, standings

TABLES = [table for projection in PROJECTIONS for table in projection.tables]


def filled(
    connection: Connection, log: EventLog, stops: Iterable[int], stopped: Callable[[int], None]
) -> None:
    """Make the tables and fill them; `stopped` is called at each position of `stops`, in their order."""
    for table in (*TABLES, standings):
        connection.execute(CreateTable(table))
    _index(connection, at_once=True)
    rows, progress, indexed = Spilling({table: table for table in TABLES}), Progress(), False
    rows.reading(connection)
    with collector_off():
        for stop in stops:
            while progress.position < stop:
                progress.feed(PROJECTIONS, rows, log, BATCH, stop)
                rows.write(connection)
            if not indexed:
                _index(connection, at_once=False)
                indexed = True
            stand(connection, PROJECTIONS, progress, generation=0)
            stopped(stop)


def rolled(
    connection: Connection, log: EventLog, stops: Iterable[int], stopped: Callable[[int], None]
) -> None:
    """Let the read models that stand in the file follow what came after."""
    progress = _standing(connection)
    for stop in stops:
        _follow(connection, log, progress, stop)
        stopped(stop)


def _follow(connection: Connection, log: EventLog, progress: Progress, stop: int) -> None:
    while progress.position < stop:
        rows = Gathered(connection)
        progress.feed(PROJECTIONS, rows, log, BATCH, stop)
        rows.flush_into(connection, TABLES)
    stand(connection, PROJECTIONS, progress, generation=0)


def _standing(connection: Connection) -> Progress:
    known = standing_of(connection)
    faults = {name: (row["position"], row["fault"]) for name, row in known.items() if row["fault"]}
    return Progress(max(row["position"] for row in known.values()), faults)


def _index(connection: Connection, at_once: bool) -> None:
    for table in TABLES:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if bool(index.info.get(NEEDED_AT_ONCE)) == at_once:
                index.create(connection)
