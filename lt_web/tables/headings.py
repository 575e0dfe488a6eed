"""What a heading means, by synonyms, tolerant of case, accents, brackets and punctuation."""

import re
from collections.abc import Mapping, Sequence

from lt_web.tables.grid import MOST_COLUMNS, Line
from lt_web.tables.synonyms import EITHER, FILLERS, HOURS, PAIRS, RANKS
from lt_web.tables.words import fold, plain

GENDERED = re.compile(r"[:*_/·]\s?-?(innen|in|r|n|s)\b")  # Referent:innen, Vortragende/r
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
PARTS = re.compile(r"\s*(?:[/&+|,]|\b(?:and|und|or|oder)\b)\s*")
DATE_PATTERN = re.compile(r"\b(dd|tt|mm)[/-](?:dd|tt|mm)[/-](?:yy|jj)")
NUMBERED = re.compile(r"^\d+ | \d+$")
LONGEST_HEADING = 80
LOOK_FOR_HEADINGS = 20  # rows in which the headings may stand, below a title or a remark


def meaning(heading: str) -> tuple[str, int] | None:
    """(column, rank: 0 is the clearest synonym), or None for a heading that is not known or means either."""
    if len(heading) > LONGEST_HEADING:
        return None
    bare = GENDERED.sub("", BRACKETS.sub(" ", plain(heading)))
    return _exact(bare) or _of_parts(bare)


def either(heading: str) -> str | None:
    """The word, where what else there is decides what a heading means: “Thema”, “Tag”, “Name”."""
    word = _without_fillers(fold(BRACKETS.sub(" ", heading[:LONGEST_HEADING])))
    return word if word in EITHER else None


def counts_hours(heading: str) -> bool:
    """Whether a length without unit under this heading is in hours: “Dauer (h)”."""
    return not HOURS.isdisjoint(fold(heading).split())


def order_said(heading: str) -> bool | None:
    """Whether “Date (dd/mm/yyyy)” puts the day first; None for a heading that gives no order."""
    match = DATE_PATTERN.search(plain(heading))
    return None if match is None else match[1] in ("dd", "tt")


def _exact(bare: str) -> tuple[str, int] | None:
    word = fold(bare)
    return RANKS.get(word) or RANKS.get(_without_fillers(word)) or RANKS.get(NUMBERED.sub("", word))


def _without_fillers(word: str) -> str:
    return " ".join(part for part in word.split() if part not in FILLERS)


def _of_parts(bare: str) -> tuple[str, int] | None:
    """“Presenter / host” is one column; “Date & time” is two that are read together."""
    found = [_exact(part) or _either_first(part) for part in PARTS.split(bare) if part]
    if len(found) < 2 or None in found:
        return None
    columns = frozenset(part[0] for part in found if part)
    column = next(iter(columns)) if len(columns) == 1 else PAIRS.get(columns)
    return (column, 0) if column else None


def _either_first(part: str) -> tuple[str, int] | None:
    word = either(part)
    return (EITHER[word][-1], 0) if word else None


class Headings:
    """Which cells are headings: those with a known meaning, and those the person has assigned."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.asked = {fold(heading): column for heading, column in asked.items()}

    def known(self, cells: Sequence[str]) -> int:
        """How many different headings of a row are known."""
        return len({fold(cell) for cell in cells[:MOST_COLUMNS] if cell and self._is_known(cell)})

    def find(self, lines: Sequence[Line]) -> int:
        """Index of the line of headings: the first with two that are known, else the first of all."""
        first = enumerate(lines[:LOOK_FOR_HEADINGS])
        return next((index for index, line in first if self.known(line.cells) >= 2), 0)

    def _is_known(self, cell: str) -> bool:
        return fold(cell) in self.asked or meaning(cell) is not None or either(cell) is not None
