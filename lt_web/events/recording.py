"""Consent to a recording: each presenter for themselves; without everybody's word there is none."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Event
from lt_web.events.presenters import Presented
from lt_web.events.refusals import Refused


class Recordable(Presented):
    """An aggregate that may be recorded: it has the two events named here."""

    RecordingAllowed: ClassVar[type[Event]]
    RecordingRefused: ClassVar[type[Event]]

    state: str
    recorded_by_leave_of: set[UUID]

    @property
    def may_be_recorded(self) -> bool:
        """Whether everybody who presents it allows a recording."""
        return bool(self.presenting) and self.recorded_by_leave_of.issuperset(self.presenting)

    def allow_recording(self, person: UUID) -> None:
        """Allow that oneself is recorded; twice changes nothing."""
        self._require_presenting(person)
        if person not in self.recorded_by_leave_of:
            self.trigger_event(self.RecordingAllowed, person=person)

    def refuse_recording(self, person: UUID) -> None:
        """Take one's leave to be recorded back, also afterwards; twice changes nothing."""
        self._require_presenting(person)
        if person in self.recorded_by_leave_of:
            self.trigger_event(self.RecordingRefused, person=person)

    def _require_presenting(self, person: UUID) -> None:
        if person not in self.presenting:
            raise Refused("Each presenter says for themselves whether they are recorded.")
        if self.state == "cancelled":
            raise Refused("This session was cancelled, so there is nothing to record.")
