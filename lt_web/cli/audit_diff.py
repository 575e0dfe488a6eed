"""flask lt audit diff: what changed between two moments, in the read models or on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lt_web.cli.audit import OK, CannotTell, as_json, audit, said
from lt_web.cli.group import installation

if TYPE_CHECKING:
    from lt_web.installation import Installation
    from lt_web.moments.rows import Moved


@audit.command("diff")
@click.argument("first")
@click.argument("last")
@click.argument("address", required=False)
@click.option("--as", "reader", metavar="WHO", help="With whose rights ADDRESS is read: an auditor's.")
@as_json
def diff(first: str, last: str, address: str | None, reader: str | None, as_json: bool) -> None:
    """Say what changed from FIRST to LAST: rows of read models, or what the page at ADDRESS says.

    Each moment is the number of an event, a time (2027-05-03T14:00Z) or now.
    """
    here = installation()
    a, b = (_position(here, text) for text in (first, last))
    if a > b:
        raise CannotTell(f"Event {a} comes after event {b}. Give the earlier moment first.")
    if address is None:
        _of_rows(here, a, b, as_json)
    elif reader is None:
        raise CannotTell("Say with whose rights the page is read, for example: --as emil@tern.example")
    else:
        _of_page(a, b, address, reader, as_json)


def _of_page(a: int, b: int, address: str, reader: str, as_json: bool) -> None:
    """The text of a page that stood at only one of two moments."""
    from lt_web.cli.finding import person_named
    from lt_web.moments.address import NoPage
    from lt_web.moments.from_outside import read_twice

    try:
        before, after, found = read_twice(address, person_named(reader), a, b)
    except NoPage as wrong:
        raise CannotTell(wrong.said) from None
    if not (before.is_there or after.is_there):
        raise CannotTell(f"There was no such page at either moment for {reader}.")
    changes = [{"before": change.before, "after": change.after} for change in found.changes]
    lines = [line for change in found.changes for line in _lines(change.before, change.after)]
    facts = {"first": a, "last": b, "page": address, "changes": changes}
    said(OK, facts, *(lines or ["The page says the same at both moments."]), as_json=as_json)


def _lines(before: str, after: str) -> list[str]:
    return [*([f"- {before}"] if before else []), *([f"+ {after}"] if after else [])]


def _of_rows(here: Installation, a: int, b: int, as_json: bool) -> None:
    """Rows of read models that came, went and changed."""
    from lt_web.moments.rows import moved

    found = moved(here, a, b)
    facts = {"first": a, "last": b, "tables": {one.table: _counted(one) for one in found}}
    said(OK, facts, *_sentences(a, b, found), as_json=as_json)


def _position(here: Installation, text: str) -> int:
    """The position of the log that a moment means; times without a zone are UTC."""
    from datetime import UTC, datetime

    from projections import trail_queries

    with here.database.reading() as db:
        head = trail_queries.head(db)
        if text == "now":
            return head
        if text.removeprefix("e").isdecimal():
            position = int(text.removeprefix("e"))
            if position > head:
                raise CannotTell(f"The log ends at event {head}; there is no event {position} yet.")
            return position
        try:
            said = datetime.fromisoformat(text)
            moment = (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise CannotTell(f"“{text}” is no moment: give an event's number, a time or now.") from None
        return trail_queries.position_at(db, moment)


def _counted(one: Moved) -> dict[str, Any]:
    return {"came": one.came, "went": one.went, "changed": one.changed}


def _sentences(a: int, b: int, found: list[Moved]) -> list[str]:
    events = f"{b - a} event{'' if b - a == 1 else 's'} after event {a}, up to event {b}."
    if not found:
        return [events, "No row of any read model differs."]
    return [events, *(_sentence(one) for one in found)]


def _sentence(one: Moved) -> str:
    parts = ((one.came, "came"), (one.went, "went"), (one.changed, "changed"))
    return f"{one.table}: " + ", ".join(f"{n} {'row' if n == 1 else 'rows'} {what}" for n, what in parts if n)
