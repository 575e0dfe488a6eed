"""How long the faults run: a small tier by default, the full one with LT_FAULTS=full. Seeds can be set."""

from __future__ import annotations

import os
import random

FULL = os.environ.get("LT_FAULTS") == "full"


def sized(small: int, full: int) -> int:
    """The number of this tier."""
    return full if FULL else small


def seed() -> int:
    """A new seed, or that of LT_FAULTS_SEED; printed, so that a failure can be looked at again."""
    given = os.environ.get("LT_FAULTS_SEED")
    chosen = int(given) if given else random.SystemRandom().randrange(10**6)
    print(f"LT_FAULTS_SEED={chosen}")
    return chosen
