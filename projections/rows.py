"""The few things a handler may do to rows: live in the command's transaction, or in memory for a rebuild."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import Connection, Table

from projections import statements
from projections.statements import key_columns, keyed

Row = dict[str, Any]
Key = tuple[Any, ...]
Index = dict[Key, set[Key]]


class Rows(Protocol):
    """Rows of a read model's tables, addressed by primary key (in the order of its columns)."""

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row; columns not given are NULL."""

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        """Change columns of the row with that key; nothing happens where there is none."""

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        """Add amounts to number columns of the row with that key."""

    def delete(self, table: Table, *key: Any) -> None:
        """Take the row with that key away; nothing happens where there is none."""

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        """Return the row with that key, None where there is none."""

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        """Return the rows whose columns equal these values, in the order of their keys."""


def upsert(rows: Rows, table: Table, *key: Any, **values: Any) -> None:
    """Change the row with that key, or add it."""
    if rows.get(table, *key) is None:
        rows.insert(table, **dict(zip(key_columns(table), key, strict=True)), **values)
    else:
        rows.update(table, *key, **values)


class Live:
    """Rows in the database, changed by prebuilt statements within the transaction of a command."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def insert(self, table: Table, **values: Any) -> None:
        self.connection.execute(statements.insert(table), _blank(table) | values)

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        self.connection.execute(statements.update(table, tuple(sorted(values))), keyed(table, key) | values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        self.connection.execute(statements.add(table, tuple(sorted(amounts))), keyed(table, key) | amounts)

    def delete(self, table: Table, *key: Any) -> None:
        self.connection.execute(statements.delete(table), keyed(table, key))

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        row = self.connection.execute(statements.get(table), keyed(table, key)).first()
        return None if row is None else row._asdict()

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        names = tuple(sorted(equal))
        found = [row._asdict() for row in self.connection.execute(statements.where(table, names), equal)]
        return sorted(found, key=lambda row: _sortable(tuple(row[name] for name in key_columns(table))))


class WriteBehind:
    """Rows in memory; `flush` writes what changed since the last time with executemany."""

    def __init__(self) -> None:
        self.tables: dict[Table, dict[Key, Row]] = defaultdict(dict)
        self._indexes: dict[Table, dict[tuple[str, ...], Index]] = defaultdict(dict)
        self._stored: dict[Table, set[Key]] = defaultdict(set)
        self._changed: dict[Table, dict[Key, None]] = defaultdict(dict)

    def insert(self, table: Table, **values: Any) -> None:
        row = _blank(table) | values
        key = _key_of(table)(row)
        if self.tables[table].setdefault(key, row) is not row:
            raise KeyError(f"{table.name} has a row {key} already")
        self._changed[table][key] = None
        for names, index in self._indexes[table].items():
            index.setdefault(tuple([row[name] for name in names]), set()).add(key)

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        row = self.tables[table].get(key)
        if row is not None:
            self._put(table, key, row | values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        row = self.tables[table].get(key)
        if row is not None:
            self._put(table, key, row | {name: row[name] + more for name, more in amounts.items()})

    def delete(self, table: Table, *key: Any) -> None:
        row = self.tables[table].pop(key, None)
        if row is not None:
            self._unindex(table, key, row)
            self._changed[table][key] = None

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        return self.tables[table].get(key)

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        names = tuple(sorted(equal))
        keys = self._index(table, names).get(tuple(equal[name] for name in names), set())
        return [self.tables[table][key] for key in sorted(keys, key=_sortable)]

    def flush(self, connection: Connection, shadows: Mapping[Table, Table]) -> None:
        """Write the changed rows of every table in `shadows` into the table it stands for."""
        for table, shadow in shadows.items():
            changed, stored, now = self._changed.pop(table, {}), self._stored[table], self.tables[table]
            old = [key for key in changed if key in stored]
            new = {key: row for key in changed if (row := now.get(key)) is not None}
            _many(connection, statements.delete(shadow), [keyed(shadow, key) for key in old])
            _many(connection, statements.insert(shadow), list(new.values()))
            stored.difference_update(old)
            stored.update(new)

    def _put(self, table: Table, key: Key, row: Row) -> None:
        old = self.tables[table].get(key)
        self.tables[table][key] = row
        self._changed[table][key] = None
        for names, index in self._indexes[table].items():
            now = tuple([row[name] for name in names])
            before = now if old is None else tuple([old[name] for name in names])
            if before != now:
                index[before].discard(key)
            index.setdefault(now, set()).add(key)

    def _unindex(self, table: Table, key: Key, row: Row) -> None:
        for names, index in self._indexes[table].items():
            index[tuple([row[name] for name in names])].discard(key)

    def _index(self, table: Table, names: tuple[str, ...]) -> Index:
        if names not in self._indexes[table]:
            index: Index = {}
            for key, row in self.tables[table].items():
                index.setdefault(tuple([row[name] for name in names]), set()).add(key)
            self._indexes[table][names] = index
        return self._indexes[table][names]


def _many(connection: Connection, statement: Any, rows: list[Row]) -> None:
    if rows:
        connection.execute(statement, rows)


def _sortable(key: Key) -> tuple[Any, ...]:
    """Sorted here, not there: each database has its own idea of the order of texts."""
    return tuple(part if isinstance(part, int) else str(part) for part in key)


@cache
def _blank(table: Table) -> Row:
    return dict.fromkeys(column.name for column in table.columns)


@cache
def _key_of(table: Table) -> Callable[[Row], Key]:
    """How to get the key out of a row, faster than by asking for it."""
    names = key_columns(table)
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
