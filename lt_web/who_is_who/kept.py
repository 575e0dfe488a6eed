"""Who is who, kept in memory for as long as nobody changed it: what every request asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from lt_web.store import states
from lt_web.store.accounts import Account
from lt_web.store.directory import Entry
from projections.catalogue import WHO_IS_WHO
from projections.standing import standings

MOST = 5000  # answers; where there are more, all are asked anew
# The word, and the generations of the read models: a rebuild swaps their tables without an event.
STATE = select(
    select(states.states.c.word).where(states.states.c.name == states.WHO_IS_WHO).scalar_subquery(),
    select(func.sum(standings.c.generation))
    .where(standings.c.name.in_([one.name for one in WHO_IS_WHO]))
    .scalar_subquery(),
    select(states.states.c.word).where(states.states.c.name == states.KEYS).scalar_subquery(),
)


class Who:
    """Who is who in one state of the database. What is not in it yet was not asked yet."""

    def __init__(self) -> None:
        self.accounts: dict[UUID, Account | None] = {}
        self.asking: dict[tuple[str, str], tuple[Entry | None, Any, dict[UUID, frozenset[str]]]] = {}
        self.programmes: dict[None, list[Any]] = {}
        self.entries: dict[UUID, Entry | None] = {}
        self.people: dict[UUID, Any] = {}

    @property
    def size(self) -> int:
        """How many answers there are."""
        return len(self.accounts) + len(self.asking) + len(self.entries) + len(self.people)


class WhoIsWho:
    """What one process knows of who is who.

    Whatever changes any of it gives that state another word in the same transaction (`states.renew`), in
    whichever process. The word is read in the very snapshot that is answered from, so that what is kept is
    what this snapshot would say. A backup that was restored has the word of its own state; what was rolled
    back never had one.
    """

    def __init__(self, erased: Callable[[], None] = lambda: None) -> None:
        """`erased` is called where keys were destroyed since somebody last looked."""
        self._kept: tuple[Any, Who] = None, Who()  # one thing, so that no thread sees half of it
        self._erased = erased

    def at(self, connection: Connection) -> Who:
        """Who is who in the state that the connection sees."""
        state = tuple(connection.execute(STATE).one())
        if state[0] is None:
            return Who()
        known, who = self._kept
        if known is not None and known[2] != state[2]:
            self._erased()
        if known != state or who.size > MOST:
            who = Who()
            self._kept = state, who
        return who
