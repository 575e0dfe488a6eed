"""The log's digest: the root of the tree over the stored bytes of its first events.

How far the tree was computed is kept, so that only what came since is read. That is an index and never
evidence: `recomputed` reads every byte again.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, Table, select

from lt_web.log.database import Database
from lt_web.log.recorder import events
from lt_web.log.tree import Frontier, canonical, leaf
from lt_web.store.base import KEPT

kept = Table(
    "lt_tree",
    KEPT,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("peaks", LargeBinary, nullable=False),  # the frontier's digests of 32 bytes, one after the other
)

DIGEST = 32
AT_ONCE = 5000
STORED = select(events.c.position, events.c.stream_id, events.c.version, events.c.topic, events.c.state)


class Gap(Exception):
    """The log lacks an event; the message names its position."""


def catch_up(database: Database, position: int) -> None:
    """Compute the tree up to a position, and keep it: the reading is done before the lock is taken."""
    with database.reading() as connection:
        if _nearest(connection, position).size == position:
            return
        frontier = at(connection, position)
    with database.writing() as connection:
        _keep(connection, frontier)


def at(connection: Connection, position: int) -> Frontier:
    """Return the tree over the first `position` events, going on from what is kept.

    Raises `Gap` where one of them is missing.
    """
    frontier = _nearest(connection, position)
    return frontier.extend(_leaves(connection, frontier.size, position))


def recomputed(connection: Connection, position: int) -> Frontier:
    """Return the same tree from the events alone, believing nothing that was kept."""
    return Frontier().extend(_leaves(connection, 0, position))


def _leaves(connection: Connection, after: int, last: int) -> Iterator[bytes]:
    while after < last:
        rows = connection.execute(
            STORED.where(events.c.position > after, events.c.position <= last)
            .order_by(events.c.position)
            .limit(AT_ONCE)
        ).all()
        for position, stream, version, topic, state in rows:
            after += 1
            if position != after:
                raise Gap(f"position {after}")
            yield leaf(canonical(stream, version, topic, bytes(state)))
        if not rows:
            raise Gap(f"position {after + 1}")


def _nearest(connection: Connection, position: int) -> Frontier:
    """The largest tree that is kept of no more than `position` events."""
    found = select(kept).where(kept.c.size <= position).order_by(kept.c.size.desc()).limit(1)
    row = connection.execute(found).first()
    if row is None:
        return Frontier()
    peaks = bytes(row.peaks)
    return Frontier(row.size, [peaks[n : n + DIGEST] for n in range(0, len(peaks), DIGEST)])


def _keep(connection: Connection, frontier: Frontier) -> None:
    known = select(kept.c.size).where(kept.c.size == frontier.size)
    if frontier.size and connection.scalar(known) is None:
        connection.execute(kept.insert(), {"size": frontier.size, "peaks": b"".join(frontier.peaks)})
