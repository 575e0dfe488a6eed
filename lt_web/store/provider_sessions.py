"""Sessions of people who sign in at a provider, with what lets us ask again, encrypted under their key."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Boolean, Column, Connection, LargeBinary, String, Table, Uuid, bindparam, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT
from lt_web.store.keys import NONCE_BYTES, Keyring

KIND = "personal"
KEPT_FOR = timedelta(days=30)
REMEMBERED = timedelta(hours=1)

provider_sessions = Table(
    "lt_provider_sessions",
    KEPT,
    Column("id", Uuid, primary_key=True),
    Column("person", Uuid, nullable=False, index=True),
    Column("issuer", String(200), nullable=False),
    Column("subject", String(200), nullable=False),
    # A hash of the provider's own name for the session, by which it tells us that the session has ended.
    Column("named", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False, index=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("asking", Boolean, nullable=False),
)
used_sign_ins = Table(
    "lt_used_sign_ins",
    KEPT,
    Column("key", String(64), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)
BY_ID = select(provider_sessions).where(provider_sessions.c.id == bindparam("id"))


@dataclass(frozen=True)
class ProviderSession:
    """One session. The provider was last asked at `asked_at`, and last said yes at `checked_at`."""

    id: UUID
    person: UUID
    issuer: str
    subject: str
    named: str
    sealed: bytes
    checked_at: datetime
    asked_at: datetime
    asking: bool = False


def seal(connection: Connection, keyring: Keyring, person: UUID, id: UUID, secrets: dict[str, str]) -> bytes:
    """Encrypt what lets us ask again; call it under the writer's lock."""
    cipher, nonce = keyring.cipher_for_writing(connection, person, KIND), os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, json.dumps(secrets).encode(), _label(person, id))


def unsealed(connection: Connection, keyring: Keyring, found: ProviderSession) -> dict[str, str]:
    """Return what lets us ask again; nothing where the person's key was destroyed."""
    cipher = keyring.cipher(connection, found.person, KIND)
    nonce, ciphertext = found.sealed[:NONCE_BYTES], found.sealed[NONCE_BYTES:]
    try:
        text = cipher.decrypt(nonce, ciphertext, _label(found.person, found.id)) if cipher else b"{}"
    except InvalidTag:
        return {}
    return {name: str(value) for name, value in json.loads(text).items()}


def add(connection: Connection, session: ProviderSession) -> None:
    """Write a new session."""
    connection.execute(provider_sessions.insert(), vars(session))


def find(connection: Connection, id: UUID) -> ProviderSession | None:
    """Return a session that has not ended."""
    row = connection.execute(BY_ID, {"id": id}).first()
    return ProviderSession(*row) if row else None


def change(connection: Connection, id: UUID, **values: object) -> None:
    """Change what is known of a session; one that has ended stays ended."""
    connection.execute(provider_sessions.update().where(provider_sessions.c.id == id).values(**values))


def end(connection: Connection, id: UUID) -> None:
    """End one session."""
    connection.execute(provider_sessions.delete().where(provider_sessions.c.id == id))


def end_of_person(connection: Connection, person: UUID) -> None:
    """End every session of a person."""
    connection.execute(provider_sessions.delete().where(provider_sessions.c.person == person))


def of_person(connection: Connection, person: UUID) -> list[ProviderSession]:
    """Return every session of a person that has not ended, the newest first."""
    mine = select(provider_sessions).where(provider_sessions.c.person == person)
    rows = connection.execute(mine.order_by(provider_sessions.c.checked_at.desc()))
    return [ProviderSession(*row) for row in rows]


def end_told(connection: Connection, issuer: str, subject: str, name: str) -> None:
    """End what a provider says has ended: the session of that name, else all of the subject."""
    table = provider_sessions.c
    which = table.named == named(issuer, name) if name else table.subject == subject
    connection.execute(provider_sessions.delete().where(table.issuer == issuer, which))


def named(issuer: str, name: str) -> str:
    """The hash of a provider's name for a session, "" for none."""
    return hashlib.sha256(f"{issuer}\0{name}".encode(errors="replace")).hexdigest() if name else ""


def use_up(connection: Connection, state: str, now: datetime) -> bool:
    """Remember that a sign-in was finished; returns whether it was not finished before."""
    key = hashlib.sha256(state.encode(errors="replace")).hexdigest()
    if connection.execute(select(used_sign_ins.c.key).where(used_sign_ins.c.key == key)).first():
        return False
    connection.execute(used_sign_ins.insert(), {"key": key, "at": now})
    return True


def purge(connection: Connection, now: datetime) -> None:
    """Forget sessions that nobody has come back to, and sign-ins that are too old to be finished again."""
    table = provider_sessions
    connection.execute(table.delete().where(table.c.checked_at < now - KEPT_FOR))
    connection.execute(used_sign_ins.delete().where(used_sign_ins.c.at < now - REMEMBERED))


def _label(person: UUID, id: UUID) -> bytes:
    return f"provider-session/{person.hex}/{id.hex}".encode()
