"""The charter of a programme: what it is to achieve, for whom, with whose yes, and how its pilot ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.formats import FORMATS
from lt_web.events.ids import charter_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import is_blank, one_line, paragraphs

MOST_OUTCOMES = 5
PILOT_WEEKS = (6, 7, 8)
QUICK_WIN_AFTER = timedelta(weeks=3)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
MOST_HOURS = 10_000  # a month, of all people together
DECISIONS = ("go_on", "change", "stop")
GO_ON, STOP = "go_on", "stop"


@dataclass(frozen=True)
class Pilot:
    """So many weeks in which a programme is tried, from a day on."""

    starts: date
    weeks: int

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.starts + self.weeks * WEEK - DAY

    @property
    def last_week(self) -> date:
        """The day from which on it can be decided."""
        return self.starts + (self.weeks - 1) * WEEK

    @property
    def quick_win(self) -> date:
        """The day from which on it has something to show: three weeks are over."""
        return self.starts + QUICK_WIN_AFTER

    def week_on(self, today: date) -> int:
        """Which week it is in, from 1; 0 before it begins, one more than it has once it is over."""
        if today < self.starts:
            return 0
        return min((today - self.starts).days // 7 + 1, self.weeks + 1)


@dataclass(frozen=True)
class Granted:
    """What a sponsor gives: hours a month, of all people together, since a day."""

    person: UUID
    hours: int
    since: date


class Charter(Aggregate):
    """What a programme wants, offers and was granted, and what became of its pilot."""

    STREAM: ClassVar[str] = "charter"

    programme: UUID
    outcomes: str  # one a line
    audience: str
    formats: tuple[str, ...]  # none for all
    pilot: Pilot | None
    asked: Granted | None
    granted: Granted | None
    quick_win_shared: bool
    decision: str

    class Opened(Created):
        """The charter of a programme began."""

        programme: UUID

        def apply(self, charter: Charter) -> None:
            charter.programme = self.programme

    class OutcomesSet(Event):
        """What the programme is to achieve was said, one outcome a line."""

        outcomes: str = work_text(default="")

        def apply(self, charter: Charter) -> None:
            charter.outcomes = self.outcomes

    class AudienceDescribed(Event):
        """Whom the programme is for was said."""

        audience: str = work_text(default="")

        def apply(self, charter: Charter) -> None:
            charter.audience = self.audience

    class FormatsOffered(Event):
        """The formats that new proposals and sessions can have; none means all."""

        formats: tuple[str, ...]

        def apply(self, charter: Charter) -> None:
            charter.formats = self.formats

    class PilotBegun(Event):
        """The programme is a pilot of so many weeks, from a day on."""

        starts: date
        weeks: int

        def apply(self, charter: Charter) -> None:
            charter.pilot = Pilot(self.starts, self.weeks)
            charter.decision, charter.quick_win_shared = "", False

    class OpenEnded(Event):
        """The programme goes on without an end."""

        def apply(self, charter: Charter) -> None:
            charter.pilot, charter.decision = None, ""

    class BuyInAsked(Event):
        """A sponsor was asked to grant so many hours a month, of all people together."""

        person: UUID
        hours: int
        since: date

        def apply(self, charter: Charter) -> None:
            charter.asked = Granted(self.person, self.hours, self.since)

    class BuyInRecorded(Event):
        """A sponsor said yes, and granted so many hours a month, of all people together."""

        person: UUID
        hours: int
        since: date

        def apply(self, charter: Charter) -> None:
            charter.granted, charter.asked = Granted(self.person, self.hours, self.since), None

    class BuyInDeclined(Event):
        """A sponsor who was asked for hours said “not now”."""

        person: UUID

        def apply(self, charter: Charter) -> None:
            charter.asked = None

    class BuyInWithdrawn(Event):
        """A sponsor's yes no longer holds."""

        person: UUID

        def apply(self, charter: Charter) -> None:
            charter.granted = None

    class QuickWinShared(Event):
        """What the first weeks of a pilot brought was shared with its sponsors."""

        sponsors: tuple[UUID, ...]

        def apply(self, charter: Charter) -> None:
            charter.quick_win_shared = True

    class PilotDecided(Event):
        """It was decided how it goes on after the pilot, with these figures beside it."""

        decision: str
        seen: int  # the position of the log that the figures were made from
        figures: str = work_text(default="")

        def apply(self, charter: Charter) -> None:
            charter.decision = self.decision
            if self.decision == GO_ON:
                charter.pilot = None

    class HandedOver(Event):
        """A champion handed the programme over to another."""

        person: UUID
        former: UUID

        def apply(self, charter: Charter) -> None:
            pass

    def __init__(self) -> None:
        self.outcomes = self.audience = self.decision = ""
        self.formats = ()
        self.pilot = self.asked = self.granted = None
        self.quick_win_shared = False

    @classmethod
    def open_for(cls, programme: UUID) -> Charter:
        """Begin the charter of a programme."""
        return cls._create(cls.Opened, id=charter_id(programme), programme=programme)

    @property
    def stopped(self) -> bool:
        """Whether nothing new begins in the programme."""
        return self.decision == STOP

    def set_outcomes(self, outcomes: str) -> None:
        """Say what it is to achieve, one outcome a line; the same again records nothing."""
        lines = paragraphs("outcomes", outcomes).split("\n")
        said = [one_line("outcomes", line, 200) for line in lines if not is_blank(line)]
        if len(said) > MOST_OUTCOMES:
            raise Invalid(
                "outcomes", "{most} outcomes are the most. Keep those that matter.", most=MOST_OUTCOMES
            )
        if "\n".join(said) != self.outcomes:
            self.trigger_event(Charter.OutcomesSet, outcomes="\n".join(said))

    def describe_audience(self, audience: str) -> None:
        """Say whom it is for; the same again records nothing."""
        audience = one_line("audience", audience, 300, required=False)
        if audience != self.audience:
            self.trigger_event(Charter.AudienceDescribed, audience=audience)

    def offer_formats(self, formats: Collection[str]) -> None:
        """Offer these formats alone, or all of them (none named); the same again records nothing."""
        if not set(formats) <= set(FORMATS):
            raise Invalid("formats", "Pick from the formats offered.")
        offered = tuple(key for key in FORMATS if key in formats)
        offered = () if len(offered) == len(FORMATS) else offered
        if offered != self.formats:
            self.trigger_event(Charter.FormatsOffered, formats=offered)

    def require_offered(self, format: str, before: str = "") -> None:
        """Raise `Invalid` for a format that is not offered, unless it was the format before."""
        if self.formats and format not in (*self.formats, before):
            raise Invalid("format", "This programme does not offer that format. Pick one of those it offers.")

    def begin_pilot(self, starts: date, weeks: int) -> None:
        """Try the programme for some weeks; the same again records nothing."""
        if weeks not in PILOT_WEEKS:
            raise Invalid(
                "pilot_weeks",
                "A pilot has {least} to {most} weeks.",
                least=PILOT_WEEKS[0],
                most=PILOT_WEEKS[-1],
            )
        if not 1970 <= starts.year < 2200:
            raise Invalid("pilot_from", "Check the year of this date: {year}.", year=starts.year)
        if self.pilot != Pilot(starts, weeks) or self.decision:
            self.trigger_event(Charter.PilotBegun, starts=starts, weeks=weeks)

    def go_on_openly(self) -> None:
        """Let the programme go on without an end; the same again records nothing."""
        if self.pilot is not None or self.stopped:
            self.trigger_event(Charter.OpenEnded)

    def ask_for_hours(self, person: UUID, hours: int, since: date) -> None:
        """Ask a sponsor for so many hours a month; the same again records nothing."""
        wanted = Granted(person, _hours(hours), since)
        if wanted not in (self.asked, self.granted):
            self.trigger_event(Charter.BuyInAsked, **vars(wanted))

    def say_yes(self, person: UUID) -> None:
        """Grant the hours that one was asked for; twice changes nothing."""
        if self.asked is None and self.granted and self.granted.person == person:
            return
        if self.asked is None or self.asked.person != person:
            raise Refused("Nobody asks you for this now. The champions can ask you again.")
        self.trigger_event(Charter.BuyInRecorded, **vars(self.asked))

    def say_not_now(self, person: UUID) -> None:
        """Say “not now” to the hours that one was asked for; twice changes nothing."""
        if self.asked is not None and self.asked.person == person:
            self.trigger_event(Charter.BuyInDeclined, person=person)

    def record_yes(self, person: UUID, hours: int, since: date) -> None:
        """Record what a sponsor granted; the same again records nothing."""
        said = Granted(person, _hours(hours), since)
        if said != self.granted:
            self.trigger_event(Charter.BuyInRecorded, **vars(said))

    def withdraw_yes(self, reason: str) -> None:
        """Note that the sponsor's yes no longer holds; twice changes nothing."""
        if self.granted is not None:
            reason = one_line("reason", reason, 300)
            self.trigger_event(Charter.BuyInWithdrawn, person=self.granted.person, reason=reason)

    def share_quick_win(self, sponsors: Collection[UUID], today: date) -> None:
        """Share what the first weeks brought; twice records nothing."""
        pilot = self._require_pilot()
        if today < pilot.quick_win:
            raise Refused(
                "Three weeks come first: there is a quick win to share from {date} on.",
                date=pilot.quick_win,
            )
        if not sponsors:
            raise Refused("Nobody sponsors this programme yet. Give somebody that role first.")
        if not self.quick_win_shared:
            self.trigger_event(Charter.QuickWinShared, sponsors=tuple(sorted(sponsors, key=str)))

    def decide(self, decision: str, reason: str, seen: int, figures: str, today: date) -> None:
        """Decide how it goes on after the pilot; the same again records nothing."""
        if decision not in DECISIONS:
            raise Invalid("decision", "Pick one of the three.")
        if decision == self.decision:
            return
        pilot = self._require_pilot()
        if today < pilot.last_week:
            raise Refused(
                "A pilot is decided from its last week on, which begins on {date}.",
                date=pilot.last_week,
            )
        said = {"decision": decision, "seen": seen, "figures": paragraphs("figures", figures)}
        self.trigger_event(Charter.PilotDecided, **said, reason=one_line("reason", reason, 500))

    def hand_over(self, former: UUID, person: UUID, reason: str) -> None:
        """Note who took the programme over, and from whom."""
        if former == person:
            raise Invalid("person", "They are its champion already. Pick somebody else.")
        self.trigger_event(
            Charter.HandedOver, former=former, person=person, reason=one_line("reason", reason, 200)
        )

    def require_going_on(self) -> None:
        """Raise `Refused` where the programme was stopped."""
        if self.stopped:
            raise Refused(
                "This programme was stopped, so nothing new begins in it. What there was stays here."
            )

    def _require_pilot(self) -> Pilot:
        if self.pilot is None:
            raise Refused("This programme has no end, so there is no pilot to speak of.")
        return self.pilot


def _hours(hours: int) -> int:
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid("hours", "Give a number of hours between {least} and {most}.", least=1, most=MOST_HOURS)
    return hours
