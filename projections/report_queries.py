"""What a report asks of the sessions held within some days: a fixed number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, or_, select

from lt_web.events.ids import roles_id
from projections import (
    attendance,
    competency_queries,
    feedback,
    history,
    people,
    roles,
    seats,
    teaching_queries,
    topics,
    write_ups,
)
from projections.report_rows import Facts, Held
from projections.sessions import invited, presenters, table
from projections.sessions import topics as session_topics
from projections.standing import standings

sheets, marks, answers = attendance.sheets, attendance.table, seats.answers


STAND = select(func.max(standings.c.position))
NEWEST = select(history.table.c.recorded_at).order_by(history.table.c.position.desc()).limit(1)
FIRST_DAY = select(func.min(table.c.start_at)).where(
    table.c.programme == bindparam("programme"), table.c.state == "held"
)


def stand(db: Connection) -> tuple[int, datetime | None]:
    """The position of the log at which the read models stand, and when its last told event was recorded."""
    return db.scalar(STAND) or 0, newest(db)


def newest(db: Connection) -> datetime | None:
    """When the last event was recorded that is told."""
    found: datetime | None = db.scalar(NEWEST)
    return found


def first_day(db: Connection, programme: Any) -> datetime | None:
    """When the first session of the programme took place; None where there was none."""
    began: datetime | None = db.scalar(FIRST_DAY, {"programme": programme.id})
    return began


def facts(db: Connection, programme: Any, start: datetime, end: datetime) -> Facts:
    """All that was so of the sessions that began within [start, end), two instants."""
    zone = ZoneInfo(programme.zone)
    which = (
        table.c.programme == programme.id,
        table.c.state == "held",
        table.c.start_at >= start,
        table.c.start_at < end,
    )
    ids = select(table.c.id).where(*which)
    rows = list(db.execute(select(table).where(*which).order_by(table.c.start_at, table.c.id)))
    hanging = teaching_queries.watch_list(db, programme.id)
    return Facts(
        programme=programme.id,
        held=tuple(
            _held(row, zone, noted) for row, noted in zip(rows, _noted(db, rows, ids, zone), strict=True)
        ),
        first_taught={p: at.astimezone(zone).date() for p, at in _first_taught(db, programme.id)},
        eligible=frozenset(db.execute(eligible(programme.open), in_programme(programme, end)).scalars()),
        known=frozenset(db.execute(select(people.table.c.id).where(people.table.c.claimed)).scalars()),
        watch_list=tuple((topic.id, able) for topic, able in hanging),
        topics=len(topics.alive(db, programme.id)),
        competency=tuple(competency_queries.figures(db, programme.id, _last_day(end, zone))),
    )


def _last_day(end: datetime, zone: ZoneInfo) -> date:
    return (end - timedelta(microseconds=1)).astimezone(zone).date()


def called_off(db: Connection, programme: UUID, start: datetime, end: datetime) -> int:
    """How many announced sessions of these days were cancelled."""
    found = select(func.count()).where(
        table.c.programme == programme,
        table.c.state == "cancelled",
        table.c.published,
        table.c.start_at >= start,
        table.c.start_at < end,
    )
    return db.scalar(found) or 0


def names_of_topics(db: Connection, programme: UUID) -> dict[UUID, str]:
    """Return topic → its name as it is now."""
    return {row.id: row.name for row in topics.alive(db, programme)}


def _held(row: Any, zone: ZoneInfo, noted: dict[str, Any]) -> Held:
    return Held(
        id=row.id,
        day=row.start_at.astimezone(zone).date(),
        title=row.title,
        format=row.format,
        planned=row.minutes,
        imported=row.imported,
        **noted,
    )


def _noted(db: Connection, rows: list[Any], ids: Select[Any], zone: ZoneInfo) -> list[dict[str, Any]]:
    """For each session all that stands elsewhere of it, by field."""
    taught, about = _grouped(db, _presenting(ids)), _grouped(db, _topics(ids))
    there, wrote = _grouped(db, _there(ids)), _grouped(db, _writers(ids))
    counted = [
        {r.session: r for r in db.execute(q(ids))} for q in (_sheets, _invited, _yes, _said, _write_ups)
    ]
    return [
        _sheet(counted[0].get(s.id))
        | _invitations(counted[1].get(s.id))
        | _counts(counted[2].get(s.id), "yes")
        | _told(counted[3].get(s.id))
        | _written(counted[4].get(s.id), zone)
        | {
            "presenters": tuple(taught[s.id]),
            "topics": tuple(about[s.id]),
            "there": frozenset(there[s.id]),
            "writers": tuple(wrote[s.id]),
        }
        for s in rows
    ]


def _sheet(row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "noted": row.present + row.partly + row.absent + row.excused > 0,
        "heads": row.heads,
        "actual": row.minutes,
        "walk_ins": row.walk_ins,
    }


def _counts(row: Any, name: str) -> dict[str, Any]:
    """How many there are of a kind, how many of them came, and of how many nothing is known."""
    if row is None:
        return {}
    return {name: row.all, f"{name}_there": int(row.there or 0), f"{name}_unsaid": int(row.unsaid or 0)}


def _invitations(row: Any) -> dict[str, Any]:
    return _counts(row, "invited") | ({"invited_yes": int(row.yes or 0)} if row else {})


def _told(row: Any) -> dict[str, Any]:
    """What people said of a session, as far as it may be shown."""
    if row is None:
        return {}
    return {
        "answers": row.answers,
        "total": row.total,
        "destroyed": row.destroyed,
        "closed_asked": row.asked,
        "recalled": row.recalled_mean is not None,
    }


def _written(row: Any, zone: ZoneInfo) -> dict[str, Any]:
    """When a session was to be written up, and when it first was."""
    if row is None:
        return {}
    at = row.published_at
    written = at.astimezone(zone).date() if at else None
    return {"due": row.due_on, "written": written, "elsewhere": row.elsewhere > 0}


def _grouped(db: Connection, found: Select[Any]) -> dict[UUID, list[UUID]]:
    grouped: dict[UUID, list[UUID]] = defaultdict(list)
    for session, other in db.execute(found):
        grouped[session].append(other)
    return grouped


def _presenting(ids: Select[Any]) -> Select[Any]:
    found = select(presenters.c.session, presenters.c.person).where(presenters.c.session.in_(ids))
    return found.where(presenters.c.standing == "accepted").order_by(presenters.c.person)


def _topics(ids: Select[Any]) -> Select[Any]:
    found = select(session_topics.c.session, session_topics.c.topic).where(session_topics.c.session.in_(ids))
    return found.order_by(session_topics.c.place)


def _there(ids: Select[Any]) -> Select[Any]:
    return select(marks.c.session, marks.c.person).where(marks.c.session.in_(ids), marks.c.there)


def _sheets(ids: Select[Any]) -> Select[Any]:
    return select(sheets).where(sheets.c.session.in_(ids))


def _said(ids: Select[Any]) -> Select[Any]:
    return select(feedback.table).where(feedback.table.c.session.in_(ids))


def _write_ups(ids: Select[Any]) -> Select[Any]:
    return select(write_ups.table).where(write_ups.table.c.session.in_(ids))


def _writers(ids: Select[Any]) -> Select[Any]:
    """Who published a revision of what a session left behind."""
    authors = write_ups.authors
    found = select(authors.c.session, authors.c.person).where(authors.c.session.in_(ids))
    return found.where(authors.c.wrote > 0).order_by(authors.c.person)


def _invited(ids: Select[Any]) -> Select[Any]:
    """Whom each session was for, without those who presented it."""
    presents = and_(
        presenters.c.session == invited.c.session,
        presenters.c.person == invited.c.person,
        presenters.c.standing == "accepted",
    )
    said = and_(answers.c.session == invited.c.session, answers.c.person == invited.c.person)
    marked = and_(marks.c.session == invited.c.session, marks.c.person == invited.c.person)
    unsaid = and_(answers.c.answer == "yes", marks.c.person.is_(None))
    both = func.sum(case((and_(answers.c.answer == "yes", marks.c.person.is_not(None)), 1), else_=0))
    return (
        select(invited.c.session, *_sums(unsaid), both.label("yes"))
        .select_from(
            invited.outerjoin(presenters, presents).outerjoin(answers, said).outerjoin(marks, marked)
        )
        .where(invited.c.session.in_(ids), presenters.c.person.is_(None))
        .group_by(invited.c.session)
    )


def _yes(ids: Select[Any]) -> Select[Any]:
    """Who had said yes when each session began."""
    marked = and_(marks.c.session == answers.c.session, marks.c.person == answers.c.person)
    return (
        select(answers.c.session, *_sums(marks.c.person.is_(None)))
        .select_from(answers.outerjoin(marks, marked))
        .where(answers.c.session.in_(ids), answers.c.answer == "yes")
        .group_by(answers.c.session)
    )


def _sums(unsaid: Any) -> tuple[Any, ...]:
    there = func.sum(case((marks.c.there, 1), else_=0))
    return (
        func.count().label("all"),
        there.label("there"),
        func.sum(case((unsaid, 1), else_=0)).label("unsaid"),
    )


def _first_taught(db: Connection, programme: UUID) -> Any:
    found = (
        select(presenters.c.person, func.min(table.c.start_at))
        .join(table, table.c.id == presenters.c.session)
        .where(table.c.programme == programme, table.c.state == "held", presenters.c.standing == "accepted")
        .group_by(presenters.c.person)
    )
    return db.execute(found)


@cache
def eligible(is_open: bool) -> Select[Any]:
    """Who may take part now and had come to the company by the `end`: see permissions.may_take_part.

    `roles` are those of a programme, which is open to all or not (`in_programme` gives both).
    """
    holding = select(roles.table.c.person).where(roles.table.c.list == bindparam("roles"))
    taking = holding.where(roles.table.c.role.in_(("employee", "champion")))
    belongs: ColumnElement[bool] = people.table.c.id.in_(taking)
    if is_open:
        belongs = or_(belongs, people.table.c.id.not_in(holding))
    return select(people.table.c.id).where(
        people.table.c.here, people.table.c.claimed, people.table.c.joined_at < bindparam("end"), belongs
    )


def in_programme(programme: Any, end: datetime) -> dict[str, Any]:
    """What `eligible` is asked with."""
    return {"roles": roles_id(programme.id), "end": end}
