"""The one clock: real when serving, stepped in tests and in the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


class SteppedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def to(self, now: datetime) -> None:
        """Move to a moment, which may not be earlier: a log never goes back."""
        self.now = max(self.now, now.astimezone(UTC))

    def pass_by(self, **step: float) -> None:
        """Let time pass, e.g. `hours=4`."""
        self.now += timedelta(**step)
