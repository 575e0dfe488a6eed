"""flask lt people sync: bring the people here in line with a file of those who work in the company."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lt_web.cli.group import Sentences, installation, lt

if TYPE_CHECKING:
    from lt_web.arriving.people_file import PeopleFile
    from lt_web.arriving.syncing import Told

MOST_SAID = 40
# What happened, in the order in which it is told.
SAID = {
    "joined": "Join",
    "returned": "Come back",
    "changed": "Change",
    "moved": "Move team",
    "given": "Get a role with a group",
    "taken": "Lose a role with a group",
    "needed": "Keep a role, since nobody else holds it",
    "away": "Stay away, as was noted here",
    "left": "Leave",
    "last": "Cannot leave, since nobody else who is here would be an admin; make somebody else one first",
}


@lt.group("people", cls=Sentences)
def people_group() -> None:
    """All people at once: sync."""


@people_group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--issuer", default="host", show_default=True, help="Where those in the file sign in.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would happen.")
@click.option("--many-leavers", is_flag=True, help="Let more than half of the people leave.")
@click.option("--second-keys", is_flag=True, help="Let people join whose addresses are known from elsewhere.")
def sync(file: Path, issuer: str, dry: bool, many_leavers: bool, second_keys: bool) -> None:
    """Take in who stands in FILE (CSV or JSON), and note who no longer does as having left.

    Exit code 0: done, or nothing to do. 1: the file or one of its rows is faulty, too many would leave, or
    most are known from elsewhere;
    nothing was changed.
    """
    from lt_web.arriving.syncing import KnownElsewhere, TooManyLeave
    from lt_web.arriving.syncing import sync as bring_in_line

    said = _read(file, issuer)
    try:
        told = bring_in_line(
            installation(),
            said.people,
            issuer,
            dry=dry,
            many_leavers=many_leavers,
            second_keys=second_keys,
        )
    except (KnownElsewhere, TooManyLeave) as refusal:
        raise click.ClickException(str(refusal)) from None
    _tell(told, dry)


def _read(file: Path, issuer: str) -> PeopleFile:
    from lt_web.arriving.people_file import read
    from lt_web.tables import TableError

    try:
        said = read(file.read_bytes(), issuer)
    except TableError as error:
        raise click.ClickException(str(error)) from None
    if said.ignored:
        click.echo(f"Not read: {', '.join(said.ignored)}.")
    for problem in said.problems[:MOST_SAID]:
        click.echo(problem, err=True)
    if said.problems:
        count = len(said.problems)
        raise click.ClickException(f"Nothing was changed: mend {count} row{'' if count == 1 else 's'} first.")
    return said


def _tell(told: Told, dry: bool) -> None:
    for what, verb in SAID.items():
        names = getattr(told, what)
        if names:
            more = f", and {len(names) - MOST_SAID} more" if len(names) > MOST_SAID else ""
            click.echo(f"{verb} ({len(names)}): {', '.join(names[:MOST_SAID])}{more}")
    click.echo(f"{told.people} people in the file, {told.same} of them as they were.")
    if dry:
        click.echo("That was a dry run: nothing was changed.")
