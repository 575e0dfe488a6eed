"""The tree over the log: the eight reference trees of Certificate Transparency, and proofs that hold."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lt_web.log import tree
from tests.story import CALM

# The leaves and roots with which the reference implementation of RFC 6962 is tested.
LEAVES = [
    tree.leaf(bytes.fromhex(data))
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def leaves(count: int) -> list[bytes]:
    return [tree.leaf(number.to_bytes(4, "big")) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_trees_have_their_known_roots(size: int) -> None:
    assert tree.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_tree_of_nothing_is_the_digest_of_nothing() -> None:
    assert tree.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_tree_that_goes_on_from_its_frontier_is_the_tree_made_at_once() -> None:
    for size in range(70):
        first = tree.Frontier().extend(leaves(size)[: size // 2])
        again = tree.Frontier(first.size, list(first.peaks)).extend(leaves(size)[size // 2 :])
        assert (again.size, again.root) == (size, tree.root(leaves(size)))


def test_every_leaf_of_every_small_tree_is_proved_and_nothing_else_is() -> None:
    for size in range(1, 40):
        digests, whole = leaves(size), tree.root(leaves(size))
        for index in range(size):
            path = tree.inclusion(index, digests)
            assert tree.is_included(digests[index], index, size, path, whole)
            assert not tree.is_included(digests[index], index, size, [*path, digests[0]], whole)
            assert not tree.is_included(digests[index], (index + 1) % (size + 1), size, path, whole)
            assert not tree.is_included(tree.leaf(b"other"), index, size, path, whole)


def test_every_beginning_of_every_small_tree_is_proved() -> None:
    for size in range(1, 40):
        digests = leaves(size)
        for before in range(1, size + 1):
            path, old, new = (
                tree.consistency(before, digests),
                tree.root(digests[:before]),
                tree.root(digests),
            )
            assert tree.is_consistent(before, old, size, new, path)
            assert not tree.is_consistent(before, old, size, new, [*path, old])
            assert not tree.is_consistent(before, tree.leaf(b"other"), size, new, path)
            assert size == before or not tree.is_consistent(before, old, size, tree.leaf(b"other"), path)


@CALM
@given(st.integers(2, 200), st.randoms(use_true_random=False))
def test_a_proof_of_which_one_bit_was_changed_proves_nothing(size: int, chance: random.Random) -> None:
    digests = leaves(size)
    index, before, whole = chance.randrange(size), chance.randrange(1, size), tree.root(digests)
    within, onwards, old = (
        tree.inclusion(index, digests),
        tree.consistency(before, digests),
        tree.root(digests[:before]),
    )
    for _ in range(200):
        path = _with_a_changed_bit(within, chance)
        assert not tree.is_included(digests[index], index, size, path, whole)
        assert not tree.is_consistent(before, old, size, whole, _with_a_changed_bit(onwards, chance))


def test_asking_for_what_a_tree_does_not_have_is_an_error() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            tree.inclusion(index, leaves(3))
    for before in (0, 4):
        with pytest.raises(IndexError):
            tree.consistency(before, leaves(3))


def test_no_two_events_have_the_same_bytes() -> None:
    told = [("a.b", b"c"), ("a.", b"bc"), ("a.bc", b"")]
    one = {tree.canonical(UUID(int=1), 1, topic, state) for topic, state in told}
    assert len(one | {tree.canonical(UUID(int=2), 1, "a.b", b"c")}) == len(told) + 1
    assert tree.canonical(UUID(int=1), 1, "a.b", b"c") != tree.canonical(UUID(int=1), 2, "a.b", b"c")


def _with_a_changed_bit(path: list[bytes], chance: random.Random) -> list[bytes]:
    place, bit = chance.randrange(len(path)), chance.randrange(256)
    changed = int.from_bytes(path[place], "big") ^ (1 << bit)
    return [*path[:place], changed.to_bytes(32, "big"), *path[place + 1 :]]
