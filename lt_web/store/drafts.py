"""What people are writing and have not published: for them alone, encrypted under their own work key."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, Uuid, func, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT
from lt_web.store.keys import NONCE_BYTES, Keyring

KIND = "work"
KEPT_FOR = timedelta(days=180)

drafts = Table(
    "lt_drafts",
    KEPT,
    Column("person", Uuid, primary_key=True),
    Column("about", Uuid, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)


@dataclass(frozen=True)
class Draft:
    """What a person is writing about a session, upon which revision, as of when."""

    person: UUID
    about: UUID
    text: str
    based_on: int
    at: datetime


def keep(connection: Connection, keyring: Keyring, draft: Draft) -> None:
    """Keep a draft in place of an earlier one of the same person about the same thing."""
    cipher, nonce = keyring.cipher_for_writing(connection, draft.person, KIND), os.urandom(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, draft.text.encode(), _label(draft.person, draft.about))
    discard(connection, draft.person, draft.about)
    row = {"person": draft.person, "about": draft.about, "sealed": sealed}
    connection.execute(drafts.insert(), row | {"based_on": draft.based_on, "at": draft.at})


def find(connection: Connection, keyring: Keyring, person: UUID, about: UUID) -> Draft | None:
    """Return somebody's own draft; None where there is none, or its key was destroyed."""
    mine = (drafts.c.person == person) & (drafts.c.about == about)
    row = connection.execute(select(drafts).where(mine)).first()
    cipher = keyring.cipher(connection, person, KIND) if row else None
    if row is None or cipher is None:
        return None
    try:
        text = cipher.decrypt(row.sealed[:NONCE_BYTES], row.sealed[NONCE_BYTES:], _label(person, about))
    except InvalidTag:
        return None
    return Draft(person, about, text.decode(), row.based_on, row.at)


def discard(connection: Connection, person: UUID, about: UUID) -> None:
    """Forget a draft: it was published, or is not wanted any more."""
    connection.execute(drafts.delete().where(drafts.c.person == person, drafts.c.about == about))


def how_many(connection: Connection, person: UUID) -> int:
    """Return how many things somebody is writing."""
    return connection.scalar(select(func.count()).where(drafts.c.person == person)) or 0


def purge(connection: Connection, now: datetime, kept_for: timedelta = KEPT_FOR) -> None:
    """Forget what nobody has come back to for that long (half a year)."""
    connection.execute(drafts.delete().where(drafts.c.at < now - kept_for))


def _label(person: UUID, about: UUID) -> bytes:
    return f"draft/{person.hex}/{about.hex}".encode()


def forget_person(connection: Connection, person: UUID) -> None:
    """Forget everything that somebody is writing."""
    connection.execute(drafts.delete().where(drafts.c.person == person))


def of_person(connection: Connection, keyring: Keyring, person: UUID) -> list[Draft]:
    """Return all that somebody is writing, the newest first."""
    mine = select(drafts.c.about).where(drafts.c.person == person).order_by(drafts.c.at.desc())
    found = [find(connection, keyring, person, about) for about in connection.execute(mine).scalars()]
    return [draft for draft in found if draft]
