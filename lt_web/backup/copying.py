"""Copies what is kept out of a live embedded database: one snapshot, for which no writer waits.

Table by table into a new file, so that neither what pages read (it is rebuilt) nor the remains of deleted
rows, which still lie in the pages of the old file, come along.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from lt_web.backup.faults import BackupError
from lt_web.backup.files import new_file
from lt_web.store.base import KEPT

# The new file is written once and given to the disk at the end; a crash leaves nothing that has its name.
QUICKLY = ("journal_mode=OFF", "synchronous=OFF", "secure_delete=ON")
SCHEMA = "SELECT name, sql FROM live.sqlite_master WHERE type = ? AND sql IS NOT NULL AND tbl_name IN ({0})"


def copy(live: Path, target: Path) -> None:
    """Write the kept tables as they are at this moment to a new file. Raises `BackupError`."""
    os.close(new_file(target))
    try:
        with closing(_opened(live, target)) as connection:
            connection.execute("BEGIN")
            for name, made in _kept(connection, "table"):
                connection.execute(made)
                connection.execute(f'INSERT INTO main."{name}" SELECT * FROM live."{name}"')  # noqa: S608
            for _name, made in _kept(connection, "index"):
                connection.execute(made)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise BackupError(f"The database could not be copied: {error}.") from error


def _opened(live: Path, target: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(address(target), uri=True, isolation_level=None)
    for pragma in QUICKLY:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("ATTACH ? AS live", [address(live, "mode=ro")])
    return connection


def _kept(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """The tables, or indexes, that are kept, and the words that make them."""
    marks = ", ".join("?" * len(KEPT.tables))
    return connection.execute(SCHEMA.format(marks), [kind, *KEPT.tables]).fetchall()


def address(path: Path, how: str = "mode=rw") -> str:
    """Name a file to SQLite, which reads it in this way."""
    return f"file:{quote(str(path.absolute()))}?{how}"
