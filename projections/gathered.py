"""Rows for a deed of many events: read from the database when needed, written together at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from projections.base import ONLY_INSERTED
from projections.rows import Key, Live, Row
from projections.write_behind import Kept, Passing, Shelf, WriteBehind


class Backed(Shelf):
    """Rows of a table that may have some already: what is not in memory is asked of the database, once."""

    def __init__(self, table: Table, live: Live, stored: Table | None = None) -> None:
        """`stored` is the table to ask, where it is not the one that handlers speak of."""
        super().__init__(table)
        self._live = live
        self._stored = table if stored is None else stored
        self._asked: set[Any] = set()
        self._empty: bool | None = None

    def where(self, equal: Row) -> list[Row]:
        if self._worth_asking(equal):
            for row in self._live.where(self._stored, **equal):
                self.remember(dict(row))
        return super().where(equal)

    def _worth_asking(self, equal: Row) -> bool:
        return self._is_new(tuple(sorted(equal.items())))

    def _missing(self, key: Key) -> Kept | None:
        row = self._live.get(self._stored, *key) if self._is_new(key) else None
        return None if row is None else self.remember(dict(row))

    def _is_new(self, question: Any) -> bool:
        """Whether the database has not been asked this yet, and could have an answer."""
        if self._empty is None:
            one = select(self._stored).limit(1)
            self._empty = self._live.connection.execute(one).first() is None
        if self._empty or question in self._asked:
            return False
        self._asked.add(question)
        return True


class Gathered(WriteBehind):
    """As Live, within one transaction, but changes are kept in memory until `flush_into`.

    A table that stands empty at the beginning is never asked again.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._live = Live(connection)

    def shelf(self, table: Table) -> Shelf:
        """Rows that are only inserted need not be asked for."""
        return Passing(table) if table.info.get(ONLY_INSERTED) else Backed(table, self._live)

    def flush_into(self, connection: Connection, tables: Sequence[Table]) -> None:
        """Write what changed."""
        self.flush(connection, {table: table for table in tables})
