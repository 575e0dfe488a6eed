"""flask lt backup, restore: a copy that was looked at, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from lt_web.cli.audit import BROKEN, CANNOT_TELL, OK, as_json, said
from lt_web.cli.group import installation, lt

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
A_PLACE = click.Path(path_type=Path)
NOTHING_LOST = "Nothing that the checkpoint is of was lost."
NOBODY_KNOWS = (
    "Whether events were lost only a checkpoint tells that was kept elsewhere (--checkpoint, --lost)."
)
WITH_FOLDER = "Say which backup: flask lt restore FOLDER"
AFTER_POSTGRESQL = "PostgreSQL puts its tables back by its own tool, after it run this without FOLDER:"
ON_POSTGRESQL = "PostgreSQL is backed up by its own tool; nothing was made here. Run:"


@lt.command()
@click.argument("folder", type=A_PLACE)
@click.option("--verify", is_flag=True, help="Make nothing: look whether the backup in FOLDER is whole.")
@as_json
def backup(folder: Path, verify: bool, as_json: bool) -> None:
    """Write a backup of the database to the new FOLDER, and verify it there. Everybody may work meanwhile.

    The key files are not in it: keep theirs elsewhere. Exit codes: 0 it is whole, 1 it is not, 2 nothing
    was made, since PostgreSQL has a tool of its own.
    """
    from lt_web.backup.checking import check
    from lt_web.backup.making import back_up

    with _refusals(as_json):
        if verify:
            whole = check(folder)
            facts = {"position": whole.position, "root": whole.root, "made_at": whole.made_at.isoformat()}
            words = f"The backup of {whole.made_at:%Y-%m-%d %H:%M} UTC is whole: {whole.position} events."
            said(OK, facts, words, as_json=as_json)
        if not installation().database.is_sqlite:
            _tell_of_pg_dump(folder, as_json)
        made = back_up(installation(), folder)
    facts = {"position": made.position, "root": made.root, "sha256": made.sha256, "bytes": made.size}
    sentence = f"Wrote {folder}: {made.position} events, {_size(made.size)}, read again and whole."
    keys = f"The keys in {installation().keyring.directory} are not in it: keep a copy of them elsewhere."
    said(OK, facts, sentence, keys, as_json=as_json)


@lt.command()
@click.argument("folder", type=A_PLACE, required=False)
@click.option("--erasures", "erased", type=A_FILE, help="The list of who was erased, from beside the keys.")
@click.option("--no-erasures", "nobody", is_flag=True, help="Nobody was ever erased.")
@click.option("--checkpoint", type=A_FILE, help="The last checkpoint that was kept elsewhere.")
@click.option("--lost", is_flag=True, help="Events were lost, and there is no checkpoint that says so.")
@as_json
def restore(
    folder: Path | None, erased: Path | None, nobody: bool, checkpoint: Path | None, lost: bool, as_json: bool
) -> None:
    """Put the backup in FOLDER into this installation, which has to be empty, with the server stopped.

    Put the key files into their place first. On PostgreSQL pg_restore puts the tables back; run this after
    it, without FOLDER. Exit code 1: it was refused, and nothing was put back.
    """
    from lt_web.backup import knowing, restoring

    house = installation()
    if (folder is None) == house.database.is_sqlite:
        raise click.UsageError(WITH_FOLDER if house.database.is_sqlite else _pg_restore(folder or Path()))
    with _refusals(as_json):
        known = knowing.told(house, erased, nobody, checkpoint, lost)
        done = restoring.restore(house, folder, known) if folder else restoring.finish(house, known)
    words = [f"Back at event {done.position}. Everybody signs in again."]
    words += [f"Erased again: {done.erased} people who had been erased since."] if done.erased else []
    said(OK, vars(done), *words, _of_history(done.epoch, bool(checkpoint or lost)), as_json=as_json)


def _of_history(epoch: int | None, is_known: bool) -> str:
    """What is known of events that are not there any more."""
    if epoch:
        return f"Events were lost: epoch {epoch} of the log has begun, and says so."
    return NOTHING_LOST if is_known else NOBODY_KNOWS


def _pg_restore(folder: Path) -> str:
    from lt_web.backup import postgres

    line = postgres.restore(installation().database.url, folder / postgres.FILE)
    return f"{AFTER_POSTGRESQL} {line}"


def _tell_of_pg_dump(folder: Path, as_json: bool) -> None:
    from lt_web.backup import postgres

    line = postgres.dump(installation().database.url, folder)
    said(CANNOT_TELL, {"made": False, "run": line}, ON_POSTGRESQL, line, as_json=as_json)


@contextmanager
def _refusals(as_json: bool) -> Iterator[None]:
    """What is refused is a sentence, or else an object."""
    from lt_web.backup.faults import BackupError

    try:
        yield
    except BackupError as refusal:
        if not as_json:
            raise
        said(BROKEN, {"refused": str(refusal)}, as_json=True)


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB"
