"""flask lt audit seal, rotate-key: sign how far the log goes, and with another key."""

from __future__ import annotations

from pathlib import Path

import click

from lt_web.cli.audit import OK, as_json, audit, said
from lt_web.cli.group import installation

FOLDER = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)
ONLY_OUTSIDE = "It proves something once it is somewhere else: --publish DIR appends it to a file there."


@audit.command()
@click.option("--publish", "folder", type=FOLDER, help="Append the checkpoint to a file in this folder.")
@click.option("--anew", is_flag=True, help="Make damaged tiles anew first, from events that are whole.")
@as_json
def seal(folder: Path | None, anew: bool, as_json: bool) -> None:
    """Seal everything that is recorded by now, and sign it."""
    from lt_web.log.publishing import publish
    from lt_web.log.sealing import renew_tiles

    house = installation()
    if anew:
        renew_tiles(house.database)
    checkpoint = house.seal_now()
    file = publish(house.database, folder, house.clock()) if folder else None
    facts = {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}
    facts |= {"printed": checkpoint.footer, "published": str(file) if file else None}
    where = f"The checkpoint stands in {file}." if file else ONLY_OUTSIDE
    said(OK, facts, f"{checkpoint.size} events are sealed: {checkpoint.footer}", where, as_json=as_json)


@audit.command("rotate-key")
@as_json
def rotate_key(as_json: bool) -> None:
    """Sign with a new key; the old one signs beside it for 30 days, so that others learn of the new one."""
    from lt_web.log import signing
    from lt_web.log.notes import public_line
    from lt_web.log.tiles import head_of

    house = installation()
    house.seal_now()
    with house.database.writing() as connection:
        new = house.signer.rotate(connection)
        checkpoint = house.signer.sign(connection, head_of(connection))
        every = [public_line(checkpoint.origin, key) for key in signing.publics(connection)]
    facts = {"new": every[-1], "keys": every, "printed": checkpoint.footer}
    first = f"From now on {new.name} signs. Those before it sign beside it until they end."
    said(OK, facts, first, "Public keys, the oldest first:", *every, as_json=as_json)
