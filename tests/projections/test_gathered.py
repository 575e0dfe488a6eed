"""Rows of a deed of many events are the same whether written one by one or together at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, create_engine, select

from lt_web.commands import leaving, people
from lt_web.log.work import Work
from projections.gathered import Gathered
from projections.rows import Live, Rows
from tests.company import Company
from tests.story import CALM

METADATA = MetaData()
BOATS = Table(
    "boats",
    METADATA,
    Column("harbour", Integer, primary_key=True),
    Column("berth", Integer, primary_key=True),
    Column("name", String(9), nullable=True),
    Column("ropes", Integer, nullable=True),
)
KEYS = st.tuples(st.integers(0, 2), st.integers(0, 2))
NAMES = st.sampled_from(["Heron", "Petrel", "Tern"])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), KEYS, NAMES),
        st.tuples(st.just("put"), KEYS, NAMES),
        st.tuples(st.just("update"), KEYS, NAMES),
        st.tuples(st.just("add"), KEYS, st.integers(1, 3)),
        st.tuples(st.just("delete"), KEYS, st.none()),
        st.tuples(st.just("get"), KEYS, st.none()),
        st.tuples(st.just("where"), KEYS, NAMES),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path_factory.mktemp('boats') / 'boats.db'}")
    METADATA.create_all(made)
    yield made
    made.dispose()


def carried_out(rows: Rows, deeds: list[Any]) -> list[Any]:
    """Do everything; return all that was seen on the way."""
    seen: list[Any] = []
    for deed, key, value in deeds:
        if deed == "put":
            rows.put(BOATS, *key, name=value, ropes=0)
        elif deed == "insert" and rows.get(BOATS, *key) is None:
            rows.insert(BOATS, harbour=key[0], berth=key[1], name=value, ropes=0)
        elif deed == "update":
            rows.update(BOATS, *key, name=value)
        elif deed == "add":
            rows.add(BOATS, *key, ropes=value)
        elif deed == "delete":
            rows.delete(BOATS, *key)
        elif deed == "get":
            seen.append(rows.get(BOATS, *key))
        elif deed == "where":
            seen.append(rows.where(BOATS, name=value, harbour=key[0]))
    return [dict(s) if hasattr(s, "keys") else s and [dict(row) for row in s] for s in seen]


def left_behind(connection: Connection) -> list[Any]:
    return [dict(row) for row in connection.execute(select(BOATS).order_by(*BOATS.primary_key)).mappings()]


@CALM
@given(before=DEEDS, deeds=DEEDS)
def test_gathered_rows_are_as_live_ones(engine: Engine, before: list[Any], deeds: list[Any]) -> None:
    outcomes = []
    for together in (False, True):
        with engine.connect() as connection, connection.begin() as undone:
            carried_out(Live(connection), before)
            rows = Gathered(connection) if together else Live(connection)
            seen = carried_out(rows, deeds)
            if isinstance(rows, Gathered):
                rows.flush_into(connection, [BOATS])
            outcomes.append((seen, left_behind(connection)))
            undone.rollback()
    assert outcomes[0] == outcomes[1]


def test_a_deed_of_many_events_leaves_pages_as_single_ones_do(company: Company) -> None:
    """Also where it gathers twice, and where others came before and come after (the rows are compared)."""
    session = company.session(capacity=1)

    def together(work: Work) -> None:
        people.move_team(work, company.dina, "Boats")
        work.gather()
        people.move_team(work, company.emil, "Boats")
        work.gather()
        people.move_team(work, company.emil, "Harbour")

    company.house(together)
    company.house(leaving.leave, company.fay)
    assert session
    assert company.installation.differences() == []


def test_a_deed_of_many_events_that_fails_leaves_nothing(company: Company) -> None:
    before = company.installation.health()["position"]

    def failing(work: Work) -> None:
        work.gather()
        people.move_team(work, company.dina, "Boats")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        company.house(failing)
    company.house(people.move_team, company.emil, "Harbour")
    assert company.installation.health()["position"] == before + 1
