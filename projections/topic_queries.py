"""What pages ask about topics: how much there is on each, and when it was last covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from lt_web.events.ids import topics_id
from lt_web.events.topics import slug
from projections.sessions import presenters, table
from projections.sessions import topics as session_topics
from projections.topics import about, aliases, changes, links
from projections.topics import table as topics


def one(db: Connection, programme: UUID, topic: UUID) -> Any | None:
    """The row of a topic of this programme; a merged one says into which."""
    found = select(topics).where(topics.c.id == topic, topics.c.catalogue == topics_id(programme))
    return db.execute(found).first()


def called(db: Connection, programme: UUID, text: str) -> UUID | None:
    """The topic with that id, or that goes or went by that name; None where there is none."""
    catalogue = topics_id(programme)
    try:
        found = select(topics.c.id).where(topics.c.id == UUID(text), topics.c.catalogue == catalogue)
    except ValueError:
        found = select(aliases.c.topic).where(aliases.c.catalogue == catalogue, aliases.c.slug == slug(text))
    return db.execute(found).scalar()


def listed(db: Connection, programme: UUID, text: str) -> list[Any]:
    """Topics, by name, whose name or an alias contains the text."""
    found = select(topics).where(
        topics.c.catalogue == topics_id(programme), topics.c.merged_into.is_(None), topics.c.listed
    )
    if slug(text):
        named = select(aliases.c.topic).where(
            aliases.c.catalogue == topics_id(programme), aliases.c.slug.contains(slug(text), autoescape=True)
        )
        found = found.where(topics.c.id.in_(named))
    return sorted(db.execute(found), key=lambda row: slug(row.name))


def aliases_of(db: Connection, wanted: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return topic → its other names, in one query."""
    found = (
        select(aliases.c.topic, aliases.c.name)
        .join(topics, topics.c.id == aliases.c.topic)
        .where(aliases.c.topic.in_(list(wanted)), aliases.c.name != topics.c.name)
    )
    names: dict[UUID, list[str]] = defaultdict(list)
    for row in db.execute(found) if wanted else ():
        names[row.topic].append(row.name)
    return {topic: sorted(found, key=str.casefold) for topic, found in names.items()}


def homes_of(
    db: Connection, wanted: Collection[UUID], programmes: Collection[UUID]
) -> dict[UUID, tuple[str, UUID]]:
    """Return topic → (name, programme) of those of these topics that belong to these programmes."""
    homes = {topics_id(programme): programme for programme in programmes}
    found = select(topics).where(topics.c.id.in_(list(wanted)), topics.c.catalogue.in_(list(homes)))
    return {row.id: (row.name, homes[row.catalogue]) for row in db.execute(found)}


def changes_of(db: Connection, topic: UUID) -> list[Any]:
    """How a topic came by its name: what it was called before, and what went up in it, the oldest first."""
    return list(db.execute(select(changes).where(changes.c.topic == topic).order_by(changes.c.position)))


def named_by(db: Connection, things: Collection[UUID], wanted: Collection[UUID]) -> dict[UUID, UUID]:
    """Return thing → which of these topics (some of which have gone up in others since) it named."""
    found = select(about).where(about.c.thing.in_(list(things)), about.c.topic.in_(list(wanted)))
    rows = db.execute(found.order_by(about.c.thing, about.c.topic)) if things else ()
    return {row.thing: row.topic for row in rows}


def links_of(db: Connection, programme: UUID) -> tuple[set[tuple[UUID, UUID]], dict[UUID, str]]:
    """Return what builds on what in a programme, and the names of those topics, in one query."""
    found = (
        select(links, topics.c.name)
        .join(topics, or_(topics.c.id == links.c.topic, topics.c.id == links.c.on))
        .where(links.c.catalogue == topics_id(programme))
        .add_columns(topics.c.id.label("named"))
    )
    rows = list(db.execute(found))
    return {(row.topic, row.on) for row in rows}, {row.named: row.name for row in rows}


def covered(db: Connection, programme: UUID, now: datetime) -> dict[UUID, Any]:
    """Return topic → (sessions, last): how many sessions took place by now, and when the last began."""
    return _by_topic(db, COVERED, programme, now)


def coming(db: Connection, programme: UUID, now: datetime) -> dict[UUID, Any]:
    """Return topic → (sessions, next): how many published sessions are coming, and when the next begins."""
    return _by_topic(db, COMING, programme, now)


def covered_on(db: Connection, wanted: Collection[UUID], now: datetime, most: int) -> list[Any]:
    """The newest sessions that took place on any of these topics."""
    about = select(session_topics.c.session).where(session_topics.c.topic.in_(list(wanted)))
    found = select(table).where(table.c.id.in_(about), took_place(now))
    return list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id).limit(most)))


def have_presented(db: Connection, people: Collection[UUID], now: datetime) -> set[UUID]:
    """Of these people, those who have presented a session before, in any programme."""
    found = (
        select(presenters.c.person)
        .join(table, table.c.id == presenters.c.session)
        .where(presenters.c.person.in_(list(people)), presenters.c.standing == "accepted", took_place(now))
    )
    return set(db.execute(found.distinct()).scalars())


def took_place(now: datetime | BindParameter[Any]) -> ColumnElement[bool]:
    """Held, or published and over by now: that it was held may be recorded a minute later."""
    return or_(table.c.state == "held", and_(table.c.state == "published", table.c.end_at <= now))


def _figures(which: ColumnElement[bool], when: Any) -> Select[Any]:
    """How many sessions of a programme there are on each topic, of those at `now`."""
    return (
        select(session_topics.c.topic, func.count().label("sessions"), when)
        .join(table, table.c.id == session_topics.c.session)
        .where(table.c.programme == bindparam("programme"), which)
        .group_by(session_topics.c.topic)
    )


def _by_topic(db: Connection, found: Select[Any], programme: UUID, now: datetime) -> dict[UUID, Any]:
    return {row.topic: row for row in db.execute(found, {"programme": programme, "now": now})}


COVERED = _figures(took_place(bindparam("now")), func.max(table.c.start_at).label("last"))
TO_COME = and_(table.c.state == "published", table.c.end_at > bindparam("now"))
COMING = _figures(TO_COME, func.min(table.c.start_at).label("next"))
