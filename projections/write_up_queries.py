"""What pages and routines ask about write-ups."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from lt_web.events.working_days import REMINDERS, day_in, reminders_due
from projections.write_ups import authors, links, notes, revisions, table, terms

OF_SESSIONS = select(
    table.c.session, table.c.revision, table.c.due_on, table.c.elsewhere, table.c.taken, table.c.nudges
).where(table.c.session.in_(bindparam("sessions", expanding=True)))
A_DAY = timedelta(days=1)  # somewhere the day has begun already


def one(db: Connection, session: UUID) -> Any | None:
    """The write-up of a session."""
    return db.execute(select(table).where(table.c.session == session)).first()


def of_sessions(db: Connection, sessions: Collection[UUID]) -> dict[UUID, Any]:
    """Return session → how its write-up stands, without its text, in one query."""
    found = db.execute(OF_SESSIONS, {"sessions": list(sessions)}) if sessions else ()
    return {row.session: row for row in found}


def first_ones(db: Connection, sessions: Collection[UUID]) -> list[Any]:
    """The first revision of each write-up of these sessions: who wrote it (`by`) and when, in one query."""
    found = select(revisions.c.session, revisions.c.by, revisions.c.at).where(
        revisions.c.session.in_(list(sessions)), revisions.c.revision == 1
    )
    return list(db.execute(found.order_by(revisions.c.at, revisions.c.session))) if sessions else []


def authors_of(db: Connection, session: UUID) -> list[Any]:
    """Who else writes, and who wrote."""
    return list(db.execute(select(authors).where(authors.c.session == session).order_by(authors.c.person)))


def notes_of(db: Connection, session: UUID) -> list[Any]:
    """What people took away, the oldest first."""
    return list(db.execute(select(notes).where(notes.c.session == session).order_by(notes.c.position)))


def links_of(db: Connection, session: UUID) -> list[Any]:
    """The links of a session in the order in which they were added."""
    return list(db.execute(select(links).where(links.c.session == session).order_by(links.c.position)))


def revisions_of(db: Connection, session: UUID) -> list[Any]:
    """Every revision of a write-up, the newest first."""
    found = select(revisions).where(revisions.c.session == session)
    return list(db.execute(found.order_by(revisions.c.revision.desc())))


def revision(db: Connection, session: UUID, number: int) -> Any | None:
    """One revision of a write-up."""
    mine = (revisions.c.session == session) & (revisions.c.revision == number)
    return db.execute(select(revisions).where(mine)).first()


def to_remind(db: Connection, now: datetime) -> list[UUID]:
    """Sessions whose presenters are to be reminded now that the write-up is due."""
    awaited = (table.c.revision == 0) & table.c.taken.is_(False) & (table.c.elsewhere == 0)
    open_still = (table.c.nudges < len(REMINDERS)) & (table.c.due_on < (now + A_DAY).date())
    found = select(table.c.session, table.c.due_on, table.c.nudges, terms.c.zone).join(
        terms, terms.c.programme == table.c.programme
    )
    rows = db.execute(found.where(awaited, open_still).order_by(table.c.due_on, table.c.session))
    return [r.session for r in rows if reminders_due(r.due_on, day_in(r.zone, now)) > r.nudges]
