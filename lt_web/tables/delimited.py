"""Tables with a comma, semicolon, tab or pipe between the cells, and quotation marks where needed."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice

from lt_web.tables import sentences
from lt_web.tables.findings import Findings
from lt_web.tables.grid import Line, trimmed
from lt_web.tables.headings import Headings
from lt_web.tables.shapes import TableError
from lt_web.tables.words import clean

DELIMITERS = (",", ";", "\t", "|")
SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line
SAMPLE = 60
END = "the end of the file\0"  # no file can hold it: NUL is refused before


def read(text: str, delimiter: str) -> Iterator[Line]:
    """Lines that are not blank, numbered as a spreadsheet does. TableError where a quote never closes."""
    number = 0
    for number, record in enumerate(_records(_table(text), delimiter), start=1):
        if record == [END]:
            return
        cells = trimmed([clean(cell) for cell in record])
        if cells:
            yield Line(number, cells)
    raise TableError(sentences.OPEN_QUOTE, row=number)


def find_delimiter(text: str, headings: Headings) -> tuple[str, int]:
    """The delimiter that yields most headings we know (how many, too), then the most even table."""
    if said := SAID.match(text):
        return said[1], len(DELIMITERS) * SAMPLE
    scores = {delimiter: _score(text, delimiter, headings) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best, scores[best][0]


def note_stray_quotes(text: str, delimiter: str, found: Findings) -> None:
    """Warns of the first row with text behind a closing quote: its cells may not be what was meant."""
    number = 0
    try:
        for _ in _reader(_table(text), delimiter, strict=True):
            number += 1
    except csv.Error:
        found.problem(number + 1, "", sentences.STRAY_QUOTE, fatal=False)


def _table(text: str) -> str:
    """What follows the line sep=…, which spreadsheets neither show nor count."""
    said = SAID.match(text)
    return text[said.end() :] if said else text


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    number = 0
    try:
        for record in _reader(text, delimiter, strict=False):
            number += 1
            yield record
    except csv.Error:
        raise TableError(sentences.HUGE_CELL, row=number + 1, limit=f"{csv.field_size_limit():,}") from None


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    """Records, and at the end one that reads [END] unless a quotation mark is still open there."""
    ended = text if text.endswith(("\n", "\r")) else text + "\n"
    lines = chain(io.StringIO(ended, newline=""), [END])
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != " ", strict=strict)


def _score(text: str, delimiter: str, headings: Headings) -> tuple[int, float, int]:
    """Known headings, share of rows as wide as the widest of the first, and that width."""
    rows = _sample(text, delimiter)
    known = max((headings.known(row) for row in rows), default=0)
    width = max((len(row) for row in rows[:5]), default=0)
    even = sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0
    return known, even, width


def _sample(text: str, delimiter: str) -> list[list[str]]:
    try:
        return [row for row in islice(_records(_table(text), delimiter), SAMPLE) if any(row) and row != [END]]
    except TableError:
        return []
