"""Does the log hold together: contiguous positions and versions, columns that repeat what the state says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from lt_web.log.database import Database
from lt_web.log.recorder import FROM_POSITION, columns_of

BATCH = 5000


class Envelopes:
    """Looks at one event after another, in order; `found` has what differs, in words."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._versions: dict[UUID, int] = {}
        self._position = 0

    def look(self, row: Any) -> None:
        """Hold an event's row against the one before it, its stream, and its own state."""
        if row.position != self._position + 1:
            self.found.append(f"position {self._position + 1} is missing")
        self._position = row.position
        expected = self._versions.get(row.stream_id, 0) + 1
        if row.version != expected:
            self.found.append(
                f"position {row.position}: version {row.version} of its stream, should be {expected}"
            )
        self._versions[row.stream_id] = row.version
        self.found += _columns_that_differ(row)


def envelope_differences(database: Database) -> list[str]:
    """Return, in words, every event whose position, version or columns are not what they must be."""
    envelopes, position = Envelopes(), 0
    while rows := database.connection.execute(FROM_POSITION, {"after": position, "most": BATCH}).all():
        for row in rows:
            envelopes.look(row)
        position = rows[-1].position
    return envelopes.found


def _columns_that_differ(row: Any) -> list[str]:
    try:
        stated = columns_of(orjson.loads(row.state)["e"])
    except (ValueError, KeyError, TypeError):
        return [f"position {row.position}: its state cannot be read"]
    return [
        f"position {row.position}: column {name} says {getattr(row, name)!r}, the event {value!r}"
        for name, value in stated.items()
        if getattr(row, name) != value
    ]
