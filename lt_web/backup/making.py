"""Makes a backup of the embedded database, and believes in it only once it was read again."""

from __future__ import annotations

import os
from pathlib import Path

from lt_web import __version__
from lt_web.backup import manifest
from lt_web.backup.checking import Seen, seen
from lt_web.backup.copying import copy
from lt_web.backup.faults import BackupError
from lt_web.backup.files import DATABASE, MANIFEST, new_file, new_folder, sum_of
from lt_web.backup.manifest import Manifest
from lt_web.backup.noted import note
from lt_web.installation import UNPREPARED, Installation
from lt_web.log import checkpoints, digest
from lt_web.log.sealing import Broken


def back_up(house: Installation, target: Path) -> Manifest:
    """Write a backup to a new folder, and verify it there. Raises `BackupError`; then there is none."""
    if not house.is_prepared():
        raise BackupError(UNPREPARED)
    now, checkpoint = house.clock(), _sealed(house)
    with new_folder(target) as folder:
        copy(file_of(house), folder / DATABASE)
        found = seen(folder / DATABASE)
        _require_the_live_root(house, found)
        sha256, size = sum_of(folder / DATABASE)
        made = Manifest(now, __version__, found.position, found.root, checkpoint, sha256, size)
        with os.fdopen(new_file(folder / MANIFEST), "w", encoding="utf-8") as file:
            file.write(manifest.written(made))
    note(house, now)
    return made


def _sealed(house: Installation) -> str:
    """Seal what is recorded, and return the newest checkpoint."""
    try:
        house.seal_now()
    except (Broken, digest.Gap) as fault:
        raise BackupError(f"{fault} Run “flask lt audit verify”.") from None
    with house.database.reading() as connection:
        newest = checkpoints.newest(connection)
    return newest.note if newest else ""


def file_of(house: Installation) -> Path:
    """The file of the embedded database."""
    return Path(house.database.url.database or "").absolute()


def _require_the_live_root(house: Installation, found: Seen) -> None:
    with house.database.reading() as connection:
        live = digest.at(connection, found.position).root.hex()
    if live != found.root:
        raise BackupError(
            f"The copy of {found.position} events has another root than the log itself. "
            "Run “flask lt audit verify”: one of them was altered."
        )
