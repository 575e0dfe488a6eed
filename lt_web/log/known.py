"""Aggregates that are kept from one unit of work to the next; one query tells what was recorded since."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification
from sqlalchemy import Connection

from lt_web.events.base import Aggregate
from lt_web.log.codec import Codec
from lt_web.log.faults import Undecodable
from lt_web.log.recorder import LAST, NOTIFIED

ERASED = "person.erased"
MOST_KEPT = 2000
MOST_NEWS = 500  # where more was recorded elsewhere, what is needed is loaded anew


class Unit:
    """What one unit of work has taken out of what is known, with the version it had, and what it recorded."""

    def __init__(self, connection: Connection, last: Notification | None) -> None:
        self.connection = connection
        self.before = self.last = last
        self.taken: dict[UUID, tuple[Aggregate, int]] = {}
        self.erased = False  # whether keys were destroyed: then nothing that was deciphered is kept

    @property
    def head(self) -> int:
        """The position of the last event of the log."""
        return self.last.id if self.last else 0

    def take(self, aggregate: Aggregate) -> None:
        """Note an aggregate as it was loaded."""
        self.taken[aggregate.id] = aggregate, aggregate.version

    def made(self, aggregates: Iterable[Any]) -> None:
        """Note aggregates that are saved; those that were never loaded are new."""
        for aggregate in aggregates:
            self.taken.setdefault(aggregate.id, (aggregate, 0))


class Known:
    """Aggregates as they stand at one event of the log, which is remembered whole.

    An aggregate is handed out itself, no copy: it is nobody else's until its unit of work has ended, and
    comes back only if it is as the log has it. All this happens under the writer's lock, but for `offer`.
    """

    def __init__(self, codec: Codec) -> None:
        self.codec = codec
        self._kept: OrderedDict[UUID, Aggregate] = OrderedDict()
        self._last: Notification | None = None
        self._offered: Unit | None = None

    def begin(self, connection: Connection) -> Unit:
        """Bring what is known up to date with the log, and begin a unit of work."""
        self._accept()
        news = self._news(connection)
        if news is None or any(stored.topic == ERASED for stored in news):
            # Words whose key was destroyed may be in what is kept, and so may that key.
            self._kept.clear()
            self.codec.keyring.forget()
        if news is None:
            row = connection.execute(LAST).first()
            self._last = Notification(*row) if row else None
        else:
            for stored in news:
                self._follow(stored)
            self._last = news[-1] if news else self._last
        return Unit(connection, self._last)

    def take(self, id: UUID) -> Aggregate | None:
        """Hand out an aggregate, None where it is not known."""
        return self._kept.pop(id, None)

    def undone(self, unit: Unit) -> None:
        """Take back what a unit of work that records nothing has loaded and not changed."""
        for aggregate, version in unit.taken.values():
            if aggregate.version == version:
                self._keep(aggregate)

    def offer(self, unit: Unit) -> None:
        """Leave what a committed unit of work has known for the next, unless it was overtaken."""
        self._offered = unit

    def _accept(self) -> None:
        unit, self._offered = self._offered, None
        if unit is None or unit.before is not self._last:
            return  # Whoever came before its offer has read its events from the log.
        self._last = unit.last
        if unit.erased:
            self._kept.clear()
            return
        for aggregate, _version in unit.taken.values():
            if not aggregate.pending_events:
                self._keep(aggregate)

    def _keep(self, aggregate: Aggregate) -> None:
        self._kept[aggregate.id] = aggregate
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _news(self, connection: Connection) -> Sequence[Notification] | None:
        """What was recorded after the event that is remembered; None where the log does not have that one
        (it was restored), where there is none, and where there is too much."""
        if self._last is None:
            return None
        asked = {"after": self._last.id - 1, "most": MOST_NEWS + 1}
        found = [Notification(*row) for row in connection.execute(NOTIFIED, asked)]
        return found[1:] if found[:1] == [self._last] and len(found) <= MOST_NEWS else None

    def _follow(self, stored: Notification) -> None:
        """Let an aggregate that is kept follow an event; it is dropped where that cannot be."""
        aggregate = self._kept.pop(stored.originator_id, None)  # type: ignore[arg-type]
        if aggregate is None or stored.originator_version > aggregate.version + 1:
            return
        try:
            if stored.originator_version == aggregate.version + 1:
                self.codec.to_domain_event(stored).mutate(aggregate)
        except Undecodable:
            return
        self._keep(aggregate)
