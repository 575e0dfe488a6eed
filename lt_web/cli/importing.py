"""flask lt import: read in a table of past sessions; without --yes it only says what it would do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from lt_web.cli.finding import programme_named
from lt_web.cli.group import installation, lt

if TYPE_CHECKING:
    from lt_web.commands.past import Plan
    from lt_web.tables import Problem, Table

MOST_SAID = 40
FAULTY = "Nothing was changed. Mend the rows that are left out, or say --leave-out-faulty."


@lt.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--programme", "slug", required=True, help="Short name of the programme.")
@click.option("--day-first/--month-first", "day_first", default=None, help="How 03/05/2024 is meant.")
@click.option(
    "--zone", default="", help="The clock of the table, such as Europe/Lisbon; else the programme's."
)
@click.option("--leave-out-faulty", "leave_out", is_flag=True, help="Record the rest where rows are faulty.")
@click.option("--yes", is_flag=True, help="Record it. Without this, nothing is changed.")
def import_file(file: Path, slug: str, day_first: bool | None, zone: str, leave_out: bool, yes: bool) -> None:
    """Read the table in FILE as sessions that took place."""
    programme = programme_named(slug)
    zone = zone or programme.zone
    table = _read(file, day_first)
    planned = _planned(programme.id, table, zone)
    _say(table, planned)
    if table.question:
        raise click.ClickException(f"{table.question} Say --day-first or --month-first.")
    if any(problem.fatal and problem.row is None for problem in table.problems):
        raise SystemExit(1)
    if yes and planned.new:
        if _faulty(table, planned) and not leave_out:
            raise click.ClickException(FAULTY)
        _record(programme, table, zone)
    elif planned.new:
        click.echo("Nothing was changed. To record it, say the same with --yes.")


def _read(file: Path, day_first: bool | None) -> Table:
    from lt_web.tables import TableError, read_table

    try:
        return read_table(file.read_bytes(), day_first=day_first)
    except TableError as error:
        raise click.ClickException(str(error)) from None


def _planned(programme: UUID, table: Table, zone: str) -> Plan:
    from lt_web.commands.past import plan, session_of
    from lt_web.events.clock import zone_named

    zone_named(zone)
    house = installation()
    with house.database.reading():
        known = house.log.known([session_of(programme, row) for row in table.rows])
    return plan(programme, table.rows, zone, known, house.clock())


def _say(table: Table, planned: Plan) -> None:
    problems = [*table.problems, *planned.problems]
    for said in (*table.notes, *planned.notes):
        click.echo(f"Note: {said}")
    _list([problem for problem in problems if not problem.fatal], "Look at")
    _list([problem for problem in problems if problem.fatal], "Left out")
    new, faulty = len(planned.new), _faulty(table, planned)
    click.echo(f"{new} new sessions, {planned.known} here already, {faulty} rows left out.")


def _faulty(table: Table, planned: Plan) -> int:
    """How many rows cannot be recorded."""
    problems = [*table.problems, *planned.problems]
    return len({problem.row for problem in problems if problem.fatal and problem.row})


def _list(problems: Iterable[Problem], heading: str) -> None:
    problems = list(problems)
    for problem in problems[:MOST_SAID]:
        click.echo(f"{heading}: {problem}", err=True)
    if len(problems) > MOST_SAID:
        click.echo(f"{heading}: {len(problems) - MOST_SAID} more like these.", err=True)


def _record(programme: Any, table: Table, zone: str) -> None:
    from lt_web.commands.imports import Imported, import_rows
    from lt_web.identity import Deed

    done: list[Imported] = []

    def all_at_once(work: Any) -> None:
        done.append(import_rows(work, programme.id, table.rows, zone))

    installation().perform(Deed(routine="command-line", source="import"), all_at_once)
    click.echo(f"Recorded {done[-1].sessions} sessions; {done[-1].unclaimed} names are new here.")
