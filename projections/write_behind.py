"""Rows in memory, written together: for rebuilds, where a statement for each change would take too long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from projections import bulk
from projections.base import ONLY_INSERTED
from projections.rows import Key, Row, blank, key_of, sortable
from projections.statements import key_columns


class Kept:
    """One row in memory, None once deleted.

    `stored`: the database has it, maybe in an older form; `used`: the round in which it was last needed.
    """

    __slots__ = ("changed", "key", "row", "stored", "used")

    def __init__(self, key: Key, row: Row | None, used: int, stored: bool = False) -> None:
        self.key = key
        self.row = row
        self.stored = stored
        self.changed = not stored
        self.used = used


class Index:
    """Which rows have the same values in some columns."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = frozenset(names)
        self.of = itemgetter(*names)
        self.same: dict[Any, set[Kept]] = {}

    def add(self, known: Kept, row: Row) -> None:
        """Find the row by these values from now on."""
        self.same.setdefault(self.of(row), set()).add(known)

    def drop(self, known: Kept, row: Row) -> None:
        """Find it by them no longer."""
        values = self.of(row)
        left = self.same[values]
        left.discard(known)
        if not left:
            del self.same[values]


class Shelf:
    """The rows of one table in memory. Keys are hashed once a change: ids are slow to hash."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.kept: dict[Key, Kept] = {}
        self.changed: list[Kept] = []
        self.round = 0
        self._blank = blank(table)
        self._width = len(self._blank)
        self._key_of = key_of(table)
        self._indexes: dict[tuple[str, ...], Index] = {}
        self._indexed: frozenset[str] = frozenset()

    def insert(self, row: Row) -> None:
        """Add a row."""
        if len(row) < self._width:
            row = self._blank | row
        new = Kept(self._key_of(row), row, self.round)
        known = self.kept.setdefault(new.key, new)
        if known is new:
            self.changed.append(new)
            for index in self._indexes.values():
                index.add(new, row)
        elif known.row is None:
            self._put(known, row)
        else:
            raise KeyError(f"{self.table.name} has a row {new.key} already")

    def change(self, key: Key, values: Row) -> None:
        """Change columns of a row; nothing happens where there is none."""
        known = self._find(key)
        if known is not None and known.row is not None:
            self._alter(known, known.row, values)

    def put(self, key: Key, values: Row) -> None:
        """Change columns of a row, or add it."""
        known = self._find(key)
        if known is not None and known.row is not None:
            self._alter(known, known.row, values)
        else:
            self.insert(dict(zip(key_columns(self.table), key, strict=True)) | values)

    def add(self, key: Key, amounts: dict[str, int]) -> None:
        """Add amounts to columns of a row."""
        known = self._find(key)
        if known is not None and known.row is not None:
            row = known.row
            self._alter(known, row, {name: row[name] + more for name, more in amounts.items()})

    def delete(self, key: Key) -> None:
        """Take a row away."""
        known = self._find(key)
        if known is not None and known.row is not None:
            self._put(known, None)

    def get(self, key: Key) -> Row | None:
        """The row with that key."""
        known = self._find(key)
        return None if known is None else known.row

    def where(self, equal: Row) -> list[Row]:
        """The rows whose columns equal these values, in the order of their keys."""
        names = tuple(sorted(equal))
        index = self._indexes.get(names) or self._index(names)
        found = list(index.same.get(index.of(equal), ()))
        if len(found) > 1:
            found.sort(key=lambda known: sortable(known.key))
        for known in found:
            known.used = self.round
        return [known.row for known in found if known.row is not None]

    def remember(self, row: Row) -> Kept:
        """Take over a row that the database has, unless more is known of it."""
        key = self._key_of(row)
        known = self.kept.get(key)
        if known is None:
            known = self.kept[key] = Kept(key, row, self.round, stored=True)
            for index in self._indexes.values():
                index.add(known, row)
        return known

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
        self.round += 1

    def _find(self, key: Key) -> Kept | None:
        known = self.kept.get(key)
        if known is None:
            return self._missing(key)
        known.used = self.round
        return known

    def _missing(self, key: Key) -> Kept | None:
        """What is not in memory is not there."""
        return None

    def _alter(self, known: Kept, row: Row, values: Row) -> None:
        if self._indexed.isdisjoint(values):
            known.row = row | values
            if not known.changed:
                known.changed = True
                self.changed.append(known)
        else:
            self._put(known, row | values)

    def _put(self, known: Kept, row: Row | None) -> None:
        before, known.row = known.row, row
        if not known.changed:
            known.changed = True
            self.changed.append(known)
        for index in self._indexes.values():
            if before is not None:
                index.drop(known, before)
            if row is not None:
                index.add(known, row)

    def _index(self, names: tuple[str, ...]) -> Index:
        index = self._indexes[names] = Index(names)
        self._indexed |= index.names
        for known in self.kept.values():
            if known.row is not None:
                index.add(known, known.row)
        return index


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

    def add(self, key: Key, amounts: dict[str, int]) -> None:
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
        self.shelves: dict[Table, Shelf] = _Shelves(self.shelf)

    def shelf(self, table: Table) -> Shelf:
        """A place for the rows of a table."""
        return Passing(table) if table.info.get(ONLY_INSERTED) else Shelf(table)

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


class _Shelves(dict[Table, Shelf]):
    def __init__(self, made: Callable[[Table], Shelf]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, table: Table) -> Shelf:
        self[table] = self._made(table)
        return self[table]
