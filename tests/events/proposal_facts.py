"""What tests of proposals begin with: facts, and the deeds that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.events.planned import Outline
from lt_web.events.proposal import Proposal
from tests.story import ADA, BEN, NOW, PROGRAMME, PYTHON, SESSION, Fact, fact

Deed = Callable[[Proposal], Any]
OUTLINE = Outline("Bread without kneading", "Time does the work.", "demo", 30, (PYTHON,))
WORDS = {
    "format": "demo",
    "minutes": 30,
    "topics": (PYTHON,),
    "title": "Bread without kneading",
    "summary": "Time does the work.",
    "audience": "Whoever eats",
}
DRAFTED = fact(Proposal.Drafted, programme=PROGRAMME, by=ADA, **WORDS)
ASKED = fact(Proposal.Asked, programme=PROGRAMME, by=ADA, **WORDS)
SENT = fact(Proposal.Sent)
WITHDRAWN = fact(Proposal.Withdrawn)
RESUBMITTED = fact(Proposal.Resubmitted)
ACCEPTED = fact(Proposal.Accepted)
DECLINED = fact(Proposal.Declined, reason="We had one in spring")
SCHEDULED = fact(Proposal.Scheduled, session=SESSION)
ADOPTED = fact(Proposal.Adopted, person=BEN)
FRIDAY = NOW + timedelta(days=4)

DRAFT_STILL = "This is a draft still. Send it first."
SENT_ALREADY = "This has been sent already. Edit it instead."
ACCEPTED_ALREADY = "This has been accepted already. Give it a date next."
A_SESSION_ALREADY = "This has become a session already. Change the session instead."
WAS_DECLINED = "This was declined. Resubmit it first."
WAS_WITHDRAWN = "This was withdrawn. Its author can resubmit it."
VOTING_CLOSED = "Voting on this has closed. You can still leave a comment."


def voted(person: UUID, choice: str) -> Fact:
    return fact(Proposal.Voted, person=person, choice=choice)


def counted(interested: int = 0, maybe: int = 0, skip: int = 0) -> Fact:
    return fact(Proposal.VotingClosed, interested=interested, maybe=maybe, skip=skip)


def invited(person: UUID) -> Fact:
    return fact(Proposal.PresenterInvited, person=person)


def accepted(person: UUID) -> Fact:
    return fact(Proposal.PresenterAccepted, person=person)


def send(proposal: Proposal) -> None:
    proposal.send()


def withdraw(proposal: Proposal) -> None:
    proposal.withdraw()


def resubmit(proposal: Proposal) -> None:
    proposal.resubmit()


def accept(proposal: Proposal) -> None:
    proposal.accept()


def decline(proposal: Proposal) -> None:
    proposal.decline("We had one in spring")


def schedule(proposal: Proposal) -> None:
    proposal.schedule(SESSION)


def close_voting(proposal: Proposal) -> None:
    proposal.close_voting()


def vote(person: UUID, choice: str, now: Any = NOW) -> Deed:
    return lambda proposal: proposal.vote(person, choice, now)


def date_voting(closes_at: Any, now: Any = NOW) -> Deed:
    return lambda proposal: proposal.date_voting(closes_at, now)


def edit(outline: Outline = OUTLINE, audience: str = "Whoever eats") -> Deed:
    return lambda proposal: proposal.edit(outline, audience)


def adopt(person: UUID) -> Deed:
    return lambda proposal: proposal.adopt(person)
