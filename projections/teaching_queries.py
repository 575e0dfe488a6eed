"""What pages ask about teaching: who can teach a topic, how many can, and which topics hang on one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select

from lt_web.events.ids import topics_id
from lt_web.events.topics import slug
from projections import topics
from projections.teaching_tables import asks, confirmations, table

AT_RISK = 1  # a topic that no more people than this can teach is on the watch list


def can_teach() -> ColumnElement[bool]:
    """Whether a row of `lt_teachers` counts: here, and has taught it or says so and was confirmed."""
    confirmed = and_(table.c.declared, table.c.confirmed)
    return and_(table.c.here, or_(table.c.taught > 0, confirmed))


BUS_FACTORS = (
    select(table.c.topic, func.count().label("able"))
    .where(table.c.programme == bindparam("programme"), can_teach())
    .group_by(table.c.topic)
)
ABLE_ON = (
    select(table.c.topic, table.c.person)
    .where(table.c.topic.in_(bindparam("topics", expanding=True)), can_teach())
    .order_by(table.c.person)
)


def teachers_of(db: Connection, topic: UUID) -> list[Any]:
    """Whoever is here and taught a topic or says that they can, with `able`; the last who taught it first."""
    found = select(table, can_teach().label("able")).where(
        table.c.topic == topic, table.c.here, or_(table.c.taught > 0, table.c.declared)
    )
    return sorted(db.execute(found), key=_lately)


def of_person(db: Connection, person: UUID, programme: UUID) -> list[Any]:
    """What somebody taught or says that they can teach, with `name` of the topic and `able`, by name."""
    found = (
        select(table, topics.table.c.name, can_teach().label("able"))
        .join(topics.table, topics.table.c.id == table.c.topic)
        .where(table.c.person == person, table.c.programme == programme)
        .where(or_(table.c.taught > 0, table.c.declared))
    )
    return sorted(db.execute(found), key=lambda row: slug(row.name))


def confirmed_by(
    db: Connection, wanted: Collection[UUID], person: UUID | None = None
) -> dict[tuple[UUID, UUID], list[UUID]]:
    """Return (topic, person) → who confirmed it, in their order, for these topics (and that person alone)."""
    found = select(confirmations).where(confirmations.c.topic.in_(list(wanted)))
    if person is not None:
        found = found.where(confirmations.c.person == person)
    said: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for row in db.execute(found.order_by(confirmations.c.at, confirmations.c.by)) if wanted else ():
        said[row.topic, row.person].append(row.by)
    return said


def bus_factors(db: Connection, programme: UUID) -> dict[UUID, int]:
    """Return topic → how many people can teach it, in one query; a topic that is not there has nobody."""
    return {row.topic: row.able for row in db.execute(BUS_FACTORS, {"programme": programme})}


def able_on(db: Connection, wanted: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return topic → who can teach it, for these topics, in one query."""
    able: dict[UUID, list[UUID]] = defaultdict(list)
    for row in db.execute(ABLE_ON, {"topics": list(wanted)}) if wanted else ():
        able[row.topic].append(row.person)
    return able


def watch_list(db: Connection, programme: UUID) -> list[tuple[Any, int]]:
    """Topics that nobody or one person can teach, with how many: those without anybody first, then by name.

    Only what somebody has covered, asked for or named so that others see it stands here (`listed`).
    """
    return hanging(topics.alive(db, programme), bus_factors(db, programme))


def hanging(there: Sequence[Any], able: Mapping[UUID, int]) -> list[tuple[Any, int]]:
    """The watch list, where the topics and how many can teach each are known."""
    rows = [row for row in there if able.get(row.id, 0) <= AT_RISK]
    return sorted(((row, able.get(row.id, 0)) for row in rows), key=lambda at: at[1])


def people_for(db: Connection, programme: UUID, text: str) -> set[UUID]:
    """Who can teach a topic whose name, now or before, contains the text, or says that they can."""
    named = select(topics.aliases.c.topic).where(
        topics.aliases.c.catalogue == topics_id(programme),
        topics.aliases.c.slug.contains(slug(text), autoescape=True),
    )
    found = select(table.c.person).where(
        table.c.programme == programme,
        table.c.topic.in_(named),
        or_(table.c.taught > 0, table.c.declared),
    )
    return set(db.execute(found).scalars()) if slug(text) else set()


def asks_of(db: Connection, person: UUID, wanted: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return topic → who asks somebody to teach it, and in which words (tokens), the latest first."""
    found = select(asks).where(asks.c.person == person, asks.c.waiting, asks.c.topic.in_(list(wanted)))
    waiting: dict[UUID, list[Any]] = defaultdict(list)
    for row in db.execute(found.order_by(asks.c.at.desc(), asks.c.by)) if wanted else ():
        waiting[row.topic].append(row)
    return waiting


def asked_by(db: Connection, person: UUID, topic: UUID) -> set[UUID]:
    """Whom somebody has asked to teach a topic."""
    return set(db.execute(select(asks.c.person).where(asks.c.by == person, asks.c.topic == topic)).scalars())


def _lately(row: Any) -> tuple[bool, bool, float, str]:
    """Those who can come first, of them those who have taught it; the latest lesson or word before others."""
    at = row.last_taught_at or row.declared_at
    return not row.able, not row.taught, -at.timestamp(), str(row.person)
