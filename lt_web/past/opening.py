"""SQLite files of the past: made without a journal, read with changes that are never written."""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

# Nobody else has the file while it is made; one that is not finished is thrown away.
MAKING = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-64000")
# Changes stay in this connection's own pages: they are rolled back in the end, and never spill into the file.
TRAVELLING = ("journal_mode=MEMORY", "synchronous=OFF", "cache_spill=OFF", "cache_size=-64000")

_wanted: ContextVar[tuple[str, tuple[str, ...]]] = ContextVar("lt_past_file")


def _connected() -> sqlite3.Connection:
    address, pragmas = _wanted.get()
    opened = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    for pragma in pragmas:
        opened.execute(f"PRAGMA {pragma}")
    return opened


# One engine for all files: what it compiled for one is not compiled anew for the next.
ENGINE = create_engine("sqlite://", poolclass=NullPool, creator=_connected, hide_parameters=True)


def making(path: Path) -> Connection:
    """Open a file to fill it."""
    return _opened(f"file:{quote(str(path))}", MAKING)


def save(connection: Connection) -> None:
    """Write what was done so far, and go on."""
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("BEGIN")


def travelling(path: Path) -> Connection:
    """Open a kept file to go on from it within one transaction, which nobody ever commits.

    Without locks, since nobody writes into a kept file: any number may do so at once.
    """
    return _opened(f"file:{quote(str(path))}?mode=rw&nolock=1", TRAVELLING)


def _opened(address: str, pragmas: tuple[str, ...]) -> Connection:
    token = _wanted.set((address, pragmas))
    try:
        connection = ENGINE.connect()
    finally:
        _wanted.reset(token)
    connection.exec_driver_sql("BEGIN")
    return connection
