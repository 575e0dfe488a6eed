"""Public holidays that a programme has uploaded: who is off where on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from projections.slots import calendars, days


def on(db: Connection, programme: UUID, zone: str, day: date) -> str:
    """The public holiday that a zone has on a day, "" where none is known."""
    return in_zones(db, programme, [zone], [day]).get((zone, day), "")


def in_zones(
    db: Connection, programme: UUID, zones: Collection[str], on_days: Collection[date]
) -> dict[tuple[str, date], str]:
    """Return (zone, day) → the public holiday there, in one query, for many zones and days."""
    asked = and_(days.c.programme == programme, days.c.zone.in_(list(zones)), days.c.day.in_(list(on_days)))
    found = select(days.c.zone, days.c.day, days.c.label).where(asked, days.c.zone != "")
    return {(row.zone, row.day): row.label for row in db.execute(found.order_by(days.c.label.desc()))}


def calendars_of(db: Connection, programme: UUID, since: date) -> list[Any]:
    """The calendars of a programme with the number of days in them, and the `next` one from a day on."""
    ahead = func.min(days.c.day).filter(days.c.day >= since)
    counted = select(
        days.c.source,
        func.count().label("number"),
        func.max(days.c.day).label("last"),
        ahead.label("next"),
    )
    counted_of = counted.where(days.c.programme == programme).group_by(days.c.source).subquery()
    found = select(calendars, counted_of.c.number, counted_of.c.last, counted_of.c.next).join(
        counted_of, counted_of.c.source == calendars.c.id
    )
    return sorted(
        db.execute(found.where(calendars.c.programme == programme)), key=lambda row: row.name.lower()
    )
