"""The two ways of using the database: a snapshot to read, and a write that takes the lock first."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url
from sqlalchemy.exc import DBAPIError, TimeoutError

from lt_web.log.engine import engine_for
from lt_web.log.faults import Busy, Unavailable, translated
from lt_web.log.queue import FileQueue

LOCK_SECONDS = 5.0
WRITER = "writer"
# On PostgreSQL the lock is taken before the snapshot: see alone().
SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE lt_events IN ACCESS SHARE MODE"
LOCKED = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {0}; SELECT pg_advisory_xact_lock({1})"
)


class Database:
    """Our own engine for `url`; at most one transaction at a time in each thread.

    SQLite writers queue at a side file before BEGIN IMMEDIATE; PostgreSQL writers queue for an advisory lock
    (one on the events table would wait for every VACUUM and ANALYZE of it). Both serialise appends, so
    positions are contiguous and a decision never has to be taken twice.
    """

    def __init__(self, url: str | URL, lock_seconds: float = LOCK_SECONDS) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.lock_seconds = lock_seconds
        self.engine = engine_for(self.url, lock_seconds)
        self.waited: Callable[[float], None] = lambda _seconds: None
        self._current: ContextVar[Connection | None] = ContextVar("lt_connection", default=None)
        self._queue = FileQueue(str(Path(self.url.database or "learn-together.db").absolute()))
        _mind_forks(self)

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
        """Yield a connection that sees one snapshot, ending without a trace.

        Raises `Unavailable` when the database cannot be asked.
        """
        begin = "BEGIN" if self.is_sqlite else SNAPSHOT
        with _in_our_words(), self._begun(begin) as connection:
            yield connection

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """Yield a connection for one question, outside any transaction."""
        with _in_our_words(), self._begun("") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection that holds the writer's lock; commit at the end, roll back on any exception.

        Raises `Busy` when the lock is not had in time and `Unavailable` when the database refuses.
        """
        self._refuse_nesting()
        turn = self._queue.turn(WRITER, self.lock_seconds) if self.is_sqlite else nullcontext()
        locked = LOCKED.format(int(self.lock_seconds * 1000), _key(WRITER))
        begin = "BEGIN IMMEDIATE" if self.is_sqlite else locked
        began = time.perf_counter()
        with _in_our_words(), turn, self._begun(begin) as connection:
            self.waited(time.perf_counter() - began)
            yield connection
            connection.commit()

    def alone(self) -> None:
        """Within writing(): wait until nobody reads, and let nobody begin to, until the end.

        Whoever began to read on PostgreSQL before tables are swapped would find new ones that look empty to
        them, or lock the two in the opposite order. SQLite's snapshots hold the tables themselves.
        """
        if not self.is_sqlite:
            self.connection.exec_driver_sql("LOCK TABLE lt_events IN ACCESS EXCLUSIVE MODE")

    @contextmanager
    def exclusively(self, name: str) -> Iterator[None]:
        """Hold a named lock across processes and transactions (set-up, rebuild), however long it takes."""
        if self.is_sqlite:
            with self._queue.turn(name, seconds=None):
                yield
        else:
            with self._opened("BEGIN") as connection:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_key(name)})")
                yield

    def has_table(self, name: str) -> bool:
        """Whether a table is there. Raises `Unavailable` when the database cannot be asked."""
        with _in_our_words(), self._opened("BEGIN") as connection:
            return inspect(connection).has_table(name)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def forget(self) -> None:
        """Begin anew in a forked child; what is open belongs to the parent."""
        self.engine.dispose(close=False)
        self._current = ContextVar("lt_connection", default=None)
        self._queue.forget()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Connection]:
        """The transaction of this thread; what is not committed within is rolled back."""
        self._refuse_nesting()
        with self._opened(begin) as connection:
            token = self._current.set(connection)
            try:
                yield connection
            finally:
                self._current.reset(token)

    def _opened(self, begin: str) -> Connection:
        """A connection in a transaction.

        That a connection of the pool was cut while it was idle shows when we begin, so that nobody has to
        ask before: then all of the pool are new ones, and the second try has one.
        """
        try:
            return self._connected(begin)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._connected(begin)

    def _connected(self, begin: str) -> Connection:
        """Begin with these words, in one trip to the database; with none nothing begins."""
        connection = self.engine.connect()
        try:
            connection.begin()
            if begin:
                connection.exec_driver_sql(begin)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_nesting(self) -> None:
        if self.in_transaction:
            raise RuntimeError("This thread is in a transaction already.")


def _key(name: str) -> int:
    return zlib.crc32(f"learn-together/{name}".encode())


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise Busy(str(error)) from error
    except DBAPIError as error:
        fault = translated(error)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        # Out of the connect listener, where SQLAlchemy does not always put its own around it.
        raise Unavailable(f"{type(error).__name__}: {error}") from error


def _mind_forks(database: Database) -> None:
    """Connections and locks of threads do not survive a fork.

    SQLite's that are idle are closed before it: a child would take those of its parent for its own, and
    believe to hold the locks that keep a parent's last close from removing the write-ahead log.
    """
    reference = weakref.ref(database)

    def close() -> None:
        forking = reference()
        if forking is not None and forking.is_sqlite:
            forking.close()

    def forget() -> None:
        forked = reference()
        if forked is not None:
            forked.forget()

    os.register_at_fork(before=close, after_in_child=forget)
