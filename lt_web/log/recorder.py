"""The events table, and the library's recorder over it: the same few statements for both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.persistence import ApplicationRecorder, Notification, StoredEvent, Subscription
from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    func,
    select,
)

from lt_web.log.database import Database
from lt_web.store.base import KEPT

events = Table(
    "lt_events",
    KEPT,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("state", LargeBinary, nullable=False),
    # Copies out of the state, for looking up; `verify` holds them against it.
    Column("recorded_at", String(40), nullable=False),
    Column("actor", Text, nullable=False),
    Column("correlation", Text, nullable=False, default=""),
    UniqueConstraint("stream_id", "version", name="lt_events_stream_version"),
)

AT_ONCE = 500  # streams asked about in one query
INSERT = events.insert()
HEAD = select(func.coalesce(func.max(events.c.position), 0))
STREAM = (
    select(events.c.stream_id, events.c.version, events.c.topic, events.c.state)
    .where(events.c.stream_id == bindparam("stream"), events.c.version > bindparam("after"))
    .order_by(events.c.version)
)
VERSIONS = (
    select(events.c.stream_id, func.max(events.c.version))
    .where(events.c.stream_id.in_(bindparam("streams", expanding=True)))
    .group_by(events.c.stream_id)
)
FROM_POSITION = (
    select(events)
    .where(events.c.position > bindparam("after"))
    .order_by(events.c.position)
    .limit(bindparam("most"))
)

NOTIFIED = FROM_POSITION.with_only_columns(
    events.c.stream_id, events.c.version, events.c.topic, events.c.state, events.c.position
)
OF_STREAMS = (
    select(*NOTIFIED.selected_columns)
    .where(
        events.c.stream_id.in_(bindparam("streams", expanding=True)), events.c.position <= bindparam("until")
    )
    .order_by(events.c.position)
)
LAST = select(*NOTIFIED.selected_columns).order_by(events.c.position.desc()).limit(1)


class Recorder(ApplicationRecorder):
    """Appends and selects stored events in the transaction of the calling thread."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def insert_events(
        self, stored_events: Sequence[StoredEvent], head: int | None = None, **kwargs: Any
    ) -> Sequence[int] | None:
        """Append under the writer's lock; return the positions, which follow each other without a gap.

        `head` is the position of the last event, where the caller knows it.
        """
        if not stored_events:
            return []  # SQLAlchemy would turn an empty list into INSERT … DEFAULT VALUES.
        connection = self.database.connection
        if head is None:
            head = connection.scalar(HEAD) or 0
        positions = range(head + 1, head + 1 + len(stored_events))
        rows = [_row(p, e) for p, e in zip(positions, stored_events, strict=True)]
        connection.execute(INSERT, rows)
        return positions

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return the events of a stream in order, after version `gt`, up to version `lte`."""
        rows = self.database.connection.execute(STREAM, {"stream": originator_id, "after": gt or 0})
        found = [StoredEvent(*row) for row in rows if lte is None or row.version <= lte]
        return (found[::-1] if desc else found)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return up to `limit` events of the whole log from position `start`, in order."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        rows = self.database.connection.execute(NOTIFIED, {"after": after, "most": limit})
        found = [Notification(*row) for row in rows]
        return [n for n in found if (not stop or n.id <= stop) and (not topics or n.topic in topics)]

    def of_streams(self, streams: Collection[UUID], until: int) -> Sequence[Notification]:
        """Return the events of a few streams in the order of the log, up to a position."""
        asked = {"streams": list(streams), "until": until}
        return [Notification(*row) for row in self.database.connection.execute(OF_STREAMS, asked)]

    def max_notification_id(self) -> int | None:
        """Return the position of the last event, None in an empty log."""
        return self.database.connection.scalar(HEAD) or None

    def known(self, streams: Collection[UUID]) -> set[UUID]:
        """Return those of the streams that have an event."""
        wanted, found = list(streams), set[UUID]()
        for start in range(0, len(wanted), AT_ONCE):
            rows = self.database.connection.execute(VERSIONS, {"streams": wanted[start : start + AT_ONCE]})
            found.update(row.stream_id for row in rows)
        return found

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[Any]:
        """Not offered: read models are brought up to date in the transaction that records."""
        raise NotImplementedError("Read models follow the log in its own transactions.")


def replayable(
    database: Database, after: int = 0, stop: int | None = None, batch: int = 5000
) -> Iterator[Notification]:
    """Yield every stored event after a position, up to `stop`, in order, `batch` rows at a time."""
    recorder = Recorder(database)
    while True:
        most = batch if stop is None else min(batch, stop - after)
        found = recorder.select_notifications(after, most, inclusive_of_start=False) if most > 0 else ()
        yield from found
        if not found or len(found) < most:
            return
        after = found[-1].id


def _row(position: int, event: StoredEvent) -> dict[str, Any]:
    envelope = orjson.loads(event.state)["e"]
    return {
        "position": position,
        "stream_id": event.originator_id,
        "version": event.originator_version,
        "topic": event.topic,
        "state": event.state,
        **columns_of(envelope),
    }


def columns_of(envelope: dict[str, Any]) -> dict[str, str]:
    """The columns that repeat what the stored envelope says."""
    return {
        "recorded_at": envelope["at"],
        "actor": envelope["by"],
        "correlation": envelope.get("cor", ""),
    }


def recorded_at(state: bytes) -> datetime | None:
    """When an event was recorded, as its stored bytes say; None where they cannot be read."""
    try:
        return datetime.fromisoformat(orjson.loads(state)["e"]["at"])
    except (ValueError, KeyError, TypeError):
        return None
