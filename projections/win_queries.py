"""What the page of a week asks: what took place, who and what was new, what was written, who can teach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    null,
    select,
    union_all,
)

from lt_web.events.ids import topics_id
from projections.sessions import presenters, table
from projections.sessions import topics as session_topics
from projections.spells import absences
from projections.spells import table as confirmed
from projections.teaching_tables import lessons
from projections.topic_queries import took_place
from projections.topics import table as topics
from projections.write_ups import revisions
from projections.write_ups import table as write_ups

Spell = tuple[UUID, UUID, datetime, datetime | None]  # topic, person, since, until


def held(db: Connection, programme: UUID, begin: datetime, end: datetime, now: datetime) -> list[Any]:
    """Sessions that took place between two instants, in time."""
    found = select(table).where(_between(programme, begin, end), took_place(now))
    return list(db.execute(found.order_by(table.c.start_at, table.c.id)))


def written(db: Connection, programme: UUID, begin: datetime, end: datetime) -> list[Any]:
    """Write-ups first published between two instants: (session, title, by), in the order of their time."""
    first = (revisions.c.write_up == write_ups.c.write_up) & (revisions.c.revision == 1)
    found = (
        select(write_ups.c.session, table.c.title, revisions.c.by)
        .join(table, table.c.id == write_ups.c.session)
        .join(revisions, first)
        .where(_published(programme, begin, end))
    )
    return list(db.execute(found.order_by(write_ups.c.published_at, write_ups.c.session)))


def first_presented(
    db: Connection, programme: UUID, people: Collection[UUID], now: datetime
) -> dict[UUID, datetime]:
    """Return person → when the first session began that they presented in this programme."""
    mine = and_(presenters.c.person.in_(list(people)), presenters.c.standing == "accepted")
    return _first(db, programme, presenters.c.person, presenters.c.session, mine, now)


def first_covered(
    db: Connection, programme: UUID, wanted: Collection[UUID], now: datetime
) -> dict[UUID, datetime]:
    """Return topic → when the first session on it began."""
    those = session_topics.c.topic.in_(list(wanted))
    return _first(db, programme, session_topics.c.topic, session_topics.c.session, those, now)


def topics_touched(db: Connection, programme: UUID, begin: datetime, end: datetime) -> dict[UUID, str]:
    """Return topic → name of those that somebody taught, or was confirmed to, between two instants."""
    taught = select(lessons.c.topic).where(lessons.c.at >= begin, lessons.c.at < end)
    was_confirmed = select(confirmed.c.topic).where(confirmed.c.since >= begin, confirmed.c.since < end)
    found = select(topics.c.id, topics.c.name).where(
        topics.c.catalogue == topics_id(programme),
        topics.c.merged_into.is_(None),
        topics.c.listed,
        topics.c.id.in_(union_all(taught, was_confirmed)),
    )
    return {row.id: row.name for row in db.execute(found)}


def spells_on(db: Connection, wanted: Collection[UUID]) -> list[Spell]:
    """From when until when people could teach these topics: from their first lesson, or while confirmed."""
    first = func.min(lessons.c.at).label("since")
    taught = select(lessons.c.topic, lessons.c.person, first, null().label("until"))
    both = (
        taught.where(lessons.c.topic.in_(list(wanted))).group_by(lessons.c.topic, lessons.c.person),
        select(confirmed).where(confirmed.c.topic.in_(list(wanted))),
    )
    return [tuple(row) for found in both for row in db.execute(found)] if wanted else []  # type: ignore[misc]


def absences_of(
    db: Connection, people: Collection[UUID]
) -> dict[UUID, list[tuple[datetime, datetime | None]]]:
    """Return person → from when until when they were not here."""
    found: dict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    rows = select(absences).where(absences.c.person.in_(list(people)))
    for row in db.execute(rows) if people else ():
        found[row.person].append((row.since, row.until))
    return found


def counts(db: Connection, programme: UUID, begin: datetime, end: datetime, now: datetime) -> tuple[int, int]:
    """How many sessions took place, and how many write-ups came, between two instants."""
    row = db.execute(COUNTS, {"programme": programme, "begin": begin, "end": end, "now": now}).one()
    return row[0], row[1]


def latest_before(db: Connection, programme: UUID, before: datetime, now: datetime) -> datetime | None:
    """When the latest session or write-up was before an instant."""
    began = select(func.max(table.c.start_at)).where(
        table.c.programme == programme, table.c.start_at < before, took_place(now)
    )
    wrote = select(func.max(write_ups.c.published_at)).where(
        write_ups.c.programme == programme, write_ups.c.published_at < before
    )
    row = db.execute(select(began.scalar_subquery(), wrote.scalar_subquery())).one()
    return max((moment for moment in row if moment), default=None)


def _between(programme: Any, begin: Any, end: Any) -> ColumnElement[bool]:
    return and_(table.c.programme == programme, table.c.start_at >= begin, table.c.start_at < end)


def _published(programme: Any, begin: Any, end: Any) -> ColumnElement[bool]:
    at = write_ups.c.published_at
    return and_(write_ups.c.programme == programme, at >= begin, at < end)


WEEK: tuple[BindParameter[Any], ...] = (bindparam("programme"), bindparam("begin"), bindparam("end"))
COUNTS = select(
    select(func.count())
    .select_from(table)
    .where(_between(*WEEK), took_place(bindparam("now")))
    .scalar_subquery(),
    select(func.count()).select_from(write_ups).where(_published(*WEEK)).scalar_subquery(),
)


def _first(
    db: Connection, programme: UUID, of: Any, session: Any, which: ColumnElement[bool], now: datetime
) -> dict[UUID, datetime]:
    found: Select[Any] = (
        select(of.label("of"), func.min(table.c.start_at).label("first"))
        .join(table, table.c.id == session)
        .where(which, table.c.programme == programme, took_place(now))
        .group_by(of)
    )
    return {row.of: row.first for row in db.execute(found)}
