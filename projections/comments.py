"""Comments under proposals and sessions; their words stay encrypted here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, Index, Table, Text, Uuid, select

from lt_web.columns import UtcDateTime
from lt_web.events.proposal import Proposal
from lt_web.events.session import Session
from projections.base import ONLY_INSERTED, READ_MODELS, Projection
from projections.rows import Rows

table = Table(
    "lt_comments",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("about", Uuid, nullable=False),
    Column("by", Uuid, nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("lt_comments_about", "about", "position"),
    info={ONLY_INSERTED: True},
)
comments = Projection("comments", "1", table)


@comments.on(Proposal.Commented, Session.Commented)
def add(rows: Rows, event: Proposal.Commented | Session.Commented) -> None:
    rows.insert(
        table,
        id=event.comment,
        about=event.originator_id,
        by=event.envelope.actor,
        at=event.at,
        text=event.text,
        position=event.position,
    )


def about(db: Connection, thing: UUID) -> list[Any]:
    """The comments under a proposal or session, the oldest first."""
    return list(db.execute(select(table).where(table.c.about == thing).order_by(table.c.position)))
