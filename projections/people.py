"""Colleagues: that they are here, and in which team. Their names are in the directory, beside the log."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    String,
    Table,
    Uuid,
    and_,
    bindparam,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.events.person import Person
from projections import roles
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_people",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("team", String(60), nullable=False, index=True),
    Column("claimed", Boolean, nullable=False),
    Column("here", Boolean, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    # Whose this name of an imported table is.
    Column("merged_into", Uuid, nullable=True),
    # Who they were was erased.
    Column("erased", Boolean, nullable=False),
)
# In which team somebody was when: what belongs to the past is told with the team of the time.
teams_then = Table(
    "lt_people_teams",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("since", UtcDateTime, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("team", String(60), nullable=False),
    Index("lt_people_teams_team", "team"),
)
ALWAYS, FOR_EVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
people = Projection("people", "4", table, teams_then)


@people.on(Person.Joined)
def join(rows: Rows, event: Person.Joined) -> None:
    rows.insert(
        table,
        id=event.originator_id,
        team=event.team,
        claimed=event.claimed,
        here=True,
        joined_at=event.at,
        merged_into=None,
        erased=False,
    )
    # Nothing is known of the time before, so the first team stands for that as well.
    rows.insert(teams_then, person=event.originator_id, since=ALWAYS, until=FOR_EVER, team=event.team)


@people.on(Person.MovedTeam)
def move(rows: Rows, event: Person.MovedTeam) -> None:
    person = event.originator_id
    rows.update(table, person, team=event.team)
    for row in rows.where(teams_then, person=person, until=FOR_EVER):
        rows.update(teams_then, person, row["since"], until=event.at)
    rows.put(teams_then, person, event.at, until=FOR_EVER, team=event.team)


@people.on(Person.Left, Person.CameBack)
def set_here(rows: Rows, event: Person.Left | Person.CameBack) -> None:
    rows.update(table, event.originator_id, here=isinstance(event, Person.CameBack))


@people.on(Person.Merged)
def merge(rows: Rows, event: Person.Merged) -> None:
    rows.update(table, event.originator_id, merged_into=event.into)


@people.on(Person.Erased)
def erase(rows: Rows, event: Person.Erased) -> None:
    rows.update(table, event.originator_id, erased=True)


ONE = select(table).where(table.c.id == bindparam("person"))
SOME = select(table).where(table.c.id.in_(bindparam("people", expanding=True)))


def one(db: Connection, person: UUID) -> Any | None:
    """The row of one colleague."""
    return db.execute(ONE, {"person": person}).first()


def some(db: Connection, wanted: Collection[UUID]) -> dict[UUID, Any]:
    """Return id → row of these colleagues, in one query."""
    found = db.execute(SOME, {"people": list(wanted)}) if wanted else ()
    return {row.id: row for row in found}


def here(db: Connection) -> list[Any]:
    """Those who are here and claimed."""
    return list(db.execute(select(table).where(table.c.here, table.c.claimed)))


def teams(db: Connection) -> list[str]:
    """Names of the teams, in order."""
    found = select(table.c.team).where(table.c.here, table.c.team != "").distinct()
    return sorted(db.execute(found).scalars(), key=str.casefold)


def teams_at(db: Connection, wanted: Collection[UUID], at: datetime) -> dict[UUID, str]:
    """Return id → the team in which each of these colleagues was at that instant."""
    found = select(teams_then.c.person, teams_then.c.team).where(
        teams_then.c.person.in_(list(wanted)), teams_then.c.since <= at, teams_then.c.until > at
    )
    return {row.person: row.team for row in db.execute(found)} if wanted else {}


def in_audience(db: Connection, programme: UUID, audience: str, wanted: Collection[str]) -> list[UUID]:
    """Return who is the audience today: everyone, the members of the programme, or these teams."""
    found = select(table.c.id).where(of_audience(programme, audience, wanted)).order_by(table.c.id)
    return list(db.execute(found).scalars())


def of_audience(programme: UUID, audience: str, wanted: Collection[str]) -> ColumnElement[bool]:
    """Whether a colleague is here and belongs to an audience."""
    here = and_(table.c.here, table.c.claimed)
    if audience == "members":
        return and_(here, table.c.id.in_(roles.members(programme)))
    return and_(here, table.c.team.in_(list(wanted))) if audience == "teams" else here
