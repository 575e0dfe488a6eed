"""Read models without the words of somebody who was erased.

Personal words stand there as ciphertext, which nobody opens any more. What was written for work is clear in
them: where that key is gone too, those that may show such words are made anew.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, func, select

from lt_web.erasing import in_editions
from lt_web.erasing.holding import by_person
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
            editions.forget_words(connection, in_editions.marks(connection, person))


def showing(topics: Collection[str]) -> list[Projection]:
    """The read models that listen to events of these stored names."""
    return [p for p in PROJECTIONS if p.hears_all or not p.topics.isdisjoint(topics)]


def words_of(connection: Connection, person: UUID) -> dict[tuple[str, UUID], int]:
    """How many events hold words under one of the person's keys, by stored name and stream."""
    found = select(events.c.topic, events.c.stream_id, func.count()).where(by_person(connection, person))
    rows = connection.execute(found.group_by(events.c.topic, events.c.stream_id))
    return {(topic, stream): count for topic, stream, count in rows}
