"""The few things a handler may do to rows, and how they are done live, in the command's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import Connection, Table

from projections import bulk, statements
from projections.statements import key_columns, keyed

Row = dict[str, Any]
Key = tuple[Any, ...]


class Rows(Protocol):
    """Rows of a read model's tables, addressed by primary key (in the order of its columns)."""

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row; columns not given are NULL."""

    def insert_all(self, table: Table, rows: Iterable[Row]) -> None:
        """Add many rows together."""

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        """Change columns of the row with that key; nothing happens where there is none."""

    def put(self, table: Table, *key: Any, **values: Any) -> None:
        """Change columns of the row with that key, or add it; columns not given are then NULL."""

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        """Add amounts to number columns of the row with that key."""

    def delete(self, table: Table, *key: Any) -> None:
        """Take the row with that key away; nothing happens where there is none."""

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        """Return the row with that key, None where there is none."""

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        """Return the rows whose columns equal these values, in the order of their keys."""


class Live:
    """Rows in the database, changed by prebuilt statements within the transaction of a command."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def insert(self, table: Table, **values: Any) -> None:
        self.change(table, statements.insert(table), blank(table) | values)

    def insert_all(self, table: Table, rows: Iterable[Row]) -> None:
        bulk.insert(self.connection, table, [blank(table) | row for row in rows])

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        self.change(table, statements.update(table, tuple(sorted(values))), keyed(table, key) | values)

    def put(self, table: Table, *key: Any, **values: Any) -> None:
        put = statements.put(table, tuple(sorted(values)), self.connection.dialect.name)
        self.change(table, put, dict(zip(key_columns(table), key, strict=True)) | values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        self.change(table, statements.add(table, tuple(sorted(amounts))), keyed(table, key) | amounts)

    def delete(self, table: Table, *key: Any) -> None:
        self.change(table, statements.delete(table), keyed(table, key))

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        row = self.connection.execute(statements.get(table), keyed(table, key)).first()
        return None if row is None else row._asdict()

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        names = tuple(sorted(equal))
        found = [row._asdict() for row in self.connection.execute(statements.where(table, names), equal)]
        return sorted(found, key=lambda row: sortable(tuple(row[name] for name in key_columns(table))))

    def change(self, table: Table, statement: Any, values: Row) -> None:
        """Carry out a change of rows of a table."""
        self.connection.execute(statement, values)

    def flush(self) -> None:
        """Make sure that every change was carried out."""


def sortable(key: Key) -> tuple[Any, ...]:
    """Sorted here, not there: each database has its own idea of the order of texts."""
    return tuple(part if isinstance(part, int) else str(part) for part in key)


@cache
def blank(table: Table) -> Row:
    return dict.fromkeys(column.name for column in table.columns)


@cache
def key_of(table: Table) -> Callable[[Row], Key]:
    """How to get the key out of a row, faster than by asking for it."""
    names = key_columns(table)
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
