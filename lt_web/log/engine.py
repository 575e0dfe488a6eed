"""Our own engine: what a connection must be on each of the two databases."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy import URL, Engine, ExceptionContext, create_engine, event

ON_SQLITE = (
    "journal_mode=WAL",
    "synchronous=FULL",  # this is an audit log
    "foreign_keys=ON",
    "secure_delete=ON",
)


def engine_for(url: URL, lock_seconds: float) -> Engine:
    """Make an engine; nothing is connected yet. Its errors never repeat what somebody typed.

    SQLAlchemy asks around at each statement as soon as anybody listens, so that hardly anybody does:
    `Database` begins its transactions itself.
    """
    if url.get_backend_name() == "sqlite":
        return create_engine(url, hide_parameters=True, creator=partial(_opened, url, lock_seconds))
    # A statement prepared on the server would outlive a swapped table, and breaks behind PgBouncer.
    given = {"prepare_threshold": None, "autocommit": True}
    # We have no hstore: to look for its type is a transaction of its own at the first connection.
    server = create_engine(url, hide_parameters=True, connect_args=given, use_native_hstore=False)
    event.listen(server, "handle_error", _keep_first_line)
    return server


def _keep_first_line(context: ExceptionContext) -> None:
    """PostgreSQL's further lines repeat the row ("Failing row contains …"); the first says what is wrong."""
    cause, wrapped = context.original_exception, context.sqlalchemy_exception
    first = str(cause).partition("\n")[0]
    cause.args = (first,)
    if wrapped is not None:
        wrapped.args = (f"({type(cause).__name__}) {first}",)


def _opened(url: URL, lock_seconds: float) -> sqlite3.Connection:
    """The driver's own transactions are off, as they are on PostgreSQL: we begin ourselves."""
    given, named = url.get_dialect()().create_connect_args(url)
    _make_private(given[0])
    settings: dict[str, Any] = {"timeout": lock_seconds, "isolation_level": None, **named}
    connection: sqlite3.Connection = sqlite3.connect(given[0], **settings)
    for pragma in ON_SQLITE:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _make_private(file: str) -> None:
    """A new file is its owner's alone, and so are the ones that SQLite puts beside it.

    One that is there is not opened: closing it would take away the locks of this process.
    """
    if not file.startswith((":", "file:")):
        with suppress(OSError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
