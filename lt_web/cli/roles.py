"""flask lt role …: who may do what, in a programme or in the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import click

from lt_web.cli.finding import person_named, programme_named
from lt_web.cli.group import Sentences, deed, installation, lt

F = Callable[..., Any]


@lt.group(cls=Sentences)
def role() -> None:
    """Roles: give, take, list. Those of a programme need --programme; admin is of the house."""


def _where(command: F) -> F:
    return click.option("--programme", "slug", default="", help="Short name of the programme.")(command)


@role.command()
@click.argument("who")
@click.argument("name")
@_where
@click.option("--reason", default="Given at the command line", show_default=True, help="Kept in the history.")
def give(who: str, name: str, slug: str, reason: str) -> None:
    """Give WHO (address, name or id) the role NAME: employee, champion, sponsor, auditor, or admin."""
    from lt_web.commands import programmes

    _change(programmes.make_admin, programmes.give_role, who, name, slug, reason)
    click.echo(f"{who} is {name} now.")


@role.command()
@click.argument("who")
@click.argument("name")
@_where
@click.option("--reason", default="Taken at the command line", show_default=True, help="Kept in the history.")
def take(who: str, name: str, slug: str, reason: str) -> None:
    """Take the role NAME from WHO."""
    from lt_web.commands import programmes

    _change(programmes.unmake_admin, programmes.take_role, who, name, slug, reason)
    click.echo(f"{who} is no longer {name}.")


@role.command("list")
@_where
def list_roles(slug: str) -> None:
    """List who holds which role in a programme; without --programme, who administers the house."""
    from lt_web.store import directory
    from projections import roles

    row = programme_named(slug) if slug else None
    with installation().database.reading() as db:
        held = (
            roles.of_programme(db, row.id) if row else dict.fromkeys(roles.admins(db), frozenset({"admin"}))
        )
        names = directory.of_people(db, held)
    for name, person in sorted((names[p].name if p in names else str(p), p) for p in held):
        click.echo(f"{name}\t{', '.join(sorted(held[person]))}")
    if not held:
        click.echo("Nobody yet.")


def _change(of_house: F, of_programme: F, who: str, name: str, slug: str, reason: str) -> None:
    person: UUID = person_named(who)
    if name == "admin":
        installation().perform(deed(), of_house, person, reason)
    elif not slug:
        raise click.UsageError("Say in which programme: --programme SLUG.")
    else:
        installation().perform(deed(), of_programme, programme_named(slug).id, person, name, reason)
