"""What still waits for people who leave: seats and places in line, presenting, invitations, asks to teach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select

from projections import competency, people, programmes, proposals, seats, sessions
from projections.people_queries import GOING
from projections.teaching_tables import asks

UNSCHEDULED = ("draft", "open", "accepted", "declined", "withdrawn")
Who = Callable[[Any], ColumnElement[bool]]
Pairs = list[tuple[UUID, UUID]]


@dataclass
class Ties:
    """What somebody has to do with: ids of sessions to come, of proposals, and of every programme."""

    sessions: list[UUID] = field(default_factory=list)
    proposals: list[UUID] = field(default_factory=list)
    programmes: list[UUID] = field(default_factory=list)


def of_person(db: Connection, person: UUID, now: datetime) -> Ties:
    """What somebody has to do with, in time."""
    return Ties(
        [id for _person, id in _sessions(db, now, lambda column: column == person)],
        [id for _person, id in _invitations(db, lambda column: column == person)],
        [row.id for row in programmes.everything(db)],
    )


def of_leavers(db: Connection, now: datetime) -> list[tuple[UUID, list[UUID], list[UUID], list[UUID]]]:
    """Whoever has left, with what still waits for them; nobody where all is done."""
    found: dict[UUID, Ties] = {}
    for person, id in _sessions(db, now, _has_left):
        found.setdefault(person, Ties()).sessions.append(id)
    for person, id in _invitations(db, _has_left):
        found.setdefault(person, Ties()).proposals.append(id)
    for person in (*_asked_or_asking(db), *_on_the_way_or_asked(db)):
        found.setdefault(person, Ties())
    everywhere = [row.id for row in programmes.everything(db)] if found else []
    return [(person, ties.sessions, ties.proposals, everywhere) for person, ties in sorted(found.items())]


def _sessions(db: Connection, now: datetime, who: Who) -> Pairs:
    """Pairs (person, session to come) where they hold a seat or a place, present it, or were asked to."""
    to_come = or_(
        sessions.table.c.state == "postponed",
        sessions.table.c.state.in_(("scheduled", "published")) & (sessions.table.c.start_at > now),
    )
    answers, presenters = seats.answers, sessions.presenters
    holds = answers.c.answer.in_(GOING)
    found: Pairs = []
    for ties, which in ((answers, holds), (presenters, presenters.c.person.is_not(None))):
        rows = (
            select(ties.c.person, ties.c.session)
            .join(sessions.table, sessions.table.c.id == ties.c.session)
            .where(who(ties.c.person), which, to_come)
            .order_by(sessions.table.c.start_at, sessions.table.c.id, ties.c.person)
        )
        found += [(row.person, row.session) for row in db.execute(rows)]
    return list(dict.fromkeys(found))


def _invitations(db: Connection, who: Who) -> Pairs:
    """Pairs (person, proposal) where nobody has said yet whether they present it too."""
    presenters = proposals.presenters
    rows = (
        select(presenters.c.person, presenters.c.proposal)
        .join(proposals.table, proposals.table.c.id == presenters.c.proposal)
        .where(who(presenters.c.person), presenters.c.standing == "invited")
        .where(proposals.table.c.state.in_(UNSCHEDULED))
        .order_by(presenters.c.proposal)
    )
    return [(row.person, row.proposal) for row in db.execute(rows)]


def _asked_or_asking(db: Connection) -> list[UUID]:
    """Whoever has left while they were asked to teach, or while they waited for an answer."""
    rows = select(asks.c.person, asks.c.by).where(
        asks.c.waiting, or_(_has_left(asks.c.person), _has_left(asks.c.by))
    )
    concerned = {person for row in db.execute(rows) for person in row}
    gone = select(people.table.c.id).where(people.table.c.id.in_(concerned), people.table.c.here.is_(False))
    return sorted(db.execute(gone).scalars()) if concerned else []


def _on_the_way_or_asked(db: Connection) -> list[UUID]:
    """Whoever has left on the way to a milestone, or while a colleague waited for them to confirm one."""
    members = competency.members
    on_the_way = select(members.c.person).where(members.c.state != "confirmed", _has_left(members.c.person))
    asked = select(members.c.asked).where(members.c.state == "waiting", _has_left(members.c.asked))
    return sorted({*db.execute(on_the_way).scalars(), *db.execute(asked).scalars()})


def _has_left(person: Any) -> ColumnElement[bool]:
    return person.in_(select(people.table.c.id).where(people.table.c.here.is_(False)))
