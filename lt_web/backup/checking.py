"""Is a backup whole? Everything is read again, and nothing that it says of itself is believed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from lt_web.backup import manifest
from lt_web.backup.copying import address
from lt_web.backup.faults import Harmed
from lt_web.backup.files import DATABASE, require_its_files, sum_of
from lt_web.backup.manifest import Manifest
from lt_web.log import checkpoints, digest, notes
from lt_web.log.epochs import epoch_of
from lt_web.log.recorder import HEAD, events
from lt_web.store.base import KEPT

INTEGRITY = "PRAGMA integrity_check(1)"
ODD = f"SELECT position FROM {events.name} WHERE typeof(state) <> 'blob' LIMIT 1"  # noqa: S608
SCHEMA = "SELECT type, name, tbl_name FROM sqlite_master"
ALTERED = "{0} is not the file that the manifest names: it was altered, or is not whole."


@dataclass(frozen=True)
class Seen:
    """What the log in a file is: how long, and the root of its tree in hexadecimal digits."""

    position: int
    root: str


def check(source: Path) -> Manifest:
    """Look whether the backup in a folder is whole. Raises `BackupError` where it is not."""
    require_its_files(source)
    said = manifest.read(source)
    require_sum(said, sum_of(source / DATABASE))
    require_seen(said, seen(source / DATABASE))
    require_checkpoint(said, source / DATABASE)
    return said


def require_sum(said: Manifest, found: tuple[str, int]) -> None:
    """Raise unless the file of the database is the one that the manifest names."""
    if found != (said.sha256, said.size):
        raise Harmed(ALTERED.format(DATABASE))


def require_seen(said: Manifest, found: Seen) -> None:
    """Raise unless the log is the one that the manifest names."""
    if found != Seen(said.position, said.root):
        raise Harmed(
            f"The log in {DATABASE} has {found.position} events and is not the one that the manifest names, "
            f"of {said.position} events: their roots differ."
        )


def seen(file: Path) -> Seen:
    """Read a file through: it holds together, there are our tables in it alone, and no event is missing."""
    try:
        with opened(file) as connection:
            for kind, name, table in connection.exec_driver_sql(SCHEMA):
                if kind not in ("table", "index") or table not in KEPT.tables:
                    raise Harmed(f"The {kind} {name[:80]} in {DATABASE} does not belong to a backup.")
            if not connection.dialect.has_table(connection, events.name):
                raise Harmed(f"There is no log in {DATABASE}.")
            if (wrong := connection.exec_driver_sql(INTEGRITY).scalar()) != "ok":
                raise Harmed(f"{DATABASE} does not hold together: {wrong}.")
            if (odd := connection.exec_driver_sql(ODD).scalar()) is not None:
                raise Harmed(f"What {DATABASE} has at position {odd} is no stored event.")
            position = connection.scalar(HEAD) or 0
            return Seen(position, digest.recomputed(connection, position).root.hex())
    except digest.Gap as gap:
        raise Harmed(f"{DATABASE} is not whole. {gap}") from None
    except (SQLAlchemyError, ValueError, TypeError, AttributeError) as error:
        said = getattr(error, "orig", None) or error
        raise Harmed(f"{DATABASE} cannot be read: {said}.") from None


def require_checkpoint(said: Manifest, file: Path) -> None:
    """Raise unless the checkpoint in the manifest is of the log in a file. Whose key it is was not asked."""
    if not said.checkpoint:
        return
    try:
        told = checkpoints.read(said.checkpoint)
        with opened(file) as connection:
            holds = told.root == digest.recomputed(connection, told.size).root
    except (notes.Malformed, digest.Gap):
        holds = False
    if not holds:
        raise Harmed(f"The checkpoint in the manifest is not of the log in {DATABASE}.")


def require_history(checkpoint: str, connection: Connection) -> None:
    """Raise where the log has as many events as a checkpoint that was kept elsewhere, and not the same ones.

    Where it has fewer, events were lost, and where it is of a later epoch, that is known already.
    """
    told = checkpoints.read(checkpoint)
    is_short = told.size > (connection.scalar(HEAD) or 0)
    if is_short or epoch_of(connection) > told.epoch:
        return
    if digest.recomputed(connection, told.size).root != told.root:
        raise Harmed(
            f"The first {told.size} events are not those of the checkpoint that was kept elsewhere: the "
            "backup was altered, or it is of another installation."
        )


def wrapped_by(file: Path) -> set[str]:
    """Return the names of the key files that the keys in a file need."""
    with opened(file) as connection:
        return keys_needed(connection)


def keys_needed(connection: Connection) -> set[str]:
    """Return the names of the key files that the keys in a database need."""
    return set(connection.execute(select(KEPT.tables["lt_keys"].c.wrapped_by).distinct()).scalars())


@contextmanager
def opened(file: Path) -> Iterator[Connection]:
    """A connection that reads a file which nobody writes, and changes nothing of it."""
    engine = create_engine(f"sqlite:///{address(file, 'mode=ro&immutable=1&uri=true')}", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA trusted_schema=OFF")
            yield connection
    finally:
        engine.dispose()
