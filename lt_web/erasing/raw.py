"""What was deleted leaves the raw files, as far as a database lets us.

This is care, not proof: a disk, a snapshot or a backup may still hold old bytes. What makes words unreadable
for certain is that the key-encryption key around their key is destroyed.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from lt_web.installation import Installation
from lt_web.store import (
    accesses,
    accounts,
    commands,
    directory,
    drafts,
    editions,
    jobs,
    keys,
    mails,
    provider_sessions,
    uploads,
)
from lt_web.watching.lines import tell

log = logging.getLogger(__name__)
WRITTEN_ANEW = "vacuum full {0}"
# Small tables, written anew in a moment; the log and the read models hold nothing clear of the person.
TABLES = (
    accesses.accesses,
    directory.directory,
    accounts.accounts,
    keys.keys,
    drafts.drafts,
    uploads.uploads,
    jobs.jobs,
    commands.commands,
    mails.mails,
    mails.attempts,
    provider_sessions.provider_sessions,
    editions.words,
)


def compacted(installation: Installation, _person: UUID) -> None:
    """Let the database give back the bytes of what was deleted."""
    if installation.database.is_sqlite:
        _truncate_sqlite(Path(str(installation.database.url.database)))
    else:
        _vacuum_postgresql(installation)


def _truncate_sqlite(file: Path) -> None:
    """Deleted bytes are overwritten in the file itself; the write-ahead log is emptied into it.

    Somebody who reads may keep it from being cut for a moment; the next checkpoint does it then.
    """
    connection = sqlite3.connect(file, timeout=5, isolation_level=None)
    try:
        connection.execute("pragma secure_delete=ON")
        busy = connection.execute("pragma wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    if busy:
        tell(log, logging.WARNING, "write-ahead-log-remains")


def _vacuum_postgresql(installation: Installation) -> None:
    """Rows that were deleted lie in PostgreSQL's files until a table is written anew."""
    autocommit = installation.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with autocommit.connect() as connection:
            for table in TABLES:
                connection.exec_driver_sql(WRITTEN_ANEW.format(table.name))
            connection.exec_driver_sql("vacuum lt_events")
    except DBAPIError as error:
        tell(log, logging.WARNING, "vacuum-waits", kind=type(error).__name__)
