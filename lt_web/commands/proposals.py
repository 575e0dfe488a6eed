"""Deeds about proposals and requests: write, send, vote, adopt, decide, schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lt_web.commands.access import (
    person_of,
    require_champion,
    require_in_sight,
    require_member,
    standing_in,
    trusted,
)
from lt_web.commands.offering import require_going_on, require_offered
from lt_web.commands.sessions import with_topics
from lt_web.commands.slots import free_slot, take_slot
from lt_web.commands.teaching import answer_asks
from lt_web.events.person import Person
from lt_web.events.planned import Appointment, Outline
from lt_web.events.proposal import Proposal
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.log.work import Missing, Work
from lt_web.permissions import THEIR_OWN_ONLY, may_change, may_read_reason, may_see_draft, require


def draft(
    work: Work,
    programme: UUID,
    outline: Outline,
    topics: Sequence[str],
    audience: str = "",
    co_presenters: Sequence[UUID] = (),
) -> UUID:
    """Begin a proposal that only its author, and whom they ask to join, sees until it is sent."""
    require_member(work, programme)
    require_going_on(work, programme)
    require_offered(work, programme, outline.format)
    outline = with_topics(work, programme, outline, topics)
    proposal = Proposal.draft(programme, person_of(work), outline, audience)
    for person in dict.fromkeys(p for p in co_presenters if p != proposal.by):
        _invite(work, proposal, person, "co_presenters")
    work.save(proposal)
    return proposal.id


def propose(
    work: Work,
    programme: UUID,
    outline: Outline,
    topics: Sequence[str],
    audience: str = "",
    co_presenters: Sequence[UUID] = (),
) -> UUID:
    """Write a proposal and send it at once, asking others to join in presenting it."""
    id = draft(work, programme, outline, topics, audience, co_presenters)
    send(work, id)
    return id


def ask(work: Work, programme: UUID, outline: Outline, topics: Sequence[str], audience: str = "") -> UUID:
    """Ask for a topic that nobody teaches yet."""
    require_member(work, programme)
    require_going_on(work, programme)
    outline = with_topics(work, programme, outline, topics)
    proposal = Proposal.ask(programme, person_of(work), outline, audience)
    work.save(proposal)
    return proposal.id


def edit(
    work: Work,
    proposal: UUID,
    outline: Outline,
    topics: Sequence[str],
    audience: str = "",
    was: str = "",
) -> None:
    """Put a proposal differently; `was` is the fingerprint of what the writer saw."""
    known = _own(work, proposal)
    known.outline.require_unchanged(was, known.audience)
    require_offered(work, known.programme, outline.format, known.outline.format)
    known.edit(with_topics(work, known.programme, outline, topics), audience)
    work.save(known)


def send(work: Work, proposal: UUID) -> None:
    """Open a draft to everybody's eyes and votes."""
    known = _own(work, proposal)
    known.send()
    work.save(known)
    answer_asks(work, known.programme, known.presenting, known.outline.topics, known.id)


def withdraw(work: Work, proposal: UUID) -> None:
    """Take a proposal back."""
    known = _own(work, proposal)
    known.withdraw()
    work.save(known)
    free_slot(work, known.programme, proposal, known.latest)


def resubmit(work: Work, proposal: UUID) -> None:
    """Open a proposal again."""
    known = _own(work, proposal)
    require_going_on(work, known.programme)
    known.resubmit()
    work.save(known)


def adopt(work: Work, proposal: UUID) -> None:
    """Take a request on and present it."""
    known = _taking_part(work, proposal)
    known.adopt(person_of(work))
    work.save(known)
    answer_asks(work, known.programme, known.presenting, known.outline.topics, known.id)


def vote(work: Work, proposal: UUID, choice: str) -> None:
    """Say how much one would like it: interested, maybe or skip."""
    known = _taking_part(work, proposal)
    known.vote(person_of(work), choice, work.now)
    work.save(known)


def comment(work: Work, proposal: UUID, text: str) -> None:
    """Write a comment under a proposal."""
    known = _taking_part(work, proposal)
    known.comment(text)
    work.save(known)


def accept(work: Work, proposal: UUID) -> None:
    """Want it in the programme."""
    known = for_champions(work, proposal)
    known.accept()
    work.save(known)


def decline(work: Work, proposal: UUID, reason: str) -> None:
    """Say no, with a reason for those who present it."""
    known = for_champions(work, proposal)
    known.decline(reason)
    work.save(known)
    free_slot(work, known.programme, proposal, known.latest)


def put_in_reserve(work: Work, proposal: UUID) -> None:
    """Keep a proposal ready to be shown at short notice."""
    known = for_champions(work, proposal)
    known.put_in_reserve()
    work.save(known)


def take_from_reserve(work: Work, proposal: UUID) -> None:
    """Keep a proposal ready no longer."""
    known = for_champions(work, proposal)
    known.take_from_reserve()
    work.save(known)


def date_voting(work: Work, proposal: UUID, closes_at: datetime) -> None:
    """Set when voting ends."""
    known = for_champions(work, proposal)
    known.date_voting(closes_at, work.now)
    work.save(known)


def close_voting(work: Work, proposal: UUID) -> None:
    """Count the votes now."""
    known = for_champions(work, proposal)
    known.close_voting()
    work.save(known)


def close_voting_when_due(work: Work, proposal: UUID) -> None:
    """Count the votes if their time has come (a routine)."""
    known = work.load(Proposal, proposal)
    if known.votes_open and known.closes_at and known.closes_at <= work.now:
        known.close_voting()
        work.save(known)


def schedule(
    work: Work,
    proposal: UUID,
    outline: Outline,
    topics: Sequence[str],
    when: Appointment,
    capacity: int | None,
) -> UUID:
    """Let a proposal become a session, with whoever presents it; open invitations go along."""
    known = for_champions(work, proposal)
    return become_session(work, known, with_topics(work, known.programme, outline, topics), when, capacity)


def become_session(
    work: Work, known: Proposal, about: Outline, when: Appointment, capacity: int | None
) -> UUID:
    """Make a session of a proposal (a step of other deeds). Returns the session's id."""
    require_going_on(work, known.programme)
    require_offered(work, known.programme, about.format, known.outline.format)
    session = Session.schedule(known.programme, about, when, _presenting(work, known), known.id)
    scheduled = session.latest
    if session.starts <= work.now:
        raise Invalid("date", "That time has passed. Pick one in the future.")
    for person in (p for p, standing in known.presenters.items() if standing == "invited"):
        session.invite_presenter(person)
    known.schedule(session.id)
    work.save(session)
    work.save(known, Seats.open_for(session.id, known.programme, capacity, session.starts))
    take_slot(work, session, scheduled)
    return session.id


def invite_presenter(work: Work, proposal: UUID, person: UUID) -> None:
    """Ask somebody to present it too."""
    known = _own(work, proposal)
    _invite(work, known, person, "person")
    work.save(known)


def accept_presenting(work: Work, proposal: UUID) -> None:
    """Present it too."""
    known = _seen(work, proposal)
    known.accept_presenting(person_of(work))
    work.save(known)


def decline_presenting(work: Work, proposal: UUID) -> None:
    """Say no to presenting it."""
    known = _seen(work, proposal)
    known.decline_presenting(person_of(work))
    work.save(known)


def withdraw_presenter(work: Work, proposal: UUID, person: UUID) -> None:
    """Step down, or take a presenter or an invitation back."""
    known = _own(work, proposal)
    known.withdraw_presenter(person)
    work.save(known, on_behalf_of=person)


def _presenting(work: Work, proposal: Proposal) -> tuple[UUID, ...]:
    """Those who present it and are still here."""
    here = tuple(person for person in proposal.presenting if work.load(Person, person).here)
    if proposal.presenting and not here:
        raise Refused("Whoever presents this has left the company. Ask somebody else to present it first.")
    return here


def _invite(work: Work, proposal: Proposal, person: UUID, field: str) -> None:
    require_in_sight(work, proposal.programme, person, field)
    proposal.invite_presenter(person)


def _seen(work: Work, proposal: UUID) -> Proposal:
    """A proposal that exists for the actor: what was not sent or was declined is for its people alone."""
    known = work.load(Proposal, proposal)
    standing = standing_in(work, known.programme)
    unsent = not known.sent and not may_see_draft(standing, {known.by, *known.presenters})
    private = known.state == "declined" and not may_read_reason(standing, known.owners)
    if (unsent or private) and not trusted(work):
        raise Missing("proposal")
    return known


def _own(work: Work, proposal: UUID) -> Proposal:
    known = _seen(work, proposal)
    standing = standing_in(work, known.programme)
    require(may_change(standing, known.owners) or trusted(work), THEIR_OWN_ONLY)
    return known


def _taking_part(work: Work, proposal: UUID) -> Proposal:
    known = _seen(work, proposal)
    require_member(work, known.programme)
    return known


def for_champions(work: Work, proposal: UUID) -> Proposal:
    """A proposal that exists for the actor, a champion."""
    known = _seen(work, proposal)
    require_champion(work, known.programme)
    return known
