"""What pages ask about proposals and requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from projections import topics
from projections.folding import contains_words
from projections.proposals import presenters, table, votes
from projections.proposals import topics as proposal_topics

OPEN = ("open", "accepted")
ONE = select(table).where(table.c.id == bindparam("proposal"))
WANTED: BindParameter[Any] = bindparam("proposals", expanding=True)
SOME = select(table).where(table.c.id.in_(WANTED))
PRESENTERS = (
    select(presenters)
    .where(presenters.c.proposal.in_(WANTED))
    .order_by(presenters.c.standing, presenters.c.person)
)
TOPICS = (
    select(proposal_topics.c.proposal, topics.table.c.id, topics.table.c.name)
    .join(topics.table, topics.table.c.id == proposal_topics.c.topic)
    .where(proposal_topics.c.proposal.in_(WANTED))
    .order_by(proposal_topics.c.place)
)
VOTES = select(votes).where(votes.c.person == bindparam("person"), votes.c.proposal.in_(WANTED))
OPEN_REQUESTS = (
    select(proposal_topics.c.topic, func.count().label("requests"))
    .join(table, table.c.id == proposal_topics.c.proposal)
    .where(table.c.programme == bindparam("programme"), table.c.kind == "request", table.c.state.in_(OPEN))
    .group_by(proposal_topics.c.topic)
)


@dataclass(frozen=True)
class Filter:
    """What to list. `view` is open, votable, mine, scheduled or closed; `person` is who asks."""

    programme: UUID
    person: UUID
    view: str = "open"
    kind: str = ""
    topic: UUID | None = None
    text: str = ""
    all_declined: bool = False


def one(db: Connection, proposal: UUID) -> Any | None:
    """The row of a proposal or request."""
    return db.execute(ONE, {"proposal": proposal}).first()


def some(db: Connection, wanted: Collection[UUID]) -> dict[UUID, Any]:
    """Return id → row of these proposals, in one query."""
    found = db.execute(SOME, {"proposals": list(wanted)}) if wanted else ()
    return {row.id: row for row in found}


def listed(db: Connection, wanted: Filter, page: int, size: int) -> tuple[list[Any], int]:
    """Return one page of what matches, the newest first, and how many there are in all."""
    conditions = [table.c.programme == wanted.programme, _view(wanted), _visible(wanted)]
    if wanted.kind:
        conditions.append(table.c.kind == wanted.kind)
    if wanted.topic:
        about = select(proposal_topics.c.proposal).where(proposal_topics.c.topic == wanted.topic)
        conditions.append(table.c.id.in_(about))
    conditions += contains_words(table.c.folded, wanted.text)
    found = select(table, func.count().over().label("total")).where(*conditions)
    rows = list(
        db.execute(found.order_by(table.c.sent_at.desc(), table.c.id).limit(size).offset((page - 1) * size))
    )
    if rows or page == 1:
        return rows, rows[0].total if rows else 0
    return [], db.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def on_topic(db: Connection, wanted: Filter, most: int = 200) -> list[Any]:
    """What was ever sent on a topic, in any state that who asks may know, the newest first."""
    about = select(proposal_topics.c.proposal).where(proposal_topics.c.topic == wanted.topic)
    found = select(table).where(
        table.c.programme == wanted.programme, table.c.sent, table.c.id.in_(about), _visible(wanted)
    )
    return list(db.execute(found.order_by(table.c.sent_at.desc(), table.c.id).limit(most)))


def to_decide(db: Connection, programme: UUID) -> list[Any]:
    """What waits for the champions: sent proposals, and accepted ones without a date; the oldest first."""
    found = select(table).where(
        table.c.programme == programme, table.c.kind == "proposal", table.c.state.in_(OPEN)
    )
    return list(db.execute(found.order_by(table.c.sent_at, table.c.id)))


def presenters_of(db: Connection, proposals: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return proposal → (person, standing) of its presenters, in one query."""
    return _grouped(db, PRESENTERS, proposals)


def topics_of(db: Connection, proposals: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return proposal → (id, name) of its topics, in one query."""
    return _grouped(db, TOPICS, proposals)


def votes_of(db: Connection, person: UUID, proposals: Collection[UUID]) -> dict[UUID, str]:
    """Return proposal → the sealed choice of one person, in one query."""
    found = db.execute(VOTES, {"person": person, "proposals": list(proposals)}) if proposals else ()
    return {row.proposal: row.choice for row in found}


def due_to_close(db: Connection, now: datetime) -> list[UUID]:
    """Proposals whose voting should have closed by now."""
    found = select(table.c.id).where(
        table.c.closes_at <= now, table.c.closed.is_(False), table.c.state.in_(OPEN)
    )
    return list(db.execute(found.order_by(table.c.id)).scalars())


def open_requests(db: Connection, programme: UUID) -> dict[UUID, int]:
    """Return topic → how many requests for it are open."""
    return {row.topic: row.requests for row in db.execute(OPEN_REQUESTS, {"programme": programme})}


def _grouped(db: Connection, found: Select[Any], proposals: Collection[UUID]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in db.execute(found, {"proposals": list(proposals)}) if proposals else ():
        grouped[row.proposal].append(row)
    return grouped


def _mine(wanted: Filter, *standings: str) -> ColumnElement[bool]:
    """Written or presented by who asks; an invitation counts where no standing is named."""
    presented = select(presenters.c.proposal).where(presenters.c.person == wanted.person)
    if standings:
        presented = presented.where(presenters.c.standing.in_(standings))
    return or_(table.c.by == wanted.person, table.c.id.in_(presented))


def _view(wanted: Filter) -> ColumnElement[bool]:
    if wanted.view == "mine":
        return _mine(wanted)
    if wanted.view == "votable":
        return and_(table.c.state.in_(OPEN), table.c.closed.is_(False), ~_mine(wanted, "accepted"))
    if wanted.view == "scheduled":
        return table.c.state == "scheduled"
    if wanted.view == "closed":
        return table.c.state.in_(("withdrawn", "declined"))
    return table.c.state.in_(OPEN)


def _visible(wanted: Filter) -> ColumnElement[bool]:
    """What was never sent is its people's alone; a decline is private to presenters and champions."""
    sent = or_(table.c.sent, _mine(wanted))
    if wanted.all_declined:
        return sent
    return and_(sent, or_(table.c.state != "declined", _mine(wanted, "accepted")))
