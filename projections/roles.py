"""Who holds which role, in a programme or in the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Select, String, Table, Uuid, bindparam, select

from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.roles import Roles
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_roles",
    READ_MODELS,
    Column("list", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("role", String(20), primary_key=True),
    Index("lt_roles_person", "person"),
)
roles = Projection("roles", "1", table)


@roles.on(Roles.Given)
def give(rows: Rows, event: Roles.Given) -> None:
    # Somebody may hold by a group's leave what a champion then gives for good.
    if rows.get(table, event.originator_id, event.person, event.role) is None:
        rows.insert(table, list=event.originator_id, person=event.person, role=event.role)


@roles.on(Roles.Taken)
def take(rows: Rows, event: Roles.Taken) -> None:
    rows.delete(table, event.originator_id, event.person, event.role)


OF_PERSON = select(table.c.list, table.c.role).where(table.c.person == bindparam("person"))


def of_person(db: Connection, person: UUID) -> dict[UUID, frozenset[str]]:
    """Return id of the list of roles → the roles that a person holds there."""
    return by_list(db.execute(OF_PERSON, {"person": person}))


def by_list(rows: Iterable[Any]) -> dict[UUID, frozenset[str]]:
    """Of rows (list, role) of one person, the roles in each list."""
    held: dict[UUID, set[str]] = {}
    for row in rows:
        held.setdefault(row.list, set()).add(row.role)
    return {scope: frozenset(names) for scope, names in held.items()}


def in_programme(held: dict[UUID, frozenset[str]], programme: UUID) -> frozenset[str]:
    """Of what `of_person` returned, the roles in one programme."""
    return held.get(roles_id(programme), frozenset())


def administers(held: dict[UUID, frozenset[str]]) -> bool:
    """Whether what `of_person` returned includes administering the house."""
    return "admin" in held.get(roles_id(HOUSE), frozenset())


def of_programme(db: Connection, programme: UUID) -> dict[UUID, frozenset[str]]:
    """Return person → their roles in a programme."""
    held: dict[UUID, set[str]] = {}
    for row in db.execute(select(table).where(table.c.list == roles_id(programme))):
        held.setdefault(row.person, set()).add(row.role)
    return {person: frozenset(names) for person, names in held.items()}


def holding(db: Connection, role: str) -> dict[UUID, frozenset[UUID]]:
    """Return id of the list of roles → who holds a role there."""
    held: dict[UUID, set[UUID]] = {}
    for row in db.execute(select(table.c.list, table.c.person).where(table.c.role == role)):
        held.setdefault(row.list, set()).add(row.person)
    return {scope: frozenset(people) for scope, people in held.items()}


def list_of(programme: UUID | None) -> UUID:
    """The id of the list of roles of a programme, or (None) of the house; its history goes by it."""
    return roles_id(programme or HOUSE)


def members(programme: UUID) -> Select[tuple[UUID]]:
    """Whoever holds a role in a programme, as a part of other queries."""
    return select(table.c.person).where(table.c.list == roles_id(programme))


def admins(db: Connection) -> frozenset[UUID]:
    """Return who administers the house."""
    found = select(table.c.person).where(table.c.list == roles_id(HOUSE), table.c.role == "admin")
    return frozenset(db.execute(found).scalars())
