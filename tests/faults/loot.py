"""What somebody takes who has the whole database: rows in their order, raw files, the write-ahead log."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, text

from lt_web.installation import Installation
from tests.faults.judge import recorded
from tests.faults.wal import Change, WriteAheadLog


@dataclass
class Loot:
    """What was taken: rows in the order in which they lie there, marks in the order in which they came."""

    people: list[UUID]
    events: list[Any] = field(default_factory=list)
    marks: dict[UUID, list[bytes]] = field(default_factory=dict)  # session → as they came into the box
    sizes: dict[bytes, int] = field(default_factory=dict)
    born: dict[bytes, int] = field(default_factory=dict)  # mark → the transaction that wrote it first
    beside: list[bytes] = field(default_factory=list)  # what stood in the row of each mark
    rows: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)  # table, transaction, row
    files: list[bytes] = field(default_factory=list)
    log: dict[UUID, list[Change]] = field(default_factory=dict)  # session → until its answers were released


class Attacker:
    """Watches the box while it fills, and takes everything at the end."""

    def __init__(self, house: Installation, people: list[UUID]) -> None:
        self.house, self.loot = house, Loot(people)
        self._log = None if house.database.is_sqlite else WriteAheadLog(house.database.engine)

    def watch(self, session: UUID) -> None:
        """Look into the table of ballots: whose mark is new came last."""
        known = self.loot.marks.setdefault(session, [])
        for row in self._rows("lt_ballots"):
            mark = bytes(row["voter"])
            if uuid_of(row["session"]) == session and mark not in known:
                known.append(mark)
                self.loot.born[mark] = int(row.get("xmin", 0))
            if row["box"] is not None:
                self.loot.sizes[mark] = len(row["box"])
                self.loot.beside.append(mark + bytes(row["box"]))

    def read_log(self, session: UUID) -> None:
        """Read what PostgreSQL has written ahead since the last time, before it writes over it."""
        if self._log is not None:
            self.loot.log[session] = self._log.more()

    def take_bytes(self) -> None:
        """Copy the files of the database and its write-ahead log as they are now."""
        if self.house.database.is_sqlite:
            file = Path(str(self.house.database.url.database))
            self.loot.files = [p.read_bytes() for p in sorted(file.parent.glob(f"{file.name}*"))]

    def take_rows(self) -> None:
        """Copy every table, with the numbers of the transactions that wrote its rows."""
        for table in inspect(self.house.database.engine).get_table_names():
            for row in self._rows(table):
                self.loot.rows.append((table, int(row.pop("xmin", 0) or 0), row))

    def take_all(self) -> Loot:
        """Copy everything there is."""
        self.loot.events = recorded(self.house)
        self.take_rows()
        self.take_bytes()
        return self.loot

    def _rows(self, table: str) -> list[dict[str, Any]]:
        more = "" if self.house.database.is_sqlite else ", xmin::text::bigint AS xmin"
        order = "" if self.house.database.is_sqlite else " ORDER BY ctid"
        with self.house.database.reading() as db:
            found = db.execute(text(f'SELECT *{more} FROM "{table}"{order}'))
            return [dict(row._mapping) for row in found]


def uuid_of(value: Any) -> UUID:
    """An id as either database gives it."""
    return value if isinstance(value, UUID) else UUID(value)
