"""Lines as records: our column → text, stand-ins (“TBD”) emptied, merged cells filled from above."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lt_web.tables import sentences
from lt_web.tables.columns import Columns
from lt_web.tables.findings import Findings
from lt_web.tables.grid import MOST_CHARACTERS, Line
from lt_web.tables.words import says_nothing

# Where cells are usually merged; never dates, never titles.
MERGEABLE = ("presenters", "place", "format")
OFTEN_EMPTY = (*MERGEABLE, "description", "link", "id", "end")  # what a row “otherwise filled” may lack
WORDED = ("title", "description", "id")  # where a dash or a “?” is kept as what it says


@dataclass(frozen=True)
class Record:
    """One row by our columns; a column that is missing or empty reads ''."""

    number: int
    cells: Mapping[str, str]
    links: Mapping[str, str]
    stated: frozenset[str]  # columns that hold a stand-in: empty on purpose

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def records(lines: Iterable[Line], columns: Columns, delimiter: str, found: Findings) -> Iterator[Record]:
    """One record for each line that is as wide as its headings and within the limits."""
    above: Record | None = None
    for line in lines:
        _check(line, columns, delimiter, found)
        if found.is_out(line.number):
            above = None
            continue
        above = _merged(_record(line, columns, found), above, columns, found)
        yield above


def _check(line: Line, columns: Columns, delimiter: str, found: Findings) -> None:
    _check_width(line, columns, delimiter, found)
    filled = [(index, cell) for index, cell in enumerate(line.cells) if cell]
    if len(filled) == 1 and filled[0][0] not in columns.at["title"]:
        found.problem(line.number, "", sentences.LONE_CELL, fatal=True, text=filled[0][1])
    for column, indexes in columns.at.items():
        if any(len(line[index]) > MOST_CHARACTERS for index in indexes):
            heading, limit = columns.heading(column), f"{MOST_CHARACTERS:,}"
            found.problem(line.number, heading, sentences.LONG_CELL, fatal=True, limit=limit)


def _check_width(line: Line, columns: Columns, delimiter: str, found: Findings) -> None:
    if len(line.cells) > columns.width:
        message = sentences.MORE_PIPES if delimiter == "|" else sentences.MORE_CELLS
        shown = "tab" if delimiter == "\t" else delimiter
        widths = {"count": len(line.cells), "headings": columns.width}
        found.problem(line.number, "", message, fatal=True, delimiter=shown, **widths)


def _record(line: Line, columns: Columns, found: Findings) -> Record:
    cells, links, stated = {}, {}, set()
    for column, indexes in columns.at.items():
        cells[column], stand_in = _said(line, column, indexes)
        links[column] = next((line.links[index] for index in indexes if index in line.links), "")
        if stand_in:
            stated.add(column)
            found.remark(sentences.STAND_IN, line.number, text=stand_in)
    return Record(line.number, cells, links, frozenset(stated))


def _said(line: Line, column: str, indexes: Iterable[int]) -> tuple[str, str]:
    """(text, stand-in): the cells of a column that say something, and what one that does not says instead."""
    texts = [line[index] for index in indexes if line[index]]
    if column in WORDED:
        return "\n".join(texts), ""
    stand_in = next((text for text in texts if says_nothing(text)), "")
    return "\n".join(text for text in texts if not says_nothing(text)), stand_in


def _merged(record: Record, above: Record | None, columns: Columns, found: Findings) -> Record:
    """An empty mergeable cell takes the text right above it, in a row that is otherwise filled."""
    if above is None or above.number != record.number - 1 or not _otherwise_filled(record, columns):
        return record
    empty = [one for one in MERGEABLE if above[one] and not record[one] and one not in record.stated]
    for column in empty:
        found.remark(sentences.MERGED, record.number, column=columns.heading(column))
    return replace(record, cells={**record.cells, **{column: above[column] for column in empty}})


def _otherwise_filled(record: Record, columns: Columns) -> bool:
    return all(record[column] for column in columns.at if column not in OFTEN_EMPTY)
