"""The address of a screen in the hall: whoever has it sees what is on next. Only its hash is kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, String, Table, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

screens = Table(
    "lt_screens",
    KEPT,
    Column("programme", Uuid, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
)


def put(connection: Connection, programme: UUID, key: str, at: datetime) -> None:
    """Let this key open the programme's screen, and no earlier one."""
    remove(connection, programme)
    connection.execute(screens.insert(), {"programme": programme, "hash": hashed(key), "at": at})


def remove(connection: Connection, programme: UUID) -> None:
    """Let no key open it."""
    connection.execute(screens.delete().where(screens.c.programme == programme))


def opened_by(connection: Connection, key: str) -> UUID | None:
    """Return the programme whose screen a key opens."""
    return connection.scalar(select(screens.c.programme).where(screens.c.hash == hashed(key)))


def of_programme(connection: Connection, programme: UUID) -> Any:
    """Return the row of a programme's screen, None without one."""
    return connection.execute(select(screens).where(screens.c.programme == programme)).first()


def hashed(key: str) -> str:
    """The hash of a key; keys are long and random, so it needs no salt."""
    return hashlib.sha256(key.encode()).hexdigest()
