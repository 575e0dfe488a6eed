"""Tables that somebody sent to be imported, kept from the preview to the confirmation: a day at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, String, Table, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

KEPT_FOR = timedelta(hours=24)

uploads = Table(
    "lt_uploads",
    KEPT,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid, nullable=False, index=True),
    Column("programme", Uuid, nullable=False),
    Column("name", String(200), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)


@dataclass(frozen=True)
class Upload:
    """One file as it was sent: by whom, for which programme, under which name."""

    id: UUID
    person: UUID
    programme: UUID
    name: str
    data: bytes
    at: datetime


def keep(connection: Connection, upload: Upload) -> None:
    """Keep a file in place of an earlier one of the same person; forget what is older than a day."""
    old = (uploads.c.at < upload.at - KEPT_FOR) | (uploads.c.person == upload.person)
    connection.execute(uploads.delete().where(old))
    connection.execute(uploads.insert(), vars(upload))


def find(connection: Connection, id: UUID, person: UUID, programme: UUID, now: datetime) -> Upload | None:
    """Return a file that this person sent for this programme within the last day."""
    theirs = (uploads.c.person == person) & (uploads.c.programme == programme)
    fresh = uploads.c.at >= now - KEPT_FOR
    row = connection.execute(select(uploads).where(uploads.c.id == id, theirs, fresh)).first()
    return Upload(*row) if row else None


def of_person(connection: Connection, person: UUID) -> list[Upload]:
    """Return the files that a person sent within the last day."""
    rows = connection.execute(select(uploads).where(uploads.c.person == person))
    return [Upload(*row) for row in rows]


def purge(connection: Connection, now: datetime) -> None:
    """Forget what is older than a day."""
    connection.execute(uploads.delete().where(uploads.c.at < now - KEPT_FOR))


def forget(connection: Connection, id: UUID) -> None:
    """Forget a file, once it has been imported."""
    connection.execute(uploads.delete().where(uploads.c.id == id))


def forget_all(connection: Connection) -> None:
    """Forget every file: anybody's name may stand in it."""
    connection.execute(uploads.delete())
