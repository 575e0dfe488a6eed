"""Rows for a deed of many events: read from the database when needed, written together at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from projections.rows import Key, Live, key_of
from projections.write_behind import WriteBehind


class Gathered(WriteBehind):
    """As Live, within one transaction, but changes are kept in memory until `flush_into`.

    A table that stands empty at the beginning is never asked again.
    """

    def __init__(self, connection: Connection | None, stored: Mapping[Table, Table] | None = None) -> None:
        """`stored` says which tables to ask in place of which."""
        super().__init__()
        if connection is not None:
            self._live = Live(connection)
        self._stored = stored or {}
        self._asked: dict[Table, set[Any]] = defaultdict(set)
        self._empty: dict[Table, bool] = {}

    def update(self, table: Table, *key: Any, **values: Any) -> None:
        self._fetch(table, key)
        super().update(table, *key, **values)

    def put(self, table: Table, *key: Any, **values: Any) -> None:
        self._fetch(table, key)
        super().put(table, *key, **values)

    def add(self, table: Table, *key: Any, **amounts: int) -> None:
        self._fetch(table, key)
        super().add(table, *key, **amounts)

    def delete(self, table: Table, *key: Any) -> None:
        self._fetch(table, key)
        super().delete(table, *key)

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        self._fetch(table, key)
        return super().get(table, *key)

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        if self._is_new(table, tuple(sorted(equal.items()))):
            for row in self._live.where(self._stored.get(table, table), **equal):
                self._take(table, row)
        return super().where(table, **equal)

    def flush_into(self, connection: Connection, tables: Sequence[Table]) -> None:
        """Write what changed."""
        self.flush(connection, {table: table for table in tables})

    def _fetch(self, table: Table, key: Key) -> None:
        if key not in self.shelves[table].kept and self._is_new(table, key):
            row = self._live.get(self._stored.get(table, table), *key)
            if row is not None:
                self._take(table, row)

    def _is_new(self, table: Table, question: Any) -> bool:
        """Whether the database has not been asked this yet, and could have an answer."""
        if table not in self._empty:
            one = select(self._stored.get(table, table)).limit(1)
            self._empty[table] = self._live.connection.execute(one).first() is None
        if self._empty[table] or question in self._asked[table]:
            return False
        self._asked[table].add(question)
        return True

    def _take(self, table: Table, row: Mapping[str, Any]) -> None:
        """Remember a stored row, unless this deed has changed or deleted it since."""
        self.shelves[table].remember(key_of(table)(dict(row)), dict(row))
