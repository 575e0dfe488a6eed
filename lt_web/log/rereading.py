"""Reading every event again: hashed from its stored bytes, beside what the tiles say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from lt_web.log.digest import AT_ONCE
from lt_web.log.integrity import Envelopes
from lt_web.log.recorder import events
from lt_web.log.tiles import WIDTH, Growth, Head, Place, Tiles, digests_of
from lt_web.log.tree import EMPTY, canonical, leaf


@dataclass
class Reread:
    """What the events say: roots at some sizes, and where they and the tiles differ."""

    last: int = 0
    roots: dict[int, bytes] = field(default_factory=lambda: {0: EMPTY})
    missing: list[int] = field(default_factory=list)
    altered: list[int] = field(default_factory=list)
    tiles: list[Place] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)


def reread(connection: Connection, head: Head, sizes: Collection[int]) -> Reread:
    """Read the whole log once; return the roots at these sizes and at the head, and what differs."""
    found, tree, wanted, envelopes = Reread(), Growth(), {*sizes, head.size}, Envelopes()
    found.envelopes = envelopes.found
    sealed = Tiles(connection, head.size).leaves()
    for position, digest in _hashed(connection, envelopes):
        for gone in range(found.last + 1, position):
            found.missing.append(gone)
            next(sealed, None)
        if position <= found.last or next(sealed, digest) != digest:
            found.altered.append(position)
        found.last = max(position, found.last)
        if not found.missing:
            _grow(tree, digest)
            if tree.size in wanted:
                found.roots[tree.size] = tree.root
            if tree.size == head.size:
                found.tiles = list(_tiles_that_differ(connection, tree))
    found.missing += range(found.last + 1, head.size + 1)
    return found


def _hashed(connection: Connection, envelopes: Envelopes) -> Iterator[tuple[int, bytes]]:
    """The position and digest of every event, wherever it stands; its envelope is looked at besides."""
    after: int | None = None
    while True:
        asked = select(events) if after is None else select(events).where(events.c.position > after)
        rows = connection.execute(asked.order_by(events.c.position).limit(AT_ONCE)).all()
        for row in rows:
            if row.position > 0:
                envelopes.look(row)
            yield row.position, leaf(canonical(row.stream_id, row.version, row.topic, bytes(row.state)))
        if not rows:
            return
        after = rows[-1].position


def _grow(tree: Growth, digest: bytes) -> None:
    """Go on; tiles of events are compared as they are read, so those that are full can be forgotten."""
    tree.extend((digest,))
    if tree.size % WIDTH == 0:
        tree.filled.pop((0, tree.size // WIDTH - 1), None)


def _tiles_that_differ(connection: Connection, tree: Growth) -> Iterator[Place]:
    """Those that are not as the events give them, but for the full ones of single events."""
    for row in tree.rows():
        if not digests_of(connection, row.level, row.number).startswith(row.digests):
            yield row.level, row.number
