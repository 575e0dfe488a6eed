"""What an auditor takes away from the page: the newest checkpoint, and the public keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lt_web.evidence.exporting import keys_text, newest_key
from lt_web.log import checkpoints
from lt_web.web import db


@dataclass(frozen=True)
class Newest:
    """The newest checkpoint: the whole note, how it is printed, of when it is, and who signed it."""

    note: str
    foot: str
    size: int
    at: datetime
    origin: str
    key: str


def newest() -> Newest | None:
    """Return the newest checkpoint, None where nothing was sealed yet."""
    row = checkpoints.newest(db())
    if row is None:
        return None
    found = checkpoints.read(row.note)
    return Newest(row.note, found.footer, found.size, row.at, found.origin, newest_key(db()))


def keys() -> str:
    """Return the public keys as a file."""
    found = newest()
    return keys_text(db(), found.origin) if found else ""
