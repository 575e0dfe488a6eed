"""Counters and timings of every process of an installation on this machine, in files that all of them share.

A host's scraper reaches one worker of several, so what each has counted lies in LT_DATA_DIR/metrics. Storage
and summing are prometheus_client's; its own multi-process mode is not used: the environment switches it on
for the host's counters too.
"""

from __future__ import annotations

import fcntl
import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from secrets import token_hex
from typing import Any

WORDS = {
    "lt_requests": "Requests, by endpoint, method and class of status.",
    "lt_request_seconds": "How long requests took, by endpoint.",
    "lt_deeds": "Deeds, by command and how they ended.",
    "lt_deed_seconds": "How long deeds took, the wait for the lock included.",
    "lt_lock_wait_seconds": "How long writers waited for the lock.",
    "lt_events_appended": "Events recorded.",
    "lt_ticks": "Runs of the routines, by how they ended.",
    "lt_tick_seconds": "How long runs of the routines took.",
}
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
ABSENT = "LT_METRICS needs prometheus-client: install learn-together[metrics], or switch LT_METRICS off."
Labels = tuple[tuple[str, str], ...]


class Silent:
    """Counts nothing: metrics are off."""

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Forget it."""

    def time(self, name: str, seconds: float, **labels: str) -> None:
        """Forget it."""

    def close(self) -> None:
        """Nothing is open."""


class Counters(Silent):
    """Counts into two files of this process; whoever starts adds up those of processes that have ended."""

    def __init__(self, folder: Path) -> None:
        try:
            import prometheus_client  # noqa: F401 (only whether it is there)
        except ImportError:
            raise SystemExit(ABSENT) from None
        self.folder = folder
        self._files: dict[str, Any] = {}
        self.forget()
        reference = weakref.ref(self)
        os.register_at_fork(after_in_child=partial(_forgotten, reference))

    def forget(self) -> None:
        """Begin anew, as a forked child must: the files and the lock are its parent's."""
        self._turn = threading.Lock()
        self.close()

    def close(self) -> None:
        """Let go of the files; whoever starts next adds them to the past."""
        files, self._files = self._files, {}
        for file in files.values():
            file.close()

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""
        with self._turn:
            self._add("counter", _key(name, f"{name}_total", tuple(labels.items())), by)

    def time(self, name: str, seconds: float, **labels: str) -> None:
        """Add a duration to a histogram."""
        given = tuple(labels.items())
        reached = next(bound for bound in BOUNDS if seconds <= bound)
        with self._turn:
            for bound in BOUNDS:  # all of them, so that every bucket is there from the first time on
                self._add("histogram", _bucket(name, given, bound), bound == reached)
            self._add("histogram", _key(name, f"{name}_sum", given), seconds)

    @contextmanager
    def standing_still(self) -> Iterator[Path]:
        """The folder while no process's files are added to those of the past."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "all").open("a") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield self.folder

    def _add(self, kind: str, key: str, by: float) -> None:
        if not self._files:
            self._open()
        file = self._files[kind]
        file.write_value(key, file.read_value(key)[0] + by, 0.0)

    def _open(self) -> None:
        from prometheus_client.mmap_dict import MmapedDict

        with self.standing_still() as folder:
            _bury(folder)
            mine = token_hex(8)
            # Held until this process ends, so that others know that it lives.
            alive = (folder / f"{mine}.alive").open("w")
            fcntl.flock(alive, fcntl.LOCK_EX)
            kinds = ("counter", "histogram")
            self._files = {kind: MmapedDict(str(folder / f"{kind}_{mine}.db")) for kind in kinds}
            self._files["alive"] = alive


def _bury(folder: Path) -> None:
    """Add what ended processes have counted to the past, and take their files away."""
    for sign in folder.glob("*.alive"):
        with sign.open() as trial:
            try:
                fcntl.flock(trial, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            for kind in ("counter", "histogram"):
                _add_to_the_past(folder / f"{kind}_{sign.stem}.db", folder / f"{kind}_past.db")
            sign.unlink()


def _add_to_the_past(file: Path, past: Path) -> None:
    from prometheus_client.mmap_dict import MmapedDict

    if not file.exists():
        return
    kept = MmapedDict(str(past))
    for key, value, _at, _position in MmapedDict.read_all_values_from_file(str(file)):
        kept.write_value(key, kept.read_value(key)[0] + value, 0.0)
    kept.close()
    file.unlink()


def _forgotten(reference: weakref.ref[Counters]) -> None:
    if counters := reference():
        counters.forget()


@cache
def _key(metric: str, sample: str, labels: Labels) -> str:
    from prometheus_client.mmap_dict import mmap_key

    names, values = [name for name, _ in labels], [value for _, value in labels]
    return mmap_key(metric, sample, names, values, WORDS[metric])


@cache
def _bucket(metric: str, labels: Labels, bound: float) -> str:
    from prometheus_client.utils import floatToGoString

    return _key(metric, f"{metric}_bucket", (*labels, ("le", floatToGoString(bound))))
