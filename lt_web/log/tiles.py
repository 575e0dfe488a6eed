"""The tree over the log as tiles: up to 256 digests of one level, side by side, kept beside the log.

Tile `number` of level L holds the digests of the complete parts of 256 ** L events each, from part 256 *
number on (this is the layout of C2SP's tlog-tiles). A full tile never changes again; the last one of a level
grows. All of it is an index: what was recorded stands in the events, and whoever verifies reads those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, SmallInteger, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from lt_web.log.tree import EMPTY, Frontier, node, split_of
from lt_web.store.base import KEPT

tiles = Table(
    "lt_tiles",
    KEPT,
    Column("level", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("digests", LargeBinary, nullable=False),
)
heads = Table(
    "lt_tree_head",
    KEPT,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # How many events are in the tree: the position of the last of them.
    Column("size", BigInteger, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("epoch", Integer, nullable=False),
)

DIGEST = 32
WIDTH = 256
BITS = 8  # WIDTH is 2 ** BITS
FULL = WIDTH * DIGEST
THE_ONE = 1
Place = tuple[int, int]  # level, number


class Tile(NamedTuple):
    """A row of the table."""

    level: int
    number: int
    digests: bytes


@dataclass(frozen=True)
class Head:
    """How far the tiles go."""

    size: int = 0
    root: bytes = EMPTY
    epoch: int = 1


def head_of(connection: Connection) -> Head:
    """Return how far the tiles go; size 0 where nothing was sealed yet."""
    row = connection.execute(select(heads.c.size, heads.c.root, heads.c.epoch)).first()
    return Head(row.size, bytes(row.root), row.epoch) if row else Head()


def move_head(connection: Connection, before: Head, after: Head) -> bool:
    """Put the head forward, unless another process has done so; returns whether it did."""
    values = {"size": after.size, "root": after.root, "epoch": after.epoch}
    if not before.size:
        inserting = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(heads)
        first = inserting.values(id=THE_ONE, **values).on_conflict_do_nothing().returning(heads.c.id)
        if connection.scalar(first):
            return True
    same = (heads.c.size == before.size, heads.c.epoch == before.epoch)
    return connection.execute(heads.update().where(*same).values(values)).rowcount == 1


class Tiles:
    """Reads digests of any complete part of the tree out of its tiles; each tile is read once."""

    def __init__(self, connection: Connection, size: int) -> None:
        self.connection = connection
        self.size = size
        self._read: dict[Place, bytes] = {}

    def digest(self, height: int, index: int) -> bytes:
        """Return the digest of the part of 2 ** height events that begins after index * 2 ** height events.

        Raises IndexError where the tiles do not hold it.
        """
        if (index + 1) << height > self.size:
            raise IndexError(index)
        level, inner = divmod(height, BITS)
        number, place = divmod(index << inner, WIDTH)
        tile = self._tile(level, number)
        part = tile[place * DIGEST : (place + (1 << inner)) * DIGEST]
        if len(part) != DIGEST << inner:
            raise IndexError(index)
        return _over(part)

    def root(self, first: int, last: int) -> bytes:
        """Return the digest over the events after position `first` up to `last`, as the tree has it."""
        if first == last:
            return EMPTY
        many = last - first
        if many & (many - 1) == 0:
            return self.digest(many.bit_length() - 1, first // many)
        middle = first + split_of(many)
        return node(self.root(first, middle), self.root(middle, last))

    def frontier(self) -> Frontier:
        """Return the digests from which the tree of this size goes on."""
        peaks, first = [], 0
        for height in reversed(range(self.size.bit_length())):
            if self.size >> height & 1:
                peaks.append(self.digest(height, first >> height))
                first += 1 << height
        return Frontier(self.size, peaks)

    def leaves(self) -> Iterator[bytes]:
        """Yield the digest of every event as the tiles have it, b"" where they have none."""
        for number in range(-(-self.size // WIDTH)):
            many = min(WIDTH, self.size - number * WIDTH)
            there = cut(digests_of(self.connection, 0, number))[:many]
            yield from there
            yield from [b""] * (many - len(there))

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._read:
            self._read[level, number] = digests_of(self.connection, level, number)
        return self._read[level, number]


@dataclass
class Growth:
    """Tiles that grow in memory: the last one of each level, and those that were filled on the way."""

    size: int = 0
    edges: list[bytearray] = field(default_factory=list)
    filled: dict[Place, bytes] = field(default_factory=dict)

    @classmethod
    def from_tiles(cls, connection: Connection, size: int) -> Growth:
        """Go on where the tiles end."""
        edges, level = [], 0
        while size >> BITS * level:
            number, many = divmod(size >> BITS * level, WIDTH)
            edges.append(bytearray(digests_of(connection, level, number)[: many * DIGEST] if many else b""))
            level += 1
        return cls(size, edges)

    def extend(self, leaves: Iterable[bytes]) -> Growth:
        """Add the digests of leaves in their order; returns itself."""
        for leaf in leaves:
            self._add(0, leaf)
            self.size += 1
        return self

    @property
    def root(self) -> bytes:
        """The digest of the whole tree."""
        peaks = [peak for edge in reversed(self.edges) for peak in _peaks(bytes(edge))]
        return Frontier(self.size, peaks).root

    def rows(self) -> list[Tile]:
        """What is to be written: tiles that were filled, and the last one of each level."""
        last = {
            (level, self.size >> BITS * (level + 1)): bytes(edge)
            for level, edge in enumerate(self.edges)
            if edge
        }
        return [Tile(*place, digests) for place, digests in (self.filled | last).items()]

    def _add(self, level: int, digest: bytes) -> None:
        if level == len(self.edges):
            self.edges.append(bytearray())
        edge = self.edges[level]
        edge += digest
        if len(edge) == FULL:
            full, self.edges[level] = bytes(edge), bytearray()
            self.filled[level, self.size >> BITS * (level + 1)] = full
            self._add(level + 1, _over(full))


def write(connection: Connection, growth: Growth) -> None:
    """Write the tiles that grew."""
    adding = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(tiles)
    grown = adding.on_conflict_do_update(
        index_elements=["level", "number"], set_={"digests": adding.excluded.digests}
    )
    if rows := growth.rows():
        connection.execute(grown, [row._asdict() for row in rows])


def digests_of(connection: Connection, level: int, number: int) -> bytes:
    """Return the digests of one tile, b"" where there is none."""
    found = select(tiles.c.digests).where(tiles.c.level == level, tiles.c.number == number)
    return bytes(connection.scalar(found) or b"")


def cut(digests: bytes) -> list[bytes]:
    """Cut a tile into its digests."""
    return [digests[at : at + DIGEST] for at in range(0, len(digests), DIGEST)]


def _over(digests: bytes) -> bytes:
    """The digest over as many as a power of two."""
    row = cut(digests)
    while len(row) > 1:
        row = [node(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def _peaks(edge: bytes) -> Iterator[bytes]:
    """The digests of the complete parts of a tile that grows, the largest first."""
    many, first = len(edge) // DIGEST, 0
    for height in reversed(range(BITS)):
        if many >> height & 1:
            yield _over(edge[first * DIGEST : (first + (1 << height)) * DIGEST])
            first += 1 << height
