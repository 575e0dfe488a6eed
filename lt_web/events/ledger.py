"""The ledger: what is to be said about the log itself."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import epoch_id, ledger_id


class Ledger(Aggregate):
    """Notes about the log: one list of them, and one entry of its own for each epoch after the first."""

    STREAM: ClassVar[str] = "ledger"

    class Opened(Created):
        """The list of notes about the log began."""

        def apply(self, ledger: Ledger) -> None:
            """Nothing is noted yet."""

    class EpochBegun(Created):
        """A history began that lacks events which were recorded once: a backup was restored."""

        epoch: int
        checkpoint: str  # the last one outside of the database that this history does not reach, "" for none
        lost: int | None = None  # how many events it speaks of that are not here, None where nobody can tell

        def apply(self, ledger: Ledger) -> None:
            """It is decided by nothing that comes later."""

    class ClockSteppedBack(Event):
        """The clock went back: what is recorded next bears an earlier time than what was recorded before."""

        before: datetime
        now: datetime

        def apply(self, ledger: Ledger) -> None:
            """Order is position, so nothing follows."""

    @classmethod
    def open(cls) -> Ledger:
        """Begin the list of notes."""
        return cls._create(cls.Opened, id=ledger_id())

    @classmethod
    def begin_epoch(cls, epoch: int, checkpoint: str, lost: int | None) -> Ledger:
        """Begin a history that does not reach what was outside."""
        return cls._create(cls.EpochBegun, id=epoch_id(epoch), epoch=epoch, checkpoint=checkpoint, lost=lost)

    def note_clock(self, before: datetime, now: datetime) -> None:
        """Note that the clock went back."""
        self.trigger_event(Ledger.ClockSteppedBack, before=before, now=now)
