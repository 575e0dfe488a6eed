"""A line of those who want to write to an embedded database: threads first, then processes, fairly."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from lt_web.log.faults import Busy

PAUSE = 0.001


class FileQueue:
    """Named locks as files beside the database; they end with the process that holds them at latest."""

    def __init__(self, beside: str) -> None:
        self.beside = beside
        self.forget()

    def forget(self) -> None:
        """Begin anew, as a forked child must: the threads that held the locks are not in it."""
        self._turns: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, name: str, seconds: float | None) -> Iterator[None]:
        """Hold a lock, waiting up to `seconds` for it, None: as long as it takes; raise `Busy` after that."""
        deadline = None if seconds is None else time.monotonic() + seconds
        with self._guard:
            turn = self._turns.setdefault(name, threading.Lock())
        if not turn.acquire(timeout=-1 if seconds is None else seconds):
            raise Busy("too many writers in this process")
        try:
            with self._file(name, deadline):
                yield
        finally:
            turn.release()

    @contextmanager
    def _file(self, name: str, deadline: float | None) -> Iterator[None]:
        descriptor = os.open(f"{self.beside}.{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _take(descriptor, deadline)
            yield
        finally:
            # A child forked meanwhile has the descriptor too, so closing ours would not give the lock back.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)


def _take(descriptor: int, deadline: float | None) -> None:
    if deadline is None:
        return fcntl.flock(descriptor, fcntl.LOCK_EX)
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy("too many writers on this database") from None
            time.sleep(PAUSE)
