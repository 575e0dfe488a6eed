"""Editions of the report, and what moved in the days that they are about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    and_,
    func,
    or_,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.attendance import Attendance
from lt_web.events.base import events_of
from lt_web.events.editions import Editions
from lt_web.events.feedback import Feedback
from lt_web.events.ids import attendance_id, feedback_id, write_up_id
from lt_web.events.session import Session
from lt_web.events.write_up import WriteUp
from projections.base import READ_MODELS, Projection
from projections.rows import Rows
from projections.zones import zone_data

table = Table(
    "lt_editions",
    READ_MODELS,
    Column("edition", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("begins_at", UtcDateTime, nullable=False),  # the first day's begin and the last one's end
    Column("ends_at", UtcDateTime, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("language", String(10), nullable=False),
    Column("paper", String(10), nullable=False),
    Column("theme", Text, nullable=False),
    Column("definitions", Integer, nullable=False),
    Column("at_position", BigInteger, nullable=False),  # of the log, at which its data was made
    Column("printed", BigInteger, nullable=False),  # the same as it stands on paper, with the digest there
    Column("digest", String(64), nullable=False),
    Column("data", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaced_by", Integer, nullable=True),  # the number of the next edition of the same days
    Column("by", Uuid, nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("lt_editions_programme", "programme", "position"),
)
# For each stream about a session when something last happened there; the session's own knows its programme.
moves = Table(
    "lt_edition_moves",
    READ_MODELS,
    Column("stream", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("start_at", UtcDateTime, nullable=True),  # once it was held
    Column("position", BigInteger, nullable=False),
    Index("lt_edition_moves_programme", "programme", "position"),
)
homes = Table(
    "lt_edition_homes",
    READ_MODELS,
    Column("editions", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
)
editions = Projection("editions", f"2+{zone_data()}", table, moves, homes)
BESIDE = (attendance_id, feedback_id, write_up_id)
# Before a session is held nothing of it is in a report; who takes part in feedback is kept apart from it.
UNHEARD = (Session.Scheduled, Session.Held, Session.Commented, Feedback.Answered)


@editions.on(Editions.Opened)
def begin(rows: Rows, event: Editions.Opened) -> None:
    rows.insert(homes, editions=event.originator_id, programme=event.programme)


@editions.on(Editions.Published)
def publish(rows: Rows, event: Editions.Published) -> None:
    home = rows.get(homes, event.originator_id)
    assert home is not None
    rows.insert(
        table,
        edition=event.edition,
        programme=home["programme"],
        number=event.number,
        first=event.first,
        last=event.last,
        begins_at=_midnight(event.first, event.zone),
        ends_at=_midnight(event.last + timedelta(days=1), event.zone),
        zone=event.zone,
        language=event.language,
        paper=event.paper,
        theme=event.theme,
        definitions=event.definitions,
        at_position=event.at_position,
        printed=event.printed or event.at_position,
        digest=event.digest,
        data=event.data,
        reason=event.reason,
        by=event.envelope.actor,
        at=event.at,
        position=event.position,
    )
    if event.replaces:
        rows.update(table, event.replaces, replaced_by=event.number)


@editions.on(Session.Scheduled)
def know_session(rows: Rows, event: Session.Scheduled) -> None:
    rows.insert(moves, stream=event.originator_id, programme=event.programme, position=event.position)


@editions.on(Session.Held)
def hold(rows: Rows, event: Session.Held) -> None:
    known = rows.get(moves, event.originator_id)
    assert known is not None
    held = {"start_at": event.start, "position": event.position}
    rows.update(moves, event.originator_id, **held)
    for beside in BESIDE:
        rows.insert(moves, stream=beside(event.originator_id), programme=known["programme"], **held)


@editions.on(
    *(e for of in (Session, Attendance, Feedback, WriteUp) for e in events_of(of) if e not in UNHEARD)
)
def move(rows: Rows, event: Any) -> None:
    rows.update(moves, event.originator_id, position=event.position)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def of_programme(db: Connection, programme: UUID) -> list[Any]:
    """Every edition of a programme, the newest first."""
    found = select(table).where(table.c.programme == programme).order_by(table.c.position.desc())
    return list(db.execute(found))


def one(db: Connection, programme: UUID, edition: UUID) -> Any:
    """One edition of a programme, None where there is none."""
    found = select(table).where(table.c.edition == edition, table.c.programme == programme)
    return db.execute(found).first()


def newest(db: Connection, programme: UUID, first: date, last: date, language: str) -> Any:
    """The edition of these days in this language that none replaces, None without one."""
    same = (table.c.first == first, table.c.last == last, table.c.language == language)
    found = select(table).where(table.c.programme == programme, table.c.replaced_by.is_(None), *same)
    return db.execute(found).first()


def moved_since(db: Connection, programme: UUID, most: int) -> list[tuple[Any, int]]:
    """Editions that none replaces and in whose days something happened since, with the position of the last.

    The newest first, `most` of them: one query, however many sessions there were.
    """
    moved = func.max(moves.c.position).label("moved")
    within = and_(
        moves.c.programme == table.c.programme,
        moves.c.position > table.c.at_position,
        moves.c.start_at >= table.c.begins_at,
        moves.c.start_at < table.c.ends_at,
    )
    concerned = (
        select(table.c.edition, moved)
        .join(moves, within)
        .where(table.c.programme == programme, table.c.replaced_by.is_(None))
        .group_by(table.c.edition)
        .subquery()
    )
    found = select(table, concerned.c.moved).join(concerned, concerned.c.edition == table.c.edition)
    rows = db.execute(found.order_by(table.c.position.desc()).limit(most))
    return [(row, row.moved) for row in rows]


def bearing(db: Connection, programme: UUID, digests: list[str]) -> list[Any]:
    """Editions whose digest or whose data's hash begins with one of these."""
    begins = [column.startswith(text) for text in digests for column in (table.c.digest, table.c.data)]
    if not begins:
        return []
    found = select(table).where(table.c.programme == programme, or_(*begins))
    return list(db.execute(found.order_by(table.c.position.desc())))
