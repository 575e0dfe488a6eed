"""Topics with their aliases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.ids import topics_id
from lt_web.events.proposal import Proposal
from lt_web.events.session import Session
from lt_web.events.topics import Topics, slug
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_topics",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("catalogue", Uuid, nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("merged_into", Uuid, nullable=True),
    # Whether it may be listed: something that others can see is about it, or a champion put it there.
    Column("listed", Boolean, nullable=False),
)
aliases = Table(
    "lt_topic_aliases",
    READ_MODELS,
    Column("catalogue", Uuid, primary_key=True),
    Column("slug", String(240), primary_key=True),
    Column("topic", Uuid, nullable=False, index=True),
    Column("name", String(60), nullable=False),
)
# Which things are about a topic, and whether others can see them: what only a draft names stays out of lists.
about = Table(
    "lt_topic_things",
    READ_MODELS,
    Column("thing", Uuid, primary_key=True),
    Column("topic", Uuid, primary_key=True),
)
seen = Table("lt_topic_seen", READ_MODELS, Column("thing", Uuid, primary_key=True))
# What was called something else before: `of` got another name, or went up in `topic`, whose page tells of it.
changes = Table(
    "lt_topic_changes",
    READ_MODELS,
    Column("position", BigInteger, primary_key=True),
    Column("topic", Uuid, nullable=False, index=True),
    Column("of", Uuid, nullable=False),
    Column("kind", String(10), nullable=False),  # renamed, merged
    Column("was", String(60), nullable=False),
    Column("name", String(60), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
links = Table(
    "lt_topic_links",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("on", Uuid, primary_key=True),
    Column("catalogue", Uuid, nullable=False, index=True),
)
topics = Projection("topics", "3", table, aliases, about, seen, changes, links)


@topics.on(Topics.Added)
def add(rows: Rows, event: Topics.Added) -> None:
    rows.insert(
        table, id=event.topic, catalogue=event.originator_id, name=event.name, listed=event.by_champion
    )
    _alias(rows, event)


@topics.on(Topics.Renamed)
def rename(rows: Rows, event: Topics.Renamed) -> None:
    known = rows.get(table, event.topic)
    assert known is not None
    _change(rows, event, "renamed", known["name"], event.name, event.topic)
    rows.update(table, event.topic, name=event.name, listed=True)
    _alias(rows, event)


@topics.on(Topics.Merged)
def merge(rows: Rows, event: Topics.Merged) -> None:
    known, into = rows.get(table, event.topic), rows.get(table, event.into)
    assert known is not None
    assert into is not None
    for row in rows.where(changes, topic=event.topic):
        rows.update(changes, row["position"], topic=event.into)
    _change(rows, event, "merged", known["name"], into["name"], event.into)
    rows.update(table, event.topic, merged_into=event.into)
    for row in rows.where(table, merged_into=event.topic):
        rows.update(table, row["id"], merged_into=event.into)
    for row in rows.where(aliases, topic=event.topic):
        rows.update(aliases, row["catalogue"], row["slug"], topic=event.into)


@topics.on(Topics.Linked)
def link(rows: Rows, event: Topics.Linked) -> None:
    rows.insert(links, topic=event.topic, on=event.on, catalogue=event.originator_id)


@topics.on(Topics.Unlinked)
def unlink(rows: Rows, event: Topics.Unlinked) -> None:
    rows.delete(links, event.topic, event.on)


@topics.on(Proposal.Drafted, Proposal.Edited, Session.Scheduled, Session.Edited)
def name_topics(rows: Rows, event: Any) -> None:
    for row in rows.where(about, thing=event.originator_id):
        rows.delete(about, event.originator_id, row["topic"])
    for topic in event.topics:
        rows.insert(about, thing=event.originator_id, topic=topic)
        if rows.get(seen, event.originator_id) is not None:
            rows.update(table, topic, listed=True)


@topics.on(Proposal.Asked)
def ask(rows: Rows, event: Proposal.Asked) -> None:
    name_topics(rows, event)
    show(rows, event)


@topics.on(Proposal.Sent, Session.Published, Session.Held)
def show(rows: Rows, event: Any) -> None:
    if rows.get(seen, event.originator_id) is None:
        rows.insert(seen, thing=event.originator_id)
    for row in rows.where(about, thing=event.originator_id):
        rows.update(table, row["topic"], listed=True)


def _change(rows: Rows, event: Any, kind: str, was: str, name: str, topic: UUID) -> None:
    rows.insert(
        changes,
        position=event.position,
        topic=topic,
        of=event.topic,
        kind=kind,
        was=was,
        name=name,
        at=event.at,
    )


def _alias(rows: Rows, event: Topics.Added | Topics.Renamed) -> None:
    rows.put(aliases, event.originator_id, slug(event.name), topic=event.topic, name=event.name)


ONE = select(table).where(table.c.id == bindparam("topic"))
ALIVE = select(table).where(
    table.c.catalogue == bindparam("catalogue"), table.c.merged_into.is_(None), table.c.listed
)


def one(db: Connection, topic: UUID) -> Any | None:
    """The row of a topic; a merged one says into which."""
    return db.execute(ONE, {"topic": topic}).first()


def alive(db: Connection, programme: UUID) -> list[Any]:
    """The topics of a programme that may be listed, by name; merged ones are gone."""
    found = db.execute(ALIVE, {"catalogue": topics_id(programme)})
    return sorted(found, key=lambda row: slug(row.name))


def aliases_of(db: Connection, topic: UUID) -> list[str]:
    """Other names under which a topic is found."""
    found = (
        select(aliases.c.name)
        .join(table, table.c.id == aliases.c.topic)
        .where(aliases.c.topic == topic, aliases.c.name != table.c.name)
    )
    return sorted(db.execute(found).scalars(), key=str.casefold)


def how_many(db: Connection, catalogue: UUID) -> int:
    """How many topics there are."""
    alive_ones = select(func.count()).where(table.c.catalogue == catalogue, table.c.merged_into.is_(None))
    return db.scalar(alive_ones) or 0
