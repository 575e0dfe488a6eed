"""Rows written one by one, gathered for a deed, or kept in memory for a rebuild: always the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
    create_engine,
    select,
)
from sqlalchemy.exc import IntegrityError

from projections import piped
from projections.base import ONLY_INSERTED
from projections.gathered import Gathered
from projections.rows import Live, Rows
from projections.spilling import Spilling
from projections.write_behind import WriteBehind

table = Table(
    "things",
    MetaData(),
    Column("owner", Uuid, primary_key=True),
    Column("name", String(20), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("colour", String(20), nullable=True),
)
OWNERS = [UUID(int=1), UUID(int=2)]
KEYS = st.tuples(st.sampled_from(OWNERS), st.sampled_from(["a", "B", "ä"]))
COLOURS = st.none() | st.sampled_from(["red", "blue"])
Deed = Callable[[Rows], Any]

DEEDS = st.one_of(
    st.builds(lambda key, c: lambda rows: rows.put(table, *key, count=1, colour=c), KEYS, COLOURS),
    st.builds(lambda key, colour: lambda rows: rows.update(table, *key, colour=colour), KEYS, COLOURS),
    st.builds(lambda key, more: lambda rows: rows.add(table, *key, count=more), KEYS, st.integers(-3, 3)),
    st.builds(lambda key: lambda rows: rows.delete(table, *key), KEYS),
    st.builds(lambda key: lambda rows: rows.get(table, *key), KEYS),
    st.builds(lambda owner: lambda rows: rows.where(table, owner=owner), st.sampled_from(OWNERS)),
    st.builds(lambda c: lambda rows: rows.where(table, colour=c), st.sampled_from(["red", "blue"])),
    st.builds(
        lambda c: (
            lambda rows: [rows.delete(table, r["owner"], r["name"]) for r in rows.where(table, colour=c)]
        ),
        st.sampled_from(["red", "blue"]),
    ),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = create_engine(url)
    table.create(made)
    yield made
    made.dispose()


def stored(connection: Connection) -> list[Any]:
    return sorted((tuple(row) for row in connection.execute(select(table))), key=str)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(DEEDS, max_size=8), deeds=st.lists(DEEDS, max_size=12))
def test_all_ways_of_writing_give_the_same_rows(
    engine: Engine, before: list[Deed], deeds: list[Deed]
) -> None:
    results = []
    for make in (live, together, gathered, write_behind, spilling):
        with engine.connect() as connection:
            results.append(make(connection, before, deeds))
            connection.rollback()
    assert [results[0]] * 4 == results[1:]


def live(connection: Connection, before: list[Deed], deeds: list[Deed]) -> Any:
    rows = Live(connection)
    said = [plain(deed(rows)) for deed in [*before, *deeds]][len(before) :]
    return said, stored(connection)


def together(connection: Connection, before: list[Deed], deeds: list[Deed]) -> Any:
    rows = piped.live(connection)
    said = [plain(deed(rows)) for deed in [*before, *deeds]][len(before) :]
    rows.flush()
    return said, stored(connection)


def insert_thrice(rows: Live) -> None:
    for _ in range(3):
        rows.insert(table, owner=OWNERS[0], name="a", count=1)
    rows.flush()


def test_what_goes_together_is_refused_together_and_repeats_no_row(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = piped.live(connection)
        known = stored(connection)
        with pytest.raises(IntegrityError) as told:
            insert_thrice(rows)
        connection.rollback()
        assert "DETAIL" not in str(told.value)
        assert stored(connection) == known


def gathered(connection: Connection, before: list[Deed], deeds: list[Deed]) -> Any:
    for deed in before:
        deed(Live(connection))
    rows = Gathered(connection)
    said = [plain(deed(rows)) for deed in deeds]
    rows.flush_into(connection, [table])
    return said, stored(connection)


def write_behind(connection: Connection, before: list[Deed], deeds: list[Deed]) -> Any:
    rows = WriteBehind()
    for deed in before:
        deed(rows)
    rows.flush(connection, {table: table})
    said = [plain(deed(rows)) for deed in deeds]
    rows.flush(connection, {table: table})
    return said, stored(connection)


def spilling(connection: Connection, before: list[Deed], deeds: list[Deed]) -> Any:
    """So small that nearly every deed is a round, and so forgetful that it often asks in vain."""
    said = []
    with pytest.MonkeyPatch.context() as small:
        small.setattr("projections.spilling.MOST_HELD", 2)
        small.setattr("projections.spilling.BITS", 32)
        rows = Spilling({table: table})
        rows.reading(connection)
        for deed in [*before, *deeds]:
            said.append(plain(deed(rows)))
            rows.write(connection)
    return said[len(before) :], stored(connection)


def plain(said: Any) -> Any:
    if isinstance(said, list):
        return [plain(row) for row in said]
    return dict(said) if said is not None else None


@pytest.mark.parametrize("make", [Live, Gathered, lambda _connection: WriteBehind()])
def test_rows_come_in_the_same_order_everywhere(engine: Engine, make: Callable[[Any], Rows]) -> None:
    with engine.connect() as connection:
        rows = make(connection)
        for name in ("ä", "b", "B", "a-1", "a1"):
            rows.insert(table, owner=OWNERS[0], name=name, count=0)
        assert [row["name"] for row in rows.where(table, owner=OWNERS[0])] == ["B", "a-1", "a1", "b", "ä"]


def test_a_row_that_is_there_is_not_inserted_again(engine: Engine) -> None:
    rows = WriteBehind()
    rows.insert(table, owner=OWNERS[0], name="a", count=0)
    with pytest.raises(KeyError, match="things has a row"):
        rows.insert(table, owner=OWNERS[0], name="a", count=0)


def test_rows_that_are_only_inserted_are_let_go_once_written(engine: Engine) -> None:
    passing = Table(
        "passing", MetaData(), Column("owner", Integer, primary_key=True), info={ONLY_INSERTED: True}
    )
    rows = WriteBehind()
    with engine.connect() as connection:
        passing.create(connection)
        for owner in (1, 2):
            rows.insert(passing, owner=owner)
            assert [row["owner"] for _key, row in rows.shelves[passing].rows()] == [owner]
            rows.flush(connection, {passing: passing})
        assert sorted(connection.execute(select(passing.c.owner)).scalars()) == [1, 2]
        connection.rollback()
    for change in (rows.update, rows.delete, rows.put, rows.get):
        with pytest.raises(TypeError, match="only inserted"):
            change(passing, 1)
    with pytest.raises(TypeError, match="only inserted"):
        rows.where(passing, owner=1)
