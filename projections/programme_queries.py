"""What pages about a programme ask: since when each thing is so, and how several stand side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from lt_web.events.ids import cadence_id, charter_id, roles_id
from projections import roles
from projections.history import table
from projections.sessions import table as sessions

ABOUT = ("programme.setting_changed", "programme.opened_to_all", "programme.limited_to_members")


def in_force_since(db: Connection, programme: UUID) -> dict[str, Any]:
    """Return setting ("open": who may take part) → the line of the history that gave it its value."""
    found = select(table).where(table.c.stream == programme, table.c.topic.in_(ABOUT))
    rows = db.execute(found.order_by(table.c.position))
    return {json.loads(row.details).get("setting", "open"): row for row in rows}


def said_last(db: Connection, programme: UUID) -> dict[str, Any]:
    """Return stored name of an event → the last such line about a programme, its charter or its cadence."""
    about = table.c.stream.in_((programme, charter_id(programme), cadence_id(programme)))
    planned = table.c.topic.in_(("cadence.rule_set",)) | table.c.topic.not_like("cadence.%")
    found = select(table).where(about, planned).order_by(table.c.position)
    return {row.topic: row for row in db.execute(found)}


def next_sessions(db: Connection, programmes: Sequence[UUID], now: datetime) -> dict[UUID, Any]:
    """Return programme → the next session that was published there, in one query."""
    place = func.row_number().over(
        partition_by=sessions.c.programme, order_by=(sessions.c.start_at, sessions.c.id)
    )
    coming = (
        select(sessions.c.id, place.label("place"))
        .where(
            sessions.c.programme.in_(programmes),
            sessions.c.state == "published",
            sessions.c.start_at > now,
        )
        .subquery()
    )
    found = select(sessions).join(coming, coming.c.id == sessions.c.id).where(coming.c.place == 1)
    return {row.programme: row for row in db.execute(found)}


def held_since(db: Connection, programmes: Sequence[UUID], since: datetime) -> dict[UUID, int]:
    """Return programme → how many sessions took place since then, in one query."""
    found = (
        select(sessions.c.programme, func.count().label("held"))
        .where(sessions.c.programme.in_(programmes), sessions.c.state == "held", sessions.c.start_at >= since)
        .group_by(sessions.c.programme)
    )
    return {row.programme: row.held for row in db.execute(found)}


def champions(db: Connection, programmes: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return programme → its champions, in one query."""
    lists = {roles_id(programme): programme for programme in programmes}
    held: dict[UUID, list[UUID]] = {programme: [] for programme in programmes}
    wanted = roles.table.c.list.in_(list(lists)), roles.table.c.role == "champion"
    for row in db.execute(select(roles.table).where(*wanted)):
        held[lists[row.list]].append(row.person)
    return held
