"""A Merkle tree over the log (RFC 6962): one short digest stands for every event, and proves each of them.

Pure functions of bytes. A leaf is what `leaf` makes of a stored event, exactly as it is stored: no other way
of writing JSON, and no other database, changes a digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

VERSION = b"lt1"
EMPTY = hashlib.sha256(b"").digest()


def canonical(stream: UUID, version: int, topic: str, state: bytes) -> bytes:
    """Return the bytes that stand for a stored event: a version tag, then each part after its length."""
    parts = (stream.bytes, version.to_bytes(8, "big"), topic.encode(), state)
    return VERSION + b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def leaf(data: bytes) -> bytes:
    """Return the digest (32 bytes) of one leaf: SHA-256 of a zero byte and the data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the digest of what stands above two digests: SHA-256 of a one byte and both."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The few digests from which a tree goes on: those of its complete parts, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, digest: bytes) -> None:
        """Add a leaf's digest; as many parts become one as `size` ends in ones, written in binary."""
        rest = self.size
        while rest & 1:
            digest = node(self.peaks.pop(), digest)
            rest >>= 1
        self.peaks.append(digest)
        self.size += 1

    def extend(self, digests: Iterable[bytes]) -> Frontier:
        """Add the digests of leaves in their order; returns itself."""
        for digest in digests:
            self.append(digest)
        return self

    @property
    def root(self) -> bytes:
        """The digest of the whole tree."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


def root(digests: Sequence[bytes]) -> bytes:
    """Return the digest of a tree with these leaves."""
    return Frontier().extend(digests).root


def inclusion(index: int, digests: Sequence[bytes]) -> list[bytes]:
    """Return the path that proves the leaf at `index` (from 0) to be in the tree with these leaves.

    Raises IndexError where the tree has no such leaf.
    """
    if not 0 <= index < len(digests):
        raise IndexError(index)
    if len(digests) == 1:
        return []
    split = split_of(len(digests))
    if index < split:
        return [*inclusion(index, digests[:split]), root(digests[split:])]
    return [*inclusion(index - split, digests[split:]), root(digests[:split])]


def consistency(before: int, digests: Sequence[bytes]) -> list[bytes]:
    """Return the path that proves the tree of the first `before` leaves to be the beginning of this one.

    Raises IndexError where `before` is not between 1 and the number of leaves.
    """
    if not 0 < before <= len(digests):
        raise IndexError(before)
    return _consistency(before, digests, whole=True)


def is_included(digest: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that a leaf's digest stands at `index` in the tree of that size and root."""
    if not 0 <= index < size:
        return False
    place, last = index, size - 1
    for step in path:
        if not last:
            return False
        if place & 1 or place == last:
            digest = node(step, digest)
            place, last = _up_to_a_right_branch(place, last)
        else:
            digest = node(digest, step)
        place, last = place >> 1, last >> 1
    return not last and digest == root


def is_consistent(before: int, old: bytes, size: int, new: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the tree of `size` leaves begins with that of `before` leaves."""
    if not 0 < before <= size:
        return False
    if before == size:
        return not path and old == new
    steps = [old, *path] if before & (before - 1) == 0 else list(path)
    if not steps:
        return False
    place, last = before - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if not last:
            return False
        if place & 1 or place == last:
            was, now = node(step, was), node(step, now)
            place, last = _up_to_a_right_branch(place, last)
        else:
            now = node(now, step)
        place, last = place >> 1, last >> 1
    return not last and was == old and now == new


def _up_to_a_right_branch(place: int, last: int) -> tuple[int, int]:
    """Climb past levels at which the branch stands alone, on the right edge of the tree."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _consistency(before: int, digests: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if before == len(digests):
        return [] if whole else [root(digests)]
    split = split_of(len(digests))
    if before <= split:
        return [*_consistency(before, digests[:split], whole=whole), root(digests[split:])]
    return [*_consistency(before - split, digests[split:], whole=False), root(digests[:split])]


def split_of(size: int) -> int:
    """The largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)
