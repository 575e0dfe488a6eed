"""Kept copies of the past: one SQLite file for each position, named by what must be so for it to be true."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

UNFINISHED = ".making"
PROGRESS = f"progress{UNFINISHED}"
MOST_FILES = 24
MOST_BYTES = 2 << 30


class Kept(NamedTuple):
    """A file with the read models as they stood at `position`.

    `state` is the word of the keys and the versions of the read models in one; `mark` is of the event at
    that position, so that a log which was restored and went on differently is never answered from it.
    """

    path: Path
    state: str
    position: int
    mark: str


class UnderWay(NamedTuple):
    """How far a copy is that is being made: on the way from one position to another."""

    start: int
    goal: int
    reached: int


class Folder:
    """The files of one installation. What is there is never changed, only taken away."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Make the folder, its owner's alone."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def kept(self, state: str) -> list[Kept]:
        """Every copy of this state, the latest position first; those of any other state are taken away."""
        found = sorted(self._all(), key=lambda one: one.position, reverse=True)
        for one in found:
            if one.state != state:
                one.path.unlink(missing_ok=True)
        return [one for one in found if one.state == state]

    def beginning(self, position: int) -> Path:
        """An empty file of this process's own, to make a copy in."""
        path = self.path / f"{position}-{os.getpid()}-{os.urandom(4).hex()}{UNFINISHED}"
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return path

    def keep(self, made: Path, state: str, position: int, mark: str) -> Kept:
        """Give a finished copy its name. Where another process was quicker, its copy says the same."""
        path = self.path / f"{state}-{position}-{mark}.db"
        made.rename(path)
        self._bound(path)
        return Kept(path, state, position, mark)

    def also(self, made: Path, state: str, position: int, mark: str) -> None:
        """Keep what a copy in the making says at this position, too."""
        beside = self.beginning(position)
        shutil.copyfile(made, beside)
        self.keep(beside, state, position, mark)

    def tell(self, under_way: UnderWay) -> None:
        """Say how far the copy is that is being made, to whoever waits for it in any process."""
        beside = self.path / f"{os.getpid()}-{PROGRESS}"
        beside.write_text(" ".join(map(str, under_way)))
        beside.replace(self.path / PROGRESS)

    def told(self) -> UnderWay | None:
        """How far the copy is that is being made, None where none is."""
        with suppress(FileNotFoundError, ValueError, TypeError):
            return UnderWay(*map(int, (self.path / PROGRESS).read_text().split()))
        return None

    def no_more(self) -> None:
        """Nothing is being made any more."""
        (self.path / PROGRESS).unlink(missing_ok=True)

    def used(self, one: Kept) -> None:
        """Remember that it was needed: what was not for longest goes first."""
        with suppress(FileNotFoundError):
            os.utime(one.path)

    def empty(self) -> None:
        """Take every copy away, finished or not."""
        if self.path.is_dir():
            for path in (*self.path.glob("*.db*"), *self.path.glob(f"*{UNFINISHED}*")):
                path.unlink(missing_ok=True)

    def _all(self) -> Iterator[Kept]:
        for path in self.path.glob("*.db"):
            state, position, mark = path.stem.split("-")
            yield Kept(path, state, int(position), mark)

    def _bound(self, newest: Path) -> None:
        files = [(path, stat) for path in self.path.glob("*.db") if (stat := _stat(path))]
        files.sort(key=lambda one: one[1].st_mtime_ns, reverse=True)
        files.sort(key=lambda one: one[0] != newest)  # the one that was just made is needed at once
        total = 0
        for number, (path, stat) in enumerate(files):
            total += stat.st_size
            if number and (number >= MOST_FILES or total > MOST_BYTES):
                path.unlink(missing_ok=True)


def _stat(path: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError):
        return path.stat()
    return None
