"""What the doctor finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lt_web.installation import Installation


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ok, warn or bad; what is so, and what to do about it."""

    state: str
    what: str
    cure: str = ""


Check = Callable[[Installation], Iterator[Finding]]
