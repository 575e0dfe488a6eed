"""Our own engine: what a connection must be on each of the two databases."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event

ON_SQLITE = (
    "journal_mode=WAL",
    "synchronous=FULL",  # this is an audit log
    "foreign_keys=ON",
    "secure_delete=ON",
)


def engine_for(url: URL, lock_seconds: float) -> Engine:
    """Make an engine; nothing is connected yet. Its errors never repeat what somebody typed."""
    if url.get_backend_name() != "sqlite":
        # A statement prepared on the server would outlive a swapped table, and breaks behind PgBouncer.
        given = {"prepare_threshold": None, "autocommit": True}
        # We have no hstore: to look for its type is a transaction of its own at the first connection.
        server = create_engine(url, hide_parameters=True, connect_args=given, use_native_hstore=False)
        event.listen(server, "handle_error", _keep_first_line)
        event.listen(server, "begin", _begin)
        return server
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": lock_seconds})
    event.listen(engine, "do_connect", _make_private)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_first_line(context: ExceptionContext) -> None:
    """PostgreSQL's further lines repeat the row ("Failing row contains …"); the first says what is wrong."""
    cause, wrapped = context.original_exception, context.sqlalchemy_exception
    first = str(cause).partition("\n")[0]
    cause.args = (first,)
    if wrapped is not None:
        wrapped.args = (f"({type(cause).__name__}) {first}",)


def _make_private(_dialect: Any, _record: Any, given: Any, _named: Any) -> None:
    """A new file is its owner's alone, and so are the ones that SQLite puts beside it.

    One that is there is not opened: closing it would take away the locks of this process.
    """
    if given and not str(given[0]).startswith((":", "file:")):
        with suppress(OSError):
            os.close(os.open(given[0], os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """The driver's own transactions are off, as they are on PostgreSQL: we begin ourselves."""
    connection.isolation_level = None
    for pragma in ON_SQLITE:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin with the words of whoever opened the connection, in one trip to the database."""
    words = connection.get_execution_options().get("lt_begin", "BEGIN")
    if words:
        connection.exec_driver_sql(words)
