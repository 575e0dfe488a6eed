"""flask lt mail …: try whether mail goes out."""

from __future__ import annotations

from html import escape
from uuid import uuid4

import click

from lt_web.cli.group import Sentences, installation, lt

SUBJECT = "Learn Together: does mail go out?"
TEXT = "Somebody has typed “flask lt mail try” to see whether mail goes out. It does."
NO_WAY = (
    "There is no way out: set LT_MAIL_SERVER and LT_MAIL_SENDER, or give LearnTogether a function (mail=…)."
)


@lt.group(cls=Sentences)
def mail() -> None:
    """The way out of mail."""


@mail.command("try")
@click.argument("address")
def try_it(address: str) -> None:
    """Send one message to ADDRESS, now, whatever waits."""
    from lt_web.mail.letters import Letter, addressed, message
    from lt_web.mail.ways import NotSent

    house = installation()
    if house.way_out is None:
        raise click.ClickException(NO_WAY)
    try:
        to = addressed("", address)
    except ValueError:
        raise click.ClickException(
            f"“{address}” is no address. Write it in full, such as ada@tern.example."
        ) from None
    letter = Letter(SUBJECT, f"{TEXT}\n", f"<p>{escape(TEXT)}</p>\n")
    try:
        with house.way_out.opened() as send:
            send(message(letter, uuid4(), to, house.way_out.sender, house.clock()))
    except NotSent as fault:
        raise click.ClickException(
            f"{house.way_out} did not take it: {fault.outcome} ({fault.said})."
        ) from None
    click.echo(f"Handed to {house.way_out}. See that it arrives.")
