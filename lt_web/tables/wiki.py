"""MediaWiki tables: {| … |- … |} with ! headings, cells on lines of their own, rowspan and colspan."""

import re

from lt_web.tables.blocks import Block
from lt_web.tables.grid import longer, refuse_over
from lt_web.tables.markup import unpiped

WIDEST_SPAN = 20
START, END, CAPTION, NEXT_ROW = "{|", "|}", "|+", "|-"
ATTRIBUTES = re.compile(r"""\s*((?>[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w%#-]+)\s*)+)\|(?!\|)""")
SPAN = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,3})""", re.IGNORECASE)


def read(text: str) -> list[Block]:
    """The tables of a page; [] where it has none."""
    if START not in text:
        return []
    page = _Page()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        page.take(unpiped(line.strip()))
    page.take(END)
    return [block for block in page.blocks if block.rows]


class _Page:
    """Gathers cells line by line into rows, and rows into tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.cells: list[str] = []
        self.hanging: dict[int, tuple[int, str]] = {}  # column → (rows still to fill, text)
        self.inside = False

    def take(self, line: str) -> None:
        if line.startswith(START):
            self._start()
        elif self.inside:
            self._take_inside(line)

    def _start(self) -> None:
        self.inside = True
        self.blocks.append(Block())
        self.hanging = {}

    def _take_inside(self, line: str) -> None:
        if line.startswith((END, NEXT_ROW)):
            self._close_row()
            self.inside = not line.startswith(END)
        elif line.startswith("!"):
            self.blocks[-1].headed = self.blocks[-1].headed or not self.blocks[-1].rows
            self.cells += re.split(r"!!|\|\|", line[1:])
        elif line.startswith("|") and not line.startswith(CAPTION):
            self.cells += line[1:].split("||")
        elif line and self.cells:
            self.cells[-1] = longer(self.cells[-1], line)

    def _close_row(self) -> None:
        if self.cells:
            rows = self.blocks[-1].rows
            refuse_over(len(rows), len(self.cells), len(rows) + 1)
            rows.append(self._spread(self.cells))
        self.cells = []

    def _spread(self, cells: list[str]) -> list[str]:
        """The row with spanned cells in every place they cover."""
        row: list[str] = []
        for cell in cells:
            self._fill_hanging(row)
            self._place(cell, row)
        self._fill_hanging(row)
        return row

    def _fill_hanging(self, row: list[str]) -> None:
        while len(row) in self.hanging:
            left, text = self.hanging.pop(len(row))
            if left > 1:
                self.hanging[len(row)] = (left - 1, text)
            row.append(text)

    def _place(self, cell: str, row: list[str]) -> None:
        attributes = ATTRIBUTES.match(cell)
        text = cell[attributes.end() :] if attributes else cell
        spans = {kind.lower(): int(size) for kind, size in SPAN.findall(attributes[1] if attributes else "")}
        if spans.get("row", 1) > 1:
            self.hanging[len(row)] = (spans["row"] - 1, text)
        row.append(text)
        row += [""] * (min(spans.get("col", 1), WIDEST_SPAN) - 1)
