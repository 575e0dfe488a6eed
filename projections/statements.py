"""The few statements that rows are read and written with, built once for each table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite


@cache
def key_columns(table: Table) -> tuple[str, ...]:
    """Names of the primary key's columns."""
    return tuple(column.name for column in table.primary_key.columns)


def keyed(table: Table, key: Iterable[Any]) -> dict[str, Any]:
    """A key as the parameters of these statements."""
    return {f"key_{name}": part for name, part in zip(key_columns(table), key, strict=True)}


@cache
def by_key(table: Table) -> Any:
    """Whether a row is the one with that key."""
    return and_(*(table.c[name] == bindparam(f"key_{name}") for name in key_columns(table)))


@cache
def insert(table: Table) -> Any:
    return table.insert()


@cache
def update(table: Table, names: tuple[str, ...]) -> Any:
    return table.update().where(by_key(table)).values({name: bindparam(name) for name in names})


@cache
def put(table: Table, names: tuple[str, ...], dialect: str) -> Any:
    """Both databases say it in the same words, each by its own function."""
    key = key_columns(table)
    adding = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    adding = adding.values({name: bindparam(name) for name in (*key, *names)})
    return adding.on_conflict_do_update(
        index_elements=list(key), set_={name: adding.excluded[name] for name in names}
    )


@cache
def add(table: Table, names: tuple[str, ...]) -> Any:
    return table.update().where(by_key(table)).values({n: table.c[n] + bindparam(n) for n in names})


@cache
def delete(table: Table) -> Any:
    return table.delete().where(by_key(table))


@cache
def get(table: Table) -> Any:
    return select(table).where(by_key(table))


@cache
def where(table: Table, names: tuple[str, ...]) -> Any:
    return select(table).where(and_(*(table.c[name] == bindparam(name) for name in names)))
