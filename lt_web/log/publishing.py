"""Checkpoints that leave: appended to a file elsewhere, where whoever may write here cannot alter them."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

from lt_web.log import checkpoints
from lt_web.log.database import Database

ENDING = ".checkpoints.txt"


def publish(database: Database, folder: Path, now: datetime) -> Path | None:
    """Append the newest checkpoint to the file of its installation, unless it stands there already.

    Returns the file, None where there is no checkpoint. Raises OSError where nothing can be written there.
    """
    with database.reading() as connection:
        row = checkpoints.newest(connection)
    if row is None:
        return None
    file = folder / f"{checkpoints.read(row.note).instance.replace('/', '-')}{ENDING}"
    _append(file, row.note)
    if row.left_at is None:
        with database.writing() as connection:
            checkpoints.note_left(connection, row.number, now)
    return file


def _append(file: Path, note: str) -> None:
    """Put a note at the end; a blank line stands between two. It is on the disk when this returns."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    with os.fdopen(descriptor, "rb+") as there:
        fcntl.flock(there, fcntl.LOCK_EX)
        known = there.read().decode(errors="replace")
        if known.endswith(note):
            return
        there.write((f"\n{note}" if known else note).encode())
        there.flush()
        os.fsync(there.fileno())
