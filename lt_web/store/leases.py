"""Leases: which worker does the routines, and when they were last done."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, String, Table, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

leases = Table(
    "lt_leases",
    KEPT,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime, nullable=True),
)


def take(connection: Connection, name: str, holder: str, now: datetime, lasting: timedelta) -> bool:
    """Take the lease unless another holds it; call it under the writer's lock."""
    row = connection.execute(select(leases).where(leases.c.name == name)).first()
    if row is None:
        connection.execute(leases.insert().values(name=name, holder=holder, until=now + lasting))
        return True
    # One that was let go is free whatever the clock says: it may have gone back since.
    if row.holder != holder and row.until > now and row.until != row.done_at:
        return False
    connection.execute(
        leases.update().where(leases.c.name == name).values(holder=holder, until=now + lasting)
    )
    return True


def done(connection: Connection, name: str, now: datetime) -> None:
    """Write down that the work was done, and let go of the lease."""
    connection.execute(leases.update().where(leases.c.name == name).values(done_at=now, until=now))


def last_done(connection: Connection, name: str) -> datetime | None:
    """Return when the work was last done."""
    found: datetime | None = connection.scalar(select(leases.c.done_at).where(leases.c.name == name))
    return found
