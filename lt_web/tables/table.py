"""The whole reading, step by step: grid, headings, sessions, dates, rows."""

from collections.abc import Iterable, Mapping, Sequence

from lt_web.tables import sentences
from lt_web.tables.columns import Columns, fit
from lt_web.tables.date_forms import Day
from lt_web.tables.dates import Order, decide, read_day, undecided
from lt_web.tables.findings import Findings, Unread
from lt_web.tables.grid import Line
from lt_web.tables.headings import Headings, order_said
from lt_web.tables.reading import read_grid
from lt_web.tables.records import Record, records
from lt_web.tables.rows import rows
from lt_web.tables.shapes import Question, Row, Table
from lt_web.tables.sifting import heads_and_body, nameless, sift
from lt_web.tables.when import WhenReader


def read_table(
    data: bytes, *, day_first: bool | None = None, columns: Mapping[str, str] | None = None
) -> Table:
    """Reads a file of at most 5 MiB, 20,000 rows and 200 columns; cells hold 10,000 characters at most.

    `day_first` answers a Question of an earlier reading of the same file: True for day, month, year.
    `columns` says what headings mean where the synonyms do not: heading as written → one of shapes.COLUMNS,
    or '' to leave it out. Raises TableError, and nothing else, for a file that as a whole cannot be read.
    """
    found, asked = Findings(), dict(columns or {})
    headings = Headings(asked)
    grid, encoding = read_grid(data, headings, found)
    heads, body = heads_and_body(grid.lines, headings, found)
    fitted = fit(heads, asked, found)
    read, question = _read(_kept(heads, body, fitted, grid.delimiter, found), fitted, day_first, found)
    shown = () if question else read
    return Table(shown, found.by_row(), found.notes, question, fitted.headings, encoding, grid.delimiter)


def _kept(
    heads: Line, body: Sequence[Line], columns: Columns, delimiter: str, found: Findings
) -> Sequence[Record]:
    """The lines that are sessions, as records; none where the headings do not say how to read them."""
    for number in sorted(nameless(body, heads)):
        found.note(sentences.NAMELESS, number=number)
    if not body:
        found.problem(None, "", sentences.NO_ROWS, fatal=True)
    if found.is_out(None):
        return ()
    return tuple(records(sift(body, heads, columns, found), columns, delimiter, found))


def _read(
    kept: Sequence[Record], columns: Columns, day_first: bool | None, found: Findings
) -> tuple[tuple[Row, ...], Question | None]:
    days = dict(_days(kept, columns, found))
    order = decide(days.items(), _said_order(columns, found) if day_first is None else day_first)
    _note_order(order, days, found)
    read = tuple(rows(kept, WhenReader(days, order, columns, found), columns, found))
    return read, _question(undecided(days.items(), order), columns)


def _said_order(columns: Columns, found: Findings) -> bool | None:
    heading = columns.heading("date")
    order = order_said(heading)
    if order is not None:
        found.note(sentences.DECIDED_BY_HEADING, heading=heading)
    return order


def _days(kept: Iterable[Record], columns: Columns, found: Findings) -> Iterable[tuple[int, Day]]:
    for record in kept:
        try:
            if not record["date"]:
                raise Unread(sentences.NO_DATE)
            yield record.number, read_day(record["date"])
        except Unread as unread:
            found.problem(record.number, columns.heading("date"), unread.message, fatal=True, **unread.params)


def _note_order(order: Order, days: Mapping[int, Day], found: Findings) -> None:
    """How dates that can be read both ways were read, and by which row that was known."""
    open_ones = [day for day in days.values() if day.is_open]
    if order.clash and not open_ones:
        found.note(sentences.BOTH_ORDERS)
    if open_ones and order.proof and not order.clash:
        message = sentences.DECIDED_DAY_FIRST if order.day_first else sentences.DECIDED_MONTH_FIRST
        found.note(message, text=open_ones[0].text, row=order.row, proof=order.proof.text)


def _question(waiting: Sequence[tuple[int, Day]], columns: Columns) -> Question | None:
    if not waiting:
        return None
    row, day = waiting[0]
    assert day.day_first  # an open date has both
    assert day.month_first
    return Question(row, columns.heading("date"), day.text, day.day_first, day.month_first, len(waiting))
