"""How many may come: what past votes led to, applied to the votes on a proposal. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles
from typing import NamedTuple

LEAST = 3  # sessions below which a range would only look like knowledge


class Past(NamedTuple):
    """A session that took place: the votes on its proposal, and how many came."""

    interested: int
    maybe: int
    came: int


class Expected(NamedTuple):
    """How many may come: `low` to `high` in the middle half of the past, `middle` in its middle; of `n`."""

    low: int
    middle: int
    high: int
    n: int


def weight(interested: int, maybe: int) -> float:
    """What votes are worth: somebody who said maybe counts half."""
    return interested + maybe / 2


def expected(interested: int, maybe: int, past: Sequence[Past]) -> Expected | None:
    """Return what to expect of such votes; None where too few sessions are known to say."""
    rates = [one.came / weight(one.interested, one.maybe) for one in past if _told(one)]
    if len(rates) < LEAST:
        return None
    low, middle, high = (
        round(rate * weight(interested, maybe)) for rate in quantiles(rates, method="inclusive")
    )
    return Expected(low, middle, high, len(rates))


def _told(one: Past) -> bool:
    """Whether anybody voted for it at all: from nothing no rate follows."""
    return weight(one.interested, one.maybe) > 0
