"""What becomes of the slots of a cadence: held for a proposal, filled by a session, skipped, empty again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Event
from lt_web.events.refusals import N_, Refused
from lt_web.events.slots import KEPT, SlotState
from lt_web.events.texts import one_line


class Filled(Aggregate):
    """An aggregate with slots: it has the events named here."""

    SlotSkipped: ClassVar[type[Event]]
    SlotReopened: ClassVar[type[Event]]
    SlotHeld: ClassVar[type[Event]]
    SlotFilled: ClassVar[type[Event]]
    SlotReleased: ClassVar[type[Event]]
    SlotFoundEmpty: ClassVar[type[Event]]

    slots: dict[UUID, SlotState]

    def skip(self, id: UUID, reason: str, now: datetime) -> None:
        """Let nothing take place in a slot; what it was held for goes back to the backlog."""
        slot, reason = self._ahead(id, now), one_line("reason", reason, 300)
        if slot.state != "skipped" or slot.listed:
            self._require(slot, "empty", "held", "skipped")
            self.trigger_event(self.SlotSkipped, slot=id, reason=reason)

    def reopen(self, id: UUID, now: datetime) -> None:
        """Let a slot that was skipped wait to be filled, whatever the lists say; twice changes nothing."""
        slot = self._ahead(id, now)
        if slot.state == "skipped":
            self.trigger_event(self.SlotReopened, slot=id)

    def place(self, id: UUID, proposal: UUID, now: datetime) -> None:
        """Hold a slot for a proposal, which leaves the one it was held in; twice changes nothing.

        What the slot was held for goes to the slot that is left, or back to the backlog.
        """
        slot, before = self._ahead(id, now), self.slot_of(proposal)
        if slot.thing == proposal:
            return
        self._require(slot, "empty", "held")
        self._release(before)
        self._release(slot)
        self.trigger_event(self.SlotHeld, slot=id, proposal=proposal)
        if before is not None and before.starts > now and slot.thing is not None:
            self.trigger_event(self.SlotHeld, slot=before.id, proposal=slot.thing)

    def swap(self, one: UUID, other: UUID, now: datetime) -> dict[UUID, SlotState]:
        """Exchange what two slots hold; one may be empty. Returns session → the slot it has now."""
        a, b = self._ahead(one, now), self._ahead(other, now)
        if a.thing == b.thing:
            return {}
        for slot in (a, b):
            self._require(slot, "empty", "held", "filled")
        self._release(a)
        self._release(b)
        return self._put_into(b, a) | self._put_into(a, b)

    def take_out(self, id: UUID) -> None:
        """Let a slot be held no longer; twice changes nothing."""
        slot = self._slot(id)
        if slot.state == "filled":
            raise Refused("A session takes place then. Move, postpone or cancel the session instead.")
        self._release(slot)

    def fill(self, id: UUID, session: UUID, cause: str = "") -> None:
        """Let a session take place in a slot; the one it had is free again."""
        slot = self._slot(id)
        if slot.thing != session:
            self._require(slot, "empty", "held", "skipped")
            self.release(session, cause)
            self.trigger_event(self.SlotFilled, slot=id, session=session, cause=cause)

    def release(self, thing: UUID, cause: str) -> None:
        """Free the slot of a proposal or session that will not take place in it, because of an event."""
        self._release(self.slot_of(thing), cause)

    def nudge(self, days: int, now: datetime) -> None:
        """Note each slot that is empty so many days before it begins, once."""
        for slot in self._coming(now):
            if slot.state == "empty" and not slot.nudged and slot.starts - now <= timedelta(days=days):
                self.trigger_event(self.SlotFoundEmpty, slot=slot.id, starts=slot.starts)

    def slot_of(self, thing: UUID) -> SlotState | None:
        """The slot held for a proposal, or filled by a session."""
        return next((slot for slot in self.slots.values() if slot.thing == thing), None)

    def slot_at(self, starts: datetime, proposal: UUID | None) -> SlotState | None:
        """The slot at that instant for a session made of that proposal: one held for it before others.

        A slot that is held for something else stays so.
        """
        at_that_time = [slot for slot in self.slots.values() if slot.starts == starts]
        held = [slot for slot in at_that_time if slot.state == "held" and slot.thing == proposal]
        free = [slot for slot in at_that_time if slot.state in ("empty", "skipped")]
        return next(iter(held + sorted(free, key=lambda slot: slot.state)), None)

    def _coming(self, now: datetime) -> list[SlotState]:
        return [slot for slot in self.slots.values() if slot.starts > now]

    def _release(self, slot: SlotState | None, cause: str = "") -> None:
        if slot is not None and slot.state in KEPT:
            self.trigger_event(self.SlotReleased, slot=slot.id, cause=cause)

    def _put_into(self, slot: SlotState, content: SlotState) -> dict[UUID, SlotState]:
        if content.thing is None:
            return {}
        if content.state == "held":
            self.trigger_event(self.SlotHeld, slot=slot.id, proposal=content.thing)
            return {}
        self.trigger_event(self.SlotFilled, slot=slot.id, session=content.thing)
        return {content.thing: slot}

    def _slot(self, id: UUID) -> SlotState:
        if id not in self.slots:
            raise Refused("This date is no longer planned. Look at the dates as they are now.")
        return self.slots[id]

    def _ahead(self, id: UUID, now: datetime) -> SlotState:
        slot = self._slot(id)
        if slot.starts <= now:
            raise Refused("This date has passed, so it can no longer change.")
        return slot

    def _require(self, slot: SlotState, *states: str) -> None:
        if slot.state not in states:
            raise Refused(WHY_NOT[slot.state])


WHY_NOT = {
    "held": N_("This date is held for something. Take that out first."),
    "filled": N_("A session takes place on this date. Move the session instead."),
    "skipped": N_("This date is skipped. Reopen it first."),
}
