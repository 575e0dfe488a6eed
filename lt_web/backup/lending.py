"""Keys lent to a restore, in copies: what it does to them is so for good once the database stands.

Erasing somebody again destroys the file that wraps everybody's keys. Were that done in the real folder while
the restored database is not in its place yet, a restore that is killed would leave a backup nobody can read.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from lt_web.backup.files import OWN
from lt_web.installation import Installation
from lt_web.store.erasures import FILE as ERASURES
from lt_web.store.keys import write_whole

KEYS = "*.kek"


def lend(keys: Path, folder: Path) -> None:
    """Copy the key files, with their times: the newest is the one in force. The list of erasures waits."""
    folder.mkdir(mode=0o700)
    for path in _files(keys):
        if path.name != ERASURES:
            Path(shutil.copy2(path, folder)).chmod(OWN)


def give_back(folder: Path, keys: Path) -> None:
    """Put what was made meanwhile where the keys are."""
    for path in _files(folder):
        known, content = keys / path.name, path.read_bytes()
        if not known.exists() or known.read_bytes() != content:
            write_whole(keys, path.name, content)


def retire(folder: Path, house: Installation, keys: Path) -> None:
    """Note in the database which keys were destroyed meanwhile: `sweep` does so where they belong."""
    with house.database.writing() as connection:
        gone = {path.stem for path in keys.glob(KEYS) if not (folder / path.name).exists()}
        house.keyring.retire(connection, gone)


def _files(folder: Path) -> Iterator[Path]:
    """The keys of ballot boxes, in a folder of their own, are never copied."""
    return (path for path in sorted(folder.iterdir()) if path.is_file())
