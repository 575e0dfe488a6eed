"""Scratch databases: all read models as they stood at a position of the log."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import OperationalError

from lt_web import __version__
from lt_web.installation import Installation
from lt_web.log.queue import FileQueue
from lt_web.log.recorder import events
from lt_web.past import opening, rolling
from lt_web.past.folder import Folder, Kept, UnderWay
from lt_web.store import states

NEAR = 250  # events: so many are followed while somebody waits, and undone afterwards
STEPS = (16, 8, 4, 2, 1, 0)  # before a goal, places to come back to: steps back are as quick as steps on
BEHIND = (20_000, 4_000, 0)  # before a far goal, copies are left here too: one steps back more often than far
MOST_IDLE = 4
# Where the log ends, and the word of the keys: whoever is erased gives it another.
STANDS = select(
    select(func.max(events.c.position)).scalar_subquery(),
    select(states.states.c.word).where(states.states.c.name == states.KEYS).scalar_subquery(),
)
EVENT = select(events.c.stream_id, events.c.version, events.c.state).where(
    events.c.position == bindparam("position")
)


class Beyond(LookupError):
    """A position that the log has not reached."""


class Far(LookupError):
    """A position to which more events lead than whoever asks wants to wait for."""


@dataclass
class Traveller:
    """An open copy that was let on to a position; used by one request at a time.

    `places` are positions, with the mark of the event there, to which it can come back: savepoints.
    """

    base: Kept
    connection: Connection
    process: int
    places: list[tuple[int, str]] = field(default_factory=list)

    def before(self, position: int) -> int:
        """The last place that is not after a position; -1 where there is none."""
        return max((place for place, _mark in self.places if place <= position), default=-1)

    def reach(self, position: int, mark: str) -> None:
        """Come back here later."""
        self.connection.exec_driver_sql(f"SAVEPOINT e{position}")
        self.places.append((position, mark))

    def come_back(self, position: int) -> None:
        """Undo what was followed after one of the places."""
        if self.places[-1][0] != position:
            self.connection.exec_driver_sql(f"ROLLBACK TO e{position}")
            self.places = [one for one in self.places if one[0] <= position]

    def close(self) -> None:
        """Undo what it followed; nothing of it was ever written."""
        self.connection.close()


class Scratch:
    """The past of one installation, as this process knows it."""

    def __init__(self, installation: Installation) -> None:
        self.log, self.database = installation.log, installation.database
        self.folder = Folder(Path(installation.config["LT_DATA_DIR"]) / "scratch")
        self._idle: list[Traveller] = []
        self._guard = threading.Lock()
        self._queue = FileQueue(str(self.folder.path / "making"))

    @contextmanager
    def at(self, position: int, most: int | None = None) -> Iterator[Connection]:
        """Yield a connection whose read models stand at `position`.

        Raises `Beyond` after the head, and `Far` where a copy of more than `most` events has to be made.
        """
        traveller = self._taken_to(position, most)
        try:
            yield traveller.connection
        except BaseException:
            traveller.close()
            raise
        self._leave(traveller)

    def empty(self) -> None:
        """Take every copy away, on the disk and in this process; others see it by the word of the keys."""
        self.close()
        self.folder.empty()

    def close(self) -> None:
        """Close what is open and waits."""
        with self._guard:
            idle, self._idle = self._idle, []
        for one in idle:
            one.close()

    def _taken_to(self, position: int, most: int | None) -> Traveller:
        with self._reading() as live:
            head, keys = live.execute(STANDS).one()
            if position < 0 or position > (head or 0):
                raise Beyond(position)
            state = _state(keys or "")
            found = self._from_idle(live, state, position) or self._from_kept(live, state, position, most)
            try:
                self._go(live, found, position)
            except BaseException:
                found.close()
                raise
            return found

    def _go(self, live: Connection, traveller: Traveller, position: int) -> None:
        start = traveller.before(position)
        traveller.come_back(start)
        stops = [position - behind for behind in STEPS if position - behind > start]
        reached = lambda stop: traveller.reach(stop, _mark(live, stop))  # noqa: E731
        rolling.rolled(traveller.connection, self.log, stops, reached)

    def _reading(self) -> AbstractContextManager[Connection]:
        open_already = self.database.in_transaction
        return nullcontext(self.database.connection) if open_already else self.database.reading()

    def _from_idle(self, live: Connection, state: str, position: int) -> Traveller | None:
        """One that waits at this position or a little before it.

        One that would have to follow much is left where it is: who compares two moments goes to and fro.
        """
        with self._guard:
            ours = [one for one in self._idle if one.process == os.getpid()]
            fitting = [one for one in ours if one.base.state == state and _serves(one, position)]
            found = max(fitting, key=lambda one: one.before(position), default=None)
            gone = [one for one in ours if one.base.state != state]
            self._idle = [one for one in ours if one is not found and one not in gone]
        for one in gone:
            one.close()
        if found is not None and found.places[-1][1] != _mark(live, found.places[-1][0]):
            found.close()
            return None
        return found

    def _from_kept(self, live: Connection, state: str, position: int, most: int | None) -> Traveller:
        base = self._near(live, state, position) or self._made(live, state, position, most)
        try:
            opened = opening.travelling(base.path)
        except OperationalError:  # taken away meanwhile, by an erasure or as one too many
            base = self._made(live, state, position, most)
            opened = opening.travelling(base.path)
        self.folder.used(base)
        found = Traveller(base, opened, os.getpid())
        found.reach(base.position, base.mark)
        return found

    def _near(self, live: Connection, state: str, position: int) -> Kept | None:
        known = self._before(live, state, position)
        return known if known and position - known.position <= NEAR else None

    def _before(self, live: Connection, state: str, position: int) -> Kept | None:
        """The last kept copy that does not stand after the position, and is of this very log."""
        for one in self.folder.kept(state):
            if one.position <= position and one.mark == _mark(live, one.position):
                return one
        return None

    def _made(self, live: Connection, state: str, position: int, most: int | None) -> Kept:
        """Make a copy a little before the position, one process at a time; maybe another just did."""
        if most is not None:
            known = self._before(live, state, _goal(position))
            if _goal(position) - (known.position if known else 0) > most:
                raise Far(position)
        self.folder.prepare()
        with self._queue.turn("one", seconds=None):
            return self._near(live, state, position) or self._make(live, state, _goal(position))

    def _make(self, live: Connection, state: str, goal: int) -> Kept:
        known = self._before(live, state, goal)
        unfinished = self.folder.beginning(goal)
        try:
            if known:
                shutil.copyfile(known.path, unfinished)
            with opening.making(unfinished) as connection:

                def stopped(position: int) -> None:
                    opening.save(connection)
                    if position != goal:
                        self.folder.also(unfinished, state, position, _mark(live, position))

                start = known.position if known else 0
                going = lambda reached: self.folder.tell(UnderWay(start, goal, reached))  # noqa: E731
                going(start)
                fill = rolling.rolled if known else rolling.filled
                fill(connection, self.log, _stops(start, goal), stopped, going)
            return self.folder.keep(unfinished, state, goal, _mark(live, goal))
        finally:
            self.folder.no_more()
            unfinished.unlink(missing_ok=True)

    def _leave(self, traveller: Traveller) -> None:
        """Keep it open where it is: the next step is usually one event on."""
        with self._guard:
            self._idle.insert(0, traveller)
            too_many = self._idle[MOST_IDLE:]
            del self._idle[MOST_IDLE:]
        for one in too_many:
            one.close()


_of: WeakKeyDictionary[Installation, Scratch] = WeakKeyDictionary()
_guard = threading.Lock()


def of(installation: Installation) -> Scratch:
    """The past of an installation."""
    with _guard:
        return _of.setdefault(installation, Scratch(installation))


def at(
    installation: Installation, position: int, most: int | None = None
) -> AbstractContextManager[Connection]:
    """Give a connection whose read models stand at `position`, for as long as the context lasts.

    It is SQLite whatever the live database is, and holds read models alone: what is kept beside the log is
    always asked of today's. Personal words in it are tokens, as in the live read models. Raises `Beyond` for
    a position after the head, and `Far` where a copy would first have to be made of more than `most` events.
    """
    return of(installation).at(position, most)


def empty(installation: Installation) -> None:
    """Take every copy of the past away; an erasure makes other processes do the same."""
    of(installation).empty()


def _goal(position: int) -> int:
    """Where to keep a copy for a position: a little before it, so that some steps back cost no more."""
    return max(0, position - position % (NEAR // 2) - NEAR // 2)


def _stops(start: int, goal: int) -> list[int]:
    return [goal - behind for behind in BEHIND if behind == 0 or goal - behind - start > NEAR]


def _serves(one: Traveller, position: int) -> bool:
    near = one.base.position <= position <= one.base.position + NEAR
    return near and position - one.before(position) <= STEPS[0]


def _state(keys: str) -> str:
    """What must be the same for a copy to be true: which keys there are, and what the read models mean."""
    parts = (__version__, keys, *(f"{one.name}={one.version}" for one in rolling.ROLLED))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _mark(live: Connection, position: int) -> str:
    """What tells the event at a position from any other that could ever stand there."""
    row = live.execute(EVENT, {"position": position}).first()
    text = f"{row.stream_id.hex}/{row.version}/".encode() + row.state if row else b""
    return hashlib.sha256(text).hexdigest()[:16]
