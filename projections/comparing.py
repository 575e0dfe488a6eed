"""Compare read models row by row with what the log says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from projections.base import Projection
from projections.rebuild import Progress, Replayable
from projections.standing import standing_of
from projections.statements import key_columns
from projections.write_behind import WriteBehind


def differences(log: Replayable, projections: Sequence[Projection], most: int = 20) -> list[str]:
    """Compare every read model row by row with a rebuild in memory; return what differs, in words."""
    rows, progress = WriteBehind(), Progress()
    with log.database.reading() as connection:
        progress.feed(projections, rows, log, -1)
        found: list[str] = []
        for projection in projections:
            found += _misplaced(connection, projection, progress)
            for table in projection.tables:
                found += _differing(connection, table, rows)
        return found[:most]


def _misplaced(connection: Connection, projection: Projection, progress: Progress) -> Iterable[str]:
    row = standing_of(connection).get(projection.name)
    expected, fault = progress.faults.get(projection.name, (progress.position, ""))
    if fault:
        yield f"{projection.name}: stopped. {fault}"
    if row is None:
        yield f"{projection.name}: it was never built"
    elif row["position"] != expected:
        yield f"{projection.name}: stands at {row['position']}, should stand at {expected}"


def _differing(connection: Connection, table: Table, rows: WriteBehind) -> Iterable[str]:
    names = key_columns(table)
    live = {tuple(r[n] for n in names): dict(r) for r in connection.execute(select(table)).mappings()}
    should = dict(rows.shelves[table].rows())
    for key in should.keys() - live.keys():
        yield f"{table.name}: row {_shown(key)} is missing"
    for key in live.keys() - should.keys():
        yield f"{table.name}: row {_shown(key)} should not be there"
    for key in should.keys() & live.keys():
        for column, value in should[key].items():
            if value != live[key][column]:
                cell = f"{table.name}: row {_shown(key)}, {column}"
                yield f"{cell}: stored {live[key][column]!r}, should be {value!r}"


def _shown(key: tuple[Any, ...]) -> str:
    return ", ".join(str(part) for part in key)
