"""What pages ask about sessions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from projections import people, seats, topics, write_ups
from projections.folding import contains_words, folded
from projections.sessions import invited, presenters, table
from projections.sessions import topics as session_topics

COMING = ("scheduled", "published")
sessions_of = table.alias("sessions_of")
ONE = select(table).where(table.c.id == bindparam("session"))
COUNTS = [column for column in seats.table.c if column.name != "session"]
WITH_SEATS = (
    select(table, *COUNTS, *seats.MY_ANSWER)
    .join_from(table, seats.table, seats.table.c.session == table.c.id, isouter=True)
    .join(seats.answers, seats.IS_MINE, isouter=True)
    .where(table.c.id == bindparam("session"))
)
# Statements that every list and every answer asks are built once: to build one takes longer than to run it.
WANTED: BindParameter[Any] = bindparam("sessions", expanding=True)
SOME = select(table).where(table.c.id.in_(WANTED)).order_by(table.c.start_at, table.c.id)
A_PUBLISHED_ONE = (
    select(table.c.id).where(table.c.programme == bindparam("programme"), table.c.published).limit(1)
)
PRESENTERS = (
    select(presenters)
    .where(presenters.c.session.in_(WANTED))
    .order_by(presenters.c.standing, presenters.c.person)
)
TOPICS = (
    select(session_topics.c.session, topics.table.c.id, topics.table.c.name)
    .join(topics.table, topics.table.c.id == session_topics.c.topic)
    .where(session_topics.c.session.in_(WANTED))
    .order_by(session_topics.c.place)
)
# Asked of each session to come, not the other way round: what one went to grows with the years.
GOES = exists().where(
    seats.answers.c.session == table.c.id,
    seats.answers.c.person == bindparam("person"),
    seats.answers.c.answer.in_(("yes", "maybe")),
)
PRESENTS = exists().where(
    presenters.c.session == table.c.id,
    presenters.c.person == bindparam("person"),
    presenters.c.standing == "accepted",
)
BUSY = (
    select(table)
    .where(
        or_(GOES, PRESENTS),
        table.c.state.in_(COMING),
        table.c.start_at < bindparam("end"),
        table.c.end_at > bindparam("start"),
    )
    .order_by(table.c.start_at, table.c.id)
)


@dataclass(frozen=True)
class Filter:
    """What to list: `past` or coming sessions of a programme; empty fields filter nothing.

    `people` are those whose names match `text`; `all_drafts` shows sessions that are not published yet to
    those who may see them, `own_drafts` those that this person presents.
    """

    programme: UUID
    now: datetime
    past: bool = False
    format: str = ""
    topic: UUID | None = None
    team: str = ""
    written: bool = False
    after: datetime | None = None
    before: datetime | None = None
    text: str = ""
    people: tuple[UUID, ...] = ()
    all_drafts: bool = False
    own_drafts: UUID | None = None


def one(db: Connection, session: UUID) -> Any | None:
    """The row of a session."""
    return db.execute(ONE, {"session": session}).first()


def with_seats(db: Connection, session: UUID, person: UUID) -> Any | None:
    """The row of a session with those of its seats and of what a person answered (`seats.seen_by`)."""
    return db.execute(WITH_SEATS, {"session": session, "person": person}).first()


def some(db: Connection, wanted: Collection[UUID]) -> list[Any]:
    """The rows of these sessions, in one query."""
    return list(db.execute(SOME, {"sessions": list(wanted)})) if wanted else []


def called(db: Connection, programme: UUID, text: str) -> list[UUID]:
    """The sessions of a programme with that id, or with exactly that title whatever its case."""
    try:
        which = table.c.id == UUID(text)
    except ValueError:
        which = table.c.folded.startswith(folded(text), autoescape=True)
    found = (
        select(table.c.id, table.c.title)
        .where(table.c.programme == programme, which)
        .order_by(table.c.start_at)
    )
    titles = (text.casefold().strip(), "")
    return [
        row.id
        for row in db.execute(found)
        if row.title.casefold() in titles or str(row.id) == text.lower() or row.id.hex == text
    ]


def is_new(db: Connection, programme: UUID) -> bool:
    """Whether nothing has been published in the programme yet."""
    return db.execute(A_PUBLISHED_ONE, {"programme": programme}).first() is None


def listed(db: Connection, wanted: Filter, page: int, size: int) -> tuple[list[Any], int]:
    """Return one page of the sessions that match, in time, and how many there are in all."""
    conditions = _conditions(wanted)
    undated = case((table.c.state == "postponed", 1), else_=0)
    order = (table.c.start_at.desc(), table.c.id) if wanted.past else (undated, table.c.start_at, table.c.id)
    # The rows themselves are fetched once it is known which: sorting all of them with their texts is slow.
    ids = select(table.c.id, func.count().over().label("total")).where(*conditions).order_by(*order)
    shown = ids.limit(size).offset((page - 1) * size).subquery()
    found = select(table, shown.c.total).join(shown, shown.c.id == table.c.id).order_by(*order)
    rows = list(db.execute(found))
    if rows or page == 1:
        return rows, rows[0].total if rows else 0
    return [], db.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def between(db: Connection, wanted: Filter, start: datetime, end: datetime) -> list[Any]:
    """Sessions of a programme that begin from one instant to before another, in time; not postponed ones."""
    found = select(table).where(*_dated(wanted), table.c.start_at >= start, table.c.start_at < end)
    return list(db.execute(found.order_by(table.c.start_at, table.c.id)))


def first_after(db: Connection, wanted: Filter, start: datetime) -> Any | None:
    """The first session that begins at an instant or later; None where there is none."""
    found = select(table).where(*_dated(wanted), table.c.start_at >= start, table.c.state != "cancelled")
    return db.execute(found.order_by(table.c.start_at, table.c.id).limit(1)).first()


def presenters_of(db: Connection, sessions: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return session → (person, standing) of its presenters, in one query."""
    return _grouped(db, PRESENTERS, sessions)


def topics_of(db: Connection, sessions: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return session → (id, name) of its topics, in one query."""
    return _grouped(db, TOPICS, sessions)


def busy(db: Connection, person: UUID, start: datetime, end: datetime) -> list[Any]:
    """Sessions between two instants to which a person goes or which they present (warns of overlap)."""
    return list(db.execute(BUSY, {"person": person, "start": start, "end": end}))


def clashes(
    db: Connection, start: datetime, end: datetime, persons: Collection[UUID], place: str
) -> list[Any]:
    """Coming sessions at that time in that place or presented by one of these people."""
    presented = select(presenters.c.session).where(presenters.c.person.in_(list(persons)))
    same_place = and_(func.lower(table.c.place) == place.lower(), table.c.place != "")
    found = select(table).where(
        table.c.state.in_(COMING),
        table.c.start_at < end,
        table.c.end_at > start,
        or_(table.c.id.in_(presented), same_place),
    )
    return list(db.execute(found.order_by(table.c.start_at, table.c.id)))


def on_topic(db: Connection, topic: UUID, most: int = 200) -> list[Any]:
    """Published sessions on a topic in time."""
    about = select(session_topics.c.session).where(session_topics.c.topic == topic)
    found = select(table).where(table.c.id.in_(about), table.c.published)
    return list(db.execute(found.order_by(table.c.start_at.desc(), table.c.id).limit(most)))


def due_to_be_held(db: Connection, now: datetime) -> list[UUID]:
    """Published sessions whose planned end has passed."""
    found = select(table.c.id).where(table.c.state == "published", table.c.end_at <= now)
    return list(db.execute(found.order_by(table.c.end_at, table.c.id)).scalars())


def joiners(db: Connection, now: datetime) -> list[tuple[UUID, UUID]]:
    """Pairs (session, person) of people who joined a coming session's audience after it was published."""
    coming = select(table).where(table.c.state == "published", table.c.start_at > now)
    sessions = list(db.execute(coming.order_by(table.c.start_at, table.c.id)))
    return [(session.id, row.id) for session in sessions for row in db.execute(_unreached(session))]


def _unreached(session: Any) -> Select[tuple[UUID]]:
    """Who belongs to a session's audience and was not invited: found by the database, usually nobody."""
    reached = select(invited.c.person).where(invited.c.session == session.id)
    belongs = people.of_audience(session.programme, session.audience, json.loads(session.teams))
    found = select(people.table.c.id).where(belongs, people.table.c.id.not_in(reached))
    return found.order_by(people.table.c.id)


def soon(now: datetime) -> datetime:
    """The end of what the home page calls next."""
    return now + timedelta(days=28)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    return [
        table.c.programme == wanted.programme,
        _in_time(wanted),
        *([table.c.format == wanted.format] if wanted.format else []),
        *([_has_topic(wanted.topic)] if wanted.topic else []),
        *([_by_team(wanted.team)] if wanted.team else []),
        *([_is_written_up()] if wanted.written else []),
        *([table.c.start_at >= wanted.after] if wanted.after else []),
        *([table.c.start_at < wanted.before] if wanted.before else []),
        *([_says(wanted)] if wanted.text else []),
        _visible(wanted),
    ]


def _dated(wanted: Filter) -> tuple[ColumnElement[bool], ...]:
    return table.c.programme == wanted.programme, table.c.state != "postponed", _visible(wanted)


def _in_time(wanted: Filter) -> ColumnElement[bool]:
    """Postponed sessions wait among the coming ones, cancelled ones stay where their date was."""
    coming = and_(table.c.state.in_((*COMING, "cancelled")), table.c.end_at > wanted.now)
    if wanted.past:
        return and_(table.c.state != "postponed", or_(table.c.state == "held", table.c.end_at <= wanted.now))
    return or_(coming, table.c.state == "postponed")


def _has_topic(topic: UUID) -> ColumnElement[bool]:
    return table.c.id.in_(select(session_topics.c.session).where(session_topics.c.topic == topic))


def _by_team(team: str) -> ColumnElement[bool]:
    """Presented by somebody who was of that team then; what is to come goes by the team of today."""
    then, their = people.teams_then, sessions_of.c
    of_team = (
        select(presenters.c.session)
        .join(then, then.c.person == presenters.c.person)
        .join(sessions_of, their.id == presenters.c.session)
        .where(then.c.team == team, then.c.since <= their.start_at, then.c.until > their.start_at)
    )
    return table.c.id.in_(of_team)


def _is_written_up() -> ColumnElement[bool]:
    return table.c.id.in_(select(write_ups.table.c.session).where(write_ups.table.c.revision > 0))


def _says(wanted: Filter) -> ColumnElement[bool]:
    words = and_(*contains_words(table.c.folded, wanted.text)) if wanted.text.split() else table.c.published
    by_name = select(presenters.c.session).where(presenters.c.person.in_(wanted.people))
    return or_(words, table.c.id.in_(by_name))


def _visible(wanted: Filter) -> ColumnElement[bool]:
    if wanted.all_drafts:
        return table.c.id.is_not(None)
    own = select(presenters.c.session).where(presenters.c.person == wanted.own_drafts)
    return or_(table.c.published, table.c.id.in_(own))


def _grouped(db: Connection, found: Select[Any], sessions: Collection[UUID]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in db.execute(found, {"sessions": list(sessions)}) if sessions else ():
        grouped[row.session].append(row)
    return grouped
