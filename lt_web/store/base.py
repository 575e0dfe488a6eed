"""The metadata that all kept tables share (read models have their own: they are disposable)."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Table, inspect
from sqlalchemy.schema import CreateColumn

KEPT = MetaData()


def add_missing_columns(connection: Connection) -> None:
    """Give tables of an earlier version the columns that came since, each with its default."""
    known = inspect(connection)
    for table in KEPT.sorted_tables:
        there = {column["name"] for column in known.get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                _add(connection, table, column)


def _add(connection: Connection, table: Table, column: Column[object]) -> None:
    made = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {made}")
