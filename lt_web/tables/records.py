"""Lines as records: our column → text, stand-ins (“TBD”) emptied, merged cells filled from above."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lt_web.tables import sentences
from lt_web.tables.columns import Columns
from lt_web.tables.findings import Findings
from lt_web.tables.grid import MOST_CHARACTERS, Line
from lt_web.tables.words import says_nothing

MERGEABLE = (
    "presenters",
    "place",
    "format",
)  # where spreadsheets are usually merged; never dates, never titles
WORDED = ("title", "description", "id")  # where a dash or a “?” is kept as what it says


@dataclass(frozen=True)
class Record:
    """One row by our columns; a column that is missing or empty reads ''."""

    number: int
    cells: Mapping[str, str]
    links: Mapping[str, str]

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
    if len(line.cells) > columns.width:
        message = sentences.MORE_PIPES if delimiter == "|" else sentences.MORE_CELLS
        shown = "tab" if delimiter == "\t" else delimiter
        found.problem(
            line.number,
            "",
            message,
            fatal=True,
            count=len(line.cells),
            headings=columns.width,
            delimiter=shown,
        )
    for column, indexes in columns.at.items():
        if any(len(line[index]) > MOST_CHARACTERS for index in indexes):
            heading = columns.heading(column)
            found.problem(line.number, heading, sentences.LONG_CELL, fatal=True, limit=f"{MOST_CHARACTERS:,}")


def _record(line: Line, columns: Columns, found: Findings) -> Record:
    cells, links = {}, {}
    for column, indexes in columns.at.items():
        cells[column] = "\n".join(filter(None, (_said(line, column, index, found) for index in indexes)))
        links[column] = next((line.links[index] for index in indexes if index in line.links), "")
    return Record(line.number, cells, links)


def _said(line: Line, column: str, index: int, found: Findings) -> str:
    """The cell's text; '' for a stand-in, which is remarked on."""
    text = line[index]
    if not text or column in WORDED or not says_nothing(text):
        return text
    found.remark(sentences.STAND_IN, line.number, text=text)
    return ""


def _merged(record: Record, above: Record | None, columns: Columns, found: Findings) -> Record:
    """An empty mergeable cell takes the text above it, if the row is otherwise as full as that one."""
    if above is None or above.number != record.number - 1:
        return record
    empty = [column for column in MERGEABLE if above[column] and not record[column]]
    full = all(record[column] for column in columns.at if above[column] and column not in empty)
    if not empty or not full:
        return record
    for column in empty:
        found.remark(sentences.MERGED, record.number, column=columns.heading(column))
    return Record(
        record.number, {**record.cells, **{column: above[column] for column in empty}}, record.links
    )
