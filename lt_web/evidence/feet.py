"""Reads a line that somebody typed from the foot of a report, and says whether it is from this log."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Any

from lt_web.log import digest
from lt_web.log.digest import Gap
from lt_web.log.recorder import HEAD
from lt_web.reports import editions as made
from lt_web.web import db, programme
from projections import editions

MARK = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,64}={0,2}(?![A-Za-z0-9+/=])")
NUMBER = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d{3})*")
READ_AGAIN = 50_000  # events; a longer beginning is taken from what was kept when it was sealed
OURS, OTHER, LATER, NO_LINE = "ours", "other", "later", "no line"


@dataclass(frozen=True)
class Foot:
    """A typed line: what came of it, the size it names, and how many events there are."""

    kind: str
    size: int = 0
    events: int = 0
    read_again: bool = False
    editions: tuple[Any, ...] = ()  # (row, whether its data is what was published)


def parsed(line: str) -> tuple[int, list[str]] | None:
    """Return the size and what may be the beginning of a root; None where there is no such thing."""
    marks = MARK.findall(line)
    before = line[: line.index(marks[0])] if marks else ""
    number = NUMBER.search(before)
    if not marks or number is None or len(size := re.sub(r"\D", "", number[0])) > 15:
        return None
    return int(size), marks


def looked_up(line: str) -> Foot:
    """Say what a typed line is."""
    if (told := parsed(line)) is None:
        return Foot(NO_LINE)
    size, marks = told
    head: int = db().scalar(HEAD) or 0
    if not 0 < size <= head:
        return Foot(LATER, size, head)
    again = size <= READ_AGAIN
    root = _root(size, again)
    if not any(_begins(root, mark) for mark in marks):
        return Foot(OTHER, size, head, again)
    return Foot(OURS, size, head, again, tuple(_bearing(root, size)))


def _root(size: int, again: bool) -> bytes:
    """The root over so many events; empty where one of them is missing."""
    try:
        return (digest.recomputed if again else digest.at)(db(), size).root
    except Gap:
        return b""


def _begins(root: bytes, mark: str) -> bool:
    """Whether a root is written so, in base64 or, as in earlier editions, in hexadecimal digits."""
    return bool(root) and (base64.b64encode(root).decode().startswith(mark) or root.hex().startswith(mark))


def _bearing(root: bytes, size: int) -> list[tuple[Any, bool]]:
    """The editions of this programme that were published at that place, and whether their data holds."""
    rows = editions.bearing(db(), programme().id, [root.hex()])
    return [(row, _holds(row)) for row in rows if row.printed == size]


def _holds(row: Any) -> bool:
    try:
        made.text_of(row)
    except made.Altered:
        return False
    return True
