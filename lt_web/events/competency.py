"""How long it takes people to get from a stated start to a stated milestone; colleagues confirm it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid4

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.cohorts import Cohort, Member, require_another, require_in_order, require_past
from lt_web.events.ids import competency_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.texts import one_line

NOT_IN_A_COHORT = N_("They are in no cohort of this milestone. Add them to one first.")
Who = tuple[UUID, UUID]  # milestone, person


class Competency(Aggregate):
    """The milestones of one programme, who is on the way to them, and how long it took before."""

    STREAM: ClassVar[str] = "competency"

    programme: UUID
    milestones: dict[UUID, UUID]  # those that stand → their topic
    cohorts: dict[UUID, Cohort]
    members: dict[Who, Member]
    baseline: dict[UUID, UUID]  # entry → milestone

    class Opened(Created):
        """A programme began to look at how long people take to get somewhere."""

        programme: UUID

        def apply(self, competency: Competency) -> None:
            competency.programme = self.programme

    class MilestoneStated(Event):
        """What people can do once they have got somewhere was put into words, and where they start."""

        milestone: UUID
        topic: UUID
        statement: str = work_text()
        start: str = work_text()

        def apply(self, competency: Competency) -> None:
            competency.milestones[self.milestone] = self.topic

    class MilestoneRetired(Event):
        """A milestone no longer counts; what was recorded of it stays in the history."""

        milestone: UUID

        def apply(self, competency: Competency) -> None:
            del competency.milestones[self.milestone]

    class CohortFormed(Event):
        """People who start at about the same time are looked at together, from now on or as a baseline."""

        cohort: UUID
        milestone: UUID
        baseline: bool
        name: str = work_text()

        def apply(self, competency: Competency) -> None:
            competency.cohorts[self.cohort] = Cohort(self.milestone, self.name, self.baseline)

    class MemberStarted(Event):
        """Somebody set out for a milestone, on this day, with a cohort."""

        cohort: UUID
        milestone: UUID
        person: UUID
        day: date

        def apply(self, competency: Competency) -> None:
            competency.members[self.milestone, self.person] = Member(self.cohort, self.day)

    class MemberLeftCohort(Event):
        """Somebody is no longer in a cohort and counts nowhere; nobody need say why."""

        cohort: UUID
        milestone: UUID
        person: UUID

        def apply(self, competency: Competency) -> None:
            del competency.members[self.milestone, self.person]

    class MilestoneClaimed(Event):
        """Somebody said that they reached a milestone on a day, and asked a colleague to confirm it."""

        milestone: UUID
        person: UUID
        day: date
        asked: UUID

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, reached=self.day, asked=self.asked)

    class ClaimWithdrawn(Event):
        """Somebody no longer says that they reached a milestone."""

        milestone: UUID
        person: UUID

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, reached=None, asked=None)

    class ClaimLapsed(Event):
        """Nobody is left to confirm that somebody reached a milestone, or it was retired."""

        milestone: UUID
        person: UUID
        asked: UUID

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, reached=None, asked=None)

    class ConfirmationDeclined(Event):
        """The colleague who was asked said “not yet”, to the person alone."""

        milestone: UUID
        person: UUID
        by: UUID

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, reached=None, asked=None)

    class MilestoneConfirmed(Event):
        """A colleague confirmed that somebody reached a milestone on that day."""

        milestone: UUID
        person: UUID
        day: date
        by: UUID

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, asked=None, confirmed=True)

    class MilestoneRecorded(Event):
        """A champion recorded that somebody reached a milestone, and says why they know."""

        milestone: UUID
        person: UUID
        day: date

        def apply(self, competency: Competency) -> None:
            told = {"reached": self.day, "asked": None, "confirmed": True}
            competency.change(self.milestone, self.person, **told)

    class DatesCorrected(Event):
        """A day on which somebody started, or reached a milestone, was put right; both values stay."""

        milestone: UUID
        person: UUID
        started: date
        reached: date | None
        was_started: date
        was_reached: date | None

        def apply(self, competency: Competency) -> None:
            competency.change(self.milestone, self.person, started=self.started, reached=self.reached)

    class BaselineEntered(Event):
        """How long it took somebody before the programme: two dates without a name, and who says so."""

        entry: UUID
        milestone: UUID
        started: date
        reached: date
        source: str = work_text()

        def apply(self, competency: Competency) -> None:
            competency.baseline[self.entry] = self.milestone

    class BaselineTakenOut(Event):
        """A fact from before the programme was wrong and counts no longer; it stays in the history."""

        entry: UUID
        milestone: UUID

        def apply(self, competency: Competency) -> None:
            del competency.baseline[self.entry]

    class TopicMerged(Event):
        """A topic went up in another; its milestones belong to that one."""

        topic: UUID
        into: UUID

        def apply(self, competency: Competency) -> None:
            for milestone, topic in competency.milestones.items():
                if topic == self.topic:
                    competency.milestones[milestone] = self.into

    def __init__(self) -> None:
        self.milestones, self.cohorts, self.members, self.baseline = {}, {}, {}, {}

    def change(self, milestone: UUID, person: UUID, **values: object) -> None:
        """Know something else of a member (for events)."""
        who = milestone, person
        self.members[who] = replace(self.members[who], **values)  # type: ignore[arg-type]

    @classmethod
    def open_for(cls, programme: UUID) -> Competency:
        """Begin to look at how long people take, in a programme."""
        return cls._create(cls.Opened, id=competency_id(programme), programme=programme)

    def state(self, topic: UUID, statement: str, start: str) -> UUID:
        """Put a milestone and its start into words; returns its id."""
        milestone = uuid4()
        self.trigger_event(
            Competency.MilestoneStated,
            milestone=milestone,
            topic=topic,
            statement=one_line("statement", statement, 120),
            start=one_line("start", start, 120),
        )
        return milestone

    def retire(self, milestone: UUID, reason: str) -> None:
        """Let a milestone no longer count, with what waits for it."""
        self._require(milestone)
        reason = one_line("reason", reason)
        for about, person in sorted(self.members, key=str):
            if about == milestone:
                self._lapse(milestone, person)
        self.trigger_event(Competency.MilestoneRetired, milestone=milestone, reason=reason)

    def form(self, milestone: UUID, name: str, baseline: bool) -> UUID:
        """Form a cohort; returns its id."""
        self._require(milestone)
        name = one_line("name", name, 80)
        if any(c.milestone == milestone and c.name == name for c in self.cohorts.values()):
            raise Invalid("name", "There is a cohort of that name already. Give this one another.")
        cohort = uuid4()
        self.trigger_event(
            Competency.CohortFormed, cohort=cohort, milestone=milestone, name=name, baseline=baseline
        )
        return cohort

    def start(self, cohort: UUID, person: UUID, day: date, today: date) -> None:
        """Note that somebody set out with a cohort; the same again records nothing."""
        milestone = self.cohorts[cohort].milestone
        self._require(milestone)
        require_past("day", day, today)
        known = self.members.get((milestone, person))
        if known is None:
            told = {"cohort": cohort, "milestone": milestone, "person": person, "day": day}
            self.trigger_event(Competency.MemberStarted, **told)
        elif (known.cohort, known.started) != (cohort, day):
            raise Refused("Nobody counts twice: whoever is in a cohort of this milestone leaves it first.")

    def leave(self, milestone: UUID, person: UUID, cause: str = "") -> None:
        """Let somebody be in no cohort of a milestone any more; twice records nothing."""
        known = self.members.get((milestone, person))
        if known is not None:
            told = {"cohort": known.cohort, "milestone": milestone, "person": person}
            self.trigger_event(Competency.MemberLeftCohort, **told, cause=cause)

    def claim(self, milestone: UUID, person: UUID, day: date, asked: UUID, today: date) -> None:
        """Say that one reached a milestone and ask a colleague to confirm it; anew, it replaces the first."""
        known = self._on_the_way(milestone, person)
        if asked == person:
            raise Invalid("asked", "Nobody confirms this for themselves. Ask a colleague who has seen it.")
        require_in_order("day", known.started, day, today)
        if (known.reached, known.asked) != (day, asked):
            told = {"milestone": milestone, "person": person, "day": day, "asked": asked}
            self.trigger_event(Competency.MilestoneClaimed, **told)

    def withdraw(self, milestone: UUID, person: UUID) -> None:
        """No longer say so, before it is confirmed; twice records nothing."""
        if self._on_the_way(milestone, person).reached is not None:
            self.trigger_event(Competency.ClaimWithdrawn, milestone=milestone, person=person)

    def confirm(self, milestone: UUID, person: UUID, by: UUID) -> None:
        """Confirm it of a colleague who asked; twice records nothing."""
        known = self.members.get((milestone, person))
        if known is not None and known.confirmed and by != person:
            return
        known = self._asked(milestone, person, by)
        told = {"milestone": milestone, "person": person, "day": known.reached, "by": by}
        self.trigger_event(Competency.MilestoneConfirmed, **told)

    def decline(self, milestone: UUID, person: UUID, by: UUID) -> None:
        """Say “not yet” to a colleague who asked."""
        self._asked(milestone, person, by)
        told = {"milestone": milestone, "person": person, "by": by}
        self.trigger_event(Competency.ConfirmationDeclined, **told)

    def record(
        self, milestone: UUID, person: UUID, day: date, by: UUID | None, reason: str, today: date
    ) -> None:
        """Record that somebody reached it, as a champion who says why they know."""
        require_another(person, by)
        known = self._on_the_way(milestone, person)
        require_in_order("day", known.started, day, today)
        told = {"milestone": milestone, "person": person, "day": day}
        self.trigger_event(Competency.MilestoneRecorded, **told, reason=one_line("reason", reason))

    def correct(
        self,
        milestone: UUID,
        person: UUID,
        started: date,
        reached: date | None,
        by: UUID | None,
        reason: str,
        today: date,
    ) -> None:
        """Put days right that are recorded of somebody; `reached` None leaves that day as it is."""
        require_another(person, by)
        known = self._member(milestone, person)
        reached = reached if reached and known.confirmed else known.reached
        require_past("started", started, today)
        if reached:
            require_in_order("reached", started, reached, today)
        if (started, reached) != (known.started, known.reached):
            self.trigger_event(
                Competency.DatesCorrected,
                milestone=milestone,
                person=person,
                started=started,
                reached=reached,
                was_started=known.started,
                was_reached=known.reached,
                reason=one_line("reason", reason),
            )

    def enter(self, milestone: UUID, started: date, reached: date, source: str, today: date) -> UUID:
        """Enter how long it took one person before the programme, without their name."""
        self._require(milestone)
        require_in_order("days", started, reached, today)
        entry = uuid4()
        told = {"entry": entry, "milestone": milestone, "started": started, "reached": reached}
        self.trigger_event(Competency.BaselineEntered, **told, source=one_line("source", source))
        return entry

    def take_out(self, entry: UUID, reason: str) -> None:
        """Let a fact from before the programme count no longer; twice records nothing."""
        if entry in self.baseline:
            told = {"entry": entry, "milestone": self.baseline[entry], "reason": one_line("reason", reason)}
            self.trigger_event(Competency.BaselineTakenOut, **told)

    def lose(self, person: UUID, cause: str) -> None:
        """Let nothing wait for somebody who left (`cause`); what was confirmed of them still counts."""
        for (milestone, who), member in sorted(self.members.items(), key=str):
            if who == person and not member.confirmed:
                self.leave(milestone, who, cause)
            elif member.asked == person:
                self._lapse(milestone, who, cause)

    def merge_topic(self, topic: UUID, into: UUID, cause: str) -> None:
        """Let milestones of a topic belong to the one that it went up in (`cause`)."""
        if topic in self.milestones.values():
            self.trigger_event(Competency.TopicMerged, topic=topic, into=into, cause=cause)

    def _lapse(self, milestone: UUID, person: UUID, cause: str = "") -> None:
        asked = self.members[milestone, person].asked
        if asked is not None:
            told = {"milestone": milestone, "person": person, "asked": asked, "cause": cause}
            self.trigger_event(Competency.ClaimLapsed, **told)

    def _require(self, milestone: UUID) -> None:
        if milestone not in self.milestones:
            raise Refused("This milestone was retired. State another one.")

    def _member(self, milestone: UUID, person: UUID) -> Member:
        self._require(milestone)
        known = self.members.get((milestone, person))
        if known is None:
            raise Refused(NOT_IN_A_COHORT)
        return known

    def _on_the_way(self, milestone: UUID, person: UUID) -> Member:
        known = self._member(milestone, person)
        if known.confirmed:
            raise Refused("This is confirmed already. A champion can put its days right.")
        return known

    def _asked(self, milestone: UUID, person: UUID, by: UUID) -> Member:
        known = self._on_the_way(milestone, person)
        if known.asked is None or by != known.asked:
            raise Refused("They do not ask you to confirm this, or no longer do.")
        return known
