"""Proposals and requests as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from lt_web.cards.people import Person, known, nobody, with_standing
from lt_web.events.formats import FORMATS
from lt_web.permissions import may_change, may_read_reason, may_take_part
from lt_web.web import db, installation, my_id, now, standing
from projections import proposal_queries


class Counts(NamedTuple):
    """Votes, once they are counted."""

    interested: int
    maybe: int
    skip: int


@dataclass(frozen=True)
class Card:
    """One proposal or request. `counts` is None while the votes are hidden."""

    id: UUID
    kind: str
    title: str
    summary: str
    format: str
    format_label: str
    length: int
    audience: str
    state: str
    by: Person
    presenters: list[Person]
    topics: list[Any]
    sent_at: datetime
    closes_on: datetime | None
    my_vote: str | None
    may_vote: bool
    may_change: bool
    votes_open: bool
    counts: Counts | None
    comments_count: int
    reason: str
    session: UUID | None
    mine: bool
    invited: bool
    row: Any = field(repr=False)


def cards(rows: Sequence[Any]) -> list[Card]:
    """Put cards together in a fixed number of queries whatever their number."""
    ids = [row.id for row in rows]
    presenters = proposal_queries.presenters_of(db(), ids)
    topics = proposal_queries.topics_of(db(), ids)
    votes = proposal_queries.votes_of(db(), my_id(), ids)
    people = known([*(p.person for found in presenters.values() for p in found), *(row.by for row in rows)])
    return [_card(row, presenters[row.id], topics[row.id], votes.get(row.id), people) for row in rows]


def card(row: Any) -> Card:
    """The card of one proposal."""
    return cards([row])[0]


def owners(row: Any, presenters: Sequence[Any]) -> set[UUID]:
    """Whose own it is: its author and those who present it."""
    return {row.by, *(p.person for p in presenters if p.standing == "accepted")}


def _card(row: Any, presenters: Sequence[Any], topics: list[Any], vote: str | None, people: Any) -> Card:
    own = owners(row, presenters)
    votes_open = not row.closed and row.state in ("open", "accepted") and not _over(row)
    return Card(
        id=row.id,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        format=row.format,
        format_label=FORMATS[row.format].label,
        length=row.minutes,
        audience=row.audience,
        state=row.state,
        by=people.get(row.by) or nobody(row.by),
        presenters=with_standing(presenters, people),
        topics=topics,
        sent_at=row.sent_at,
        closes_on=row.closes_at,
        my_vote=installation().log.codec.reveal(vote) if vote else None,
        may_vote=votes_open and my_id() not in own and may_take_part(standing()),
        may_change=may_change(standing(), own),
        votes_open=votes_open,
        counts=Counts(row.interested, row.maybe, row.skip) if row.closed else None,
        comments_count=row.comments,
        reason=row.reason if may_read_reason(standing(), own) else "",
        session=row.session,
        mine=my_id() in own,
        invited=any(p.person == my_id() and p.standing == "invited" for p in presenters),
        row=row,
    )


def _over(row: Any) -> bool:
    return row.closes_at is not None and row.closes_at <= now()
