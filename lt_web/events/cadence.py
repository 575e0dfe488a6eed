"""The cadence of a programme: rules that yield slots, the days that are left out, and what fills each slot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.clock import next_valid, zone_named
from lt_web.events.formats import length
from lt_web.events.ids import cadence_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.rules import Rule
from lt_web.events.slots import KEPT, SlotState, slot_id
from lt_web.events.texts import one_line

MOST_RULES = 12
MOST_DAYS = 1_000


class Cadence(Aggregate):
    """When a programme meets: its rules, the days left out, and its slots with what fills them."""

    STREAM: ClassVar[str] = "cadence"

    programme: UUID
    rules: dict[UUID, Rule]
    skips: dict[date, str]
    holidays: dict[UUID, Cadence.HolidaysSet]
    slots: dict[UUID, SlotState]

    class Opened(Created):
        """The planning of a programme's dates began."""

        programme: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.programme = self.programme

    class RuleSet(Event):
        """A rule says from now on when there are slots."""

        rule: UUID
        kind: str
        starts: date
        weekday: int
        time: str
        zone: str
        minutes: int
        weeks: int
        week: int
        nth: int
        place: str = work_text(default="")

        def apply(self, cadence: Cadence) -> None:
            cadence.rules[self.rule] = Rule(**{name: getattr(self, name) for name in RULE})

    class RuleEnded(Event):
        """A rule yields no more slots."""

        rule: UUID

        def apply(self, cadence: Cadence) -> None:
            del cadence.rules[self.rule]

    class DaySkipped(Event):
        """There are no slots on a day."""

        day: date
        label: str

        def apply(self, cadence: Cadence) -> None:
            cadence.skips[self.day] = self.label

    class DayReturned(Event):
        """There may be slots on a day again."""

        day: date

        def apply(self, cadence: Cadence) -> None:
            del cadence.skips[self.day]

    class HolidaysSet(Event):
        """A calendar of public holidays was uploaded: days as YYYY-MM-DD and a name each."""

        calendar: UUID
        name: str
        zone: str
        skips: bool
        days: tuple[str, ...]

        def apply(self, cadence: Cadence) -> None:
            cadence.holidays[self.calendar] = self

    class HolidaysRemoved(Event):
        """A calendar of public holidays no longer counts."""

        calendar: UUID

        def apply(self, cadence: Cadence) -> None:
            del cadence.holidays[self.calendar]

    class SlotMade(Event):
        """A date was planned, and waits to be filled."""

        slot: UUID
        rule: UUID | None
        wall: datetime
        zone: str
        minutes: int
        place: str = work_text(default="")

        def apply(self, cadence: Cadence) -> None:
            cadence.slots[self.slot] = SlotState(
                self.slot, self.rule, self.wall, self.zone, self.minutes, self.place
            )

    class SlotDropped(Event):
        """A date is no longer planned: the rule behind it changed, or it had been added by hand."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            del cadence.slots[self.slot]

    class SlotSkipped(Event):
        """Nothing will take place in a slot, and why."""

        slot: UUID
        listed: bool = False

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "skipped", listed=self.listed)

    class SlotReopened(Event):
        """A slot that was skipped waits to be filled again."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "empty")

    class SlotHeld(Event):
        """A slot is held for a proposal or a request."""

        slot: UUID
        proposal: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "held", self.proposal)

    class SlotFilled(Event):
        """A session takes place in a slot."""

        slot: UUID
        session: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "filled", self.session)

    class SlotReleased(Event):
        """What a slot was held for, or the session in it, is no longer there."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "empty")

    class SlotFoundEmpty(Event):
        """A slot comes near and nothing fills it."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.slots[self.slot] = replace(cadence.slots[self.slot], nudged=True)

    def __init__(self) -> None:
        self.rules, self.skips, self.holidays, self.slots = {}, {}, {}, {}

    def put(self, slot: UUID, state: str, thing: UUID | None = None, *, listed: bool = False) -> None:
        """Give a slot its state (for events of this aggregate alone)."""
        self.slots[slot] = replace(self.slots[slot], state=state, thing=thing, listed=listed)

    @classmethod
    def open_for(cls, programme: UUID) -> Cadence:
        """Begin to plan the dates of a programme."""
        return cls._create(cls.Opened, id=cadence_id(programme), programme=programme)

    def set_rule(self, rule: Rule, today: date, id: UUID | None = None) -> UUID:
        """Add a rule, or change the one of that id; the same again records nothing. Returns its id."""
        rule = rule.checked()
        if id is not None and id not in self.rules:
            raise Refused("This rule has ended. Add another instead.")
        if id is None and len(self.rules) >= MOST_RULES:
            raise Refused("There are {most} rules already. End one of them first.", most=MOST_RULES)
        id = id or uuid4()
        if self.rules.get(id) != rule:
            self.trigger_event(Cadence.RuleSet, rule=id, **vars(rule))
        return id

    def end_rule(self, id: UUID, now: datetime) -> None:
        """Let a rule yield no more slots; those that are filled, held or skipped stay. Twice changes nothing."""
        if id in self.rules:
            self.trigger_event(Cadence.RuleEnded, rule=id)
            for slot in self._coming(now):
                if slot.rule == id and _is_free(slot):
                    self.trigger_event(Cadence.SlotDropped, slot=slot.id, cause=self.latest)

    def skip_day(self, day: date, label: str, now: datetime) -> None:
        """Have no slots on a day; the same again records nothing."""
        label = one_line("label", label, 80)
        if self.skips.get(day) != label:
            if len(self.skips) >= MOST_DAYS:
                raise Refused("There are {most} days on this list already. Remove some first.", most=MOST_DAYS)
            self.trigger_event(Cadence.DaySkipped, day=day, label=label)
            self._follow_lists(now)

    def return_day(self, day: date, now: datetime) -> None:
        """Have slots on a day again; twice changes nothing."""
        if day in self.skips:
            self.trigger_event(Cadence.DayReturned, day=day)
            self._follow_lists(now)

    def set_holidays(self, name: str, zone: str, skips: bool, days: dict[date, str], now: datetime) -> None:
        """Take public holidays of a zone: `skips` leaves them out of this programme, else they only warn.

        The calendar of that name is replaced.
        """
        zone_named(zone)
        name = one_line("name", name, 80)
        if not days:
            raise Invalid("file", "There are no days in this file. Upload a calendar (.ics) with whole days.")
        if len(days) > MOST_DAYS:
            raise Invalid("file", "There are more than {most} days in this file.", most=MOST_DAYS)
        said = tuple(f"{day.isoformat()} {' '.join(days[day].split())[:80]}" for day in sorted(days))
        known = next((id for id, one in self.holidays.items() if one.name == name), None)
        before = self.holidays[known] if known else None
        if before is None or (before.zone, before.skips, before.days) != (zone, skips, said):
            self.trigger_event(
                Cadence.HolidaysSet, calendar=known or uuid4(), name=name, zone=zone, skips=skips, days=said
            )
            self._follow_lists(now)

    def remove_holidays(self, calendar: UUID, now: datetime) -> None:
        """Let a calendar of public holidays no longer count; twice changes nothing."""
        if calendar in self.holidays:
            self.trigger_event(Cadence.HolidaysRemoved, calendar=calendar)
            self._follow_lists(now)

    def make_slots(self, now: datetime, days: int) -> None:
        """Plan the dates of the coming `days` days, each once, however often this is done.

        A turn whose slot is held, filled or skipped keeps it, though the rule has changed since; an empty
        one gives way to what the rule says now.
        """
        for id, rule in self.rules.items():
            today = now.astimezone(zone_named(rule.zone)).date()
            wanted = self._wanted(id, rule, today, today + timedelta(days=days), now)
            for slot in self._coming(now):
                if slot.rule == id and _is_free(slot) and slot.id not in wanted:
                    self.trigger_event(Cadence.SlotDropped, slot=slot.id)
            for slot in wanted.values():
                if slot.id not in self.slots:
                    self._make(slot)
        self._follow_lists(now)

    def add_slot(self, wall: datetime, zone: str, minutes: int, now: datetime, place: str = "") -> UUID:
        """Plan one date by hand. Returns its id; the same again records nothing."""
        zone_named(zone)
        wall = next_valid(wall.replace(second=0, microsecond=0, tzinfo=None), zone)
        place = one_line("place", place, required=False)
        slot = SlotState(slot_id(self.id, wall, zone), None, wall, zone, length(minutes), place)
        if slot.starts <= now:
            raise Invalid("date", "That time has passed. Pick one in the future.")
        if slot.id not in self.slots:
            self._make(slot)
            self._follow_lists(now)
        return slot.id

    def drop_slot(self, id: UUID) -> None:
        """Plan a date no longer that was added by hand."""
        slot = self._slot(id)
        if slot.rule is not None:
            raise Refused("A rule plans this date. Skip it instead, and say why.")
        self._require(slot, "empty", "skipped")
        self.trigger_event(Cadence.SlotDropped, slot=id)

    def skip(self, id: UUID, reason: str, now: datetime) -> None:
        """Let nothing take place in a slot."""
        slot = self._ahead(id, now)
        self._require(slot, "empty", "held")
        self.trigger_event(Cadence.SlotSkipped, slot=id, reason=one_line("reason", reason, 300))

    def reopen(self, id: UUID, now: datetime) -> None:
        """Let a slot that was skipped wait to be filled; twice changes nothing."""
        slot = self._ahead(id, now)
        if slot.state == "skipped":
            self.trigger_event(Cadence.SlotReopened, slot=id)

    def place(self, id: UUID, proposal: UUID, now: datetime) -> None:
        """Hold a slot for a proposal, which leaves the one it was held in; twice changes nothing.

        What the slot was held for goes to the slot that is left, or back to the backlog.
        """
        slot, before = self._ahead(id, now), self.slot_of(proposal)
        if slot.thing == proposal:
            return
        self._require(slot, "empty", "held", "skipped")
        if before is not None:
            self._require(before, "held")
        moved = slot.thing
        self._release(before)
        self._release(slot)
        self.trigger_event(Cadence.SlotHeld, slot=id, proposal=proposal)
        if before is not None and moved is not None:
            self.trigger_event(Cadence.SlotHeld, slot=before.id, proposal=moved)

    def swap(self, one: UUID, other: UUID, now: datetime) -> dict[UUID, SlotState]:
        """Exchange what two slots hold, an empty one too. Returns session → the slot it now has."""
        a, b = self._ahead(one, now), self._ahead(other, now)
        if a.id == b.id or a.thing == b.thing:
            return {}
        for slot in (a, b):
            self._require(slot, "empty", "held", "filled", "skipped")
        self._release(a)
        self._release(b)
        return self._put_into(b, a) | self._put_into(a, b)

    def take_out(self, id: UUID) -> None:
        """Let a slot be held no longer; twice changes nothing."""
        slot = self._slot(id)
        if slot.state == "filled":
            raise Refused("A session takes place then. Move, postpone or cancel the session instead.")
        if slot.state == "held":
            self._release(slot)

    def fill(self, id: UUID, session: UUID, cause: str = "") -> None:
        """Let a session take place in a slot."""
        slot = self._slot(id)
        if slot.thing != session:
            self._require(slot, "empty", "held", "skipped")
            self.trigger_event(Cadence.SlotFilled, slot=id, session=session, cause=cause)

    def release(self, thing: UUID, cause: str) -> None:
        """Free the slot of a proposal or session that will not take place in it, because of an event."""
        slot = self.slot_of(thing)
        if slot is not None:
            self.trigger_event(Cadence.SlotReleased, slot=slot.id, cause=cause)

    def nudge(self, days: int, now: datetime) -> None:
        """Note each slot that is empty so many days before it begins, once."""
        for slot in self._coming(now):
            if _is_free(slot) and not slot.nudged and slot.starts - now <= timedelta(days=days):
                self.trigger_event(Cadence.SlotFoundEmpty, slot=slot.id)

    def slot_of(self, thing: UUID) -> SlotState | None:
        """The slot held for a proposal, or filled by a session."""
        return next((slot for slot in self.slots.values() if slot.thing == thing), None)

    def slot_at(self, wall: datetime, zone: str) -> SlotState | None:
        """The slot at that time that is not filled, the one held for something before others."""
        found = [s for s in self.slots.values() if (s.wall, s.zone) == (wall, zone) and s.state != "filled"]
        return min(found, key=lambda slot: slot.state != "held", default=None)

    def reason_to_skip(self, day: date) -> str:
        """Why there are no slots on a day: the label on a list, "" where none names it."""
        if day in self.skips:
            return self.skips[day]
        named = (days_of(one.days).get(day, "") for one in self.holidays.values() if one.skips)
        return next((label for label in named if label), "")

    def _wanted(
        self, id: UUID, rule: Rule, since: date, until: date, now: datetime
    ) -> dict[UUID, SlotState]:
        kept = [s.day for s in self.slots.values() if s.rule == id and not _is_free(s)]
        wanted = {}
        for turn in rule.periods(since, until):
            if turn.day is None or not since <= turn.day < until or any(map(turn.holds, kept)):
                continue
            wall = next_valid(rule.wall(turn.day), rule.zone)
            name = slot_id(id, wall, f"{rule.zone}/{rule.minutes}/{rule.place}")
            slot = SlotState(name, id, wall, rule.zone, rule.minutes, rule.place)
            if slot.starts > now:
                wanted[name] = slot
        return wanted

    def _make(self, slot: SlotState) -> None:
        said = {name: getattr(slot, name) for name in ("rule", "wall", "zone", "minutes", "place")}
        self.trigger_event(Cadence.SlotMade, slot=slot.id, **said)

    def _follow_lists(self, now: datetime) -> None:
        """Skip the empty slots of days left out, and reopen those whose day is no longer left out."""
        for slot in self._coming(now):
            reason = self.reason_to_skip(slot.day)
            if slot.state == "empty" and reason:
                self.trigger_event(Cadence.SlotSkipped, slot=slot.id, listed=True, reason=reason)
            elif slot.listed and not reason:
                self.trigger_event(Cadence.SlotReopened, slot=slot.id)

    def _coming(self, now: datetime) -> list[SlotState]:
        return [slot for slot in self.slots.values() if slot.starts > now]

    def _release(self, slot: SlotState | None) -> None:
        if slot is not None and slot.state in KEPT:
            self.trigger_event(Cadence.SlotReleased, slot=slot.id)

    def _put_into(self, slot: SlotState, content: SlotState) -> dict[UUID, SlotState]:
        if content.thing is None:
            return {}
        if content.state == "held":
            self.trigger_event(Cadence.SlotHeld, slot=slot.id, proposal=content.thing)
            return {}
        self.trigger_event(Cadence.SlotFilled, slot=slot.id, session=content.thing)
        return {content.thing: slot}

    def _slot(self, id: UUID) -> SlotState:
        if id not in self.slots:
            raise Refused("This date is no longer planned. Look at the board as it is now.")
        return self.slots[id]

    def _ahead(self, id: UUID, now: datetime) -> SlotState:
        slot = self._slot(id)
        if slot.starts <= now:
            raise Refused("This date has passed, so it can no longer change.")
        return slot

    def _require(self, slot: SlotState, *states: str) -> None:
        if slot.state not in states:
            raise Refused(WHY_NOT[slot.state])


RULE = ("kind", "starts", "weekday", "time", "zone", "minutes", "weeks", "week", "nth", "place")
WHY_NOT = {
    "empty": N_("Nothing fills this date."),
    "held": N_("This date is held for something. Take that out first."),
    "filled": N_("A session takes place on this date. Move the session instead."),
    "skipped": N_("This date is skipped. Reopen it first."),
}


def days_of(said: Iterable[str]) -> dict[date, str]:
    """Return day → its name, of days as a calendar of public holidays keeps them."""
    parts = (one.partition(" ") for one in said)
    return {date.fromisoformat(day): label for day, _blank, label in parts}


def _is_free(slot: SlotState) -> bool:
    """Whether a slot can give way: nothing is in it, and nobody decided that it is skipped."""
    return slot.state == "empty" or slot.listed
