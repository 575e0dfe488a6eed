"""The next event that changed a page: candidates from the trail, proved by reading the page."""

from __future__ import annotations

from dataclasses import dataclass

from lt_web.moments.reading import read
from lt_web.moments.thing import Thing

TRIES = 12  # readings of the page in one go


@dataclass(frozen=True)
class Sought:
    """Where to go: `position` is None where no event of those tried changed the page.

    `tried` says how many were, `last` at which one the search ended, `more` whether there are others.
    """

    position: int | None
    tried: int = 0
    last: int = 0
    more: bool = False


def later(thing: Thing, address: str, position: int) -> Sought:
    """The first event after a position that made the page say something else."""
    candidates, here = thing.after(position, TRIES + 1), read(address, position)
    for tried, candidate in enumerate(candidates[:TRIES], 1):
        if read(address, candidate) != here:
            return Sought(candidate, tried, candidate)
    return _none(candidates, position)


def earlier(thing: Thing, address: str, position: int) -> Sought:
    """The event before the last one that made the page say what it says: where it said something else."""
    candidates, here = thing.before(position, TRIES + 1), read(address, position)
    for tried, candidate in enumerate(candidates[:TRIES], 1):
        if read(address, candidate - 1) != here:
            before = candidates[tried] if tried < len(candidates) else candidate - 1
            return Sought(before, tried, candidate)
    return _none(candidates, position)


def _none(candidates: list[int], position: int) -> Sought:
    tried = candidates[:TRIES]
    return Sought(None, len(tried), tried[-1] if tried else position, len(candidates) > TRIES)
