"""flask lt audit export: the log as evidence that anybody can check."""

from __future__ import annotations

from pathlib import Path

import click

from lt_web.cli.audit import BROKEN, OK, as_json, audit, said
from lt_web.cli.group import installation


@audit.command("export")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--redact", multiple=True, metavar="WHAT", help="Leave out a programme, or a stream by its id.")
@click.option("--only", metavar="PROGRAMME", default="", help="Leave out all that is not of this programme.")
@as_json
def export(target: Path, redact: tuple[str, ...], only: str, as_json: bool) -> None:
    """Write the whole log to DIR: a new folder, or a file where it ends in .zip.

    Beside the events lie what they were sealed with, the public keys and a verifier, which is one file that
    needs nothing else of this program. What is left out stands there as its fingerprint: the whole can be
    checked all the same. What people wrote stays encrypted.
    """
    from lt_web.evidence.exporting import export
    from lt_web.evidence.selecting import chosen

    done = export(installation(), target, chosen(installation(), redact, only))
    said(
        BROKEN if done.fault else OK,
        {"to": str(target), **vars(done)},
        f"Wrote {target}: {done.events} events, {done.left_out} of them as fingerprints alone.",
        f"The foot of a report sealed now: {done.foot}",
        f"It is signed by {done.key}.",
        f"BROKEN: {done.fault}" if done.fault else f"To check it: python {target / 'verify.py'}",
        as_json=as_json,
    )
