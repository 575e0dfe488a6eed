"""Read models without the words of somebody who was erased.

Personal words stand there as ciphertext, which nobody opens any more. What was written for work is clear in
them: where that key is gone too, those that may show such words are made anew.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, LargeBinary, func, literal, select

from lt_web.installation import Installation
from lt_web.log.recorder import events
from lt_web.store import editions, erasures
from projections.base import Projection
from projections.catalogue import PROJECTIONS


def made_anew(installation: Installation, person: UUID) -> None:
    """Make the read models anew that may show what the person wrote for work, if that is erased."""
    with installation.database.reading() as connection:
        erasure = erasures.find(connection, person)
        words = words_of(connection, person) if erasure and erasure.work else {}
    if words:
        installation.rebuild(showing({topic for topic, _stream in words}))
        with installation.database.writing() as connection:
            editions.forget_titles(connection, {s for topic, s in words if topic.startswith("session.")})


def showing(topics: Collection[str]) -> list[Projection]:
    """The read models that listen to events of these stored names."""
    return [p for p in PROJECTIONS if p.hears_all or not p.topics.isdisjoint(topics)]


def words_of(connection: Connection, person: UUID) -> dict[tuple[str, UUID], int]:
    """How many events hold words under one of the person's keys, by stored name and stream."""
    found = select(events.c.topic, events.c.stream_id, func.count()).where(
        holds(connection, f'"o":"{person.hex}"')
    )
    rows = connection.execute(found.group_by(events.c.topic, events.c.stream_id))
    return {(topic, stream): count for topic, stream, count in rows}


def holds(connection: Connection, text: str) -> ColumnElement[bool]:
    """Whether the stored bytes of an event hold a text; every event is looked at."""
    sought, state = literal(text.encode(), LargeBinary), events.c.state
    if connection.dialect.name == "sqlite":
        return func.instr(state, sought) > 0
    return func.position(sought.op("IN")(state)) > 0
