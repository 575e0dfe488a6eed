"""Pages with several pipe or wiki tables: their rows joined under the first one's headings, and counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lt_web.tables import sentences
from lt_web.tables.findings import Findings
from lt_web.tables.grid import MOST_COLUMNS, Line, refuse_over
from lt_web.tables.markup import plain_cell
from lt_web.tables.words import fold


@dataclass
class Block:
    """One table of the page: rows of cells in markup; `headed` if its first row is marked as headings."""

    rows: list[list[str]] = field(default_factory=list)
    headed: bool = False


def join(blocks: Sequence[Block], found: Findings) -> Iterator[Line]:
    """Rows counted from the first headings, row 1. A table with other headings is named, not read."""
    number = 0
    for block in blocks:
        if _is_another(block, blocks[0]):
            headings = ", ".join(texts(block.rows[0]))
            found.problem(None, "", sentences.OTHER_TABLE, fatal=False, headings=headings)
            continue
        for cells in block.rows:
            number += 1
            refuse_over(number - 1, len(cells), number)
            yield _line(number, cells)


def _is_another(block: Block, first: Block) -> bool:
    return block.headed and block is not first and _folded(block.rows[0]) != _folded(first.rows[0])


def _folded(cells: list[str]) -> list[str]:
    return [fold(text) for text in texts(cells)]


def texts(cells: list[str]) -> list[str]:
    """The cells of a row of headings as plain text; a row too wide to be read is not looked at to its end."""
    return [plain_cell(cell)[0] for cell in cells[: MOST_COLUMNS + 1]]


def _line(number: int, cells: list[str]) -> Line:
    read = [plain_cell(cell) for cell in cells]
    links = {index: address for index, (_, address) in enumerate(read) if address}
    return Line(number, tuple(text for text, _ in read), links)
