"""What the import page asks: which sessions are here already."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from projections.sessions import table


def ids_of(db: Connection, programme: UUID) -> set[UUID]:
    """The ids of every session of a programme."""
    return set(db.execute(select(table.c.id).where(table.c.programme == programme)).scalars())
