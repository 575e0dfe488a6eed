"""Who was erased: a list beside the log, which outlives the database, so that a restored one forgets again.

The table is in the database, and so in its backups. The file stands beside the keys, outside of both: it
names random ids alone, and never gets shorter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Connection, Table, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT
from lt_web.store.keys import write_whole

FILE = "erasures.ndjson"

erasures = Table(
    "lt_erasures",
    KEPT,
    Column("person", Uuid, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("work", Boolean, nullable=False),
    # When all that is derived was purged too; None: somebody has yet to do it.
    Column("purged_at", UtcDateTime, nullable=True),
)


@dataclass(frozen=True)
class Erasure:
    """One person who was erased, at which position of the log; `work`: also what they wrote for work."""

    person: UUID
    position: int
    at: datetime
    work: bool
    purged_at: datetime | None = None


def add(connection: Connection, erasure: Erasure) -> None:
    """Write an erasure down, in place of an earlier one that left what they wrote for work."""
    connection.execute(erasures.delete().where(erasures.c.person == erasure.person))
    connection.execute(erasures.insert(), vars(erasure))


def find(connection: Connection, person: UUID) -> Erasure | None:
    """Return the erasure of a person; None where they were not erased."""
    row = connection.execute(select(erasures).where(erasures.c.person == person)).first()
    return Erasure(*row) if row else None


def everybody(connection: Connection) -> list[Erasure]:
    """Return every erasure, in the order of the log."""
    rows = connection.execute(select(erasures).order_by(erasures.c.position, erasures.c.person))
    return [Erasure(*row) for row in rows]


def to_purge(connection: Connection) -> list[Erasure]:
    """Return those after which something derived may still be there."""
    return [one for one in everybody(connection) if one.purged_at is None]


def purged(connection: Connection, person: UUID, at: datetime) -> None:
    """Note that nothing derived is left of a person."""
    connection.execute(erasures.update().where(erasures.c.person == person).values(purged_at=at))


def listed(folder: Path) -> dict[UUID, Erasure]:
    """Return what the file says: person → erasure. Whoever restores a database asks it first."""
    try:
        text = (folder / FILE).read_text()
    except FileNotFoundError:
        return {}
    return {one.person: one for one in map(read, text.splitlines())}


def publish(connection: Connection, folder: Path) -> None:
    """Write into the file what it does not say yet; what it says stays there."""
    put(folder, everybody(connection))


def put(folder: Path, erased: Iterable[Erasure]) -> None:
    """Write into the file what it does not say yet of these."""
    known = told = listed(folder)
    for one in erased:
        if _says_more(one, told.get(one.person)):
            told = told | {one.person: one}
    if told is not known:
        lines = sorted(told.values(), key=lambda one: (one.at, one.person))
        write_whole(folder, FILE, "".join(map(_written, lines)).encode())


def _says_more(one: Erasure, known: Erasure | None) -> bool:
    return known is None or (one.work and not known.work)


def _written(one: Erasure) -> str:
    told = {"person": one.person.hex, "position": one.position, "at": one.at.isoformat(), "work": one.work}
    return json.dumps(told) + "\n"


def read(line: str) -> Erasure:
    """Return what a line of the file says. Raises ValueError, KeyError, TypeError or AttributeError."""
    told = json.loads(line)
    at = datetime.fromisoformat(told["at"])
    return Erasure(UUID(told["person"]), int(told["position"]), at, bool(told["work"]))
