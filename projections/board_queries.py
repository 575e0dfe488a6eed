"""What the board asks, each in one query however much there is: candidates, what their votes may lead to,
what was covered on their topics, and what else takes place meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, or_, select

from projections.attendance import sheets
from projections.proposal_queries import OPEN
from projections.proposals import table as proposals
from projections.session_queries import COMING
from projections.sessions import presenters, table
from projections.sessions import topics as session_topics
from projections.topic_queries import took_place

RECENT = 60  # proposals that became sessions, from whose votes one expects
WORTH = proposals.c.interested * 2 + proposals.c.maybe


def candidates(db: Connection, programme: UUID, held: Collection[UUID], most: int) -> tuple[list[Any], int]:
    """What may fill a date, and how many there are: by votes, those still voted on, reserve, requests.

    Those that a date is held for (`held`) are left out.
    """
    ranks = (
        (proposals.c.kind == "request", 3),
        (proposals.c.reserve, 2),
        (proposals.c.closed.is_(False), 1),
    )
    rank = case(*ranks, else_=0)
    worth = case((proposals.c.closed, WORTH), else_=0)
    found = select(proposals, func.count().over().label("total")).where(
        proposals.c.programme == programme, proposals.c.state.in_(OPEN), proposals.c.id.not_in(list(held))
    )
    rows = list(
        db.execute(found.order_by(rank, worth.desc(), proposals.c.sent_at, proposals.c.id).limit(most))
    )
    return rows, rows[0].total if rows else 0


def turnouts(db: Connection, programme: UUID) -> list[Any]:
    """Votes on the latest proposals whose sessions were held, and how many came, where it is noted."""
    recent = (
        select(proposals.c.session, proposals.c.interested, proposals.c.maybe)
        .where(proposals.c.programme == programme, proposals.c.state == "scheduled", proposals.c.closed)
        .order_by(proposals.c.sent_at.desc(), proposals.c.id)
        .limit(RECENT)
        .subquery()
    )
    noted = sheets.c.present + sheets.c.partly + sheets.c.absent + sheets.c.excused
    found = (
        select(recent.c.interested, recent.c.maybe, (sheets.c.present + sheets.c.partly).label("came"))
        .join(table, table.c.id == recent.c.session)
        .join(sheets, sheets.c.session == recent.c.session)
        .where(table.c.state == "held", noted > 0)
    )
    return list(db.execute(found))


def covered(db: Connection, wanted: Collection[UUID], now: datetime) -> dict[UUID, Any]:
    """Return topic → (sessions, last session's id, its start) of those of these topics that were covered."""
    ranked = (
        select(
            session_topics.c.topic,
            table.c.id.label("session"),
            table.c.start_at,
            func.count().over(partition_by=session_topics.c.topic).label("sessions"),
            func.row_number()
            .over(partition_by=session_topics.c.topic, order_by=(table.c.start_at.desc(), table.c.id))
            .label("place"),
        )
        .join(table, table.c.id == session_topics.c.session)
        .where(session_topics.c.topic.in_(list(wanted)), took_place(now))
        .subquery()
    )
    found = db.execute(select(ranked).where(ranked.c.place == 1)) if wanted else ()
    return {row.topic: row for row in found}


def committed(db: Connection, people: Collection[UUID], now: datetime) -> dict[UUID, int]:
    """Return person → how many sessions to come they present, in any programme."""
    found = (
        select(presenters.c.person, func.count().label("sessions"))
        .join(table, table.c.id == presenters.c.session)
        .where(
            presenters.c.person.in_(list(people)),
            presenters.c.standing == "accepted",
            table.c.state.in_(COMING),
            table.c.end_at > now,
        )
        .group_by(presenters.c.person)
    )
    return {row.person: row.sessions for row in db.execute(found)} if people else {}


def meanwhile(
    db: Connection, start: datetime, end: datetime, people: Collection[UUID], places: Collection[str]
) -> list[Any]:
    """Coming sessions of any programme between two instants, in one of these places or by one of these."""
    presented = select(presenters.c.session).where(presenters.c.person.in_(list(people)))
    in_place = and_(table.c.place != "", func.lower(table.c.place).in_([place.lower() for place in places]))
    found = select(table).where(
        table.c.state.in_(COMING),
        table.c.start_at < end,
        table.c.end_at > start,
        or_(table.c.id.in_(presented), in_place),
    )
    return list(db.execute(found.order_by(table.c.start_at, table.c.id)))


def presenting(db: Connection, sessions: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return session → who presents it, in one query."""
    found = select(presenters).where(
        presenters.c.session.in_(list(sessions)), presenters.c.standing == "accepted"
    )
    grouped: dict[UUID, list[UUID]] = defaultdict(list)
    for row in db.execute(found.order_by(presenters.c.person)) if sessions else ():
        grouped[row.session].append(row.person)
    return grouped
