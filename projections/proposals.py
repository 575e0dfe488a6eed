"""Proposals and requests, with presenters, topics and one's own votes (which stay sealed)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from lt_web.events.proposal import Proposal
from lt_web.events.topics import Topics
from projections.base import READ_MODELS, Projection
from projections.folding import folded
from projections.rows import Rows

table = Table(
    "lt_proposals",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("by", Uuid, nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("title", String(120), nullable=False),
    Column("summary", Text, nullable=False),
    Column("format", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("audience", Text, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("sent", Boolean, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=True),
    Column("closed", Boolean, nullable=False),
    Column("interested", Integer, nullable=False),
    Column("maybe", Integer, nullable=False),
    Column("skip", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("session", Uuid, nullable=True),
    Column("reserve", Boolean, nullable=False),  # ready to be shown at short notice
    Column("folded", Text, nullable=False),
    Index("lt_proposals_in_time", "programme", "state", "sent_at"),
)
presenters = Table(
    "lt_proposal_presenters",
    READ_MODELS,
    Column("proposal", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("standing", String(10), nullable=False),
    Index("lt_proposal_presenters_person", "person"),
)
topics = Table(
    "lt_proposal_topics",
    READ_MODELS,
    Column("proposal", Uuid, primary_key=True),
    Column("topic", Uuid, primary_key=True),
    Column("place", Integer, nullable=False),
    Index("lt_proposal_topics_topic", "topic"),
)
votes = Table(
    "lt_votes",
    READ_MODELS,
    Column("proposal", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("choice", Text, nullable=False),
)
proposals = Projection("proposals", "3", table, presenters, topics, votes)


@proposals.on(Proposal.Drafted, Proposal.Asked)
def begin(rows: Rows, event: Proposal.Drafted | Proposal.Asked) -> None:
    drafted = isinstance(event, Proposal.Drafted)
    rows.insert(
        table,
        id=event.originator_id,
        programme=event.programme,
        by=event.by,
        kind="proposal" if drafted else "request",
        state="draft" if drafted else "open",
        reason="",
        sent=not drafted,
        sent_at=event.at,
        closed=False,
        interested=0,
        maybe=0,
        skip=0,
        comments=0,
        reserve=False,
        **_said(event),
    )
    if drafted:
        rows.insert(presenters, proposal=event.originator_id, person=event.by, standing="accepted")
    _put_topics(rows, event.originator_id, event.topics)


@proposals.on(Proposal.Edited)
def edit(rows: Rows, event: Proposal.Edited) -> None:
    rows.update(table, event.originator_id, **_said(event))
    for old in rows.where(topics, proposal=event.originator_id):
        rows.delete(topics, event.originator_id, old["topic"])
    _put_topics(rows, event.originator_id, event.topics)


@proposals.on(Proposal.Sent, Proposal.Resubmitted)
def open_to_all(rows: Rows, event: Proposal.Sent | Proposal.Resubmitted) -> None:
    rows.update(table, event.originator_id, state="open", reason="", sent=True, sent_at=event.at)


@proposals.on(Proposal.Withdrawn)
def withdraw(rows: Rows, event: Proposal.Withdrawn) -> None:
    rows.update(table, event.originator_id, state="withdrawn")


@proposals.on(Proposal.Adopted)
def adopt(rows: Rows, event: Proposal.Adopted) -> None:
    rows.update(table, event.originator_id, kind="proposal")
    rows.put(presenters, event.originator_id, event.person, standing="accepted")


@proposals.on(Proposal.Accepted)
def accept(rows: Rows, event: Proposal.Accepted) -> None:
    rows.update(table, event.originator_id, state="accepted")


@proposals.on(Proposal.Declined)
def decline(rows: Rows, event: Proposal.Declined) -> None:
    rows.update(table, event.originator_id, state="declined", reason=event.reason)


@proposals.on(Proposal.Scheduled)
def schedule(rows: Rows, event: Proposal.Scheduled) -> None:
    rows.update(table, event.originator_id, state="scheduled", session=event.session)


@proposals.on(Proposal.PutInReserve, Proposal.TakenFromReserve)
def reserve(rows: Rows, event: Proposal.PutInReserve | Proposal.TakenFromReserve) -> None:
    rows.update(table, event.originator_id, reserve=isinstance(event, Proposal.PutInReserve))


@proposals.on(Proposal.Voted)
def vote(rows: Rows, event: Proposal.Voted) -> None:
    rows.put(votes, event.originator_id, event.person, choice=event.choice)


@proposals.on(Proposal.VotingDated)
def date_voting(rows: Rows, event: Proposal.VotingDated) -> None:
    rows.update(table, event.originator_id, closes_at=event.closes_at)


@proposals.on(Proposal.VotingClosed)
def close_voting(rows: Rows, event: Proposal.VotingClosed) -> None:
    counts = {"interested": event.interested, "maybe": event.maybe, "skip": event.skip}
    rows.update(table, event.originator_id, closed=True, **counts)


@proposals.on(Proposal.PresenterInvited)
def invite_presenter(rows: Rows, event: Proposal.PresenterInvited) -> None:
    rows.put(presenters, event.originator_id, event.person, standing="invited")


@proposals.on(Proposal.PresenterAccepted)
def accept_presenter(rows: Rows, event: Proposal.PresenterAccepted) -> None:
    rows.update(presenters, event.originator_id, event.person, standing="accepted")


@proposals.on(Proposal.PresenterDeclined, Proposal.PresenterWithdrawn)
def drop_presenter(rows: Rows, event: Proposal.PresenterDeclined | Proposal.PresenterWithdrawn) -> None:
    rows.delete(presenters, event.originator_id, event.person)


@proposals.on(Proposal.Commented)
def count_comment(rows: Rows, event: Proposal.Commented) -> None:
    rows.add(table, event.originator_id, comments=1)


@proposals.on(Topics.Merged)
def merge_topic(rows: Rows, event: Topics.Merged) -> None:
    for row in rows.where(topics, topic=event.topic):
        rows.delete(topics, row["proposal"], event.topic)
        if rows.get(topics, row["proposal"], event.into) is None:
            rows.insert(topics, proposal=row["proposal"], topic=event.into, place=row["place"])


def _said(event: Proposal.Drafted | Proposal.Asked | Proposal.Edited) -> dict[str, Any]:
    return {
        "title": event.title,
        "summary": event.summary,
        "format": event.format,
        "minutes": event.minutes,
        "audience": event.audience,
        "folded": folded(event.title, event.summary),
    }


def _put_topics(rows: Rows, proposal: UUID, wanted: tuple[UUID, ...]) -> None:
    for place, topic in enumerate(wanted):
        rows.insert(topics, proposal=proposal, topic=topic, place=place)
