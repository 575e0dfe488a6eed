"""The directory: which random id is who. Names and addresses are here and nowhere in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Index, String, Table, Uuid, bindparam, false, select

from lt_web.store.accounts import ISSUER, accounts
from lt_web.store.base import KEPT
from lt_web.store.states import renew

directory = Table(
    "lt_directory",
    KEPT,
    Column("person", Uuid, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("issuer", String(200), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("manager", Boolean, nullable=False, server_default=false()),
    # A mark of what was last said from outside, to see at a glance that nothing has changed.
    Column("seen", String(64), nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),
    Column("unwanted", String(200), nullable=False, server_default=""),
    Index("lt_directory_subject", "issuer", "subject"),
    Index("lt_directory_name", "name"),
)
ALL = select(directory)
BY_ID = select(directory).where(directory.c.person.in_(bindparam("people", expanding=True)))
BY_SUBJECT = select(directory).where(
    directory.c.issuer == bindparam("issuer"), directory.c.subject == bindparam("subject")
)
BY_NAME = select(directory).where(directory.c.name == bindparam("name")).order_by(directory.c.person)
BY_EMAIL = select(directory).where(directory.c.email == bindparam("email")).order_by(directory.c.person)


@dataclass(frozen=True)
class Entry:
    """One person's entry. `zone` is an IANA name or "" for the programme's; `issuer` and `subject` say how
    they sign in ("" for a name from an imported table that nobody has claimed). `manager` says whether they
    lead others; `seen` marks what was last said of them from outside ("" for nothing); `language` is the
    tag of the one that they chose to read in ("" for what their browser asks); `unwanted` are the kinds of
    mail that they turned off, with blanks between."""

    person: UUID
    name: str
    email: str = ""
    zone: str = ""
    issuer: str = ""
    subject: str = ""
    manager: bool = False
    seen: str = ""
    language: str = ""
    unwanted: str = ""


def add(connection: Connection, entry: Entry) -> None:
    """Write a new entry."""
    connection.execute(directory.insert(), vars(entry))
    renew(connection)


def change(connection: Connection, person: UUID, **values: str | bool) -> None:
    """Change something of a person's entry."""
    connection.execute(directory.update().where(directory.c.person == person).values(**values))
    renew(connection)


def of_people(connection: Connection, people: Iterable[UUID]) -> dict[UUID, Entry]:
    """Return id → entry for those who have one, in one query."""
    wanted = list(set(people))
    rows = connection.execute(BY_ID, {"people": wanted}) if wanted else ()
    return {row.person: Entry(*row) for row in rows}


def everybody(connection: Connection) -> list[Entry]:
    """Return every entry by name; sorted here, since each database has its own idea of an order."""
    found = [Entry(*row) for row in connection.execute(ALL)]
    return sorted(found, key=lambda entry: (entry.name.casefold(), entry.person.hex))


def by_subject(connection: Connection, issuer: str, subject: str) -> Entry | None:
    """Return who signs in as `subject` at `issuer`."""
    row = connection.execute(BY_SUBJECT, {"issuer": issuer, "subject": subject}).first()
    return Entry(*row) if row else None


def of_issuer(connection: Connection, issuer: str) -> list[Entry]:
    """Return everybody of whom that issuer speaks, by name."""
    return [entry for entry in everybody(connection) if entry.issuer == issuer]


def named(connection: Connection, name: str) -> list[Entry]:
    """Return those who are called exactly that."""
    return [Entry(*row) for row in connection.execute(BY_NAME, {"name": name})]


def with_email(connection: Connection, email: str) -> list[Entry]:
    """Return those with that address."""
    return [Entry(*row) for row in connection.execute(BY_EMAIL, {"email": email.strip().lower()})]


def matching(connection: Connection, text: str, most: int = 20) -> list[Entry]:
    """Return up to `most` people whose name contains the text whatever its case, by name."""
    wanted = text.casefold()
    return [entry for entry in everybody(connection) if wanted in entry.name.casefold()][:most]


def size(connection: Connection) -> int:
    """Return how many entries there are."""
    return len(connection.execute(select(directory.c.person)).all())


def others_than_demo(connection: Connection) -> bool:
    """Return whether people are here who did not come with the demo."""
    demo = connection.execute(select(accounts.c.person).where(accounts.c.demo).limit(1)).first()
    issuers = set(connection.execute(select(directory.c.issuer).distinct()).scalars())
    return bool(issuers - {"", ISSUER}) or (bool(issuers) and demo is None)


def remove(connection: Connection, person: UUID) -> None:
    """Forget who a person is: name, address, and how they sign in."""
    connection.execute(directory.delete().where(directory.c.person == person))
    renew(connection)
