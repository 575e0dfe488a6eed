"""Who read what of the log: kept beside it, for whoever was read about and for other auditors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, Text, Uuid, or_, select

from lt_web.columns import UtcDateTime
from lt_web.events.ids import HOUSE
from lt_web.store.base import KEPT

KEPT_FOR = timedelta(days=2 * 365)
LOG, EVENT, FILE, COMMAND_LINE = "log", "event", "file", "command-line"
REPORT = "report"  # a file of the report: it left the house, and cannot be called back
PAST = "past"
MOST_ASKED = 500

accesses = Table(
    "lt_accesses",
    KEPT,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("by", Uuid, nullable=True),  # None where it was read on the server
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("programme", Uuid, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("position", BigInteger, nullable=True),
    Column("asked", Text, nullable=False),  # the conditions under which it was searched
    Column("person", Uuid, nullable=True),  # about whom, one row each
    Index("lt_accesses_person", "person", "number"),
    Index("lt_accesses_programme", "programme", "number"),
)


@dataclass(frozen=True)
class Access:
    """One reading: of one event (`position`), or of those that meet what was `asked`; about these people."""

    by: UUID | None
    programme: UUID
    kind: str
    position: int | None = None
    asked: str = ""
    people: Collection[UUID] = ()


def note(connection: Connection, access: Access, at: datetime) -> None:
    """Write a reading down: a row for each person it is about, or one without a name."""
    row = {
        "by": access.by,
        "at": at,
        "programme": access.programme,
        "kind": access.kind,
        "position": access.position,
        "asked": access.asked[:MOST_ASKED],
    }
    people: Sequence[UUID | None] = sorted(access.people) or [None]
    connection.execute(accesses.insert(), [row | {"person": person} for person in people])


def of_programme(db: Connection, programme: UUID, before: int | None = None, most: int = 50) -> list[Any]:
    """The latest readings in a programme, before a number, the newest first."""
    here = or_(accesses.c.programme == programme, accesses.c.programme == HOUSE)
    found = select(accesses).where(here, accesses.c.number < (before or 1 << 62))
    return list(db.execute(found.order_by(accesses.c.number.desc()).limit(most)))


def about(db: Connection, person: UUID, most: int | None = None) -> list[Any]:
    """The readings about a person, the newest first."""
    found = select(accesses).where(accesses.c.person == person).order_by(accesses.c.number.desc())
    return list(db.execute(found.limit(most)))


def purge(connection: Connection, now: datetime, kept_for: timedelta = KEPT_FOR) -> None:
    """Forget what is older than that (two years)."""
    connection.execute(accesses.delete().where(accesses.c.at < now - kept_for))


def taken(db: Connection, person: UUID, most: int) -> list[Any]:
    """The latest files that somebody took away in which a person is named."""
    files = accesses.c.kind.in_((FILE, REPORT))
    found = select(accesses).where(accesses.c.person == person, files).order_by(accesses.c.number.desc())
    return list(db.execute(found.limit(most)))


def forget(connection: Connection, person: UUID, name: str) -> None:
    """Forget under which words somebody was sought who is erased: their name may stand there. Who read about
    them, under the id that means nothing any more, stays."""
    about = accesses.c.person == person
    named = or_(about, accesses.c.asked.contains(name, autoescape=True)) if name else about
    connection.execute(accesses.update().where(named).values(asked=""))
