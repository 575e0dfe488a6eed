"""What stays of a person when who they were is erased: numbers, and lines that name a former colleague."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from projections import (
    attendance,
    people,
    proposals,
    seats,
    sessions,
    spells,
    teaching_tables,
    trails,
    write_ups,
)

COUNTED = {
    "attendance": attendance.table.c.person,
    "answers": seats.answers.c.person,
    "presented": sessions.presenters.c.person,
    "proposed": proposals.table.c.by,
    "votes": proposals.votes.c.person,
    "teaches": teaching_tables.table.c.person,
    "written": write_ups.authors.c.person,
}


def counts(db: Connection, person: UUID) -> dict[str, int]:
    """How many rows of each kind are about a person."""
    parts = {
        kind: select(func.count()).where(column == person).scalar_subquery()
        for kind, column in COUNTED.items()
    }
    row = db.execute(select(*(part.label(kind) for kind, part in parts.items()))).one()
    return dict(row._mapping)


def titles(db: Connection, positions: Collection[int]) -> dict[int, str]:
    """The titles of the sessions and proposals that these events are about, by position."""
    log, of_session, of_proposal = trails.table, sessions.table, proposals.table
    found = (
        select(log.c.position, func.coalesce(of_session.c.title, of_proposal.c.title))
        .join(of_session, of_session.c.id == log.c.session, isouter=True)
        .join(of_proposal, of_proposal.c.id == log.c.stream, isouter=True)
        .where(log.c.position.in_(list(positions)))
    )
    return {position: title for position, title in db.execute(found) if title}


def left_before(db: Connection, moment: datetime) -> list[UUID]:
    """Who left before that moment, is not back, and was not erased."""
    away, table = spells.absences, people.table
    found = (
        select(away.c.person)
        .join(table, table.c.id == away.c.person)
        .where(away.c.until.is_(None), away.c.since < moment, table.c.claimed, table.c.here.is_(False))
        .where(table.c.erased.is_(False))
    )
    return sorted(db.execute(found).scalars())


def names_of(db: Connection, person: UUID) -> list[UUID]:
    """The names of imported tables that turned out to be a person."""
    found = select(people.table.c.id).where(people.table.c.merged_into == person)
    return sorted(db.execute(found).scalars())
