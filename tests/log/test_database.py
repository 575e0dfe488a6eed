"""One snapshot for whoever reads, one lock for whoever writes, and nothing in between."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lt_web.commands import people
from lt_web.config import Config
from lt_web.events.refusals import Invalid
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.database import Database
from lt_web.log.faults import Busy, Unavailable
from lt_web.log.queue import FileQueue
from lt_web.log.recorder import events
from lt_web.log.work import Work
from lt_web.store import accounts
from lt_web.store.accounts import Account
from tests.company import Company


def positions(installation: Installation) -> list[int]:
    with installation.database.reading() as connection:
        return list(connection.execute(select(events.c.position).order_by(events.c.position)).scalars())


def test_what_was_rolled_back_leaves_no_gap(company: Company) -> None:
    before = len(positions(company.installation))
    with pytest.raises(Invalid):
        company.house(people.join, "Ada Holm", f"ada@{company.slug}.tern.example")
    with pytest.raises(ZeroDivisionError):
        company.house(_move_and_fail, company.dina)
    company.hire("Hana")
    assert positions(company.installation) == list(range(1, before + 2))


@pytest.mark.parametrize("wrong", [{}, {"epoch": None}], ids=["the same again", "something is missing"])
def test_an_error_repeats_nothing_of_what_was_typed(
    installation: Installation, wrong: dict[str, Any]
) -> None:
    typed = "between us"
    known = Account(uuid4(), typed, password_hash=typed)
    with installation.database.writing() as connection:
        accounts.add(connection, known)
    added = accounts.accounts.insert().values(**vars(known) | {"person": uuid4()} | wrong)
    with installation.database.writing() as connection, pytest.raises(IntegrityError) as told:
        connection.execute(added)
    trace = "".join(traceback.format_exception(told.value))
    assert "INSERT INTO lt_accounts" in trace
    assert typed not in trace


def _move_and_fail(work: Work, person: UUID) -> None:
    people.move_team(work, person, "Dock")
    raise ZeroDivisionError


def test_a_reader_sees_one_snapshot(company: Company, reopened: Callable[[], Installation]) -> None:
    other = reopened()
    count = select(events.c.position)
    with other.database.reading() as connection:
        before = connection.execute(count).all()
        company.hire("Hana")
        assert connection.execute(count).all() == before
    with other.database.reading() as connection:
        assert len(connection.execute(count).all()) == len(before) + 1
    other.close()


@contextmanager
def prepared(url: str, clock: SteppedClock) -> Iterator[Installation]:
    """An installation on PostgreSQL, for what is so there alone."""
    with TemporaryDirectory() as folder:
        installation = Installation(Config({"LT_DATABASE_URL": url, "LT_DATA_DIR": folder}), clock)
        installation.prepare()
        yield installation
        installation.close()


def test_postgresql_reads_repeatably_and_writes_nothing(postgres_url: str, clock: SteppedClock) -> None:
    with prepared(postgres_url, clock) as installation:
        with installation.database.reading() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
            assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
        with installation.database.writing() as connection:
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "read committed"
            assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"


def test_connections_that_were_cut_while_nobody_used_them_are_replaced(
    postgres_url: str, clock: SteppedClock
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with prepared(postgres_url, clock) as installation:
        for transaction in (installation.database.reading, installation.log.writing):
            with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as another:
                another.execute(f"{cut} AND datname = current_database()")
            with transaction() as connection:
                assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_vacuum_holds_up_no_writer(postgres_url: str, clock: SteppedClock) -> None:
    with prepared(postgres_url, clock) as installation, installation.database.engine.begin() as vacuum:
        vacuum.exec_driver_sql("BEGIN; LOCK TABLE lt_events IN SHARE UPDATE EXCLUSIVE MODE")  # as VACUUM does
        company = Company(installation, clock)
        company.hire("Hana")
        vacuum.exec_driver_sql("SELECT 1")


def test_a_waiting_writer_is_told_that_it_is_busy(installation: Installation) -> None:
    impatient = Database(installation.database.url, lock_seconds=0.2)
    with installation.log.writing():
        began = time.monotonic()
        with pytest.raises(Busy), impatient.writing():
            raise AssertionError("two writers at once")
        assert 0.2 <= time.monotonic() - began < 2
    with impatient.writing():
        pass
    impatient.close()


def test_writers_of_one_process_wait_for_each_other(installation: Installation) -> None:
    inside: list[int] = []

    def write(_number: int) -> int:
        with installation.log.writing():
            inside.append(1)
            together = len(inside)
            time.sleep(0.002)
            inside.pop()
            return together

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(write, range(40))) == {1}


def test_a_thread_is_in_one_transaction_at_a_time(installation: Installation) -> None:
    with installation.database.reading():
        with pytest.raises(RuntimeError, match="in a transaction already"), installation.database.reading():
            pass
        with pytest.raises(RuntimeError, match="in a transaction already"), installation.database.writing():
            pass
    with pytest.raises(RuntimeError, match="No transaction"):
        _ = installation.database.connection


def test_a_named_lock_is_given_back_after_a_failure(installation: Installation) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), installation.database.exclusively("init"):
            1 / 0  # noqa: B018
    other = Database(installation.database.url)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_take, other).result(timeout=10)
    other.close()


def _take(database: Database) -> None:
    with database.exclusively("init"):
        pass


def test_a_forked_child_and_its_parent_write_in_turn(company: Company) -> None:
    installation, turns = company.installation, os.pipe()
    child = os.fork()
    if not child:
        try:
            os.read(turns[0], 1)
            company.hire("Hana")
            os._exit(0)
        finally:
            os._exit(1)
    company.hire("Ivo")
    installation.database.close()
    os.write(turns[1], b"!")
    assert os.waitpid(child, 0)[1] == 0
    company.hire("Jana")
    assert positions(installation) == list(range(1, positions(installation)[-1] + 1))


def test_a_child_forked_by_a_server_in_mid_write_waits_its_turn(
    postgres_url: str, clock: SteppedClock
) -> None:
    with prepared(postgres_url, clock) as installation:
        company = Company(installation, clock)
        with holding(installation.log.writing()) as let_go:
            child = os.fork()
            if not child:
                try:
                    company.hire("Hana")
                    os._exit(0)
                finally:
                    os._exit(1)
            time.sleep(0.2)
            let_go.set()
        assert os.waitpid(child, 0)[1] == 0
        company.hire("Ivo")


def test_a_lock_that_was_held_at_a_fork_is_given_back(tmp_path: Path) -> None:
    queue = FileQueue(str(tmp_path / "lock"))
    with holding(queue.turn("writer", 1)) as let_go:
        child = os.fork()
        if not child:
            time.sleep(1)
            os._exit(0)
        let_go.set()
    with queue.turn("writer", 0.5):
        pass
    os.waitpid(child, 0)


@contextmanager
def holding(lock: AbstractContextManager[Any]) -> Iterator[threading.Event]:
    """Let another thread hold a lock until the event is set."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            held.set()
            let_go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    yield let_go
    thread.join()


def test_a_database_that_is_not_prepared_is_unavailable(settings: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    installation = Installation(Config(settings))
    assert not installation.is_prepared()
    with pytest.raises(Unavailable):
        installation.health()
    installation.close()


def test_a_database_that_cannot_be_asked_is_unavailable(tmp_path: Any) -> None:
    for url in (f"sqlite:///{tmp_path}/none/such.db", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        database = Database(url)
        with pytest.raises(Unavailable), database.reading():
            pass
        database.close()


def test_nobody_is_asked_at_each_statement(installation: Installation) -> None:
    """One listener, to whatever it is, has SQLAlchemy look for more before and after all statements."""
    told = installation.database.engine.dispatch
    assert not [*told.begin, *told.before_execute, *told.before_cursor_execute, *told.after_cursor_execute]
