"""Failed attempts, counted for a while: nobody goes through passwords, or codes of check-in, one by one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, func, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

WINDOW = timedelta(minutes=15)
MOST = 10
SIGN_IN, CHECK_IN = "sign-in", "check-in"

attempts = Table(
    "lt_attempts",
    KEPT,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    # A hash: what is typed here may be a password in the wrong field, or the address of somebody unknown.
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("lt_attempts_key", "key", "at"),
)


def note(connection: Connection, name: str, now: datetime, kind: str = SIGN_IN) -> None:
    """Write down a failure; forget those that no longer count."""
    purge(connection, now)
    connection.execute(attempts.insert(), {"key": _key(name, kind), "at": now})


def purge(connection: Connection, now: datetime) -> None:
    """Forget those that no longer count."""
    connection.execute(attempts.delete().where(attempts.c.at <= now - WINDOW))


def forget(connection: Connection, name: str, kind: str = SIGN_IN) -> None:
    """Begin anew: they got in."""
    connection.execute(attempts.delete().where(attempts.c.key == _key(name, kind)))


def recent(connection: Connection, name: str, now: datetime, kind: str = SIGN_IN) -> int:
    """Return how many failures of this kind for this name still count; at `MOST` no more are looked at."""
    found = select(func.count()).where(attempts.c.key == _key(name, kind), attempts.c.at > now - WINDOW)
    return connection.scalar(found) or 0


def _key(name: str, kind: str) -> str:
    """Kinds are apart whatever is typed as a name: no name holds a NUL."""
    return hashlib.sha256(f"{kind}\0{name.strip().lower()}".encode(errors="replace")).hexdigest()
