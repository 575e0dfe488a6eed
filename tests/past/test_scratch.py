"""Scratch databases: the read models as they stood at any position, kept, bounded, and emptied."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from lt_web.installation import Installation
from lt_web.past import folder, scratch
from lt_web.past.rolling import ROLLED
from lt_web.store import states
from projections.base import READ_MODELS
from projections.rebuild import Progress
from projections.standing import standing_of
from projections.trails import trails
from projections.write_behind import WriteBehind
from tests.company import Company
from tests.scenarios import SCENARIOS

FULL = os.environ.get("LT_FAULTS") == "full"
POSITIONS = 200 if FULL else 12
TOLD = (
    "topics_are_added_renamed_and_merged",
    "a_programme_is_described_set_up_and_closed_to_outsiders",
    "somebody_leaves_who_presents_goes_and_was_asked",
)


@pytest.fixture
def told(company: Company, monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    """A company to which much has happened; copies are made every few events, so that many are needed."""
    monkeypatch.setattr(scratch, "NEAR", 12)
    monkeypatch.setattr(scratch, "BEHIND", (40, 0))
    for name in TOLD:
        SCENARIOS[name](company)
    yield company
    scratch.empty(company.installation)


def head(house: Installation) -> int:
    return int(house.health()["position"])


def rows_at(house: Installation, position: int) -> dict[str, Any]:
    """Every row as the log says that it stood at a position."""
    rows, progress = WriteBehind(), Progress()
    with house.database.reading():
        progress.feed(ROLLED, rows, house.log, -1, position)
    return {
        table.name: sorted(map(str, (sorted(dict(row).items()) for _key, row in rows.shelves[table].rows())))
        for projection in ROLLED
        for table in projection.tables
    }


def stored(connection: Connection) -> dict[str, Any]:
    """Every row of a scratch database."""
    return {
        table.name: sorted(
            map(str, (sorted(dict(row).items()) for row in connection.execute(select(table)).mappings()))
        )
        for projection in ROLLED
        for table in projection.tables
    }


def test_a_scratch_database_says_what_the_log_says_at_any_position(told: Company) -> None:
    house, seed = told.installation, random.randrange(1 << 30)
    print(f"seed {seed}, {POSITIONS} positions")
    chosen = random.Random(seed)
    for position in [0, head(house), *(chosen.randint(1, head(house)) for _ in range(POSITIONS))]:
        with scratch.at(house, position) as past:
            assert stored(past) == rows_at(house, position), position
            assert {row["position"] for row in standing_of(past).values()} == {position}


def test_a_step_on_and_a_step_back_go_on_from_what_is_open(told: Company) -> None:
    house, last = told.installation, head(told.installation)
    for position in (last - 9, last - 8, last - 7, last - 8, last - 7, last):
        with scratch.at(house, position) as past:
            assert stored(past) == rows_at(house, position)


def test_going_to_and_fro_between_two_moments_follows_nothing_twice(
    told: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, followed = told.installation, list[int]()
    last, rolled = head(house), scratch.rolling.rolled

    def counted(connection: Connection, log: Any, stops: Any, *more: Any) -> None:
        followed.extend(stops)
        rolled(connection, log, stops, *more)

    monkeypatch.setattr(scratch, "STEPS", (2, 1, 0))
    one, other = last - 9, last - 2
    for position in (one, other):
        with scratch.at(house, position) as past:
            assert stored(past) == rows_at(house, position)
    monkeypatch.setattr(scratch.rolling, "rolled", counted)
    for position in (one, other, one, other):
        with scratch.at(house, position):
            pass
    assert followed == []


def test_nothing_is_written_into_a_copy_that_is_kept(told: Company) -> None:
    house, kept = told.installation, scratch.of(told.installation).folder.path
    with scratch.at(house, head(house) - 5):
        before = {path: path.read_bytes() for path in kept.glob("*.db")}
    for position in range(head(house) - 5, head(house)):
        with scratch.at(house, position):
            pass
    scratch.of(house).close()
    assert before == {path: path.read_bytes() for path in before}


def test_a_position_that_the_log_has_not_reached_is_refused(company: Company) -> None:
    for position in (-1, head(company.installation) + 1):
        with pytest.raises(scratch.Beyond), scratch.at(company.installation, position):
            pass


def test_copies_are_their_owners_alone_and_hold_personal_words_as_tokens(told: Company) -> None:
    session = told.session()
    told.by(told.dina, _comment(), session, "A canary sings")
    with scratch.at(told.installation, head(told.installation)) as past:
        assert "A canary sings" not in str(stored(past))
        assert "personal:" in str(stored(past)["lt_comments"])
    kept = scratch.of(told.installation).folder.path
    assert kept.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kept.glob("*.db")} == {0o600}


def test_only_so_many_copies_are_kept_and_the_least_needed_go(
    told: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    for position in range(1, head(told.installation), 5):
        with scratch.at(told.installation, position) as past:
            assert stored(past) == rows_at(told.installation, position)
    assert len(list(scratch.of(told.installation).folder.path.glob("*.db"))) == 3
    monkeypatch.setattr(folder, "MOST_BYTES", 1)
    with scratch.at(told.installation, 13):
        assert len(list(scratch.of(told.installation).folder.path.glob("*.db"))) <= 3


def test_another_word_of_the_keys_takes_every_copy_away(
    told: Company, reopened: Callable[[], Installation]
) -> None:
    house, other = told.installation, reopened()
    for one in (house, other):
        with scratch.at(one, 20):
            pass
    before = set(scratch.of(house).folder.path.glob("*.db"))
    with house.database.writing() as connection:
        states.renew(connection, states.KEYS)
    for one in (other, house):
        with scratch.at(one, 20) as past:
            assert stored(past) == rows_at(house, 20)
    assert before
    assert not before & set(scratch.of(house).folder.path.glob("*.db"))
    other.close()


def test_emptying_leaves_no_file(told: Company) -> None:
    with scratch.at(told.installation, 20):
        pass
    scratch.of(told.installation).folder.beginning(3)
    scratch.empty(told.installation)
    left = [path.name for path in scratch.of(told.installation).folder.path.iterdir()]
    assert [name for name in left if not name.endswith(".lock")] == []


def test_a_read_model_of_another_version_begins_anew(told: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    with scratch.at(told.installation, 20):
        pass
    before = set(scratch.of(told.installation).folder.path.glob("*.db"))
    monkeypatch.setattr(ROLLED[0], "version", "another")
    with scratch.at(told.installation, 20):
        assert not before & set(scratch.of(told.installation).folder.path.glob("*.db"))


def test_many_threads_and_another_process_may_ask_at_once(told: Company, settings: dict[str, Any]) -> None:
    house, wrong = told.installation, list[str]()
    expected = {position: rows_at(house, position) for position in (5, 17, 18, 31)}

    def ask() -> None:
        for position, rows in expected.items():
            with scratch.at(house, position) as past:
                if stored(past) != rows:
                    wrong.append(f"{position}")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    other = subprocess.Popen([sys.executable, "-c", ASK, repr(settings)], stdout=subprocess.PIPE, text=True)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said, _nothing = other.communicate()
    assert wrong == []
    assert said.split() == [str(len(expected[p]["lt_history"])) for p in sorted(expected)]
    assert not list(scratch.of(house).folder.path.glob(f"*{folder.UNFINISHED}"))


ASK = """
import ast, sys
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.past import scratch
from sqlalchemy import text
scratch.NEAR, scratch.BEHIND = 12, (40, 0)
house = Installation(Config(ast.literal_eval(sys.argv[1])))
for position in (5, 17, 18, 31):
    with scratch.at(house, position) as past:
        print(past.scalar(text("SELECT count(*) FROM lt_history")))
"""


def _comment() -> Any:
    from lt_web.commands import sessions

    return sessions.comment


def test_every_table_of_a_read_model_is_there_but_for_the_search_of_the_log(told: Company) -> None:
    with scratch.at(told.installation, 1) as past:
        there = {row[0] for row in past.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")}
    assert set(READ_MODELS.tables) - there == {table.name for table in trails.tables}


def test_a_log_that_went_on_differently_is_never_answered_from_a_copy(told: Company, tmp_path: Path) -> None:
    house = told.installation
    with scratch.at(house, head(house)):
        pass
    kept = scratch.of(house).folder
    position, last = 24, head(house)
    with scratch.at(house, position) as past:
        expected = stored(past)
    (copy, *_others) = [one for one in kept._all() if one.position <= last]
    copy.path.rename(copy.path.with_name(f"{copy.state}-{copy.position}-{'0' * 16}.db"))
    scratch.of(house).close()
    with scratch.at(house, position) as past:
        assert stored(past) == expected
