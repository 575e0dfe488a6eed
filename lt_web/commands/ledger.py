"""Deeds about the log itself."""

from __future__ import annotations

from lt_web.log.work import Work


def look_at_the_clock(work: Work) -> None:
    """Note that the clock went back, if it did."""
    work.look_at_the_clock()
