"""PostgreSQL's write-ahead log as somebody reads it who has its files: each change with its transaction.

It is parsed raw, record by record: the log keeps what rows, xmin and the order on the page no longer show.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

PAGE, SEGMENT = 8192, 1 << 24
HEADER, FIRST_HEADER = 24, 40  # of a page, and of the first in a segment
SMALLEST = 24
WHERE = text("SELECT pg_current_wal_flush_lsn() - '0/0'")
TIMELINE = text("SELECT timeline_id FROM pg_control_checkpoint()")
READ = text("SELECT pg_read_binary_file(:file, :start, :length)")


@dataclass(frozen=True)
class Change:
    """One record: the transaction that made it, and its bytes (rows, and pages as a whole now and then)."""

    transaction: int
    data: bytes


class WriteAheadLog:
    """Follows the log of a server from now on; a superuser may read its files."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rest = b""
        with engine.connect() as connection:
            self._timeline = connection.scalar(TIMELINE)
            self._read_to = int(connection.scalar(WHERE) or 0)

    def more(self) -> list[Change]:
        """The changes since the last time, whoever made them."""
        with self._engine.connect() as connection:
            end = int(connection.scalar(WHERE) or 0)
            while self._read_to < end:
                until = min(end, (self._read_to // PAGE + 1) * PAGE)
                self._rest += self._page(connection, until)
                self._read_to = until
        return self._whole_records()

    def _page(self, connection: Connection, until: int) -> bytes:
        """What stands on one page from where we are, without its header."""
        segment, start = divmod(self._read_to, SEGMENT)
        if start % PAGE == 0:
            start += HEADER if start else FIRST_HEADER
        high, low = divmod(segment, 256)
        file = f"pg_wal/{self._timeline:08X}{high:08X}{low:08X}"
        length = until - segment * SEGMENT - start
        found = {"file": file, "start": start, "length": max(0, length)}
        return bytes(connection.scalar(READ, found) or b"")

    def _whole_records(self) -> list[Change]:
        found, at = [], 0
        while len(self._rest) >= at + SMALLEST:
            length, transaction = struct.unpack_from("<II", self._rest, at)
            if length < SMALLEST or at + length > len(self._rest):
                break
            found.append(Change(transaction, self._rest[at : at + length]))
            at += -(-length // 8) * 8
        self._rest = self._rest[at:]
        return found
