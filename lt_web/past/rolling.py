"""Read models rolled forward: from nothing, or from where they stand, up to a position of the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from lt_web.log.log import EventLog
from projections.base import NEEDED_AT_ONCE
from projections.catalogue import PROJECTIONS
from projections.gathered import Gathered
from projections.rebuild import BATCH, Progress, collector_off, stand
from projections.spilling import Spilling
from projections.standing import standing_of, standings
from projections.trails import trails

Reached = Callable[[int], None]
# The log is one: no page of the past searches it, so the read model of the search need not be there.
ROLLED = [projection for projection in PROJECTIONS if projection is not trails]
TABLES = [table for projection in ROLLED for table in projection.tables]


def _unsaid(_position: int) -> None:
    """Nobody waits to hear how far it is."""


def filled(
    connection: Connection, log: EventLog, stops: Iterable[int], stopped: Reached, going: Reached = _unsaid
) -> None:
    """Make the tables and fill them; `stopped` is called at each position of `stops`, in their order.

    `going` is called now and then with the position that was reached.
    """
    for table in (*TABLES, standings):
        connection.execute(CreateTable(table))
    _index(connection, at_once=True)
    rows, progress, indexed = Spilling({table: table for table in TABLES}), Progress(), False
    rows.reading(connection)
    with collector_off():
        for stop in stops:
            while progress.position < stop:
                progress.feed(ROLLED, rows, log, BATCH, stop)
                rows.write(connection)
                going(progress.position)
            if not indexed:
                _index(connection, at_once=False)
                indexed = True
            stand(connection, ROLLED, progress, generation=0)
            stopped(stop)


def rolled(
    connection: Connection, log: EventLog, stops: Sequence[int], stopped: Reached, going: Reached = _unsaid
) -> None:
    """Let the read models that stand in the file follow what came after."""
    if not stops:
        return
    progress = _standing(connection)
    for stop in stops:
        while progress.position < stop:
            rows = Gathered(connection)
            progress.feed(ROLLED, rows, log, BATCH, stop)
            rows.flush_into(connection, TABLES)
            going(progress.position)
        stand(connection, ROLLED, progress, generation=0)
        stopped(stop)


def _standing(connection: Connection) -> Progress:
    known = standing_of(connection)
    faults = {name: (row["position"], row["fault"]) for name, row in known.items() if row["fault"]}
    return Progress(max(row["position"] for row in known.values()), faults)


def _index(connection: Connection, at_once: bool) -> None:
    for table in TABLES:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if bool(index.info.get(NEEDED_AT_ONCE)) == at_once:
                index.create(connection)
