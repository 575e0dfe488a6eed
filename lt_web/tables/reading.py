"""Bytes to a grid of text: encoding, the kind of table, and its lines within the limits."""

from collections.abc import Iterable

from lt_web.tables import delimited, pipes, sentences, wiki
from lt_web.tables.blocks import Block, join, texts
from lt_web.tables.decoding import decode
from lt_web.tables.findings import Findings
from lt_web.tables.grid import Grid, Line, limited
from lt_web.tables.headings import Headings
from lt_web.tables.shapes import TableError


def read_grid(data: bytes, headings: Headings, found: Findings) -> tuple[Grid, str]:
    """The grid and the encoding's name. TableError for a file that is no table, or too large a one."""
    text, encoding = decode(data)
    if not encoding.startswith("UTF"):
        found.note(sentences.READ_AS_WINDOWS, encoding=encoding)
    return _laid_out(text, headings, found), encoding


def _laid_out(text: str, headings: Headings, found: Findings) -> Grid:
    """Drawn tables (wiki, Markdown) where they show as many known headings as cutting at a delimiter does."""
    delimiter, known = delimited.find_delimiter(text, headings)
    for read in (wiki.read, pipes.read):
        blocks = read(text)
        if blocks and _known(blocks, headings) >= known:
            return _grid("|", join(blocks, found))
    delimited.note_stray_quotes(text, delimiter, found)
    return _grid(delimiter, delimited.read(text, delimiter))


def _known(blocks: list[Block], headings: Headings) -> int:
    return headings.known(texts(blocks[0].rows[0]))


def _grid(delimiter: str, lines: Iterable[Line]) -> Grid:
    full = tuple(limited(line for line in lines if any(line.cells)))
    if not full:
        raise TableError(sentences.EMPTY)
    return Grid(delimiter, full)
