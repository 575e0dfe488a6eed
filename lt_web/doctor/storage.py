"""Is there room, does the database keep what it is told, does a connection stay the same one?"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from lt_web.doctor.finding import Finding
from lt_web.installation import Installation

LITTLE_SPACE, NO_SPACE = 1024**3, 100 * 1024**2
OTHERS = 5


def disk(installation: Installation) -> Iterator[Finding]:
    """Is there room to write?"""
    folder: Path = installation.config["LT_DATA_DIR"].absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{free // 1024**2:,} MB are free at {folder}"
    if free > LITTLE_SPACE:
        yield Finding("ok", said)
    else:
        yield Finding("bad" if free < NO_SPACE else "warn", said, "Make room before nothing can be recorded.")


def data_files(installation: Installation) -> Iterator[Finding]:
    """Are the embedded database and its folder nobody else's to read?"""
    if not installation.database.is_sqlite:
        return
    file = Path(installation.database.url.database or "").absolute()
    beside = [Path(f"{file}{ending}") for ending in ("", "-wal", "-shm")]
    for path, mode in ((file.parent, 0o700), *((path, 0o600) for path in beside)):
        found = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
        if found & ~mode:
            yield Finding("warn", f"Others may look into {path} ({found:04o})", f"Run: chmod {mode:o} {path}")


def database(installation: Installation) -> Iterator[Finding]:
    """Can it be reached, does it keep what it was told, are the tables there?"""
    where = installation.database.url.render_as_string(hide_password=True)
    if not installation.is_prepared():
        yield Finding("bad", f"The database has no tables of ours: {where}", "Run: flask lt init")
        return
    with installation.database.reading() as db:
        yield from (_of_sqlite if installation.database.is_sqlite else _of_postgres)(db)
    yield Finding("ok", f"The database is prepared: {where}")


def _of_sqlite(db: Connection) -> Iterator[Finding]:
    mode, level = (
        db.execute(text("PRAGMA journal_mode")).scalar(),
        db.execute(text("PRAGMA synchronous")).scalar(),
    )
    if (mode, level) == ("wal", 2):
        yield Finding("ok", "SQLite writes ahead and waits for the disk")
    else:
        cure = "Keep the file on a local disk: network file systems cannot do this."
        yield Finding("bad", f"SQLite's journal mode is {mode}, synchronous {level}", cure)


def _of_postgres(db: Connection) -> Iterator[Finding]:
    if db.execute(text("SHOW synchronous_commit")).scalar() == "off":
        yield Finding("warn", "PostgreSQL does not wait for the disk", "Set synchronous_commit = on.")
    if db.execute(text("SHOW fsync")).scalar() == "off":
        yield Finding("warn", "PostgreSQL never waits for the disk", "Set fsync = on.")


def pooling(installation: Installation) -> Iterator[Finding]:
    """Does each connection stay with its server process? A pooler in transaction mode changes it."""
    if installation.database.is_sqlite:
        return
    if pooled_by_transaction(installation):
        cure = "Give Learn Together a direct connection, or a pool with pool_mode = session."
        yield Finding("bad", "A pooler (PgBouncer) gives each transaction another connection", cure)
    else:
        yield Finding("ok", "Connections reach PostgreSQL without changing hands")


def pooled_by_transaction(installation: Installation) -> bool:
    """Whether one connection meets several server processes while others hold the first one."""
    engine = installation.database.engine
    with ExitStack() as held:
        one, *others = (held.enter_context(engine.connect()) for _ in range(1 + OTHERS))
        met = {_server_process(one)}
        one.commit()
        for other in others:
            _server_process(other)
        met.add(_server_process(one))
    return len(met) > 1


def _server_process(connection: Connection) -> Any:
    """Which process of the server answers in a transaction, which stays open."""
    connection.exec_driver_sql("BEGIN")
    return connection.scalar(text("SELECT pg_backend_pid()"))
