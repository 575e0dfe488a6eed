"""flask lt init, rebuild, verify, doctor, demo, tick, work: setting up and looking after."""

from __future__ import annotations

import os
import signal
import threading

import click
from flask import current_app

from lt_web.cli.group import installation, lt

MARKS = {"ok": "ok  ", "warn": "warn", "bad": "bad "}


@lt.command()
def init() -> None:
    """Make or update everything the installation needs. Twice changes nothing."""
    house = installation()
    built = house.prepare()
    if built:
        click.echo(f"Built what pages read: {', '.join(built)}.")
    where = house.database.url.render_as_string(hide_password=True)
    click.echo(f"Ready at event {house.health()['position']}: {where}, keys in {house.keyring.directory}.")


@lt.command()
@click.argument("name", required=False)
def rebuild(name: str | None) -> None:
    """Rebuild what pages read from the log: all of it, or the read model NAME."""
    from projections.catalogue import PROJECTIONS

    wanted = [p for p in PROJECTIONS if name in (None, p.name)]
    if not wanted:
        known = ", ".join(p.name for p in PROJECTIONS)
        raise click.UsageError(f"There is no read model “{name}”. Choose one of: {known}.")
    progress = installation().rebuild(wanted)
    click.echo(f"Rebuilt {', '.join(p.name for p in wanted)} from {progress.position} events.")
    for stopped, (_position, fault) in progress.faults.items():
        click.echo(f"{stopped} stops there: {fault}", err=True)
    if progress.faults:
        raise SystemExit(1)


@lt.command()
def verify() -> None:
    """Compare every row that pages read with a rebuild from the log, and the log with itself."""
    found = installation().differences()
    for difference in found:
        click.echo(difference, err=True)
    if found:
        raise SystemExit(1)
    click.echo("All is well: every row is what the log says.")


@lt.command()
@click.option("--mail", is_flag=True, help="Also connect to the mail server, and sign in there.")
def doctor(mail: bool) -> None:
    """Look for trouble, and say the cure."""
    from lt_web.doctor import examine

    house, pages = installation(), current_app.extensions["learn-together"].pages
    findings = examine(house, {*os.environ, *current_app.config}, pages.around, mail)
    for finding in findings:
        click.echo(f"{MARKS[finding.state]}  {finding.what}{'. ' + finding.cure if finding.cure else ''}")
    if any(finding.state == "bad" for finding in findings):
        raise SystemExit(1)


@lt.command()
def tick() -> None:
    """Do now what time alone brings: offers lapse, voting closes, sessions become held; PDFs are made."""
    from lt_web import press
    from lt_web.evidence import checking
    from lt_web.routines.ticking import tick as run

    ticked = run(installation())
    press.work(installation())
    checking.look(installation())
    if ticked.elsewhere:
        click.echo("Another process is doing this right now.")
    elif ticked.recorded or not ticked.sent:
        click.echo(f"Recorded {ticked.recorded} events." if ticked.recorded else "Nothing was due.")
    if ticked.sent:
        click.echo(f"Sent {ticked.sent} mails." if ticked.sent > 1 else "Sent 1 mail.")
    if ticked.failed:
        click.echo(f"{ticked.failed} things could not be done; the log of the server says why.", err=True)
        raise SystemExit(1)


@lt.command()
@click.option("--every", type=click.IntRange(1), help="Seconds between two runs of the routines.")
def work(every: int | None) -> None:
    """Do in the foreground what the server would do beside answering, until SIGTERM or Ctrl+C.

    Set LT_TICK_SECONDS=0 for the server then.
    """
    from lt_web.routines.errands import run

    ended = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: ended.set())
    click.echo("Routines and PDFs are looked after here.")
    run(installation(), every or installation().config["LT_TICK_SECONDS"] or 60, ended)
    click.echo("Ended.")


@lt.command()
def demo() -> None:
    """Fill an empty installation with a fictional company and two years of its programmes."""
    from lt_web.demo import make

    made = make(installation())
    if made is None:
        click.echo("There is something here already, so nothing was added.")
    else:
        click.echo(
            f"Made {made.company}: {made.people} people, {made.sessions} sessions, {made.events} events."
        )
