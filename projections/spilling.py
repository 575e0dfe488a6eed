"""Rows for a rebuild: in memory while there are not too many; then those that were not needed lately go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table

from projections.base import ONLY_INSERTED
from projections.gathered import Backed
from projections.rows import Key, Live, Row
from projections.write_behind import Kept, Passing, Shelf, WriteBehind

MOST_HELD = 150_000
LATELY = 2  # rounds: what was needed in these stays
BITS = 1 << 27


class Seen:
    """Remembers in 16 MB, however much it is, what it was told; now and then it believes too much.

    Once it was told ten million things, it takes one in fifty of all others for one of them.
    """

    def __init__(self) -> None:
        self._bits = bytearray(BITS >> 3)

    def add(self, number: int) -> None:
        """Remember a thing by its hash."""
        for bit in (number % BITS, (number >> 27) % BITS):
            self._bits[bit >> 3] |= 1 << (bit & 7)

    def __contains__(self, number: int) -> bool:
        one, other = number % BITS, (number >> 27) % BITS
        return bool(self._bits[one >> 3] >> (one & 7) & 1 and self._bits[other >> 3] >> (other & 7) & 1)


class Spilled(Backed):
    """Rows in memory, and in the shadow table those that were let go: nothing else is asked of it."""

    def __init__(self, table: Table, live: Live, shadow: Table, gone: Seen) -> None:
        super().__init__(table, live, shadow)
        self._gone = gone
        self._mark = hash(table.name)
        self._empty = True  # nothing of it is in the shadow table alone
        self._known_by: set[tuple[str, ...]] = set()  # columns by which what is gone can be asked for

    def let_go(self, before: int) -> None:
        """Forget what is written and was not needed since that round, but remember that it is there."""
        cold = [known for known in self.kept.values() if known.used < before]
        if self._empty and cold:
            self._empty, self._known_by = False, set(self._indexes)
        for known in cold:
            self._forget(known)
        self._asked.clear()

    def _forget(self, known: Kept) -> None:
        assert known.row is not None
        del self.kept[known.key]
        self._gone.add(hash(known.key) ^ self._mark)
        for names, index in self._indexes.items():
            index.drop(known, known.row)
            self._gone.add(hash((names, index.of(known.row))) ^ self._mark)

    def _worth_asking(self, equal: Row) -> bool:
        if self._empty:
            return False
        names = tuple(sorted(equal))
        question = (names, (self._indexes.get(names) or self._index(names)).of(equal))
        maybe = names not in self._known_by or hash(question) ^ self._mark in self._gone
        return maybe and self._is_new(question)

    def _missing(self, key: Key) -> Kept | None:
        gone = not self._empty and hash(key) ^ self._mark in self._gone
        return super()._missing(key) if gone else None


class Spilling(WriteBehind):
    """As WriteBehind, but once `MOST_HELD` rows are in memory, those that were not needed lately are let go.

    A session that took place is hardly ever touched again, so little is read back from the shadow tables.
    """

    def __init__(self, shadows: Mapping[Table, Table]) -> None:
        """Say `reading` before anything else."""
        super().__init__()
        self._shadows = shadows
        self._live = Live(None)  # type: ignore[arg-type]
        self._gone = Seen()
        self._round = 0

    def shelf(self, table: Table) -> Shelf:
        """Rows that are only inserted are never held."""
        if table.info.get(ONLY_INSERTED):
            return Passing(table)
        shelf = Spilled(table, self._live, self._shadows[table], self._gone)
        shelf.round = self._round
        return shelf

    def reading(self, connection: Connection) -> None:
        """Go on within another transaction."""
        self._live.connection = connection

    def write(self, connection: Connection) -> None:
        """Write what changed, and let go of what is cold where there is too much."""
        self.flush(connection, self._shadows)
        self._round += 1
        for before in (self._round - LATELY, self._round):
            if self._held() > MOST_HELD:
                self._let_go(before)

    def _held(self) -> int:
        return sum(len(shelf.kept) for shelf in self._spilled())

    def _let_go(self, before: int) -> None:
        for shelf in self._spilled():
            shelf.let_go(before)

    def _spilled(self) -> Iterable[Spilled]:
        return (shelf for shelf in self.shelves.values() if isinstance(shelf, Spilled))
