"""Checks of the log that auditors asked for, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Integer, Row, String, Table, Text, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

WAITING, RUNNING, WHOLE, BROKEN, UNKNOWN = "waiting", "running", "whole", "broken", "unknown"
OVER = (WHOLE, BROKEN, UNKNOWN)
STUCK = timedelta(minutes=15)  # a million events are read in less
MOST_KEPT = 200

checks = Table(
    "lt_checks",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("by", Uuid, nullable=False),
    Column(
        "at", UtcDateTime, nullable=False
    ),  # when it was asked for, then when it began, then when it ended
    Column("size", BigInteger, nullable=False, default=0),  # how many events were read
    Column("foot", String(40), nullable=False, default=""),  # how they are sealed, as it is printed
    Column("position", BigInteger, nullable=False, default=0),  # the first event that is broken; 0: not known
    Column("said", Text, nullable=False, default=""),  # what is broken, a sentence a line, as the log says it
)


@dataclass(frozen=True)
class Result:
    """What a check has found."""

    state: str
    size: int = 0
    foot: str = ""
    position: int = 0
    said: str = ""


def ask(connection: Connection, by: UUID, now: datetime) -> None:
    """Let the log be checked; one check at a time, and whoever asks meanwhile gets that one."""
    _give_up(connection, now)
    if under_way(connection) is None:
        connection.execute(checks.insert(), {"state": WAITING, "by": by, "at": now})


def under_way(connection: Connection) -> Row[Any] | None:
    """Return the check that waits or is at work."""
    found = select(checks).where(checks.c.state.in_((WAITING, RUNNING)))
    return connection.execute(found.order_by(checks.c.number.desc()).limit(1)).first()


def take(connection: Connection, now: datetime) -> int | None:
    """Begin the check that waits; call it under the writer's lock."""
    row = under_way(connection)
    if row is None or row.state != WAITING:
        return None
    connection.execute(checks.update().where(checks.c.number == row.number).values(state=RUNNING, at=now))
    return int(row.number)


def end(connection: Connection, number: int, result: Result, now: datetime) -> None:
    """Note what was found, and forget the oldest."""
    connection.execute(checks.update().where(checks.c.number == number).values(at=now, **vars(result)))
    connection.execute(checks.delete().where(checks.c.number <= number - MOST_KEPT))


def last(connection: Connection, most: int) -> list[Row[Any]]:
    """Return those that are over, the newest first."""
    found = select(checks).where(checks.c.state.in_(OVER)).order_by(checks.c.number.desc()).limit(most)
    return list(connection.execute(found))


def _give_up(connection: Connection, now: datetime) -> None:
    """Whoever was at one for so long is gone."""
    stuck = (checks.c.state == RUNNING) & (checks.c.at < now - STUCK)
    connection.execute(checks.update().where(stuck).values(state=UNKNOWN, said="interrupted"))
