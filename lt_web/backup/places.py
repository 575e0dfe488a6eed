"""The place that a backup is put into: nothing may be there, and nobody may be using it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lt_web.backup.copying import address
from lt_web.backup.faults import BackupError
from lt_web.backup.files import to_disk
from lt_web.store.shredding import shred

SCRATCH = ".restoring-"
ENDINGS = ("-wal", "-shm", "-journal")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
SOMEBODY = ("lt_events", "lt_directory", "lt_accounts")  # an empty installation has rows in none of them
NOT_EMPTY = "There is something in {0} already. Restore into an empty place: name another LT_DATA_DIR."
IN_USE = "Another process has {0} open. Stop the server and its worker first."


def require_empty(file: Path) -> None:
    """Raise `BackupError` unless there is no database, or an empty one of ours that nobody has open."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(address(file), uri=True)) as connection:
            if any(_has_rows(connection, name) for (name,) in connection.execute(TABLES).fetchall()):
                raise BackupError(NOT_EMPTY.format(file))
            # Only who is alone with a file can take its write-ahead log away.
            if connection.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
                raise BackupError(IN_USE.format(file))
    except sqlite3.OperationalError:
        raise BackupError(IN_USE.format(file)) from None
    except sqlite3.DatabaseError:
        raise BackupError(NOT_EMPTY.format(file)) from None


def _has_rows(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a table shows that somebody is at home; one that is not ours does."""
    if not name.startswith("lt_"):
        return True
    return name in SOMEBODY and connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None  # noqa: S608


@contextmanager
def scratch(file: Path) -> Iterator[Path]:
    """Yield a folder beside the place, on the same disk; what a killed restore left there goes first."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in file.parent.glob(f"{SCRATCH}*"):
        _clear(left)
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=file.parent))
    try:
        yield folder
    finally:
        _clear(folder)


def _clear(folder: Path) -> None:
    """Take a folder away, and the bytes of the keys that were lent to it."""
    for path in folder.glob("keys/*"):
        if path.is_file():
            shred(path)
    shutil.rmtree(folder, ignore_errors=True)


def move_in(made: Path, file: Path) -> None:
    """Put a finished database where it is to be, in one step."""
    if any(Path(f"{made}{ending}").exists() for ending in ENDINGS):
        raise BackupError(f"Another process has {made} open.")  # or part of it would stay behind
    require_empty(file)
    for ending in ENDINGS:
        Path(f"{file}{ending}").unlink(missing_ok=True)
    to_disk(made)
    made.replace(file)
    to_disk(file.parent)
