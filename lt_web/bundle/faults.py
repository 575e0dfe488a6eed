"""What is wrong with a bundle, or with the place that it is to go to."""

from __future__ import annotations

from lt_web.events.refusals import Refused


class BundleError(Refused):
    """It cannot be done, and nothing was; the sentence says why, for whoever is at the command line."""

    def __str__(self) -> str:
        return self.message


class AtLine(BundleError):
    """What is wrong with one line of a file."""

    def __init__(self, file: str, number: int, why: str) -> None:
        super().__init__(f"{file}, line {number}: {why}")
