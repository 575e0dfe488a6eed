"""Pages read from the command line: with the rights of a person, and noted as read on the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import current_app

from lt_web.events.ids import HOUSE
from lt_web.identity import Profile
from lt_web.log.database import Database
from lt_web.moments.address import matched, of_today, people_of, prefix
from lt_web.moments.differing import Difference, difference
from lt_web.moments.reading import Reading, read
from lt_web.past.preparing import ON_SERVER
from lt_web.store import accesses, directory
from lt_web.store.accesses import COMMAND_LINE, Access
from lt_web.web import EXTENSION, installation
from projections import programmes


def read_twice(address: str, reader: UUID, first: int, last: int) -> tuple[Reading, Reading, Difference]:
    """What a page said at two positions, as a person may read it, and what differs. Raises `NoPage`."""
    with current_app.test_request_context(f"{prefix()}/", environ_overrides={ON_SERVER: True}):
        where = of_today(address)
        _note(where, f"first={first}&last={last}&page={where}")
        with _being(reader):
            before, after = read(where, first), read(where, last)
    return before, after, difference(before.blocks, after.blocks)


def _note(where: str, asked: str) -> None:
    """Nobody reads unnoticed, on the server neither."""
    database: Database = installation().database
    slug, people = matched(where)[1].get("programme", ""), people_of(where)
    with database.reading() as db:
        row = programmes.of_slug(db, slug)
    access = Access(None, row.id if row else HOUSE, COMMAND_LINE, asked=asked, people=people)
    with database.writing() as connection:
        accesses.note(connection, access, installation().clock())


@contextmanager
def _being(reader: UUID) -> Iterator[None]:
    """Answer as if this person asked: in this process, for these readings alone."""
    extension = current_app.extensions[EXTENSION]
    with installation().database.reading() as db:
        entry = directory.of_people(db, [reader])[reader]
    before, extension.person = extension.person, lambda: Profile(entry.issuer, entry.subject, entry.name)
    try:
        yield
    finally:
        extension.person = before
