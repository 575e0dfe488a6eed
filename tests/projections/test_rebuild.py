"""A rebuild gives the same rows, whoever reads, writes or kills it meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from lt_web.commands import people, seats
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.faults import Outdated
from projections import rebuild as rebuilding
from projections.base import READ_MODELS
from projections.catalogue import PROJECTIONS
from projections.comparing import differences
from projections.people import people as people_model
from projections.people import table as people_table
from projections.seats import answers
from projections.seats import seats as seats_model
from projections.seats import table as seats_table
from projections.standing import standing_of, standings
from tests.company import Company
from tests.faults.scale import sized
from tests.scenarios import SCENARIOS


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that a short story takes many of them."""
    monkeypatch.setattr(rebuilding, "BATCH", 3)
    monkeypatch.setattr(rebuilding, "NEARLY_THERE", 2)


@pytest.fixture
def told(company: Company) -> Installation:
    SCENARIOS["a_full_session_has_a_waitlist"](company)
    return company.installation


class Killed(BaseException):
    """As a kill would: nothing catches it."""


def spoil(installation: Installation) -> None:
    """Make rows wrong, so that one sees whether they were built anew."""
    with installation.database.writing() as connection:
        connection.execute(people_table.update().values(team="Spoilt"))


def teams(installation: Installation) -> set[str]:
    with installation.database.reading() as connection:
        return set(connection.execute(select(people_table.c.team)).scalars())


def test_what_was_spoilt_is_found_and_mended(told: Installation) -> None:
    spoil(told)
    [*_, line] = told.differences()
    assert line.startswith("lt_people: row ")
    assert "team: stored 'Spoilt', should be '" in line
    told.rebuild([people_model])
    assert teams(told) == {"Web", "Harbour"}


def test_missing_and_surplus_rows_are_found_and_mended(told: Installation) -> None:
    with told.database.writing() as connection:
        gone = connection.execute(select(answers).limit(1)).mappings().one()
        connection.execute(answers.delete().where(answers.c.person == gone["person"]))
        connection.execute(answers.insert().values({**gone, "person": gone["session"]}))
    found = told.differences()
    assert [line for line in found if line.endswith("is missing")]
    assert [line for line in found if line.endswith("should not be there")]
    told.rebuild([seats_model])


def test_batches_give_the_same_rows(told: Installation, small_batches: None) -> None:
    spoil(told)
    progress = told.rebuild()
    assert (progress.faults, told.differences()) == ({}, [])


def test_postgresql_knows_new_tables_before_it_plans_with_them(told: Installation) -> None:
    told.rebuild([people_model])
    with told.database.reading() as connection:
        if connection.dialect.name == "postgresql":
            known = text("SELECT reltuples FROM pg_class WHERE oid = 'lt_people'::regclass")
            rows = connection.scalar(select(func.count()).select_from(people_table))
            assert connection.scalar(known) == rows > 0


def test_one_read_model_is_rebuilt_alone(told: Installation) -> None:
    with told.database.reading() as connection:
        before = {name: row["generation"] for name, row in standing_of(connection).items()}
    told.rebuild([seats_model])
    with told.database.reading() as connection:
        after = {name: row["generation"] for name, row in standing_of(connection).items()}
    assert after == before | {"seats": before["seats"] + 1}


def test_a_rebuild_that_is_killed_leaves_the_old_rows(
    told: Installation, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(told)
    for kill in range(sized(4, 50)):
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(rebuilding.Progress, "feed", killed_after(kill % 8))
            with pytest.raises(Killed):
                told.rebuild()
        assert teams(told) == {"Spoilt"}
        assert told.health()["read_models_current"]
    told.rebuild()
    assert teams(told) == {"Web", "Harbour"}
    assert leftovers(told) == []


def test_a_rebuild_that_is_killed_at_the_swap_leaves_the_old_rows(
    told: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(told)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(rebuilding, "stand", killed_after(0))
        with pytest.raises(Killed):
            told.rebuild()
    assert teams(told) == {"Spoilt"}
    told.rebuild()
    assert teams(told) == {"Web", "Harbour"}
    assert leftovers(told) == []


def killed_after(calls: int) -> Callable[..., Any]:
    feed, left = rebuilding.Progress.feed, [calls]

    def fed(*args: Any) -> Any:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return feed(*args)

    return fed


def leftovers(installation: Installation) -> list[str]:
    wanted = {table.name for table in READ_MODELS.sorted_tables}
    names = inspect(installation.database.engine).get_table_names()
    return [name for name in names if "_g" in name and name not in wanted]


def test_readers_see_the_old_rows_meanwhile(
    told: Installation, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Installation]
) -> None:
    spoil(told)
    seen, reader, feed = [], reopened(), rebuilding.Progress.feed

    def read_first(*args: Any) -> Any:
        seen.append(teams_in_a_thread(reader))
        return feed(*args)

    monkeypatch.setattr(rebuilding.Progress, "feed", read_first)
    told.rebuild()
    assert seen == [{"Spoilt"}] * len(seen)
    assert len(seen) >= 2
    assert teams(reader) == {"Web", "Harbour"}
    reader.close()


def teams_in_a_thread(installation: Installation) -> set[str]:
    found: list[set[str]] = []
    thread = threading.Thread(target=lambda: found.append(teams(installation)))
    thread.start()
    thread.join(10)
    return found[0]


def test_whoever_was_reading_when_tables_are_swapped_reads_on(
    told: Installation, reopened: Callable[[], Installation]
) -> None:
    reader = reopened()
    with reader.database.reading() as connection:
        standing = connection.execute(select(standings)).all()
        swapping = threading.Thread(target=told.rebuild)
        swapping.start()
        swapping.join(0.7)
        for table in reversed(READ_MODELS.sorted_tables):
            connection.execute(select(table)).all()
        counted = connection.execute(select(seats_table)).all()
        assert counted, "not a new table that looks empty"
        assert connection.execute(select(standings)).all() == standing
    swapping.join()
    reader.close()


def test_deeds_during_a_rebuild_are_in_it(
    company: Company, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, other = company.session(capacity=1), [company.dina, company.emil, company.fay]
    feed, people_there = rebuilding.Progress.feed, iter(other)

    def answered_first(progress: Any, models: Any, rows: Any, log: Any, most: int) -> Any:
        if most != -1 and (person := next(people_there, None)):
            thread = threading.Thread(target=company.by, args=(person, seats.answer, session, "yes"))
            thread.start()
            thread.join()
        return feed(progress, models, rows, log, most)

    monkeypatch.setattr(rebuilding.Progress, "feed", answered_first)
    company.installation.rebuild()
    with company.installation.database.reading() as connection:
        [row] = connection.execute(select(seats_table)).all()
    assert (row.yes, row.waitlisted) == (1, 2)


def test_a_read_model_of_another_version_refuses_deeds_until_it_is_rebuilt(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_model, "version", "another")
    with pytest.raises(Outdated, match="“people” is of another version"):
        company.house(people.move_team, company.dina, "Dock")
    assert company.installation.prepare() == ["people"]
    company.house(people.move_team, company.dina, "Dock")
    assert company.installation.prepare() == []


def test_a_read_model_behind_the_log_refuses_deeds_until_it_is_rebuilt(company: Company) -> None:
    with company.installation.database.writing() as connection:
        behind = standings.update().where(standings.c.name == "seats").values(position=1)
        connection.execute(behind)
    with pytest.raises(Outdated, match="“seats” is behind the log"):
        company.house(people.move_team, company.dina, "Dock")
    assert company.installation.prepare() == ["seats"]
    company.house(people.move_team, company.dina, "Dock")


def test_two_rebuilds_at_once_take_turns(told: Installation, reopened: Callable[[], Installation]) -> None:
    other = reopened()
    threads = [threading.Thread(target=one.rebuild) for one in (told, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (told.differences(), leftovers(told)) == ([], [])
    other.close()


def test_comparing_says_at_most_so_much(company: Company, clock: SteppedClock) -> None:
    with company.installation.database.writing() as connection:
        connection.execute(people_table.delete())
    assert len(differences(company.installation.log, PROJECTIONS, most=5)) == 5
    company.installation.rebuild()
