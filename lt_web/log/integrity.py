"""Does the log hold together: contiguous positions and versions, columns that repeat what the state says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from lt_web.log.database import Database
from lt_web.log.recorder import FROM_POSITION, columns_of

BATCH = 5000


def envelope_differences(database: Database) -> list[str]:
    """Return, in words, every event whose position, version or columns are not what they must be."""
    found: list[str] = []
    versions: dict[UUID, int] = {}
    position = 0
    while rows := database.connection.execute(FROM_POSITION, {"after": position, "most": BATCH}).all():
        for row in rows:
            if row.position != position + 1:
                found.append(f"position {position + 1} is missing")
            position = row.position
            expected = versions.get(row.stream_id, 0) + 1
            if row.version != expected:
                found.append(
                    f"position {position}: version {row.version} of its stream, should be {expected}"
                )
            versions[row.stream_id] = row.version
            found += _columns_that_differ(row)
    return found


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
