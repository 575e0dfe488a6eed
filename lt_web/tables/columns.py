"""Which column of the file is which of ours: synonyms, what the person has said, and what is left out."""

from collections.abc import Mapping
from dataclasses import dataclass

from lt_web.tables import sentences
from lt_web.tables.findings import Findings
from lt_web.tables.grid import Line
from lt_web.tables.headings import counts_hours, either, meaning
from lt_web.tables.shapes import COLUMNS, TableError
from lt_web.tables.synonyms import LABELS, SEVERAL
from lt_web.tables.words import fold, one_line


@dataclass(frozen=True)
class Columns:
    """`at`: our column → indexes in the file, several for lists. `names`: our column → heading as written."""

    at: Mapping[str, tuple[int, ...]]
    names: Mapping[str, str]
    headings: Mapping[str, str]
    width: int
    hours: bool

    def heading(self, column: str) -> str:
        """What the person calls the column: the heading in the file, else our own word."""
        return self.names.get(column) or column.capitalize()


def fit(line: Line, asked: Mapping[str, str], found: Findings) -> Columns:
    """Assigns each heading of the line. What is missing or said twice is a fatal problem of the table."""
    fitting = _Fitting(line, found)
    fitting.take_asked(asked)
    fitting.take_synonyms()
    fitting.take_either()
    fitting.say_what_is_left()
    return fitting.columns()


class _Fitting:
    """Assigns headings in three rounds: what was asked, what is clear, what the rest decides."""

    def __init__(self, line: Line, found: Findings) -> None:
        self.cells = tuple(one_line(cell) for cell in line.cells)
        self.found = found
        self.at: dict[str, list[int]] = {}
        self.done: set[int] = set()

    def take_asked(self, asked: Mapping[str, str]) -> None:
        for heading, column in asked.items():
            indexes = [index for index, cell in enumerate(self.cells) if fold(cell) == fold(heading) and cell]
            if not indexes:
                raise TableError(sentences.NO_SUCH_HEADING, heading=heading)
            if column and column not in COLUMNS:
                raise TableError(sentences.NO_SUCH_COLUMN, column=column, known=", ".join(COLUMNS))
            if column in self.at and column not in SEVERAL:
                first = self.cells[self.at[column][0]]
                raise TableError(sentences.BOTH, heading=first, other=heading, column=LABELS[column])
            for index in indexes:
                self._take(index, column)

    def take_synonyms(self) -> None:
        clear = [
            (known[1], index, known[0])
            for index, cell in enumerate(self.cells)
            if index not in self.done and (known := meaning(cell))
        ]
        for _, index, column in sorted(clear):
            self._take(index, column)

    def take_either(self) -> None:
        """Tag, Start, Name, Topic: their first free meaning; a name is the title only where no topic is."""
        open_ones = {
            index: word
            for index, cell in enumerate(self.cells)
            if index not in self.done and (word := either(cell))
        }
        for index, word in sorted(open_ones.items(), key=lambda item: _turn(item[1])):
            column = self._meant(word, set(open_ones.values()))
            if column not in self.at or column in SEVERAL:
                self.found.note(sentences.READ_AS, heading=self.cells[index], column=LABELS[column])
            self._take(index, column)

    def _meant(self, word: str, waiting: set[str]) -> str:
        if word == "tag":
            return "topics" if "date" in self.at else "date"
        if word in ("start", "beginn", "begin", "anfang"):
            return "time" if "date" in self.at else "date"
        if word == "name":
            titled = "title" in self.at or not waiting.isdisjoint(("topic", "thema", "subject"))
            return "presenters" if titled and "presenters" not in self.at else "title"
        return "topics" if "title" in self.at else "title"

    def _take(self, index: int, column: str) -> None:
        self.done.add(index)
        if column and column in self.at and column not in SEVERAL:
            self._spare(index, column)
        elif column:
            self.at.setdefault(column, []).append(index)

    def _spare(self, index: int, column: str) -> None:
        """A second heading for a column of one thing: the same again is a problem, another is left out."""
        heading, first = self.cells[index], self.cells[self.at[column][0]]
        if fold(heading) == fold(first):
            self.found.problem(None, heading, sentences.TWICE, fatal=True, heading=heading)
        else:
            self.found.note(sentences.SPARE, heading=heading, other=first, column=LABELS[column])

    def say_what_is_left(self) -> None:
        for index, cell in enumerate(self.cells):
            if index not in self.done and cell:
                self.found.note(sentences.IGNORED, heading=cell)
        for column, indexes in self.at.items():
            for index in indexes[1:]:
                self.found.note(
                    sentences.JOINED,
                    heading=self.cells[indexes[0]],
                    other=self.cells[index],
                    column=LABELS[column],
                )
        for column, message in (("title", sentences.NO_TITLE), ("date", sentences.NO_DATE_COLUMN)):
            if column not in self.at:
                headings = ", ".join(cell for cell in self.cells if cell)
                self.found.problem(None, "", message, fatal=True, headings=headings)

    def columns(self) -> Columns:
        taken = {index: column for column, indexes in self.at.items() for index in indexes}
        names = {column: self.cells[indexes[0]] for column, indexes in self.at.items()}
        headings = {
            cell: taken.get(index, "") for index, cell in reversed(list(enumerate(self.cells))) if cell
        }
        at = {column: tuple(sorted(indexes)) for column, indexes in self.at.items()}
        return Columns(
            at,
            names,
            dict(reversed(headings.items())),
            len(self.cells),
            counts_hours(names.get("length", "")),
        )


def _turn(word: str) -> int:
    """The order in which words that mean either are decided: a name looks whether a topic still waits."""
    return {"tag": 0, "name": 2}.get(word, 1 if word in ("start", "beginn", "begin", "anfang") else 3)
