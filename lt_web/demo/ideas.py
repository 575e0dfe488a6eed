"""What the sessions of the demo are about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lt_web.demo.texts import lines_of
from lt_web.events.formats import FORMATS
from lt_web.events.planned import Outline


@dataclass(frozen=True)
class Idea:
    """Title, format, topics and what people will learn."""

    title: str
    format: str
    topics: tuple[str, ...]
    summary: str

    @property
    def outline(self) -> Outline:
        """The idea as commands take it, with the format's own length."""
        return Outline(self.title, self.summary, self.format, FORMATS[self.format].minutes)


@cache
def ideas_of(file: str) -> list[Idea]:
    """The ideas in a file, such as those of a programme in the order in which they were held."""
    return [idea(line) for line in lines_of(file)]


def titled(title: str) -> Idea:
    """The idea of that title among those that are coming or wished for."""
    return next(idea for file in ("coming", "wishes") for idea in ideas_of(file) if idea.title == title)


def idea(line: str) -> Idea:
    """Read `title | format | topics | summary`."""
    title, format, topics, summary = line.split(" | ")
    return Idea(title, format, tuple(topics.split(", ")), summary)
