"""What differs between two readings of a page: each block with what is only there, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lt_web.moments.content import Block

ALIKE = 0.4  # from here on two blocks are one that was put differently
NEAR = 12  # as far as its other side is looked for
Run = tuple[str, bool]  # text, and whether it is only here


@dataclass(frozen=True)
class Line:
    """A block of one side: `state` is same, changed, or only (the other side has nothing like it)."""

    kind: str
    state: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _only in self.runs)


@dataclass(frozen=True)
class Change:
    """One place that differs: what stood there and what stands there, "" for nothing."""

    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Both sides, block by block, and the places where they differ."""

    before: list[Line]
    after: list[Line]
    changes: list[Change]


def difference(before: Sequence[Block], after: Sequence[Block]) -> Difference:
    """Compare two readings of a page."""
    found = Difference([], [], [])
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.before.extend(_whole(block, "same") for block in before[a:b])
            found.after.extend(_whole(block, "same") for block in after[c:d])
        else:
            for was, now in _paired(before[a:b], after[c:d]):
                _put(found, was, now)
    return found


def _put(found: Difference, was: Block | None, now: Block | None) -> None:
    if was and now:
        left, right = _runs(was.text, now.text)
        found.before.append(Line(was.kind, "changed", left))
        found.after.append(Line(now.kind, "changed", right))
    elif was:
        found.before.append(_whole(was, "only"))
    elif now:
        found.after.append(_whole(now, "only"))
    found.changes.append(Change(was.text if was else "", now.text if now else ""))


def _whole(block: Block, state: str) -> Line:
    return Line(block.kind, state, ((block.text, state == "only"),))


def _paired(
    these: Sequence[Block], those: Sequence[Block]
) -> Iterator[tuple[Block, None] | tuple[None, Block] | tuple[Block, Block]]:
    """Blocks that were put differently side by side, in their order; the others alone."""
    left = list(those)
    for block in these:
        like = next((n for n, other in enumerate(left[:NEAR]) if _alike(block, other)), None)
        if like is None:
            yield block, None
            continue
        for other in left[:like]:
            yield None, other
        yield block, left[like]
        left = left[like + 1 :]
    for other in left:
        yield None, other


def _alike(one: Block, other: Block) -> bool:
    if one.kind != other.kind:
        return False
    matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    left, right = _words(before), _words(after)
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    here = [("".join(left[a:b]), tag != "equal") for tag, a, b, _c, _d in codes if b > a]
    there = [("".join(right[c:d]), tag != "equal") for tag, _a, _b, c, d in codes if d > c]
    return tuple(here), tuple(there)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[\w'’:.,%–-]+|[^\w\s]", text)
