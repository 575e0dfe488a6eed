"""How much this process has recorded since it last sealed, and for how long: whether it is time to seal."""

from __future__ import annotations

import threading
import time

MANY = 100
LONG = 5.0  # seconds


class Unsealed:
    """Counts events of this process that may not be sealed yet. What others record they count themselves."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._events = 0
        self._since = 0.0

    def add(self, events: int) -> None:
        """Count what was recorded."""
        with self._turn:
            if not self._events:
                self._since = time.monotonic()
            self._events += events

    def is_due(self) -> bool:
        """Whether so many events wait to be sealed, or one for so long, that it is time."""
        if not self._events:
            return False
        return self._events >= MANY or time.monotonic() - self._since >= LONG

    def taken(self) -> int:
        """Begin to count anew; returns what was counted, for `put_back` where sealing fails."""
        with self._turn:
            events, self._events = self._events, 0
        return events

    def put_back(self, events: int) -> None:
        """Count on: they are not sealed after all. They are not tried again at once."""
        with self._turn:
            self._events += events
            self._since = time.monotonic()
