"""flask lt audit verify: read every event again, and hold it against all that was sealed and signed."""

from __future__ import annotations

import click

from lt_web.cli.audit import BROKEN, OK, as_json, audit, said
from lt_web.cli.group import installation

NOT_PROVED = (
    "Whoever has the database and its key could have made both anew: hold it against a checkpoint outside."
)


@audit.command()
@as_json
def verify(as_json: bool) -> None:
    """Read every event again: is the log what was sealed and signed? Names the positions of damage."""
    from lt_web.log.sealing import Broken
    from lt_web.log.verifying import verified

    house = installation()
    refused = ""
    try:
        house.seal_now()
    except Broken as fault:
        refused = str(fault)
    verdict = verified(house.database)
    if verdict.is_whole and not refused:
        first = f"All {verdict.size} events are as they were sealed; {verdict.checkpoints} checkpoints agree."
        said(OK, verdict.facts(), first, *verdict.remarks, NOT_PROVED, as_json=as_json)
    damage = [*([refused] if refused else []), *verdict.damage]
    facts = verdict.facts() | {"damage": damage}
    click.echo("The log is not what was sealed.", err=True)
    said(BROKEN, facts, *damage, *verdict.remarks, as_json=as_json)
