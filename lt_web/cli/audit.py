"""flask lt audit …: read the log, go back in it, and prove that it was not altered."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import click

from lt_web.cli.group import Sentences, lt

OK, BROKEN, CANNOT_TELL = 0, 1, 2  # exit codes, the same for every command of the group

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of sentences.")


class CannotTell(click.ClickException):
    """What was asked can be answered neither with yes nor with no; the message says why."""

    exit_code = CANNOT_TELL


class Audits(Sentences):
    """Commands whose refusals leave open whether the log is whole: exit code 2, never 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal says that nothing was found out."""
        try:
            return super().invoke(ctx)
        except CannotTell:
            raise
        except click.UsageError:
            raise
        except click.ClickException as refusal:
            raise CannotTell(refusal.message) from None


@lt.group(cls=Audits)
def audit() -> None:
    """What happened, why, and the proof. Exit codes: 0 all is well, 1 broken, 2 it cannot be told."""


def said(code: int, facts: dict[str, Any], *sentences: str, as_json: bool) -> NoReturn:
    """Print the facts as JSON, or else the sentences, and end with the exit code."""
    if as_json:
        click.echo(json.dumps({"code": code, **facts}, sort_keys=True, default=str))
    else:
        for sentence in sentences:
            click.echo(sentence)
    click.get_current_context().exit(code)
