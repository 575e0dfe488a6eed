"""What is wrong with a backup, or with the place that it is to go to."""

from __future__ import annotations

from lt_web.events.refusals import Refused


class BackupError(Refused):
    """It cannot be done, and nothing was; the sentence says why, for whoever is at the command line."""

    def __str__(self) -> str:
        return self.message


class Harmed(BackupError):
    """The backup is not what was made: it was altered, or is not whole."""
