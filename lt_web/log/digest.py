"""The log's digest: the root of the tree over the stored bytes of its first events.

The tiles tell it at once for all that was sealed; what came since is read. Tiles are an index and never
evidence: `recomputed` reads every byte again.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from lt_web.log.faults import LogError
from lt_web.log.recorder import events
from lt_web.log.tiles import Tiles, head_of
from lt_web.log.tree import Frontier, canonical, leaf

AT_ONCE = 5000
STORED = select(events.c.position, events.c.stream_id, events.c.version, events.c.topic, events.c.state)


class Gap(LogError):
    """The log lacks an event; the message names its position."""


def at(connection: Connection, position: int) -> Frontier:
    """Return the tree over the first `position` events, going on from what is sealed.

    Raises `Gap` where one of them is missing.
    """
    sealed = min(position, head_of(connection).size)
    frontier = Tiles(connection, sealed).frontier()
    return frontier.extend(leaves(connection, sealed, position))


def recomputed(connection: Connection, position: int) -> Frontier:
    """Return the same tree from the events alone, believing nothing that was kept."""
    return Frontier().extend(leaves(connection, 0, position))


def leaves(connection: Connection, after: int, last: int) -> Iterator[bytes]:
    """Yield the digest of each event after a position up to another, from the stored bytes.

    Raises `Gap` where one of them is missing.
    """
    while after < last:
        rows = connection.execute(
            STORED.where(events.c.position > after, events.c.position <= last)
            .order_by(events.c.position)
            .limit(AT_ONCE)
        ).all()
        for position, stream, version, topic, state in rows:
            after += 1
            if position != after:
                raise Gap(f"The log has no event at position {after}.")
            yield leaf(canonical(stream, version, topic, bytes(state)))
        if not rows:
            raise Gap(f"The log has no event at position {after + 1}.")
