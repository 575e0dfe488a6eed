"""The arithmetic of time to competency: days from a start to a milestone, before the programme and since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

from projections.report_figures import may_be_shown

K = TypeVar("K")
LEAST = 5  # durations of fewer people are shown to nobody
LEAST_IN_QUARTERS = 8  # with fewer, a quartile is one person's own duration


@dataclass(frozen=True)
class Side:
    """Durations of `n` people, in days: the median, and between which two the middle half of them lies."""

    n: int
    median: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Compared:
    """How long it took before and since. A side of fewer than `LEAST` people is None: not even n is told.

    `open` counts those since who are not there yet; None where so few are known that it is not told.
    """

    before: Side | None
    since: Side | None
    open: int | None

    @property
    def faster(self) -> float | None:
        """How much shorter the median is than before, as a share of that; below zero it is longer."""
        if self.before is None or self.since is None or not self.before.median:
            return None
        return (self.before.median - self.since.median) / self.before.median


@dataclass(frozen=True)
class Total:
    """Several milestones together: the mean of how much faster each is, weighted by those since."""

    faster: float
    milestones: int
    before: int
    since: int


def side(days: Sequence[int]) -> Side | None:
    """Durations together, None where they are of too few people to be shown."""
    if len(days) < LEAST:
        return None
    if len(days) < LEAST_IN_QUARTERS:
        return Side(len(days), float(median(days)))
    lower, _middle, upper = quantiles(days, n=4, method="inclusive")
    return Side(len(days), float(median(days)), lower, upper)


def compare(before: Sequence[int], since: Sequence[int], open: int) -> Compared:
    """Hold what it took those who are there against what it took before."""
    is_told = len(since) + open >= LEAST
    return Compared(side(before), side(since), open if is_told else None)


def apart(cohorts: Mapping[K, Sequence[int]]) -> dict[K, Side | None]:
    """Each cohort by itself, beside all of them together.

    One that is too small is hidden, and so are others until it cannot be had by subtraction either.
    """
    shown = may_be_shown({key: len(days) for key, days in cohorts.items()}, LEAST)
    return {key: side(days) if key in shown else None for key, days in cohorts.items()}


def total(compared: Sequence[Compared]) -> Total | None:
    """All milestones that can be compared, as one figure; None where there is none.

    Only what is shown by itself goes into it, so that it tells nothing of what is hidden.
    """
    known = [(c.before, c.since, c.faster) for c in compared if c.faster is not None]
    pairs = [(b, s, f) for b, s, f in known if b is not None and s is not None and f is not None]
    people = sum(s.n for _b, s, _f in pairs)
    if not people:
        return None
    faster = sum(f * s.n for _b, s, f in pairs) / people
    return Total(faster, len(pairs), sum(b.n for b, _s, _f in pairs), people)
