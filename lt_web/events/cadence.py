"""The cadence of a programme: rules that yield slots, the days left out, and what fills each slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Created, Event
from lt_web.events.clock import next_valid, zone_named
from lt_web.events.filling import Filled
from lt_web.events.formats import length
from lt_web.events.ids import cadence_id
from lt_web.events.marks import work_text
from lt_web.events.planned import Appointment
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.rules import Rule
from lt_web.events.slots import SlotState, slot_id
from lt_web.events.texts import one_line

MOST_RULES = 12
MOST_DAYS = 1_000
MOST_CALENDARS = 20


@dataclass(frozen=True)
class Calendar:
    """Public holidays of a zone. `skips` says that there are no slots on them, else they only warn."""

    name: str
    zone: str
    skips: bool
    days: Mapping[date, str]


class Cadence(Filled):
    """When a programme meets: its rules, the days left out, and its slots with what fills them."""

    STREAM: ClassVar[str] = "cadence"

    programme: UUID
    rules: dict[UUID, Rule]
    skips: dict[date, str]
    holidays: dict[UUID, Calendar]

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
        label: str = work_text()

        def apply(self, cadence: Cadence) -> None:
            cadence.skips[self.day] = self.label

    class DayReturned(Event):
        """There may be slots on a day again."""

        day: date

        def apply(self, cadence: Cadence) -> None:
            del cadence.skips[self.day]

    class HolidaysSet(Event):
        """A calendar of public holidays was uploaded: its days, and a line for each with its name."""

        calendar: UUID
        zone: str
        skips: bool
        days: tuple[date, ...]
        name: str = work_text()
        labels: str = work_text()

        def apply(self, cadence: Cadence) -> None:
            days = named(self.days, self.labels)
            cadence.holidays[self.calendar] = Calendar(self.name, self.zone, self.skips, days)

    class HolidaysRemoved(Event):
        """A calendar of public holidays no longer counts."""

        calendar: UUID

        def apply(self, cadence: Cadence) -> None:
            del cadence.holidays[self.calendar]

    class SlotMade(Event):
        """A date was planned, and waits to be filled; one without a rule was added by hand."""

        slot: UUID
        rule: UUID | None
        wall: datetime
        zone: str
        minutes: int
        place: str = work_text(default="")

        def apply(self, cadence: Cadence) -> None:
            said = (self.wall, self.zone, self.minutes, self.place)
            cadence.slots[self.slot] = SlotState(self.slot, self.rule, *said, firm=self.rule is None)

    class SlotDropped(Event):
        """A date is no longer planned: the rule behind it changed, or it had been added by hand."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            del cadence.slots[self.slot]

    class SlotSkipped(Event):
        """Nothing will take place in a slot, and why; `listed` where a list leaves its day out."""

        slot: UUID
        listed: bool = False

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "skipped", listed=self.listed, firm=False, nudged=False)

    class SlotReopened(Event):
        """A slot that was skipped waits to be filled; `listed` where its day is no longer left out."""

        slot: UUID
        listed: bool = False

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "empty", firm=not self.listed)

    class SlotHeld(Event):
        """A slot is held for a proposal or a request."""

        slot: UUID
        proposal: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "held", thing=self.proposal)

    class SlotFilled(Event):
        """A session takes place in a slot."""

        slot: UUID
        session: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "filled", thing=self.session)

    class SlotReleased(Event):
        """What a slot was held for, or the session in it, is no longer there."""

        slot: UUID

        def apply(self, cadence: Cadence) -> None:
            cadence.put(self.slot, "empty", nudged=False)

    class SlotFoundEmpty(Event):
        """A slot comes near, at this instant, and nothing fills it."""

        slot: UUID
        starts: datetime

        def apply(self, cadence: Cadence) -> None:
            cadence.slots[self.slot] = replace(cadence.slots[self.slot], nudged=True)

    def __init__(self) -> None:
        self.rules, self.skips, self.holidays, self.slots = {}, {}, {}, {}

    def put(self, slot: UUID, state: str, thing: UUID | None = None, **further: bool) -> None:
        """Give a slot its state (for events of this aggregate alone)."""
        said = {"state": state, "thing": thing, "listed": False} | further
        self.slots[slot] = replace(self.slots[slot], **said)  # type: ignore[arg-type]

    @classmethod
    def open_for(cls, programme: UUID) -> Cadence:
        """Begin to plan the dates of a programme."""
        return cls._create(cls.Opened, id=cadence_id(programme), programme=programme)

    def set_rule(self, rule: Rule, id: UUID | None = None) -> UUID:
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
        """Let a rule yield no more slots; what is filled, held or skipped stays. Twice changes nothing."""
        if id in self.rules:
            self.trigger_event(Cadence.RuleEnded, rule=id)
            cause = self.latest
            for slot in self._coming(now):
                if slot.rule == id and slot.free:
                    self.trigger_event(Cadence.SlotDropped, slot=slot.id, cause=cause)

    def skip_day(self, day: date, label: str, now: datetime) -> None:
        """Have no slots on a day; the same again records nothing."""
        label = one_line("label", label, 80)
        if self.skips.get(day) != label:
            if len(self.skips) >= MOST_DAYS:
                raise Refused(
                    "There are {most} days on this list already. Remove some first.", most=MOST_DAYS
                )
            self.trigger_event(Cadence.DaySkipped, day=day, label=label)
            self._follow_lists(now, self.latest)

    def return_day(self, day: date, now: datetime) -> None:
        """Have slots on a day again; twice changes nothing."""
        if day in self.skips:
            self.trigger_event(Cadence.DayReturned, day=day)
            self._follow_lists(now, self.latest)

    def set_holidays(
        self, name: str, zone: str, skips: bool, days: Mapping[date, str], now: datetime
    ) -> None:
        """Take public holidays of a zone: `skips` leaves them out of this programme, else they only warn.

        The calendar of that name is replaced; the same again records nothing.
        """
        zone_named(zone)
        name = one_line("name", name, 80)
        if not days:
            raise Invalid("file", "There are no days in this file. Upload a calendar (.ics) with whole days.")
        if len(days) > MOST_DAYS:
            raise Invalid("file", "There are more than {most} days in this file.", most=MOST_DAYS)
        on = tuple(sorted(days))
        labels = "\n".join(" ".join(days[day].split())[:80] for day in on)
        said = Calendar(name, zone, skips, named(on, labels))
        known = next((id for id, one in self.holidays.items() if one.name == name), None)
        if known is None and len(self.holidays) >= MOST_CALENDARS:
            raise Refused(
                "There are {most} calendars already. Remove one of them first.", most=MOST_CALENDARS
            )
        if known is None or self.holidays[known] != said:
            told = {"name": name, "zone": zone, "skips": skips, "days": on, "labels": labels}
            self.trigger_event(Cadence.HolidaysSet, calendar=known or uuid4(), **told)
            self._follow_lists(now, self.latest)

    def remove_holidays(self, calendar: UUID, now: datetime) -> None:
        """Let a calendar of public holidays no longer count; twice changes nothing."""
        if calendar in self.holidays:
            self.trigger_event(Cadence.HolidaysRemoved, calendar=calendar)
            self._follow_lists(now, self.latest)

    def make_slots(self, now: datetime, days: int, cause: str = "") -> None:
        """Plan the dates of the coming `days` days, each once, however often this is done.

        A turn whose slot is held, filled or skipped keeps it, though the rule has changed since; an empty
        one gives way to what the rule says now.
        """
        for id, rule in self.rules.items():
            wanted = self._wanted(id, rule, now, days)
            for slot in self._coming(now):
                if slot.rule == id and slot.free and slot.id not in wanted:
                    self.trigger_event(Cadence.SlotDropped, slot=slot.id, cause=cause)
            for slot in wanted.values():
                if slot.id not in self.slots:
                    self._make(slot, cause)
        self._follow_lists(now, cause)

    def add_slot(self, wall: datetime, zone: str, minutes: int, now: datetime, place: str = "") -> UUID:
        """Plan one date by hand, whatever the lists say. Returns its id; the same again records nothing."""
        when = Appointment(wall, zone, place).checked()
        id = slot_id(self.id, when.wall, zone)
        slot = SlotState(id, None, when.wall, zone, length(minutes), when.place, firm=True)
        if slot.starts <= now:
            raise Invalid("date", "That time has passed. Pick one in the future.")
        known = self.slots.get(id)
        if known is None:
            self._make(slot)
        elif (known.minutes, known.place) != (slot.minutes, slot.place):
            raise Invalid("date", "This date is planned already. Pick another, or remove that one first.")
        return id

    def drop_slot(self, id: UUID) -> None:
        """Plan a date no longer that was added by hand; twice changes nothing."""
        slot = self.slots.get(id)
        if slot is not None:
            if slot.rule is not None:
                raise Refused("A rule plans this date. Skip it instead, and say why.")
            self._require(slot, "empty", "skipped")
            self.trigger_event(Cadence.SlotDropped, slot=id)

    def left_out(self) -> dict[date, str]:
        """Day → why there are no slots on it."""
        of_calendars = [one.days for one in self.holidays.values() if one.skips]
        return {day: label for days in (*of_calendars, self.skips) for day, label in days.items()}

    def _wanted(self, id: UUID, rule: Rule, now: datetime, days: int) -> dict[UUID, SlotState]:
        """What a rule asks for from now on, save in turns that have a slot which stays."""
        since = now.astimezone(zone_named(rule.zone)).date()
        until = since + timedelta(days=days)
        kept = [slot.day for slot in self.slots.values() if slot.rule == id and not slot.free]
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

    def _make(self, slot: SlotState, cause: str = "") -> None:
        said = {name: getattr(slot, name) for name in ("rule", "wall", "zone", "minutes", "place")}
        self.trigger_event(Cadence.SlotMade, slot=slot.id, **said, cause=cause)

    def _follow_lists(self, now: datetime, cause: str) -> None:
        """Skip the empty slots of days left out, and reopen those whose day is no longer left out."""
        left_out = self.left_out()
        for slot in self._coming(now):
            reason = left_out.get(slot.day, "")
            if slot.state == "empty" and reason and not slot.firm:
                said = {"reason": reason, "cause": cause}
                self.trigger_event(Cadence.SlotSkipped, slot=slot.id, listed=True, **said)
            elif slot.listed and not reason:
                self.trigger_event(Cadence.SlotReopened, slot=slot.id, listed=True, cause=cause)


RULE = ("kind", "starts", "weekday", "time", "zone", "minutes", "weeks", "week", "nth", "place")


def named(days: tuple[date, ...], labels: str) -> dict[date, str]:
    """Return day → its name; the days count though their names were erased."""
    said = labels.split("\n")
    return dict(zip(days, said if len(said) == len(days) else ("—",) * len(days), strict=True))
