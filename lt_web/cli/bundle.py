"""flask lt bundle …: a programme written out of here, and read into an empty installation."""

from __future__ import annotations

from pathlib import Path

import click

from lt_web.cli.group import Sentences, installation, lt

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEXT = """Nobody can sign in with a password or administer yet, since a bundle has neither. Next:
  flask lt role give WHO admin
  flask lt person password WHO      (not where people sign in elsewhere)"""


@lt.group(cls=Sentences)
def bundle() -> None:
    """A programme to take along: export, import."""


@bundle.command("export")
@click.argument("programme")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--without-addresses", is_flag=True, help="Names and time zones alone say who the people are.")
@click.option("--with-votes", is_flag=True, help="Take votes along, closed under a passphrase.")
@click.option("--votes-passphrase-file", type=A_FILE, help="Its first line is that passphrase.")
def export_bundle(
    programme: str,
    target: Path,
    without_addresses: bool,
    with_votes: bool,
    votes_passphrase_file: Path | None,
) -> None:
    """Write PROGRAMME (its short name) to TARGET: a new folder, or a file where it ends in .zip.

    What people wrote stands in it in clear. Votes are left out, unless --with-votes closes them.
    """
    from lt_web.bundle.exporting import export

    votes = _passphrase(votes_passphrase_file, again=True) if with_votes or votes_passphrase_file else ""
    done = export(installation(), programme, target, addresses=not without_addresses, votes=votes)
    click.echo(f"Wrote {target}: {done.events} events, {done.people} people.")
    if done.left_out:
        count = sum(done.left_out.values())
        click.echo(f"Left out: {count} votes. Where voting is still open, people vote again.")
    click.echo(f"SHA-256 of its manifest: {done.manifest_sha256}")


@bundle.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--votes-passphrase-file", type=A_FILE, help="Its first line opens the votes.")
def import_bundle(source: Path, votes_passphrase_file: Path | None) -> None:
    """Read the bundle at SOURCE (a folder or a zip) into this installation, which has to be empty.

    Exit code 1: it was refused, and nothing was recorded.
    """
    from lt_web.bundle.files import Source
    from lt_web.bundle.importing import read_in
    from lt_web.bundle.manifest import read

    with Source(source) as opened:
        closed = bool(read(opened.manifest()).salt)
    votes = _passphrase(votes_passphrase_file, again=False) if closed else ""
    done = read_in(installation(), source, votes)
    click.echo(f"Read in {done.name}: {done.events} events, {done.people} people.")
    click.echo(NEXT)


def _passphrase(file: Path | None, again: bool) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    return str(click.prompt("Passphrase of the votes", hide_input=True, confirmation_prompt=again))
