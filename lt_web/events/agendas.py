"""Agendas: what happens for how many minutes; as people type them, and fitted to how long a session is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from lt_web.events.formats import LONGEST, SHORTEST
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line

Step = tuple[int, str]  # minutes, what happens
LINE = re.compile(r"(\d{1,3})\s+(\S.*)")
MOST_STEPS, LONGEST_STEP = 20, 120


def parsed(text: str) -> tuple[Step, ...]:
    """Read an agenda of one step a line, such as "10 Show it working"; a line without minutes has none."""
    return tuple(_step(line.strip()) for line in text.split("\n") if line.strip())


def written(steps: Sequence[Step]) -> str:
    """Write an agenda so that `parsed` reads it again."""
    return "\n".join(f"{minutes} {what}" for minutes, what in steps)


def total(steps: Sequence[Step]) -> int:
    """How many minutes an agenda takes."""
    return sum(minutes for minutes, _what in steps)


def fitted(steps: Sequence[Step], minutes: int) -> tuple[Step, ...]:
    """Stretch or shrink every step in proportion, so that together they take exactly that many minutes."""
    whole = total(steps)
    if not whole or whole == minutes:
        return tuple(steps)
    ends = [_rounded(end * minutes, whole) for end in accumulate(each for each, _what in steps)]
    begins = [0, *ends[:-1]]
    return tuple((end - begin, what) for begin, end, (_, what) in zip(begins, ends, steps, strict=True))


def begun(steps: Sequence[Step]) -> list[int]:
    """After how many minutes each step begins."""
    return [0, *accumulate(minutes for minutes, _what in steps)][: len(steps)]


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return an agenda with its words in order; raise `Invalid` where nobody could follow it."""
    steps = tuple((minutes, one_line("agenda", what, LONGEST_STEP)) for minutes, what in steps)
    if not steps:
        raise Invalid("agenda", "Say at least one thing that happens, and for how many minutes.")
    if len(steps) > MOST_STEPS:
        raise Invalid("agenda", "{most} steps are the most. Put some of them together.", most=MOST_STEPS)
    if any(minutes < 1 for minutes, _what in steps):
        raise Invalid("agenda", "Give each step at least one minute.")
    if not SHORTEST <= total(steps) <= LONGEST:
        raise Invalid(
            "agenda",
            "Together the steps take {total} minutes. Make it between {shortest} and {longest}, "
            "as long as a session can be.",
            total=total(steps),
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return steps


def _step(line: str) -> Step:
    known = LINE.fullmatch(line)
    return (int(known[1]), known[2]) if known else (0, line)


def _rounded(part: int, whole: int) -> int:
    """The nearest whole number, halves up."""
    return (2 * part + whole) // (2 * whole)
