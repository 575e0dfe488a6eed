"""What proposals and sessions share: people are asked to present, say yes or no, and step down."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Event
from lt_web.events.refusals import Refused


class Presented(Aggregate):
    """An aggregate with presenters: it has the four events named here, and says when they may change."""

    PresenterInvited: ClassVar[type[Event]]
    PresenterAccepted: ClassVar[type[Event]]
    PresenterDeclined: ClassVar[type[Event]]
    PresenterWithdrawn: ClassVar[type[Event]]
    NOBODY_LEFT: ClassVar[str]

    presenters: dict[UUID, str]  # invited or accepted

    def require_presenters_open(self) -> None:
        """Raise `Refused` once its presenters can no longer change."""
        raise NotImplementedError

    def invite_presenter(self, person: UUID) -> None:
        """Ask someone to present it too."""
        self.require_presenters_open()
        if person in self.presenters:
            raise Refused("They present this already, or have been asked to. Wait for their answer.")
        self.trigger_event(self.PresenterInvited, person=person)

    def accept_presenting(self, person: UUID) -> None:
        """Say yes to presenting it; twice changes nothing."""
        self._require_asked(person)
        if self.presenters[person] == "invited":
            self.trigger_event(self.PresenterAccepted, person=person)

    def decline_presenting(self, person: UUID) -> None:
        """Say no to presenting it."""
        self._require_asked(person)
        if self.presenters[person] == "accepted":
            raise Refused("You have said yes already. Step down instead, so that the others know.")
        self.trigger_event(self.PresenterDeclined, person=person)

    def withdraw_presenter(self, person: UUID) -> None:
        """Take a presenter or an invitation back; somebody must remain to present it."""
        self._require_asked(person)
        if self.presenters[person] == "accepted" and len(self.presenting) == 1:
            raise Refused(self.NOBODY_LEFT)
        self.trigger_event(self.PresenterWithdrawn, person=person)

    def withdraw_invitation(self, person: UUID, cause: str) -> None:
        """Take back that somebody was asked, because of the event `cause`; nothing where no answer is due."""
        if self.presenters.get(person) == "invited":
            self.trigger_event(self.PresenterWithdrawn, person=person, cause=cause)

    @property
    def presenting(self) -> tuple[UUID, ...]:
        """Those who said that they present it."""
        return tuple(person for person, standing in self.presenters.items() if standing == "accepted")

    @property
    def awaits_presenter(self) -> bool:
        """Whether an invitation to present is open."""
        return "invited" in self.presenters.values()

    def _require_asked(self, person: UUID) -> None:
        self.require_presenters_open()
        if person not in self.presenters:
            raise Refused("They have not been asked to present this. Ask them first.")
