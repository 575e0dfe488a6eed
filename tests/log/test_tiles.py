"""The tree as tiles: the reference trees, any size, any step, and the same proofs as from all leaves."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from lt_web.installation import Installation
from lt_web.log import proofs, tiles, tree
from lt_web.log.tiles import Growth, Head, Tiles
from tests.log.test_tree import LEAVES, ROOTS, leaves


@pytest.fixture
def db(fragile: Installation) -> Iterator[Connection]:
    with fragile.database.writing() as connection:
        yield connection


def grown(db: Connection, digests: list[bytes], steps: list[int]) -> Head:
    """Seal leaves into tiles by steps, as the sealer does."""
    for step in steps:
        before = tiles.head_of(db)
        growth = Growth.from_tiles(db, before.size)
        assert growth.root == before.root
        growth.extend(digests[before.size : before.size + step])
        assert tiles.move_head(db, before, Head(growth.size, growth.root, 1))
        tiles.write(db, growth)
    return tiles.head_of(db)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_trees_have_their_known_roots_in_tiles(db: Connection, size: int) -> None:
    assert grown(db, LEAVES, [1] * size).root.hex() == ROOTS[size - 1]
    assert Tiles(db, size).root(0, size).hex() == ROOTS[size - 1]


def test_any_steps_make_the_same_tiles_and_any_size_is_told_from_them(db: Connection) -> None:
    digests, chance = leaves(70_000), random.Random(7)
    steps = [1, 254, 1, 1, 256, 65_000]
    steps += [chance.randrange(1, 400) for _ in range(8)]
    steps.append(len(digests) - sum(steps))
    assert grown(db, digests, steps) == Head(len(digests), tree.root(digests), 1)
    assert list(Tiles(db, len(digests)).leaves()) == digests
    for size in (0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 69_999, *chance.sample(range(70_000), 5)):
        assert Tiles(db, size).frontier() == tree.Frontier().extend(digests[:size])
    with pytest.raises(IndexError):
        Tiles(db, 70_001).frontier()


def test_proofs_from_tiles_are_those_from_all_leaves(db: Connection) -> None:
    digests, chance = leaves(1500), random.Random(8)
    grown(db, digests, [1500])
    for size in (1, 2, 255, 256, 257, 700, 1024, 1500):
        for index in {0, size - 1, chance.randrange(size), chance.randrange(size)}:
            path = proofs.inclusion(db, index, size)
            assert path == tree.inclusion(index, digests[:size])
            assert proofs.consistency(db, index + 1, size) == tree.consistency(index + 1, digests[:size])
    for index, size in ((-1, 5), (5, 5), (0, 1501)):
        with pytest.raises(IndexError):
            proofs.inclusion(db, index, size)
        with pytest.raises(IndexError):
            proofs.consistency(db, index + 1 if index < 5 else 6, size)


def test_whoever_was_slower_moves_nothing(db: Connection) -> None:
    first, later = Head(3, b"3" * 32, 1), Head(4, b"4" * 32, 1)
    assert tiles.move_head(db, Head(), first)
    assert not tiles.move_head(db, Head(), later)
    assert not tiles.move_head(db, Head(2, b"2" * 32, 1), later)
    assert tiles.head_of(db) == first
