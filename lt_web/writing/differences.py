"""What became of a text: line by line and word by word, and two changes of one text put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.4  # from here on two lines are one that was changed
AROUND = 2  # unchanged lines shown beside a change


@dataclass(frozen=True)
class Piece:
    """Some words of a line: same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line: same, changed, added or removed; or, as `skipped`, how many unchanged ones are left out."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True)
class Change:
    """Lines `start` to `end` of a text became other lines."""

    start: int
    end: int
    lines: tuple[str, ...]

    def touches(self, other: Change) -> bool:
        """Whether both concern the same lines, or lines next to each other."""
        return self.start <= other.end and other.start <= self.end


def differences(old: str, new: str) -> list[Line]:
    """How a text became another, to be read from top to bottom."""
    before, after = old.splitlines(), new.splitlines()
    lines: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            lines += [Line("same", (Piece("same", text),)) for text in before[a:b]]
        else:
            lines += _changed(before[a:b], after[c:d])
    return _folded(lines)


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Both changes of a text in one; None where they touch the same lines, and a person has to decide."""
    lines = base.splitlines()
    their_changes, my_changes = changes(base, theirs), changes(base, mine)
    mine_alone = [change for change in my_changes if change not in their_changes]
    if any(one.touches(other) for one in their_changes for other in mine_alone):
        return None
    for change in sorted([*their_changes, *mine_alone], key=lambda c: c.start, reverse=True):
        lines[change.start : change.end] = change.lines
    return "\n".join(lines)


def changes(old: str, new: str) -> list[Change]:
    """What was changed in a text, by its lines."""
    before, after = old.splitlines(), new.splitlines()
    codes = SequenceMatcher(None, before, after).get_opcodes()
    return [Change(a, b, tuple(after[c:d])) for what, a, b, c, d in codes if what != "equal"]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Lines that took the place of others: word by word where they resemble each other."""
    if len(before) == len(after) and all(map(_alike, before, after)):
        for old, new in zip(before, after, strict=True):
            yield Line("changed", tuple(_words(old, new)))
        return
    for kind, texts in (("removed", before), ("added", after)):
        for text in texts:
            yield Line(kind, (Piece(kind, text),))


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        for kind, words in (("removed", before[a:b]), ("added", after[c:d])):
            if words:
                yield Piece(kind, "".join(words))


def _folded(lines: list[Line]) -> list[Line]:
    """Leave out what is far from every change, and say how much that is."""
    near = {
        n + step for n, line in enumerate(lines) if line.kind != "same" for step in range(-AROUND, AROUND + 1)
    }
    found: list[Line] = []
    for n, line in enumerate(lines):
        if n in near:
            found.append(line)
        elif found and found[-1].kind == "skipped":
            found[-1] = Line("skipped", skipped=found[-1].skipped + 1)
        else:
            found.append(Line("skipped", skipped=1))
    return found
