"""What of a sheet that stands open somewhere became another since it was drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from lt_web.cards.attendance import Row, Sheet


@dataclass(frozen=True)
class News:
    """The lists on which others stand now, and of the other lists the rows that changed."""

    lists: list[str]
    rows: list[Row]
    begun: bool  # nobody could be noted then, and now they can


def version(sheet: Sheet) -> str:
    """Name what a page shows: how far in the log, whether it may be noted on, who stands on each list."""
    last = sheet.history[0].position if sheet.history else 0
    began = "waits" if sheet.window.state == "before" else "runs"
    return ".".join([str(last), began, *(_digest(rows) for rows in _lists(sheet).values())])


def since(sheet: Sheet, drawn: str, correcting: Collection[UUID]) -> News:
    """What changed since the version that a page shows, but for whoever is being put right there."""
    last, began, *digests = [*drawn.split("."), "", "", "", "", ""][:5]
    lists = _lists(sheet)
    moved = [key for key, digest in zip(lists, digests, strict=True) if digest != _digest(lists[key])]
    seen = int(last) if last.isdecimal() else 0
    rows = [row for key in lists if key not in moved for row in lists[key] if row.position > seen]
    changed = [row for row in rows if row.id not in correcting]
    return News(moved, changed, began == "waits" and sheet.window.state != "before")


def _lists(sheet: Sheet) -> dict[str, list[Row]]:
    return {"yes": sheet.going, "maybe": sheet.maybe, "others": sheet.others}


def _digest(rows: Sequence[Row]) -> str:
    return hashlib.sha256("".join(row.id.hex for row in rows).encode()).hexdigest()[:8]
