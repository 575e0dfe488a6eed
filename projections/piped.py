"""Rows on PostgreSQL: changes that nobody waits for go there together, in one trip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from projections.rows import Live, Row

FEW = 20  # rows that go with what waits; more are copied in, which takes trips of their own


class Piped(Live):
    """As Live, but a change waits until its table is asked for something, or until `flush`.

    Handlers read their own tables through these rows alone, so that nobody sees that it has waited.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._waiting: list[tuple[Any, Row]] = []
        self._touched: set[Table] = set()

    def insert_all(self, table: Table, rows: Iterable[Row]) -> None:
        together = list(rows)
        if len(together) > FEW:
            self.flush()
            super().insert_all(table, together)
            return
        for row in together:
            self.insert(table, **row)

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        self._arrive_at(table)
        return super().get(table, *key)

    def where(self, table: Table, **equal: Any) -> list[Mapping[str, Any]]:
        self._arrive_at(table)
        return super().where(table, **equal)

    def change(self, table: Table, statement: Any, values: Row) -> None:
        self._waiting.append((statement, values))
        self._touched.add(table)

    def flush(self) -> None:
        """Send what waits, in the order in which it came, and hear whether all of it was done."""
        waiting, self._waiting = self._waiting, []
        self._touched.clear()
        driver: Any = self.connection.connection.driver_connection
        if len(waiting) < 2:
            self._send(waiting)
            return
        try:
            with driver.pipeline():
                self._send(waiting)
        except self.connection.dialect.loaded_dbapi.Error as error:
            raise _told(self.connection, error) from None
        except (
            DBAPIError
        ) as error:  # where the answer to an earlier change arrived while a later one was sent
            raise _told(self.connection, error.orig or error) from None

    def _send(self, waiting: Iterable[tuple[Any, Row]]) -> None:
        for statement, values in waiting:
            self.connection.execute(statement, values)

    def _arrive_at(self, table: Table) -> None:
        if table in self._touched:
            self.flush()


def live(connection: Connection) -> Live:
    """Rows as they are best changed in this database."""
    return Live(connection) if connection.dialect.name == "sqlite" else Piped(connection)


def _told(connection: Connection, error: BaseException) -> Any:
    """What the driver says of a trip, as SQLAlchemy says it of one statement; without the row."""
    error.args = (str(error).partition("\n")[0],)
    base: Any = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance("rows sent together", (), error, base, hide_parameters=True)
