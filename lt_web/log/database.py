"""The engine, and the two ways of using it: a snapshot to read, and a write that takes the lock first."""

from __future__ import annotations

import fcntl
import os
import threading
import time
import weakref
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import DBAPIError

from lt_web.log.faults import Busy, translated

LOCK_SECONDS = 5.0
WRITERS_LOCK = "writer"


class Database:
    """Our own engine for `url`; at most one transaction at a time in each thread.

    SQLite writers queue at a side file before BEGIN IMMEDIATE; PostgreSQL writers lock the events table.
    Both serialise appends, so positions are contiguous and a decision never has to be taken twice.
    """

    def __init__(self, url: str | URL, lock_seconds: float = LOCK_SECONDS) -> None:
        self.url = make_url(url)
        self.lock_seconds = lock_seconds
        self.engine = _engine(self.url, lock_seconds)
        self._current: ContextVar[Connection | None] = ContextVar("lt_connection", default=None)
        self._locks: dict[str, threading.Lock] = {}
        self._locks_guard = threading.Lock()
        _forget_connections_in_children(self.engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def connection(self) -> Connection:
        """The connection of the transaction that this thread is in."""
        connection = self._current.get()
        if connection is None:
            raise RuntimeError("No transaction: use reading() or writing().")
        return connection

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside reading() or writing()."""
        return self._current.get() is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one snapshot, ending without a trace."""
        options: dict[str, Any] = {}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect() as connection, self._as_current(connection.execution_options(**options)):
            with connection.begin() as snapshot:
                yield connection
                snapshot.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection that holds the writer's lock; commit at the end, roll back on any exception.

        Raises `Busy` when the lock is not had in time and `Unavailable` when the database refuses.
        """
        try:
            with self._queue(), self._write_transaction() as connection:
                yield connection
        except DBAPIError as error:
            raise translated(error) from error

    @contextmanager
    def exclusively(self, name: str) -> Iterator[None]:
        """Hold a named lock across processes and transactions (set-up, rebuild); waits as long as it takes."""
        if self.is_sqlite:
            with self._file_lock(name, seconds=None):
                yield
        else:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": zlib.crc32(name.encode())})
                connection.commit()
                yield
                connection.execute(
                    text("SELECT pg_advisory_unlock(:key)"), {"key": zlib.crc32(name.encode())}
                )

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def _queue(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
        else:
            with self._file_lock(WRITERS_LOCK, self.lock_seconds):
                yield

    @contextmanager
    def _write_transaction(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection = connection.execution_options(lt_write=True)
            with connection.begin(), self._as_current(connection):
                if not self.is_sqlite:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.lock_seconds * 1000)}")
                    connection.exec_driver_sql("LOCK TABLE lt_events IN EXCLUSIVE MODE")
                yield connection

    @contextmanager
    def _as_current(self, connection: Connection) -> Iterator[None]:
        if self._current.get() is not None:
            raise RuntimeError("This thread is in a transaction already.")
        token = self._current.set(connection)
        try:
            yield
        finally:
            self._current.reset(token)

    @contextmanager
    def _file_lock(self, name: str, seconds: float | None) -> Iterator[None]:
        """Queue at a file beside the database: first the threads of this process, then the processes."""
        with self._locks_guard:
            turn = self._locks.setdefault(name, threading.Lock())
        if not turn.acquire(timeout=-1 if seconds is None else seconds):
            raise Busy("too many writers in this process")
        try:
            descriptor = os.open(self._beside(name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                _flock(descriptor, seconds)
                yield
            finally:
                os.close(descriptor)
        finally:
            turn.release()

    def _beside(self, name: str) -> str:
        return str(Path(self.url.database or "learn-together.db").absolute()) + f".{name}.lock"


def _flock(descriptor: int, seconds: float | None) -> None:
    if seconds is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return None
    deadline = time.monotonic() + seconds
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy("too many writers on this database") from None
            time.sleep(0.001)


def _engine(url: URL, lock_seconds: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        # A statement prepared on the server would outlive a swapped table, and breaks behind PgBouncer.
        return create_engine(url, pool_pre_ping=True, connect_args={"prepare_threshold": None})
    engine = create_engine(url, connect_args={"timeout": lock_seconds})
    sqlalchemy_event.listen(engine, "connect", _prepare_sqlite)
    sqlalchemy_event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """FULL, because this is an audit log; the driver's own transactions are off, we begin ourselves."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A deferred transaction that reads and then writes fails at once when another wrote in between."""
    write = connection.get_execution_options().get("lt_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _forget_connections_in_children(engine: Engine) -> None:
    """Connections do not survive a fork: a child starts with an empty pool and leaves the parent's open."""
    reference = weakref.ref(engine)

    def forget() -> None:
        forked = reference()
        if forked is not None:
            forked.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
