"""Rows in memory, written together: for rebuilds, where a statement for each change would take too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table

from projections import bulk
from projections.base import ONLY_INSERTED
from projections.rows import Key, Row, blank, key_of, sortable
from projections.statements import key_columns

Index = dict[Key, set[Key]]


class Kept:
    """One row in memory, None once deleted; `stored`: the database has it, maybe in an older form."""

    __slots__ = ("changed", "key", "row", "stored")

    def __init__(self, key: Key, row: Row | None, stored: bool = False) -> None:
        self.key = key
        self.row = row
        self.stored = stored
        self.changed = not stored


class Shelf:
    """The rows of one table in memory. Keys are hashed once a change: ids are slow to hash."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.kept: dict[Key, Kept] = {}
        self.changed: list[Kept] = []
        self._blank = blank(table)
        self._width = len(self._blank)
        self._key_of = key_of(table)
        self._indexes: dict[tuple[str, ...], Index] = {}

    def insert(self, row: Row) -> None:
        """Add a row."""
        if len(row) < self._width:
            row = self._blank | row
        new = Kept(self._key_of(row), row)
        known = self.kept.setdefault(new.key, new)
        if known is not new:
            if known.row is not None:
                raise KeyError(f"{self.table.name} has a row {new.key} already")
            self._put(known, row, None)
        else:
            self.changed.append(new)
            if self._indexes:
                self._reindex(new, row, None)

    def change(self, key: Key, values: Row) -> None:
        """Change columns of a row; nothing happens where there is none."""
        known = self.kept.get(key)
        if known is not None and known.row is not None:
            self._put(known, known.row | values, known.row)

    def put(self, key: Key, values: Row) -> None:
        """Change columns of a row, or add it."""
        known = self.kept.get(key)
        if known is not None and known.row is not None:
            self._put(known, known.row | values, known.row)
        else:
            self.insert(dict(zip(key_columns(self.table), key, strict=True)) | values)

    def add(self, key: Key, amounts: dict[str, int]) -> None:
        """Add amounts to columns of a row."""
        row = self.get(key)
        if row is not None:
            self.change(key, {name: row[name] + more for name, more in amounts.items()})

    def delete(self, key: Key) -> None:
        """Take a row away."""
        known = self.kept.get(key)
        if known is not None and known.row is not None:
            self._put(known, None, known.row)

    def get(self, key: Key) -> Row | None:
        """The row with that key."""
        known = self.kept.get(key)
        return None if known is None else known.row

    def where(self, equal: Row) -> list[Row]:
        """The rows whose columns equal these values, in the order of their keys."""
        names = tuple(sorted(equal))
        keys = self._index(names).get(tuple([equal[name] for name in names]), ())
        found = [(key, self.kept[key].row) for key in keys]
        return [row for _key, row in sorted(found, key=lambda one: sortable(one[0])) if row is not None]

    def remember(self, key: Key, row: Row) -> None:
        """Take over a row that the database has, unless more is known of it."""
        if key not in self.kept:
            known = self.kept[key] = Kept(key, row, stored=True)
            self._reindex(known, row, None)

    def rows(self) -> Iterator[tuple[Key, Row]]:
        """Every row with its key."""
        return ((key, known.row) for key, known in self.kept.items() if known.row is not None)

    def flush(self, connection: Connection, into: Table) -> None:
        """Write what changed since the last time."""
        changed, self.changed = self.changed, []
        bulk.delete(connection, into, [known.key for known in changed if known.stored])
        bulk.insert(connection, into, [known.row for known in changed if known.row is not None])
        for known in changed:
            known.stored, known.changed = known.row is not None, False
            if known.row is None:
                del self.kept[known.key]

    def _put(self, known: Kept, row: Row | None, before: Row | None) -> None:
        known.row = row
        if not known.changed:
            known.changed = True
            self.changed.append(known)
        if self._indexes:
            self._reindex(known, row, before)

    def _reindex(self, known: Kept, row: Row | None, before: Row | None) -> None:
        for names, index in self._indexes.items():
            now = None if row is None else tuple([row[name] for name in names])
            then = None if before is None else tuple([before[name] for name in names])
            if now != then:
                if then is not None:
                    index[then].discard(known.key)
                if now is not None:
                    index.setdefault(now, set()).add(known.key)

    def _index(self, names: tuple[str, ...]) -> Index:
        if names not in self._indexes:
            index: Index = {}
            for key, row in self.rows():
                index.setdefault(tuple([row[name] for name in names]), set()).add(key)
            self._indexes[names] = index
        return self._indexes[names]


class Passing(Shelf):
    """Rows of a table that are only ever inserted: no handler reads or changes one, so they leave memory
    once they are written, and need no keys meanwhile."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._new: list[Row] = []

    def insert(self, row: Row) -> None:
        self._new.append(row if len(row) == self._width else self._blank | row)

    def get(self, key: Key) -> Row | None:
        raise TypeError(f"rows of {self.table.name} are only inserted")

    def change(self, key: Key, values: Row) -> None:
        self.get(key)

    def put(self, key: Key, values: Row) -> None:
        self.get(key)

    def delete(self, key: Key) -> None:
        self.get(key)

    def where(self, equal: Row) -> list[Row]:
        raise TypeError(f"rows of {self.table.name} are only inserted")

    def rows(self) -> Iterator[tuple[Key, Row]]:
        return ((self._key_of(row), row) for row in self._new)

    def flush(self, connection: Connection, into: Table) -> None:
        new, self._new = self._new, []
        bulk.insert(connection, into, new)


class WriteBehind:
    """Rows in memory; `flush` writes what changed since the last time."""

    def __init__(self) -> None:
        self.shelves: dict[Table, Shelf] = _Shelves()

    def insert(self, table: Table, **values: Any) -> None:
        self.shelves[table].insert(values)

    def insert_all(self, table: Table, rows: Iterable[Row]) -> None:
        insert = self.shelves[table].insert
        for row in rows:
            insert(row)

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        self.shelves[table].change(key, values)

    def put(self, table: Table, *key: Any, **values: Any) -> None:
        self.shelves[table].put(key, values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        self.shelves[table].add(key, amounts)

    def delete(self, table: Table, *key: Any) -> None:
        self.shelves[table].delete(key)

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        return self.shelves[table].get(key)

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        return [*self.shelves[table].where(equal)]

    def flush(self, connection: Connection, shadows: Mapping[Table, Table]) -> None:
        """Write the changed rows of every table in `shadows` into the table it stands for."""
        for table, shadow in shadows.items():
            self.shelves[table].flush(connection, shadow)


class _Shelves(defaultdict[Table, Shelf]):
    def __missing__(self, table: Table) -> Shelf:
        self[table] = Passing(table) if table.info.get(ONLY_INSERTED) else Shelf(table)
        return self[table]
