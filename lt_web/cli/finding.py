"""How people and programmes are named on the command line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click

from lt_web.cli.group import installation


def person_named(text: str) -> UUID:
    """The person with that address, exact name or id."""
    from lt_web.store import directory

    with installation().database.reading() as db:
        found = directory.with_email(db, text) or directory.named(db, text) or _with_id(db, text)
    if not found:
        raise click.ClickException(
            f"There is nobody called “{text}”. “flask lt person list” says who is here."
        )
    if len(found) > 1:
        ids = ", ".join(str(entry.person) for entry in found)
        raise click.ClickException(
            f"There are {len(found)} people called “{text}”. Give an id instead: {ids}."
        )
    person: UUID = found[0].person
    return person


def programme_named(slug: str) -> Any:
    """The row of the programme with that short name."""
    from projections import programmes

    with installation().database.reading() as db:
        row = programmes.of_slug(db, slug)
        known = ", ".join(p.slug for p in programmes.everything(db)) or "none yet"
    if row is None:
        raise click.ClickException(f"There is no programme “{slug}”. There is: {known}.")
    return row


def _with_id(db: Any, text: str) -> list[Any]:
    from lt_web.store import directory

    try:
        return list(directory.of_people(db, [UUID(text)]).values())
    except ValueError:
        return []
