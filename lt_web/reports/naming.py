"""Words of people in a report that must be forgettable: names, and whatever else somebody wrote.

In what is kept of an edition a mark stands in their place, so that its hash never changes; the words are kept
beside it for as long as nobody is erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

PERSON, SESSION, PURPOSE = "person", "session", "purpose"
MILESTONE, START, COHORT, REASON = "milestone", "start", "cohort", "reason"
KINDS = (PERSON, SESSION, PURPOSE, MILESTONE, START, COHORT, REASON)
MARK = re.compile(rf"⟦({'|'.join(KINDS)}):[0-9a-f]{{32}}⟧")


def mark(kind: str, id: UUID) -> str:
    """What stands in place of words."""
    return f"⟦{kind}:{id.hex}⟧"


class Named(str):
    """Words that know by which mark they can be replaced."""

    __slots__ = ("marked",)
    marked: str

    @classmethod
    def of(cls, words: str, kind: str, id: UUID) -> Named:
        """The name of a person, the title of a session, and so on (KINDS)."""
        return cls.made(words, mark(kind, id))

    @classmethod
    def made(cls, words: str, marked: str) -> Named:
        """Words beside the same with marks."""
        made = cls(words)
        made.marked = marked
        return made


def listed(words: Iterable[Any]) -> str:
    """Words one after the other, with a comma between."""
    parts = [part if isinstance(part, str) else str(part) for part in words]
    marked = ", ".join(part.marked if isinstance(part, Named) else part for part in parts)
    return Named.made(", ".join(parts), marked)


def marked(told: Any, words: dict[str, str]) -> Any:
    """Return plain data with marks for words; `words` gets each mark's own."""
    if isinstance(told, Named):
        _learn(told, words)
        return told.marked
    if isinstance(told, dict):
        return {key: marked(value, words) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [marked(value, words) for value in told]
    return told


def people_in(told: Any) -> set[UUID]:
    """Who is named in plain data."""
    words: dict[str, str] = {}
    marked(told, words)
    return {UUID(mark[len(PERSON) + 2 : -1]) for mark in words if mark.startswith(f"⟦{PERSON}:")}


def spoken(told: Any, words: Mapping[str, str], lost: Mapping[str, str]) -> Any:
    """Return plain data with words for marks; `lost` says what stands for what was erased."""
    if isinstance(told, str):
        said = MARK.sub(lambda mark: words.get(mark[0], lost[mark[1]]), told) if "⟦" in told else told
        return said if said == told else Named.made(said, told)
    if isinstance(told, dict):
        return {key: spoken(value, words, lost) for key, value in told.items()}
    return [spoken(value, words, lost) for value in told] if isinstance(told, list) else told


def _learn(told: Named, words: dict[str, str]) -> None:
    """What is one mark alone is learned; a list of several was met in its parts."""
    if MARK.fullmatch(told.marked):
        words[told.marked] = str(told)
