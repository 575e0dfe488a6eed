"""Puts a backup into an empty place. Nobody finds anything there before all of it is done.

It is done in a folder beside the place, with copies of the keys: read models are built, an epoch begins if
history was lost, and whoever was erased since is erased again, before anybody could read a word of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from lt_web.backup import lending, manifest
from lt_web.backup.checking import (
    keys_needed,
    opened,
    require_checkpoint,
    require_history,
    require_seen,
    require_sum,
    seen,
    wrapped_by,
)
from lt_web.backup.faults import BackupError, Harmed
from lt_web.backup.files import DATABASE, require_its_files, taken
from lt_web.backup.knowing import Known
from lt_web.backup.making import file_of
from lt_web.backup.places import move_in, require_empty, scratch
from lt_web.installation import Installation
from lt_web.log.epochs import begin_epoch
from lt_web.log.integrity import envelope_differences
from lt_web.store import accounts, erasures, mails, provider_sessions


@dataclass(frozen=True)
class Restored:
    """Where the log ends now, how many people were erased again, and which epoch began (None: none)."""

    position: int
    erased: int
    epoch: int | None


def restore(house: Installation, source: Path, known: Known) -> Restored:
    """Put the backup in a folder where this installation is to be. Raises `BackupError`; then nothing was."""
    require_its_files(source)
    said, place = manifest.read(source), file_of(house)
    house.database.close()
    require_empty(place)
    with scratch(place) as folder:
        made, keys = folder / DATABASE, folder / "keys"
        require_sum(said, taken(source / DATABASE, made))
        require_seen(said, seen(made))
        require_checkpoint(said, made)
        require_keys(house, wrapped_by(made))
        if known.checkpoint:
            with opened(made) as connection:
                require_history(known.checkpoint, connection)
        with _with_lent_keys(house, keys, {"LT_DATA_DIR": str(folder), "LT_DATABASE_URL": ""}) as new:
            done = _finished(new, known)
        lending.give_back(keys, house.keyring.directory)
        move_in(made, place)
        sweep(house)
    return done


def finish(house: Installation, known: Known) -> Restored:
    """Do the same in place, where PostgreSQL's own tool has put the tables back. Twice changes nothing."""
    with house.database.reading() as connection:
        require_keys(house, keys_needed(connection))
        if known.checkpoint:
            require_history(known.checkpoint, connection)
    with scratch(house.keyring.directory / "lent") as folder:
        keys = folder / "keys"
        with _with_lent_keys(house, keys, {}) as new:
            done = _finished(new, known)
        lending.give_back(keys, house.keyring.directory)
        sweep(house)
    return done


def _finished(house: Installation, known: Known) -> Restored:
    """Make an installation of tables that were put back."""
    house.prepare()
    epoch = None
    if known.checkpoint or known.is_lost:
        epoch = begin_epoch(house.log, known.checkpoint)
    before = _erased(house)
    erasures.put(house.keyring.directory, known.erased)
    house.prepare()
    with house.database.writing() as connection:
        end_sessions(connection)
        mails.drop_waiting(connection, house.clock())
    with house.database.reading():
        odd = envelope_differences(house.database)
    if odd:
        raise Harmed(f"The log does not hold together: {odd[0]}.")
    return Restored(house.seal_now().size, _erased(house) - before, epoch)


def sweep(house: Installation) -> None:
    """Destroy the keys that were replaced; the routines do it where this is not reached."""
    with house.database.writing() as connection:
        house.keyring.sweep(connection)


def _erased(house: Installation) -> int:
    with house.database.reading() as connection:
        return len(erasures.everybody(connection))


def require_keys(house: Installation, needed: set[str]) -> None:
    """Raise unless every key file is there under which something was closed."""
    folder = house.keyring.directory
    missing = sorted(needed - {path.stem for path in folder.glob(lending.KEYS)})
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
def _with_lent_keys(house: Installation, keys: Path, other: dict[str, str]) -> Iterator[Installation]:
    """The installation as it will be, with copies of its keys."""
    real = house.keyring.directory
    lending.lend(real, keys)
    settings = {**house.config.values, **other, "LT_KEY_DIR": str(keys), "LT_METRICS": False}
    made = Installation(replace(house.config, values=settings), house.clock)
    try:
        yield made
        lending.retire(keys, made, real)
    finally:
        made.close()
