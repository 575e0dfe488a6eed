"""A slot of a cadence: a date that waits to be filled. What the board shows of each is this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from lt_web.events.clock import instant

KEPT = ("held", "filled")


@dataclass(frozen=True)
class SlotState:
    """One slot. `state` is empty, held (for a proposal), filled (by a session) or skipped.

    `listed` says that the skip list or a public holiday skipped it, not somebody's own decision; `firm` that
    somebody wants it whatever those lists say; `nudged` that its emptiness was noted already.
    """

    id: UUID
    rule: UUID | None  # None where it was added by hand
    wall: datetime
    zone: str
    minutes: int
    place: str = ""
    state: str = "empty"
    thing: UUID | None = None  # the proposal that it is held for, or the session
    listed: bool = False
    firm: bool = False
    nudged: bool = False

    @property
    def day(self) -> date:
        """Its day on the calendar of its zone."""
        return self.wall.date()

    @property
    def starts(self) -> datetime:
        """The instant (UTC) at which it begins."""
        return instant(self.wall, self.zone)

    @property
    def free(self) -> bool:
        """Whether it can give way: nothing is in it, and nobody decided that it is skipped."""
        return self.state == "empty" or self.listed


def slot_id(origin: UUID, wall: datetime, said: str) -> UUID:
    """One slot for one time of one rule (or programme), however often slots are made."""
    return uuid5(origin, f"slot/{wall.isoformat(timespec='minutes')}/{said}")
