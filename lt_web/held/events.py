"""What the log holds about a person: every event that they did, or that names them, with their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.persistence import Notification
from sqlalchemy import Connection, or_, select

from lt_web.cards.history import Line, lines
from lt_web.erasing.holding import holds
from lt_web.events.base import Event
from lt_web.events.marks import marks_of
from lt_web.log.codec import Codec
from lt_web.log.recorder import NOTIFIED, events
from projections import left_behind
from projections.history import ENCODED, details_of


@dataclass(frozen=True)
class Held:
    """One event in words, and what somebody wrote in it themselves: field → text."""

    line: Line
    event: str
    own: bool
    title: str  # of the session or proposal that it is about, "" for none
    words: dict[str, str]


def positions(db: Connection, person: UUID) -> list[int]:
    """Where the log speaks of a person, the newest first. Every event is looked at."""
    named = or_(
        events.c.stream_id == person,
        events.c.actor == str(person),
        holds(db, str(person)),
        holds(db, person.hex),
    )
    return list(
        db.execute(select(events.c.position).where(named).order_by(events.c.position.desc())).scalars()
    )


def told(db: Connection, codec: Codec, person: UUID, wanted: Sequence[int]) -> list[Held]:
    """The events at these positions, in their order."""
    columns = NOTIFIED.selected_columns
    rows = db.execute(select(*columns).where(events.c.position.in_(list(wanted))))
    stored = sorted((Notification(*row) for row in rows), key=lambda one: one.id)
    decoded: list[Any] = [codec.decoded(one, for_pages=False) for one in stored]
    said = reversed(lines([_row(event) for event in decoded]))
    titles = left_behind.titles(db, wanted)
    found = [
        Held(
            line,
            type(event).TOPIC,
            event.envelope.actor == person,
            titles.get(event.position, ""),
            _own_words(one, event, person),
        )
        for one, event, line in zip(stored, decoded, said, strict=True)
    ]
    return found[::-1]


def _row(event: Event) -> Any:
    envelope = event.envelope
    return SimpleNamespace(
        position=event.position,
        stream=event.originator_id,
        topic=type(event).TOPIC,  # type: ignore[attr-defined]
        at=event.at,
        recorded_at=envelope.recorded_at,
        actor=envelope.actor,
        routine=envelope.routine,
        on_behalf_of=envelope.on_behalf_of,
        person=getattr(event, "person", None),
        details=ENCODED(details_of(event)),
        reason=event.reason,
    )


def _own_words(stored: Notification, event: Event, person: UUID) -> dict[str, str]:
    """The words under one's own key, and what one said where others' words are sealed too."""
    boxes = orjson.loads(stored.state)["d"]
    mine = event.envelope.actor == person
    return {
        name: str(getattr(event, name))
        for name in marks_of(type(event))
        if isinstance(boxes.get(name), dict) and (mine or boxes[name]["o"] == person.hex)
    }
