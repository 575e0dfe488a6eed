"""A table as lines of text cells, before anyone knows what they mean; and its limits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lt_web.tables import sentences
from lt_web.tables.said import Amount
from lt_web.tables.shapes import TableError

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000


@dataclass(frozen=True)
class Line:
    """One row as it stands in the file. `links`: column index → web address that markup put behind text."""

    number: int
    cells: tuple[str, ...]
    links: Mapping[int, str] = field(default_factory=dict)

    def __getitem__(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Grid:
    """All rows that are not blank, headings included; `delimiter` is what stood between the cells."""

    delimiter: str
    lines: tuple[Line, ...]


def limited(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines; TableError once there are too many, or one is too wide."""
    for count, line in enumerate(lines):
        refuse_over(count, len(line.cells), line.number)
        yield line


def refuse_over(rows: int, width: int, number: int) -> None:
    """TableError for more rows below the headings, or more columns in row `number`, than are read."""
    if rows > MOST_ROWS:
        raise TableError(sentences.TOO_MANY_ROWS, limit=Amount(MOST_ROWS))
    if width > MOST_COLUMNS:
        raise TableError(sentences.TOO_MANY_COLUMNS, row=number, count=width, limit=MOST_COLUMNS)


def longer(text: str, line: str) -> str:
    """A cell that goes on in the next line; past the limit it stops growing, since it is refused anyway."""
    return text if len(text) > MOST_CHARACTERS else f"{text}\n{line}"


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Without the empty cells at the end, of which spreadsheets export plenty."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])
