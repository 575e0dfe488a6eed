"""flask lt audit witness: accept a checkpoint only if the log goes on from the last one that was accepted."""

from __future__ import annotations

from pathlib import Path

import click

from lt_web.cli.audit import BROKEN, CANNOT_TELL, OK, as_json, audit, said
from lt_web.cli.group import installation

FILE = click.Path(dir_okay=False, path_type=Path)


@audit.command()
@click.option("--keep", type=FILE, required=True, help="Your own file, outside: what you accepted last.")
@click.option("--checkpoint", "given", type=FILE, help="A checkpoint that you were given; else the newest.")
@click.option("--new-epoch", is_flag=True, help="Accept that a restored backup has lost events.")
@as_json
def witness(keep: Path, given: Path | None, new_epoch: bool, as_json: bool) -> None:
    """Hold the log against the checkpoint that you accepted last, and accept the next one."""
    from lt_web.log.notes import Malformed
    from lt_web.log.witness import Memory, judged

    house = installation()
    note = given.read_bytes().decode(errors="replace") if given else _newest()
    try:
        memory = Memory.read(keep)
    except Malformed as fault:
        raise click.ClickException(f"{keep} is not what a witness keeps: {fault}") from None
    found = judged(house.database, memory, note, new_epoch=new_epoch)
    if found.memory:
        found.memory.write(keep)
    code = CANNOT_TELL if found.whole is None else OK if found.whole else BROKEN
    said(code, {"shown": note.split("\n")[:3], "said": found.words}, *found.words, as_json=as_json)


def _newest() -> str:
    """The newest checkpoint; where nothing can be sealed any more, the last one that was."""
    from lt_web.log import checkpoints
    from lt_web.log.sealing import Broken

    house = installation()
    try:
        house.seal_now()
    except Broken as fault:
        click.echo(str(fault), err=True)
    with house.database.reading() as connection:
        row = checkpoints.newest(connection)
    if row is None:
        raise click.ClickException("There is no checkpoint yet.")
    return row.note
