"""Proposals and topic requests. A request is a proposal that nobody presents, until somebody adopts it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Created, Event
from lt_web.events.marks import personal_text, sealed_text, work_text
from lt_web.events.planned import Outline
from lt_web.events.presenters import Presented
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.texts import one_line, paragraphs

CHOICES = ("interested", "maybe", "skip")
UNSCHEDULED = ("draft", "open", "accepted", "declined", "withdrawn")


class Proposal(Presented):
    """An idea for a session: from a draft or a request to a date, a decline or a withdrawal."""

    STREAM: ClassVar[str] = "proposal"
    NOBODY_LEFT: ClassVar[str] = N_("Nobody would be left to present it. Withdraw the proposal instead.")

    programme: UUID
    by: UUID
    kind: str  # proposal, or request while nobody presents it
    state: str  # draft, open, accepted, scheduled, declined, withdrawn
    sent: bool  # whether it was ever open to everybody
    outline: Outline
    audience: str
    votes: dict[UUID, str]
    closed: bool
    closes_at: datetime | None
    session: UUID | None
    reserve: bool  # ready to be shown at short notice

    class Drafted(Created):
        """Someone began to write a proposal."""

        programme: UUID
        by: UUID
        format: str
        minutes: int
        topics: tuple[UUID, ...]
        title: str = work_text()
        summary: str = work_text(default="")
        audience: str = work_text(default="")

        def apply(self, proposal: Proposal) -> None:
            proposal.begin(self, "proposal", "draft")
            proposal.presenters[self.by] = "accepted"

    class Asked(Created):
        """Someone asked for a topic that nobody teaches yet."""

        programme: UUID
        by: UUID
        format: str
        minutes: int
        topics: tuple[UUID, ...]
        title: str = work_text()
        summary: str = work_text(default="")
        audience: str = work_text(default="")

        def apply(self, proposal: Proposal) -> None:
            proposal.begin(self, "request", "open")

    class Edited(Event):
        """It was put differently."""

        format: str
        minutes: int
        topics: tuple[UUID, ...]
        title: str = work_text()
        summary: str = work_text(default="")
        audience: str = work_text(default="")

        def apply(self, proposal: Proposal) -> None:
            proposal.describe(self)

    class Sent(Event):
        """It is open to everybody's eyes and votes from now on."""

        def apply(self, proposal: Proposal) -> None:
            proposal.state, proposal.sent = "open", True

    class Withdrawn(Event):
        """Its author took it back."""

        def apply(self, proposal: Proposal) -> None:
            proposal.state = "withdrawn"

    class Resubmitted(Event):
        """It is open again after having been withdrawn or declined."""

        def apply(self, proposal: Proposal) -> None:
            proposal.state, proposal.sent = "open", True

    class Adopted(Event):
        """A colleague took the request on and presents it."""

        person: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.kind = "proposal"
            proposal.presenters[self.person] = "accepted"

    class Accepted(Event):
        """The champions want it in the programme; a date is next."""

        def apply(self, proposal: Proposal) -> None:
            proposal.state = "accepted"

    class Declined(Event):
        """The champions said no; the reason is for its presenters alone."""

        def apply(self, proposal: Proposal) -> None:
            proposal.state = "declined"

    class Scheduled(Event):
        """It became a session."""

        session: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.state, proposal.session = "scheduled", self.session

    class PutInReserve(Event):
        """It is ready to be shown at short notice, should a date come free."""

        def apply(self, proposal: Proposal) -> None:
            proposal.reserve = True

    class TakenFromReserve(Event):
        """It is no longer kept ready to be shown at short notice."""

        def apply(self, proposal: Proposal) -> None:
            proposal.reserve = False

    class Voted(Event):
        """Someone said how much they would like it; the choice is sealed."""

        person: UUID
        choice: str = sealed_text("originator_id")

        def apply(self, proposal: Proposal) -> None:
            proposal.votes[self.person] = self.choice

    class VotingDated(Event):
        """Voting ends at a set time."""

        closes_at: datetime

        def apply(self, proposal: Proposal) -> None:
            proposal.closes_at = self.closes_at

    class VotingClosed(Event):
        """The votes were counted; from now on everybody sees how many there were of each."""

        interested: int
        maybe: int
        skip: int

        def apply(self, proposal: Proposal) -> None:
            proposal.closed = True

    class PresenterInvited(Event):
        """Someone was asked to present it together with the others."""

        person: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.presenters[self.person] = "invited"

    class PresenterAccepted(Event):
        """They will present it too."""

        person: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.presenters[self.person] = "accepted"

    class PresenterDeclined(Event):
        """They will not present it."""

        person: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.presenters.pop(self.person, None)

    class PresenterWithdrawn(Event):
        """They no longer present it, or are no longer asked to."""

        person: UUID

        def apply(self, proposal: Proposal) -> None:
            proposal.presenters.pop(self.person, None)

    class Commented(Event):
        """Someone wrote a comment."""

        comment: UUID
        text: str = personal_text()

    def __init__(self) -> None:
        self.presenters, self.votes = {}, {}
        self.closed, self.closes_at, self.session = False, None, None
        self.reserve = False

    def begin(self, first: Proposal.Drafted | Proposal.Asked, kind: str, state: str) -> None:
        """Take what the first event says (for events of this aggregate alone)."""
        self.programme, self.by, self.kind, self.state = first.programme, first.by, kind, state
        self.sent = state == "open"
        self.describe(first)

    def describe(self, said: Proposal.Drafted | Proposal.Asked | Proposal.Edited) -> None:
        """Take what an event says it is about (for events of this aggregate alone)."""
        self.outline = Outline(said.title, said.summary, said.format, said.minutes, said.topics)
        self.audience = said.audience

    @classmethod
    def draft(cls, programme: UUID, by: UUID, outline: Outline, audience: str = "") -> Proposal:
        """Begin a proposal that only its author sees until it is sent."""
        return cls._create(cls.Drafted, id=uuid4(), programme=programme, by=by, **_checked(outline, audience))

    @classmethod
    def ask(cls, programme: UUID, by: UUID, outline: Outline, audience: str = "") -> Proposal:
        """Ask for a topic; open to everybody at once."""
        return cls._create(cls.Asked, id=uuid4(), programme=programme, by=by, **_checked(outline, audience))

    def edit(self, outline: Outline, audience: str = "") -> None:
        """Put it differently; the same again records nothing."""
        self._require(*UNSCHEDULED)
        said = _checked(outline, audience)
        if (outline.checked(), said["audience"]) != (self.outline, self.audience):
            self.trigger_event(Proposal.Edited, **said)

    def send(self) -> None:
        """Open it to everybody's eyes and votes; twice changes nothing."""
        if self.state != "open":
            self._require("draft")
            self.trigger_event(Proposal.Sent)

    def withdraw(self) -> None:
        """Take it back; twice changes nothing."""
        if self.state != "withdrawn":
            self._require("draft", "open", "accepted")
            self.trigger_event(Proposal.Withdrawn)
            self._leave_reserve()

    def resubmit(self) -> None:
        """Open it again after it was withdrawn or declined."""
        self._require("withdrawn", "declined")
        self.trigger_event(Proposal.Resubmitted)

    def adopt(self, person: UUID) -> None:
        """Take a request on and present it."""
        if self.kind != "request":
            raise Refused("Somebody presents this already. Ask them whether they would like a co-presenter.")
        self._require("open", "accepted")
        self.trigger_event(Proposal.Adopted, person=person)

    def require_undated(self) -> None:
        """It may be given a date: it was sent, and is neither taken back, declined nor a session yet."""
        self._require("open", "accepted")

    def accept(self) -> None:
        """Want it in the programme; twice changes nothing."""
        if self.state != "accepted":
            self._require("open")
            self.trigger_event(Proposal.Accepted)

    def decline(self, reason: str) -> None:
        """Say no, with a reason for its presenters."""
        self._require("open", "accepted")
        self.trigger_event(Proposal.Declined, reason=one_line("reason", reason, 500))
        self._leave_reserve()

    def schedule(self, session: UUID) -> None:
        """Let it become a session; open votes are counted first."""
        self._require("open", "accepted")
        if not self.presenting:
            raise Refused("Nobody presents this yet. It can be scheduled once a colleague has adopted it.")
        self.close_voting()
        self.trigger_event(Proposal.Scheduled, session=session)
        self._leave_reserve()

    def put_in_reserve(self) -> None:
        """Keep it ready to be shown at short notice; twice changes nothing."""
        self._require("open", "accepted")
        if not self.presenting:
            raise Refused(
                "Nobody presents this yet. It can be kept in reserve once a colleague has adopted it."
            )
        if not self.reserve:
            self.trigger_event(Proposal.PutInReserve)

    def take_from_reserve(self) -> None:
        """Keep it ready no longer; twice changes nothing."""
        if self.reserve:
            self.trigger_event(Proposal.TakenFromReserve)

    def vote(self, person: UUID, choice: str, now: datetime) -> None:
        """Say how much one would like it; the last choice counts, the same again records nothing."""
        if choice not in CHOICES:
            raise Invalid("choice", "Pick interested, maybe or skip.")
        if person in self.owners:
            raise Refused("This is your own, so it has your voice already. Ask colleagues for theirs.")
        self._require_voting(now)
        if self.votes.get(person) != choice:
            self.trigger_event(Proposal.Voted, person=person, choice=choice)

    def date_voting(self, closes_at: datetime, now: datetime) -> None:
        """Set when voting ends (an instant, UTC)."""
        self._require_voting(now)
        if closes_at <= now:
            raise Invalid("closes_on", "That day has passed. Pick one in the future, or close voting now.")
        if closes_at != self.closes_at:
            self.trigger_event(Proposal.VotingDated, closes_at=closes_at)

    def close_voting(self) -> None:
        """Count the votes; those of people who present it do not count. Twice changes nothing."""
        if self.votes_open:
            count = Counter(choice for person, choice in self.votes.items() if person not in self.owners)
            self.trigger_event(Proposal.VotingClosed, **{choice: count[choice] for choice in CHOICES})

    def invite_presenter(self, person: UUID) -> None:
        """Ask someone to present it too."""
        self._require("draft", "open", "accepted")
        if self.kind == "request":
            raise Refused("Nobody presents this yet. Adopt it first, then ask others to join you.")
        super().invite_presenter(person)

    def lose_presenter(self, person: UUID, cause: str) -> None:
        """Wait no longer for the answer of somebody who left (`cause`); what they wrote or present stays."""
        if self.state in UNSCHEDULED:
            self.withdraw_invitation(person, cause)

    def require_presenters_open(self) -> None:
        """Presenters change until it has become a session, which has its own."""
        self._require(*UNSCHEDULED)

    def comment(self, text: str) -> None:
        """Write a comment."""
        if self.state == "draft":
            raise Refused("This is a draft still. Send it first, so that others can read along.")
        text = paragraphs("text", text, 2000, required=True)
        self.trigger_event(Proposal.Commented, comment=uuid4(), text=text)

    @property
    def owners(self) -> set[UUID]:
        """Those whose own it is: its author and those who present it."""
        return {self.by, *self.presenting}

    @property
    def votes_open(self) -> bool:
        """Whether votes are taken."""
        return not self.closed and self.state in ("open", "accepted")

    def _leave_reserve(self) -> None:
        """What is scheduled, withdrawn or declined is ready for no other date, because of that."""
        if self.reserve:
            self.trigger_event(Proposal.TakenFromReserve, cause=self.latest)

    def _require(self, *states: str) -> None:
        if self.state not in states:
            raise Refused(WHY_NOT[self.state])

    def _require_voting(self, now: datetime) -> None:
        """A set end holds from its minute on, whenever it is recorded that voting closed."""
        if self.state == "draft":
            raise Refused(WHY_NOT[self.state])
        if not self.votes_open or (self.closes_at and self.closes_at <= now):
            raise Refused("Voting on this has closed. You can still leave a comment.")


WHY_NOT = {
    "draft": N_("This is a draft still. Send it first."),
    "open": N_("This has been sent already. Edit it instead."),
    "accepted": N_("This has been accepted already. Give it a date next."),
    "scheduled": N_("This has become a session already. Change the session instead."),
    "declined": N_("This was declined. Resubmit it first."),
    "withdrawn": N_("This was withdrawn. Its author can resubmit it."),
}


def _checked(outline: Outline, audience: str) -> dict[str, object]:
    return vars(outline.checked()) | {"audience": one_line("audience", audience, required=False)}
