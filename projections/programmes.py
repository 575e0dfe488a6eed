"""Programmes as pages see them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, String, Table, Text, Uuid, bindparam, select

from lt_web.columns import UtcDateTime
from lt_web.events.charter import STOP, Charter
from lt_web.events.ids import charter_id
from lt_web.events.programme import Programme
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_programmes",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("slug", String(40), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("settings", Text, nullable=False),
    Column("founded_at", UtcDateTime, nullable=False),
    # What its charter says and every page needs: its id, whether it was stopped, which formats it offers.
    Column("charter", Uuid, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("formats", Text, nullable=False),
)
programmes = Projection("programmes", "2", table)


@programmes.on(Programme.Founded)
def begin(rows: Rows, event: Programme.Founded) -> None:
    rows.insert(
        table,
        id=event.originator_id,
        slug=event.slug,
        name=event.name,
        purpose=event.purpose,
        zone=event.zone,
        open=True,
        settings="{}",
        founded_at=event.at,
        charter=charter_id(event.originator_id),
        stopped=False,
        formats="",
    )


@programmes.on(Programme.Described)
def describe(rows: Rows, event: Programme.Described) -> None:
    rows.update(table, event.originator_id, name=event.name, purpose=event.purpose, zone=event.zone)


@programmes.on(Programme.SettingChanged)
def set_value(rows: Rows, event: Programme.SettingChanged) -> None:
    row = rows.get(table, event.originator_id)
    if row is not None:
        settings = json.loads(row["settings"]) | {event.setting: event.value}
        rows.update(table, event.originator_id, settings=json.dumps(settings, sort_keys=True))


@programmes.on(Programme.OpenedToAll, Programme.LimitedToMembers)
def set_open(rows: Rows, event: Programme.OpenedToAll | Programme.LimitedToMembers) -> None:
    rows.update(table, event.originator_id, open=isinstance(event, Programme.OpenedToAll))


@programmes.on(Charter.PilotBegun, Charter.OpenEnded, Charter.PilotDecided)
def stop(rows: Rows, event: Any) -> None:
    for row in rows.where(table, charter=event.originator_id):
        stopped = isinstance(event, Charter.PilotDecided) and event.decision == STOP
        rows.update(table, row["id"], stopped=stopped)


@programmes.on(Charter.FormatsOffered)
def offer_formats(rows: Rows, event: Charter.FormatsOffered) -> None:
    for row in rows.where(table, charter=event.originator_id):
        rows.update(table, row["id"], formats=",".join(event.formats))


ALL = select(table).order_by(table.c.founded_at, table.c.slug)
BY_SLUG = select(table).where(table.c.slug == bindparam("slug"))


def everything(db: Connection) -> list[Any]:
    """Every programme, the oldest first."""
    return list(db.execute(ALL))


def of_slug(db: Connection, slug: str) -> Any | None:
    """The programme with that short name."""
    return db.execute(BY_SLUG, {"slug": slug}).first()


def of_id(db: Connection, id: UUID) -> Any | None:
    """The programme with that id."""
    return db.execute(select(table).where(table.c.id == id)).first()
