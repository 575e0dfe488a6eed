"""flask lt programme …: begin one, and see which there are."""

from __future__ import annotations

import click

from lt_web.cli.finding import person_named
from lt_web.cli.group import Sentences, deed, installation, lt


@lt.group(cls=Sentences)
def programme() -> None:
    """Programmes: found, list."""


@programme.command()
@click.argument("slug")
@click.argument("name")
@click.option("--champion", required=True, help="Who plans it: an address, name or id.")
@click.option("--zone", required=True, help="Its time zone, such as Europe/Lisbon.")
@click.option("--purpose", default="", help="What it is for, in a sentence or two.")
def found(slug: str, name: str, champion: str, zone: str, purpose: str) -> None:
    """Found the programme NAME; SLUG is its short name in addresses, such as tech-hour."""
    from lt_web.commands import programmes

    first = person_named(champion)
    installation().perform(deed(), programmes.found, slug, name, purpose, zone, champion=first)
    click.echo(f"Founded {name.strip()}; {champion} plans it.")


@programme.command("list")
def list_programmes() -> None:
    """List the programmes."""
    from projections import programmes

    with installation().database.reading() as db:
        rows = programmes.everything(db)
    for row in rows:
        click.echo(f"{row.slug}\t{row.name}\t{row.zone}\t{'open to all' if row.open else 'members only'}")
    if not rows:
        click.echo("None yet. Begin with: flask lt programme found SLUG NAME --champion … --zone …")
