"""flask lt audit prove: a small proof that one event is in the log."""

from __future__ import annotations

from pathlib import Path

import click

from lt_web.cli.audit import BROKEN, OK, as_json, audit, said
from lt_web.cli.group import installation


@audit.command("prove")
@click.argument("position", type=click.IntRange(min=1))
@click.option("--to", type=click.Path(path_type=Path), help="The file to write; otherwise it is printed.")
@click.option("--with-event", is_flag=True, help="Put the event itself in, as it is stored.")
@as_json
def prove(position: int, to: Path | None, with_event: bool, as_json: bool) -> None:
    """Prove that the event at POSITION is in the log: in less than 1.5 kB, and without showing any other.

    The verifier of an export checks it: python verify.py proof FILE
    """
    from lt_web.evidence.proving import Unprovable, prove

    facts = {"position": position}
    try:
        proof = prove(installation(), position, with_event=with_event)
    except Unprovable as fault:
        said(BROKEN, facts | {"why": str(fault)}, str(fault), as_json=as_json)
    if to is None:
        said(OK, facts | {"proof": proof}, proof.removesuffix("\n"), as_json=as_json)
    to.write_text(proof, encoding="utf-8")
    said(OK, facts | {"to": str(to), "bytes": len(proof.encode())}, f"Wrote {to}.", as_json=as_json)
