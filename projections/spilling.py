"""Rows for a rebuild: in memory while there are not too many, read back from the shadow tables after that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table

from projections.gathered import Gathered
from projections.rows import Live

MOST_HELD = 300_000


class Spilling(Gathered):
    """As WriteBehind, but once `MOST_HELD` rows are in memory and written, all of them are let go.

    What is needed again is asked of the shadow tables; as long as nothing was let go, nothing is asked.
    """

    def __init__(self, shadows: Mapping[Table, Table]) -> None:
        super().__init__(None, shadows)
        self._shadows = shadows
        self._complete = True

    def reading(self, connection: Connection) -> None:
        """Go on within another transaction."""
        self._live = Live(connection)

    def write(self, connection: Connection) -> None:
        """Write what changed, and let go of it where there is too much."""
        self.flush(connection, self._shadows)
        held = sum(len(shelf.kept) for shelf in self.shelves.values())
        if held + sum(map(len, self._asked.values())) > MOST_HELD:
            self._complete = False
            for known in (self.shelves, self._asked, self._empty):
                known.clear()

    def _is_new(self, table: Table, question: Any) -> bool:
        return not self._complete and super()._is_new(table, question)
