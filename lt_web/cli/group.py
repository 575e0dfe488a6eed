"""The group `lt`: finds the installation of the application, and says refusals in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from flask import current_app
from flask.cli import AppGroup

if TYPE_CHECKING:
    from lt_web.identity import Deed
    from lt_web.installation import Installation

NOT_HERE = "Learn Together is not part of this application. Name one that has it: flask --app wsgi lt …"


class Sentences(AppGroup):
    """Commands whose refusals are sentences to whoever typed them, never a trace."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it refuses is said in one sentence, with exit code 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = _sentence(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from None


@click.group(cls=Sentences)
def lt() -> None:
    """Learn Together: set up, look after, and begin from the command line."""


def installation() -> Installation:
    """The installation of the application that `flask --app` names."""
    extension = current_app.extensions.get("learn-together")
    if extension is None:
        raise click.ClickException(NOT_HERE)
    found: Installation = extension.installation
    return found


def deed() -> Deed:
    """What is done here is done by whoever may log in to the server."""
    from lt_web.identity import Deed

    return Deed(routine="command-line", source="cli")


def _sentence(error: Exception) -> str | None:
    """What to say of an error; None for one that is a mistake of ours and needs its trace."""
    from sqlalchemy.exc import DBAPIError

    from lt_web.events.refusals import Invalid, Refused
    from lt_web.log.faults import LogError
    from lt_web.log.work import Missing
    from lt_web.permissions import Forbidden

    if isinstance(error, Invalid):
        return f"{error.field}: {error}"
    if isinstance(error, Missing):
        return "There is no such person, programme or thing here."
    if isinstance(error, Refused | Forbidden):
        return str(error)
    return _trouble(error) if isinstance(error, LogError | DBAPIError) else None


def _trouble(fault: Exception) -> str:
    from lt_web.log.faults import Busy, LogError, Outdated, Unavailable

    words = " ".join(str(getattr(fault, "orig", fault)).split())
    if isinstance(fault, Busy):
        return "The database is busy with other writers. Try again in a moment."
    if isinstance(fault, Unavailable) or not isinstance(fault, LogError):
        return f"The database cannot do this now ({words}). “flask lt doctor” says more."
    return f"{words}. Run “flask lt rebuild”." if isinstance(fault, Outdated) else words
