"""Rows that are no sessions: totals, repeated headings, lines that only name a year. Left out, and said."""

import re
from collections.abc import Iterable, Iterator

from lt_web.tables import sentences
from lt_web.tables.columns import Columns
from lt_web.tables.findings import Findings
from lt_web.tables.grid import Line
from lt_web.tables.headings import Headings
from lt_web.tables.words import fold

TOTAL = re.compile(
    r"(?:grand |sub)?(?:total|totals|sum|summe|gesamt|insgesamt|gesamtsumme|zwischensumme|anzahl|count"
    r"|average|mean|durchschnitt|mittelwert)"
    r"(?: (?:of|der|number|sessions|hours|minutes|talks|termine|stunden|minuten|in|h|min|std|\d+))*"
)
MONTH = (
    r"(?:jan|feb|mar|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*|q[1-4]|h[12]"
    r"|quartal [1-4]|[1-4] quartal"
    r"|quarter [1-4]|year|jahr|sprint \d+"
)
SECTION = re.compile(rf"(?:{MONTH})?(?: )?(?:(?:19|20)\d\d)?")


def sift(lines: Iterable[Line], heads: Line, columns: Columns, found: Findings) -> Iterator[Line]:
    """The lines that are sessions, or should be."""
    titles = [fold(cell) for cell in heads.cells]
    for line in lines:
        if message := _kind(line, titles, columns):
            found.remark(message, line.number)
        else:
            yield line


def _kind(line: Line, titles: list[str], columns: Columns) -> str | None:
    filled = [(index, cell) for index, cell in enumerate(line.cells) if cell]
    if _repeats(filled, titles):
        return sentences.REPEATED
    if len(filled) == 1 and SECTION.fullmatch(fold(filled[0][1]) or "-"):
        return sentences.SECTIONS
    return sentences.TOTALS if _totals(line, filled, columns) else None


def _repeats(filled: list[tuple[int, str]], titles: list[str]) -> bool:
    same = all(index < len(titles) and fold(cell) == titles[index] for index, cell in filled)
    return same and (len(filled) > 1 or len(titles) == 1)


def _totals(line: Line, filled: list[tuple[int, str]], columns: Columns) -> bool:
    """A row that begins with “Total” or “Summe” and has no date of its own."""
    date = columns.at["date"][0]
    first, text = filled[0]
    return len(text) < 60 and TOTAL.fullmatch(fold(text)) is not None and (first == date or not line[date])


def nameless(lines: Iterable[Line], heads: Line) -> set[int]:
    """Columns without a heading that hold something, counted from 1."""
    bare = [index for index, cell in enumerate(heads.cells) if not cell]
    return {index + 1 for line in lines for index in bare if line[index]} if bare else set()


def heads_and_body(
    lines: tuple[Line, ...], headings: Headings, found: Findings
) -> tuple[Line, tuple[Line, ...]]:
    """The line of headings and those below it; what stood above it is noted."""
    index = headings.find(lines)
    if index:
        found.note(sentences.PREAMBLE, row=lines[index].number)
    return lines[index], lines[index + 1 :]
