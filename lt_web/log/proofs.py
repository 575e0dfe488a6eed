"""Proofs out of the tiles: that an event is in the log, and that one log begins with another (RFC 6962)."""

from __future__ import annotations

from sqlalchemy import Connection

from lt_web.log.tiles import Tiles, head_of
from lt_web.log.tree import split_of


def inclusion(connection: Connection, index: int, size: int) -> list[bytes]:
    """Return the path that proves the leaf at `index` (position - 1) to be among the first `size`.

    Raises IndexError where there is no such leaf, or `size` is more than what is sealed.
    """
    if not 0 <= index < size:
        raise IndexError(index)
    return _inclusion(_sealed(connection, size), index, 0, size)


def consistency(connection: Connection, before: int, size: int) -> list[bytes]:
    """Return the path that proves the first `before` leaves to be the beginning of the first `size`.

    Raises IndexError where `before` is not between 1 and `size`, or `size` is more than what is sealed.
    """
    if not 0 < before <= size:
        raise IndexError(before)
    return _consistency(_sealed(connection, size), before, 0, size, whole=True)


def _sealed(connection: Connection, size: int) -> Tiles:
    if size > head_of(connection).size:
        raise IndexError(size)
    return Tiles(connection, size)


def _inclusion(tree: Tiles, index: int, first: int, last: int) -> list[bytes]:
    """The path to a leaf within the part between two positions."""
    if last - first == 1:
        return []
    middle = first + split_of(last - first)
    if index < middle:
        return [*_inclusion(tree, index, first, middle), tree.root(middle, last)]
    return [*_inclusion(tree, index, middle, last), tree.root(first, middle)]


def _consistency(tree: Tiles, before: int, first: int, last: int, *, whole: bool) -> list[bytes]:
    """The path from the part that ends at `before` to the one between two positions."""
    if before == last:
        return [] if whole else [tree.root(first, last)]
    middle = first + split_of(last - first)
    if before <= middle:
        return [*_consistency(tree, before, first, middle, whole=whole), tree.root(middle, last)]
    return [*_consistency(tree, before, middle, last, whole=False), tree.root(first, middle)]
