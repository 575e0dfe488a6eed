"""Failed attempts to sign in, counted for a while, so that nobody can go through passwords one by one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, func, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

WINDOW = timedelta(minutes=15)
MOST = 10

attempts = Table(
    "lt_attempts",
    KEPT,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    # A hash: what is typed here may be a password in the wrong field, or the address of somebody unknown.
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("lt_attempts_key", "key", "at"),
)


def note(connection: Connection, name: str, now: datetime) -> None:
    """Write down a failure; forget those that no longer count."""
    purge(connection, now)
    connection.execute(attempts.insert(), {"key": _key(name), "at": now})


def purge(connection: Connection, now: datetime) -> None:
    """Forget those that no longer count."""
    connection.execute(attempts.delete().where(attempts.c.at <= now - WINDOW))


def forget(connection: Connection, name: str) -> None:
    """Begin anew: they got in."""
    connection.execute(attempts.delete().where(attempts.c.key == _key(name)))


def recent(connection: Connection, name: str, now: datetime) -> int:
    """Return how many failures for this name still count; at `MOST` nobody is let in."""
    found = select(func.count()).where(attempts.c.key == _key(name), attempts.c.at > now - WINDOW)
    return connection.scalar(found) or 0


def _key(name: str) -> str:
    return hashlib.sha256(name.strip().lower().encode(errors="replace")).hexdigest()
