"""flask lt person …: who is here, in which team, and who may sign in."""

from __future__ import annotations

import click

from lt_web.cli.finding import person_named
from lt_web.cli.group import Sentences, deed, installation, lt


@lt.group(cls=Sentences)
def person() -> None:
    """People: add, list, move to another team, leave, come back."""


@person.command()
@click.argument("name")
@click.option("--email", default="", help="Their address; it is also their name for signing in.")
@click.option("--team", default="", help="The team they work in.")
@click.option("--zone", default="", help="Their time zone, such as Europe/Lisbon; else the programme's.")
@click.option("--sign-in", is_flag=True, help="Ask for a password, so that they can sign in at this server.")
@click.option("--admin", is_flag=True, help="Let them administer the house.")
def add(name: str, email: str, team: str, zone: str, sign_in: bool, admin: bool) -> None:
    """Add a colleague called NAME."""
    from lt_web.commands import server

    if sign_in and not email:
        raise click.UsageError("Give an --email with --sign-in: people sign in with their address.")
    password = _asked() if sign_in else ""
    installation().perform(deed(), server.add_person, name, email, team, zone, password, admin)
    click.echo(f"{name.strip()} is here.")


@person.command("list")
def list_people() -> None:
    """List everybody by name."""
    from lt_web.store import directory
    from projections import people

    with installation().database.reading() as db:
        entries = directory.everybody(db)
        rows = people.some(db, [entry.person for entry in entries])
    for entry in entries:
        row = rows.get(entry.person)
        standing = "" if row is None or (row.here and row.claimed) else "left" if row.claimed else "unclaimed"
        click.echo("\t".join((entry.name, entry.email, row.team if row else "", standing)).rstrip())
    if not entries:
        click.echo("Nobody is here yet. Begin with: flask lt person add NAME --email … --sign-in --admin")


@person.command()
@click.argument("who")
@click.argument("name")
def team(who: str, name: str) -> None:
    """Let WHO (address, name or id) work in the team NAME."""
    from lt_web.commands import people

    installation().perform(deed(), people.move_team, person_named(who), name)
    click.echo(f"{who} works in {name}.")


@person.command()
@click.argument("who")
def leave(who: str) -> None:
    """Record that WHO left; they can no longer sign in."""
    from lt_web.commands import leaving
    from projections import ties

    person, house = person_named(who), installation()
    with house.database.reading() as db:
        tied = ties.of_person(db, person, house.clock())
    house.perform(deed(), leaving.leave, person, **vars(tied))
    click.echo(f"{who} left.")


@person.command("return")
@click.argument("who")
def come_back(who: str) -> None:
    """Record that WHO is here again."""
    from lt_web.commands import people

    installation().perform(deed(), people.come_back, person_named(who))
    click.echo(f"{who} is here again.")


@person.command()
@click.argument("who")
def password(who: str) -> None:
    """Give WHO another password; every session of theirs ends."""
    from lt_web.commands import server

    installation().perform(deed(), server.set_password, person_named(who), _asked())
    click.echo(f"{who} signs in with that password from now on.")


def _asked() -> str:
    from lt_web.sign_in.accounts import hashed

    return hashed(click.prompt("Password", hide_input=True, confirmation_prompt="Again"))
