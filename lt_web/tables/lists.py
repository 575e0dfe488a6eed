"""Cells that hold several things: presenters and topics, however they were put beside each other."""

import re
from collections.abc import Iterable

from lt_web.tables.words import one_line, plain, says_nothing

BULLET = re.compile(r"^(?:[-*•·–]|\d{1,2}[.)])\s+")
BEHIND = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>)")
MAIL = re.compile(r"^\s*<([^<>\s]+@[^<>\s]+)>\s*$")
BETWEEN_PEOPLE = re.compile(r"[,;\n/&|+•]|\s(?:and|und|u\.|mit|with)\s", re.IGNORECASE)
BETWEEN_ENTRIES = re.compile(r"[;\n|]")
BETWEEN_TOPICS = re.compile(r"[,;\n|•]|\s/\s")  # “CI/CD” and “Q&A” stay whole
HASHTAGS = re.compile(r"#\S+(?:\s+#\S+)+")


def is_surname_first(cell: str) -> bool:
    """Whether a cell lists people as “Lindqvist, Ada; Okafor, Tomás”: entries with one comma each."""
    entries = [entry for entry in BETWEEN_ENTRIES.split(BEHIND.sub("", cell)) if entry.strip()]
    return len(entries) > 1 and all(_turned(entry) for entry in entries)


def maybe_one_name(cell: str) -> bool:
    """Whether “Lindqvist, Ada” could be one person as well as two: two words and a comma between."""
    return re.fullmatch(r"\s*[^\W\d]+,\s*[^\W\d]+\s*", BEHIND.sub("", cell)) is not None


def has_brackets(cell: str) -> bool:
    """Whether something stands in brackets behind what else the cell says."""
    return BEHIND.search(cell) is not None and bool(BEHIND.sub("", cell).strip())


def people(cell: str, *, surname_first: bool = False) -> tuple[str, ...]:
    """Names in the cell's order, each once. What stands in brackets behind a name is not part of it."""
    bare = BEHIND.sub("", cell) if has_brackets(cell) else MAIL.sub(r"\1", cell)
    if surname_first and all(map(_turned, filter(str.strip, BETWEEN_ENTRIES.split(bare)))):
        return _each_once(_turned(entry) for entry in BETWEEN_ENTRIES.split(bare))
    lines = "\n".join(BULLET.sub("", line.strip()) for line in bare.split("\n"))
    return _each_once(part.strip().removeprefix("@") for part in BETWEEN_PEOPLE.split(lines))


def topics(cell: str) -> tuple[str, ...]:
    """Topics in the cell's order, each once, without bullets and hash signs."""
    if HASHTAGS.fullmatch(one_line(cell)):
        return _each_once(tag.strip("#,;") for tag in cell.split())
    lines = "\n".join(BULLET.sub("", line.strip()) for line in cell.split("\n"))
    return _each_once(part.strip().removeprefix("#") for part in BETWEEN_TOPICS.split(lines))


def _turned(entry: str) -> str:
    """“Lindqvist, Ada” as Ada Lindqvist; '' for an entry that is not of this form."""
    surname, comma, first = entry.strip().partition(",")
    two_people = " " in surname.strip() and " " in first.strip()  # “Ada Lindqvist, Tomás Okafor”
    good = comma and surname.strip() and first.strip() and not BETWEEN_PEOPLE.search(surname + first)
    return f"{first.strip()} {surname.strip()}" if good and not two_people else ""


def _each_once(parts: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for part in map(one_line, parts):
        if not says_nothing(part):
            kept.setdefault(plain(part), part)
    return tuple(kept.values())
