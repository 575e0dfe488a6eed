"""What changed in the read models between two positions: rows that came, went and changed, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from lt_web.installation import Installation
from lt_web.past import rolling, scratch
from projections.statements import key_columns


@dataclass(frozen=True)
class Moved:
    """How many rows of one read model came, went and changed."""

    table: str
    came: int
    went: int
    changed: int


def moved(installation: Installation, first: int, last: int) -> list[Moved]:
    """Every read model of which rows differ between two positions, in the order of their names."""
    before: dict[str, dict[Any, int]] = {}
    with scratch.at(installation, first) as then:
        for table in _tables():
            before[table.name] = _told(then, table)
    with scratch.at(installation, last) as later:
        found = [_moved(table, before[table.name], _told(later, table)) for table in _tables()]
    return sorted((one for one in found if one.came or one.went or one.changed), key=lambda one: one.table)


def _tables() -> Iterator[Table]:
    return iter(rolling.TABLES)


def _told(connection: Connection, table: Table) -> dict[Any, int]:
    """Key → a short name of the row's content: whole rows of two moments would be much to hold at once."""
    names = key_columns(table)
    rows = connection.execute(select(table)).mappings()
    return {tuple(row[name] for name in names): hash(tuple(row.values())) for row in rows}


def _moved(table: Table, before: dict[Any, int], after: dict[Any, int]) -> Moved:
    both = before.keys() & after.keys()
    return Moved(
        table.name,
        len(after) - len(both),
        len(before) - len(both),
        sum(before[key] != after[key] for key in both),
    )
