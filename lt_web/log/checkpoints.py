"""Checkpoints (C2SP tlog-checkpoint): how many events there are, their root, and who says so.

A checkpoint proves something only outside of this database: printed, sent, appended to a file elsewhere.
Those that were made are kept here too, with their time, so that each of them can be held against the log.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import BigInteger, Column, Connection, Integer, Row, Table, Text, select, update

from lt_web.columns import UtcDateTime
from lt_web.log import notes
from lt_web.log.notes import Malformed
from lt_web.store.base import KEPT

kept = Table(
    "lt_checkpoints",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("left_at", UtcDateTime, nullable=True),  # when it was put into a file elsewhere, or sent
)

PRINTED = 16  # characters of the root
TEXT = re.compile(rf"({notes.NAME})\n(0|[1-9][0-9]{{0,17}})\n([A-Za-z0-9+/]{{43}}=)\n")
ORIGIN = re.compile(rf"({notes.NAME})/log/([1-9][0-9]{{0,8}})")


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its name, how many events there are, and the digest over all of them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def footer(self) -> str:
        """What is printed at the foot of a report: the size, and how the root begins."""
        return footer(self.size, self.root)

    @property
    def epoch(self) -> int:
        """Which history this is of: it begins anew where a restored backup has lost events."""
        return int(_named(self.origin)[1])

    @property
    def instance(self) -> str:
        """The name of the installation."""
        return _named(self.origin)[0]


def footer(size: int, root: bytes) -> str:
    """Return a position and how the root there begins, as it is printed."""
    return f"{size} {base64.b64encode(root).decode()[:PRINTED]}"


def origin_of(instance: str, epoch: int) -> str:
    """Return the name of a log."""
    return f"{instance}/log/{epoch}"


def signed(checkpoint: Checkpoint, keys: Sequence[Ed25519PrivateKey]) -> str:
    """Return a checkpoint as a note, signed by each of the keys."""
    return notes.written(checkpoint.text, checkpoint.origin, keys)


def parsed(note: str, keys: Iterable[bytes], *, strangers: bool = False) -> Checkpoint:
    """Return what a note says, where these public keys (32 bytes each) have signed it; see `notes.opened`.

    Raises `Malformed` for everything else, however little was altered.
    """
    opened = notes.opened(note, keys, strangers=strangers)
    found = _read(opened.text)
    if opened.name != found.origin:
        raise Malformed("It is signed in another name.")
    return found


def read(note: str) -> Checkpoint:
    """Return what a note says, believing nothing. Raises `Malformed`."""
    if not notes.WHOLE.fullmatch(note):
        raise Malformed("It is not written as a signed note.")
    return _read(note.partition("\n\n")[0] + "\n")


def keep(connection: Connection, checkpoint: Checkpoint, note: str, at: datetime) -> None:
    """Keep a checkpoint that was made."""
    about = {"epoch": checkpoint.epoch, "size": checkpoint.size, "at": at, "note": note}
    connection.execute(kept.insert(), about)


def newest(connection: Connection) -> Row[tuple[int, int, int, datetime, str, datetime | None]] | None:
    """Return the row of the last checkpoint that was made: `.size .at .note .left_at`."""
    return connection.execute(select(kept).order_by(kept.c.number.desc()).limit(1)).first()


def every(connection: Connection) -> list[Row[tuple[int, int, int, datetime, str, datetime | None]]]:
    """Return the rows of all of them, in the order in which they were made."""
    return list(connection.execute(select(kept).order_by(kept.c.number)))


def note_left(connection: Connection, number: int, at: datetime) -> None:
    """Note that a checkpoint was put somewhere else."""
    connection.execute(update(kept).where(kept.c.number == number).values(left_at=at))


def last_left(connection: Connection) -> datetime | None:
    """Return when a checkpoint last left for somewhere else."""
    left = select(kept.c.left_at).where(kept.c.left_at.is_not(None)).order_by(kept.c.number.desc())
    found: datetime | None = connection.scalar(left.limit(1))
    return found


def _read(text: str) -> Checkpoint:
    match = TEXT.fullmatch(text)
    if match is None:
        raise Malformed("It does not say origin, size and root in three lines.")
    _named(match[1])
    return Checkpoint(match[1], int(match[2]), notes.decoded(match[3], 32))


def _named(origin: str) -> tuple[str, str]:
    match = ORIGIN.fullmatch(origin)
    if match is None:
        raise Malformed("Its first line is not the name of a log of ours.")
    return match[1], match[2]
