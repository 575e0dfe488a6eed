"""Command ids: a repeat of a deed that creates something gets the first result (kept for 48 hours)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Column, Connection, String, Table, Uuid, bindparam, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

KEPT_FOR = timedelta(hours=48)

commands = Table(
    "lt_commands",
    KEPT,
    Column("id", String(64), primary_key=True),
    Column("person", Uuid, nullable=True),
    Column("name", String(80), nullable=False),
    Column("body", String(64), nullable=False),
    Column("result", Uuid, nullable=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)
FIND = select(commands).where(commands.c.id == bindparam("wanted"))


@dataclass(frozen=True)
class Done:
    """A command that was carried out: by whom, which, with what, and what came of it."""

    id: str
    person: UUID | None
    name: str
    body: str
    result: UUID | None
    at: datetime

    def repeats(self, other: Done) -> bool:
        """Whether the other is this very deed again, not another under the same id."""
        return (self.person, self.name, self.body) == (other.person, other.name, other.body)


def digest(text: str) -> str:
    """Reduce what was sent to what tells it from something else."""
    return hashlib.sha256(text.encode()).hexdigest()


def find(connection: Connection, id: str) -> Done | None:
    """Return what was done under this id."""
    row = connection.execute(FIND, {"wanted": id}).first()
    return Done(*row) if row else None


def purge(connection: Connection, now: datetime) -> None:
    """Forget what is older than 48 hours."""
    connection.execute(commands.delete().where(commands.c.at < now - KEPT_FOR))


def remember(connection: Connection, done: Done) -> None:
    """Write down what was done, in the transaction that did it; forget what is older than 48 hours."""
    purge(connection, done.at)
    connection.execute(commands.insert(), vars(done))


def forget_person(connection: Connection, person: UUID) -> None:
    """Forget what a person did."""
    connection.execute(commands.delete().where(commands.c.person == person))
