"""Tables drawn with pipes: Markdown with its ruler row, Confluence markup, and pages copied as bare pipes."""

import re
from itertools import pairwise

from lt_web.tables.blocks import Block
from lt_web.tables.grid import longer
from lt_web.tables.markup import unpiped

RULER = re.compile(r"(?=.*[|+])(?=.*(?:--|==|:-|-:|[|+]-[|+]))[\s|+:=-]+")
CUT = re.compile(r"(?<!\\)\|")


def read(text: str) -> list[Block]:
    """The tables of a page; [] where it has none. Whatever stands between tables is not part of them."""
    if "|" not in text:
        return []
    lines = [unpiped(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    framed = _is_framed(lines)
    return (
        _Page(framed, ruled=any(map(RULER.fullmatch, lines))).read(lines) if _is_drawn(lines, framed) else []
    )


def _is_framed(lines: list[str]) -> bool:
    """Whether rows begin with a pipe (Markdown also allows them without)."""
    return any(line.lstrip().startswith("|") and not RULER.fullmatch(line) for line in lines)


def _is_drawn(lines: list[str], framed: bool) -> bool:
    """A ruler under a line with pipes, or most lines beginning with a pipe."""
    ruled = any(RULER.fullmatch(below) and "|" in above for above, below in pairwise(lines))
    full = [line for line in lines if line.strip()]
    piped = sum(line.lstrip().startswith("|") for line in full)
    return ruled or (framed and piped * 2 >= len(full))


class _Page:
    """Gathers the rows of a page line by line."""

    def __init__(self, framed: bool, ruled: bool) -> None:
        self.framed = framed
        self.ruled = ruled
        self.blocks: list[Block] = []
        self.open = ""  # a row whose last cell may go on in the next line
        self.inside = False

    def read(self, lines: list[str]) -> list[Block]:
        for line in lines:
            self._take(line.strip())
        self._close()
        return self.blocks

    def _take(self, line: str) -> None:
        if RULER.fullmatch(line):
            self._rule(line)
        elif line.startswith("|") if self.framed else CUT.search(line):
            self._close()
            self._begin(line)
        elif line and self.open and not self.ruled and not self.open.endswith("|"):
            self.open = longer(self.open, line)
        else:
            self._close()
            self.inside = False

    def _begin(self, line: str) -> None:
        if not self.inside:
            self.blocks.append(Block(headed=line.startswith("||")))
            self.inside = True
        self.open = line

    def _rule(self, line: str) -> None:
        self._close()
        if self.inside and len(self.blocks[-1].rows) == 1 and not line.startswith("+"):
            self.blocks[-1].headed = True

    def _close(self) -> None:
        if self.open:
            self.blocks[-1].rows.append(_cells(self.open))
        self.open = ""


def _cells(row: str) -> list[str]:
    """One row cut at its pipes, those at either end not counted; Confluence doubles them between headings."""
    single = row.replace("||", "|") if row.startswith("||") else row
    inner = single.removeprefix("|").rstrip()
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return CUT.split(inner)
