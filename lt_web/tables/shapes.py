"""What a table reading gives back: rows, problems, notes, perhaps a question; and the one error it raises."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from lt_web.tables import sentences
from lt_web.tables.said import N_, Translate, Write, fill, in_english

COLUMNS = (
    N_("title"),
    N_("date"),
    N_("time"),
    N_("end"),
    N_("presenters"),
    N_("topics"),
    N_("format"),
    N_("length"),
    N_("place"),
    N_("description"),
    N_("link"),
    N_("attendees"),
    N_("notes"),
    N_("rating"),
    N_("answers"),
    N_("id"),
)


class TableError(Exception):
    """The file as a whole cannot be read. `message` and `params` as in Problem; str() gives the sentence."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message, params)
        self.message = message
        self.params: Mapping[str, object] = params

    def said(self, translate: Translate = str, write: Write = in_english) -> str:
        return fill(self.message, self.params, translate, write)

    __str__ = said


@dataclass(frozen=True)
class Problem:
    """Something wrong in one cell, one row (column '') or the whole table (row None).

    `row` counts as the person counts (headings are row 1), `column` is the heading as written in the file.
    A fatal problem keeps its row, or with row None every row, out of `Table.rows`; any other is a warning
    whose sentence says what was done instead.
    """

    row: int | None
    column: str
    message: str
    params: Mapping[str, object]
    fatal: bool

    def said(self, translate: Translate = str) -> str:
        """The sentence with its place in front: “Row 7, Date: there is no date. …”"""
        place = sentences.PLACES[self.row is not None, self.column != ""]
        return fill(place, {"row": self.row, "column": self.column}, translate) + self.what(translate)

    def what(self, translate: Translate = str, write: Write = in_english) -> str:
        """The sentence without its place, for lists that show row and column apart."""
        return fill(self.message, self.params, translate, write)

    __str__ = said


@dataclass(frozen=True)
class Note:
    """Something that was decided while reading, which the person should see: no harm, but no secret either.

    `params["rows"]`, where present, is a tuple of the row numbers concerned.
    """

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def said(self, translate: Translate = str, write: Write = in_english) -> str:
        return fill(self.message, self.params, translate, write)

    __str__ = said


@dataclass(frozen=True)
class Question:
    """Dates like 03/05/2024 that nothing in the column decides. Ask, then call again with `day_first`.

    `text` is the first such cell, in `row` of the column headed `column`; `day_first` and `month_first` are
    the two dates it can mean; `count` is how many cells wait for the answer.
    """

    row: int
    column: str
    text: str
    day_first: datetime.date
    month_first: datetime.date
    count: int
    message: str = sentences.WHICH_ORDER

    @property
    def params(self) -> Mapping[str, object]:
        return {
            "row": self.row,
            "column": self.column,
            "text": self.text,
            "day_first": self.day_first,
            "month_first": self.month_first,
            "count": self.count,
        }

    def said(self, translate: Translate = str, write: Write = in_english) -> str:
        return fill(self.message, self.params, translate, write)

    __str__ = said


@dataclass(frozen=True)
class Row:
    """One past session, every field typed. Text fields are '' and lists () where nothing was given.

    `time` is the wall clock as written, None when unknown. `zone_offset` is given only where the cell itself
    had an offset (“14:00+02:00”): the clock's distance from UTC. `date` and `time` are NOT moved by it, so
    the caller either converts (date + time − offset = UTC) or compares it with the programme's zone.
    `format` is always one of our keys (formats.KEYS), `length` is in minutes (5 to 480), `link` is '' or an
    http(s) address. One-line fields hold no line breaks or control characters; `description` may hold \\n.

    `attendees` are names; `heads` is how many came (1 to 5,000), None where nothing says so, never fewer than
    the names. `notes` is '' or the http(s) address of what was written up elsewhere. `rating` is an average
    from 1 to 5, None when unknown, and `answers` how many it is made of.
    """

    number: int
    title: str
    date: datetime.date
    time: datetime.time | None
    zone_offset: datetime.timedelta | None
    presenters: tuple[str, ...]
    topics: tuple[str, ...]
    format: str
    length: int | None
    place: str
    description: str
    link: str
    key: str
    attendees: tuple[str, ...] = ()
    heads: int | None = None
    notes: str = ""
    rating: float | None = None
    answers: int | None = None


@dataclass(frozen=True)
class Table:
    """The reading of a whole file. While `question` is open, `rows` is empty: nothing is half read.

    `headings`: heading as written → one of COLUMNS, or '' for one that was left out.
    `encoding`: UTF-8, UTF-16, Windows-1252 or Latin-1.
    `delimiter`: one of , ; TAB | (the pipe also for Markdown and wiki tables).
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    question: Question | None
    headings: Mapping[str, str]
    encoding: str
    delimiter: str
