"""Puts a backup into an empty place. Nobody finds anything there before all of it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from lt_web.backup import manifest
from lt_web.backup.checking import require_seen, require_sum, seen, wrapped_by
from lt_web.backup.faults import BackupError, Harmed
from lt_web.backup.files import DATABASE, require_its_files, taken
from lt_web.backup.making import file_of
from lt_web.backup.manifest import Manifest
from lt_web.backup.places import move_in, require_empty, scratch
from lt_web.installation import Installation
from lt_web.log.integrity import envelope_differences
from lt_web.store import accounts, provider_sessions


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    manifest: Manifest
    read_models: int


def restore(house: Installation, source: Path) -> Restored:
    """Put the backup in a folder where this installation is to be. Raises `BackupError`; then nothing was."""
    require_its_files(source)
    said, place = manifest.read(source), file_of(house)
    house.database.close()
    require_empty(place)
    with scratch(place) as folder:
        require_sum(said, taken(source / DATABASE, folder / DATABASE))
        require_seen(said, seen(folder / DATABASE))
        require_keys(house, wrapped_by(folder / DATABASE))
        with _house_in(folder, house) as new:
            built = finish(new)
        move_in(folder / DATABASE, place)
    return Restored(said, built)


def finish(house: Installation) -> int:
    """Make an installation of the tables that were put back; return how many read models were built."""
    built = house.prepare()
    with house.database.writing() as connection:
        end_sessions(connection)
    with house.database.reading():
        odd = envelope_differences(house.database)
    if odd:
        raise Harmed(f"The log does not hold together: {odd[0]}.")
    return len(built)


def require_keys(house: Installation, needed: set[str]) -> None:
    """Raise unless every key file is there under which something was closed."""
    folder = house.keyring.directory
    missing = sorted(needed - {path.stem for path in folder.glob("*.kek")})
    if missing:
        raise BackupError(
            f"Key files are missing in {folder}: {', '.join(missing)}. "
            "Put them there first, from the backup of the keys: without them nobody reads what people wrote."
        )


def end_sessions(connection: Connection) -> None:
    """Let everybody sign in again: a session that had ended since would live again."""
    connection.execute(provider_sessions.provider_sessions.delete())
    accounts.end_all_sessions(connection)


@contextmanager
def _house_in(folder: Path, house: Installation) -> Iterator[Installation]:
    """The installation as it will be, in a folder of its own; the keys are where they always are."""
    there = {"LT_DATA_DIR": str(folder), "LT_DATABASE_URL": "", "LT_METRICS": False}
    keys = {"LT_KEY_DIR": str(house.keyring.directory)}
    made = Installation(replace(house.config, values={**house.config.values, **there, **keys}), house.clock)
    try:
        yield made
    finally:
        made.close()
