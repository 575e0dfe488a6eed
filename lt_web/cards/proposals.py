"""Proposals and requests as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, nobody, with_standing
from lt_web.events.formats import FORMATS
from lt_web.permissions import (
    is_champion,
    may_change,
    may_read_reason,
    may_see_draft,
    may_see_unpublished,
    may_take_part,
)
from lt_web.speech import _
from lt_web.web import db, installation, my_id, now, programme, standing
from lt_web.words import zone_label
from projections import proposal_queries, session_queries


class Counts(NamedTuple):
    """Votes, once they are counted."""

    interested: int
    maybe: int
    skip: int


class Date(NamedTuple):
    """When the session is that a proposal became; `seen` says whether its page exists for who asks."""

    session: UUID
    start: datetime | None
    zone_label: str
    seen: bool


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
    sent: bool
    by: Person
    presenters: list[Person]
    topics: list[Any]
    sent_at: datetime
    closes_on: datetime | None
    my_vote: str | None
    may_vote: bool
    may_change: bool
    may_adopt: bool
    may_decide: bool
    votes_open: bool
    counts: Counts | None
    comments_count: int
    reason: str
    session: UUID | None
    date: Date | None
    mine: bool
    invited: bool
    reserve: bool  # ready to be shown at short notice
    row: Any = field(repr=False)

    @property
    def deserted(self) -> bool:
        """Whether everybody who was to present it has left the company."""
        return bool(self.presenting) and all(person.left for person in self.presenting)

    @property
    def presenting(self) -> list[Person]:
        """Those who said that they present it."""
        return [person for person in self.presenters if person.standing == "accepted"]


@dataclass(frozen=True)
class Related:
    """What a card takes from other tables, fetched once for all cards of a page."""

    presenters: dict[UUID, list[Any]]
    topics: dict[UUID, list[Any]]
    votes: dict[UUID, str]
    sessions: dict[UUID, Any]
    people: dict[UUID, Person]


def cards(rows: Sequence[Any]) -> list[Card]:
    """Put cards together in a fixed number of queries whatever their number."""
    ids = [row.id for row in rows]
    presenters = proposal_queries.presenters_of(db(), ids)
    sessions = session_queries.some(db(), [row.session for row in rows if row.session])
    people = known([*(p.person for found in presenters.values() for p in found), *(row.by for row in rows)])
    related = Related(
        presenters,
        proposal_queries.topics_of(db(), ids),
        proposal_queries.votes_of(db(), my_id(), ids),
        {row.id: row for row in sessions},
        people,
    )
    return [_card(row, related) for row in rows]


def card(row: Any) -> Card:
    """The card of one proposal."""
    return cards([row])[0]


def exists(row: Any) -> bool:
    """Whether it exists for who asks: what was never sent, and what was declined, is its people's alone."""
    presenters = proposal_queries.presenters_of(db(), [row.id])[row.id]
    if not row.sent and not may_see_draft(standing(), {row.by, *(p.person for p in presenters)}):
        return False
    return row.state != "declined" or may_read_reason(standing(), owners(row, presenters))


def owners(row: Any, presenters: Collection[Any]) -> set[UUID]:
    """Whose own it is: its author and those who present it."""
    return {row.by, *(p.person for p in presenters if p.standing == "accepted")}


def _card(row: Any, related: Related) -> Card:
    presenters = related.presenters[row.id]
    vote = related.votes.get(row.id)
    return Card(
        id=row.id,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        format=row.format,
        format_label=_(FORMATS[row.format].label),
        length=row.minutes,
        audience=row.audience,
        state=row.state,
        sent=row.sent,
        by=related.people.get(row.by) or nobody(row.by),
        presenters=with_standing(presenters, related.people),
        topics=related.topics[row.id],
        sent_at=row.sent_at,
        closes_on=_here(row.closes_at),
        my_vote=installation().log.codec.reveal(vote) if vote else None,
        counts=Counts(row.interested, row.maybe, row.skip) if row.closed else None,
        comments_count=row.comments,
        session=row.session,
        date=_date(related.sessions.get(row.session), presenters),
        invited=any(p.person == my_id() and p.standing == "invited" for p in presenters),
        reserve=row.reserve,
        row=row,
        **_rights(row, owners(row, presenters)),
    )


def _rights(row: Any, own: set[UUID]) -> dict[str, Any]:
    """What who asks may do with it, and what they may read."""
    alive, part = row.state in ("open", "accepted"), may_take_part(standing())
    votes_open = alive and not row.closed and not (row.closes_at and row.closes_at <= now())
    return {
        "mine": my_id() in own,
        "votes_open": votes_open,
        "may_vote": votes_open and my_id() not in own and part,
        "may_change": may_change(standing(), own),
        "may_adopt": alive and row.kind == "request" and part,
        "may_decide": alive and is_champion(standing()),
        "reason": row.reason if may_read_reason(standing(), own) else "",
    }


def _date(session: Any, presenters: Collection[Any]) -> Date | None:
    if session is None:
        return None
    presenting = {p.person for p in presenters if p.standing == "accepted"}
    seen = session.published or may_see_unpublished(standing(), presenting)
    start = session.start_at.astimezone(ZoneInfo(session.zone)) if session.state != "postponed" else None
    return Date(session.id, start if seen else None, zone_label(session.zone), seen)


def _here(moment: datetime | None) -> datetime | None:
    """The moment in the programme's zone."""
    return moment.astimezone(ZoneInfo(programme().zone)) if moment else None
