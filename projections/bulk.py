"""Many rows at once, past SQLAlchemy's work on each value of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Dialect, Table, Uuid

from lt_web.columns import UtcDateTime, stored_on_sqlite
from projections.statements import key_columns

HEX = "%032x".__mod__


def insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows, each with a value for every column. PostgreSQL copies them in."""
    if not rows:
        return
    dialect, names = connection.dialect, ", ".join(f'"{column.name}"' for column in table.columns)
    columns = [_bound(column, dialect, map(itemgetter(column.name), rows)) for column in table.columns]
    if dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 (our own names)
        connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))
    else:
        _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', zip(*columns, strict=True))


def delete(connection: Connection, table: Table, keys: Sequence[tuple[Any, ...]]) -> None:
    """Take the rows with these keys away; nothing happens where there is none."""
    if not keys:
        return
    names, mark = key_columns(table), "?" if connection.dialect.name == "sqlite" else "%s"
    equal = " AND ".join(f'"{name}" = {mark}' for name in names)
    parts = zip(names, zip(*keys, strict=True), strict=True)
    bound = [_bound(table.c[name], connection.dialect, values) for name, values in parts]
    statement = f'DELETE FROM "{table.name}" WHERE {equal}'  # noqa: S608 (our own names)
    connection.exec_driver_sql(statement, list(zip(*bound, strict=True)))


def _bound(column: Column[Any], dialect: Dialect, values: Iterable[Any]) -> list[Any]:
    """The values of a column as the driver wants them."""
    if dialect.name == "sqlite" and (quick := QUICKLY.get(type(column.type))):
        return quick(values)
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    return list(values) if bind is None else list(map(bind, values))


def _ids(values: Iterable[Any]) -> list[Any]:
    return [None if value is None else HEX(value.int) for value in values]


def _moments(values: Iterable[Any]) -> list[Any]:
    """A batch tells of the same moments again and again."""
    known: dict[Any, Any] = {None: None}
    return [known[v] if v in known else known.setdefault(v, stored_on_sqlite(v)) for v in values]


# What SQLAlchemy does for SQLite, without two calls for each value.
QUICKLY: dict[type[Any], Callable[[Iterable[Any]], list[Any]]] = {
    Uuid: _ids,
    UtcDateTime: _moments,
    Boolean: list,
}


def _copy(connection: Connection, statement: str, rows: Any) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
