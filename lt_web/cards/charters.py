"""What a programme is for, as pages show it: outcomes, pilot, the sponsor's yes, since when and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lt_web.cards.offered import format_names
from lt_web.cards.people import Person, known
from lt_web.events.charter import Pilot
from lt_web.speech import _, _n
from lt_web.web import db, my_id, now, programme
from lt_web.words import dated
from projections import charters, programme_queries

FULL = ("go_on", "stop")  # with these a pilot is over


@dataclass(frozen=True)
class Course:
    """The pilot of a programme: `week` is 0 before it, one more than `pilot.weeks` after it."""

    pilot: Pilot
    today: date
    shared_at: datetime | None
    decided: bool

    @property
    def week(self) -> int:
        """Which week it is in."""
        return self.pilot.week_on(self.today)

    @property
    def weeks(self) -> list[str]:
        """Each week as past, now or coming."""
        return [
            "past" if n < self.week else "now" if n == self.week else "coming"
            for n in range(1, self.pilot.weeks + 1)
        ]

    @property
    def has_quick_win(self) -> bool:
        """Whether three weeks are over."""
        return self.today >= self.pilot.quick_win

    @property
    def may_decide(self) -> bool:
        """Whether its last week has come."""
        return self.today >= self.pilot.last_week and not self.decided

    @property
    def said(self) -> str:
        """Where it stands."""
        if self.week == 0:
            return _("The pilot begins on {date}", date=_day(self.pilot.starts))
        if self.week > self.pilot.weeks:
            return _("The pilot ended on {date}", date=_day(self.pilot.ends))
        return _("Pilot, week {n} of {weeks}", n=self.week, weeks=self.pilot.weeks)


@dataclass(frozen=True)
class Yes:
    """What a sponsor granted, or is asked for: hours a month of all people together."""

    sponsor: Person
    hours: int
    since: date | None
    by: Person | None
    at: datetime

    @property
    def own(self) -> bool:
        """Whether the sponsor said so themself."""
        return self.by is not None and self.by.id == self.sponsor.id

    @property
    def mine(self) -> bool:
        """Whether I am that sponsor."""
        return self.sponsor.id == my_id()

    @property
    def said(self) -> str:
        """How much it is."""
        return _n("{n} hour a month", "{n} hours a month", self.hours)


@dataclass(frozen=True)
class Decision:
    """How it goes on after a pilot, and what stood beside it."""

    key: str
    label: str
    by: Person | None
    at: datetime
    why: str
    figures: list[str]


@dataclass(frozen=True)
class Charter:
    """Everything that the page about a programme says of it."""

    outcomes: list[str]
    audience: str
    formats: str
    course: Course | None
    granted: Yes | None
    asked: Yes | None
    decision: Decision | None
    stopped: bool


@dataclass(frozen=True)
class Since:
    """Since when something is so, and by whom ("" from the start)."""

    at: datetime
    by: str


def charter_of(row: Any, today: date) -> Charter:
    """The charter of a row, None for a programme of which nothing was said yet."""
    people = known(_people(row)) if row else {}
    return Charter(
        outcomes=row.outcomes.splitlines() if row else [],
        audience=row.audience if row else "",
        formats=format_names(row.formats.split(",")) if row and row.formats else _("All formats"),
        course=course_of(row, today),
        granted=_granted(row, people) if row and row.sponsor else None,
        asked=_asked(row, people) if row and row.asked else None,
        decision=_decision(row, people) if row and row.decision else None,
        stopped=bool(row) and row.decision == "stop",
    )


def mine() -> Charter:
    """The charter of the programme in whose pages we are."""
    return charter_of(charters.of_programme(db(), programme().id), today())


def my_course() -> Course | None:
    """The pilot of the programme in whose pages we are, while it is one."""
    found = course_of(charters.of_programme(db(), programme().id), today())
    return None if found is None or found.decided else found


def course_of(row: Any, today: date) -> Course | None:
    """The pilot of a row, None where it has none."""
    if row is None or row.pilot_from is None:
        return None
    pilot = Pilot(row.pilot_from, row.pilot_weeks)
    return Course(pilot, today, row.quick_win_at, row.decision in FULL)


def state_said(row: Any, today: date) -> str:
    """In which state a programme is: a pilot in its third week, without an end, stopped."""
    course = course_of(row, today)
    if row is not None and row.decision == "stop":
        return _("Stopped")
    return _("Without an end") if course is None or course.decided else course.said


def today(zone: str = "") -> date:
    """The day that it is where the programme is, or in a zone."""
    found: date = now().astimezone(ZoneInfo(zone or programme().zone)).date()
    return found


def since() -> dict[str, Since]:
    """Event's stored name → since when what it says is in force."""
    rows = programme_queries.said_last(db(), programme().id)
    people = known(row.actor for row in rows.values())
    return {topic: Since(row.at, people[row.actor].name if row.actor else "") for topic, row in rows.items()}


def _people(row: Any) -> list[Any]:
    return [row.sponsor, row.recorded_by, row.asked, row.asked_by, row.decided_by]


def _granted(row: Any, people: dict[Any, Person]) -> Yes:
    by = people.get(row.recorded_by)
    return Yes(people[row.sponsor], row.hours_per_month, row.hours_since, by, row.recorded_at)


def _asked(row: Any, people: dict[Any, Person]) -> Yes:
    return Yes(people[row.asked], row.asked_hours, None, people.get(row.asked_by), row.asked_at)


def _decision(row: Any, people: dict[Any, Person]) -> Decision:
    label = {"go_on": _("Go on"), "change": _("Change something"), "stop": _("Stop")}[row.decision]
    figures = row.decided_figures.splitlines()
    return Decision(row.decision, label, people.get(row.decided_by), row.decided_at, row.decided_why, figures)


def _day(day: date) -> str:
    return dated(day, _("d MMMM y"))
