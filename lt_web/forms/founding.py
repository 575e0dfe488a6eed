"""The form of the guided page on which a programme is founded: six sections, recorded together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from lt_web.cards.cadence import weekday_named
from lt_web.commands.founding import Plan
from lt_web.events.programme import SETTINGS
from lt_web.events.rules import Rule
from lt_web.events.topics import slug
from lt_web.forms.cadence import KIND, NTH, count_field
from lt_web.forms.charter import (
    audience_field,
    colleague_field,
    course_field,
    formats_field,
    hours_field,
    outcomes_field,
    pilot_from_field,
    pilot_weeks_field,
)
from lt_web.forms.fields import ZONE, line, options, zones
from lt_web.forms.programme import HOME_ZONE, OPEN, SHORT_NAME, purpose_field
from lt_web.speech import Text, lazy
from lt_web.web import DeedForm, now

CHAMPION = lazy("Who plans it. Leave it empty to do so yourself.")
SPONSOR = lazy("Who can grant people’s time. They are asked, and say yes with one click.")
ASKED_HERE = ("participation_target", "sessions_target", "feedback_days", "feedback_least")


@dataclass(frozen=True)
class Section:
    """A part of the page: its fields in rows; what stands side by side is one row."""

    key: str
    title: Text
    text: Text
    rows: tuple[tuple[str, ...], ...]


SECTIONS = (
    Section(
        "name",
        lazy("What it is called"),
        lazy("Only the short name stays for good; everything else can be changed later."),
        (("name",), ("slug",), ("purpose",), ("zone",)),
    ),
    Section(
        "outcomes",
        lazy("What it is to achieve, and for whom"),
        lazy("It stands on a page that everybody can read, and the report is held against it."),
        (("outcomes",), ("audience",)),
    ),
    Section(
        "course",
        lazy("How long, and with which targets"),
        lazy("A pilot has something to show after three weeks, and a decision at its end."),
        (("course",), ("pilot_from", "pilot_weeks"), ("participation_target", "sessions_target")),
    ),
    Section(
        "dates",
        lazy("When it meets"),
        lazy("Dates are planned ahead by a rule, and wait on the board to be filled."),
        (("kind",), ("weekday", "time", "length"), ("starts",), ("weeks", "week"), ("every",), ("nth",)),
    ),
    Section(
        "formats",
        lazy("How people take part"),
        lazy("Everything is optional for them: nobody has to come."),
        (("formats",), ("feedback_days", "feedback_least"), ("open",)),
    ),
    Section(
        "people",
        lazy("Who plans it, and who makes room for it"),
        lazy("A programme lives by the time that people are given for it."),
        (("champion",), ("sponsor",), ("hours",)),
    ),
)


HOW_OFTEN = [("later", lazy("That comes later")), *KIND]


def _number(label: Text, setting: str) -> IntegerField:
    """A setting that begins with its default."""
    bounds = SETTINGS[setting]
    said = lazy("Give a whole number between {least} and {most}.", least=bounds.least, most=bounds.most)
    return IntegerField(
        label,
        [NumberRange(bounds.least, bounds.most, said)],
        default=bounds.default,
        render_kw={"inputmode": "numeric", "min": bounds.least, "max": bounds.most},
    )


class FoundForm(DeedForm):
    """A new programme, with all that its charter says."""

    name = line(lazy("Name"), 80, lazy("As people will call it, such as Tech hour."))
    slug = line(
        lazy("Short name"),
        40,
        SHORT_NAME,
        needed=False,
        autocapitalize="none",
        spellcheck="false",
        autocomplete="off",
    )
    purpose = purpose_field()
    zone = SelectField(
        ZONE,
        [InputRequired(lazy("Choose the zone in which most of its people work."))],
        choices=options([("", lazy("Choose a zone")), *((name, name.replace("_", " ")) for name in zones())]),
        description=HOME_ZONE,
    )
    outcomes = outcomes_field()
    audience = audience_field()
    course = course_field()
    pilot_from = pilot_from_field()
    pilot_weeks = pilot_weeks_field()
    participation_target = _number(lazy("Target: % of those invited"), "participation_target")
    sessions_target = _number(lazy("Target: sessions a month"), "sessions_target")
    kind = RadioField(lazy("How often"), choices=options(HOW_OFTEN), default="later")
    weekday = SelectField(lazy("Weekday"), choices=[], default="3")
    time = TimeField(lazy("Time"), [Optional()], default=time(14))
    length = IntegerField(
        lazy("Length in minutes"), [Optional()], default=45, render_kw={"inputmode": "numeric"}
    )
    starts = DateField(lazy("The first day of a sprint"), [Optional()])
    weeks = count_field(lazy("Length of a sprint, in weeks"), lazy("Two, for most teams."), 2)
    week = count_field(lazy("In which week of it"), lazy("1 is the week in which it begins."), 1)
    every = count_field(lazy("Every how many weeks"), lazy("1 is every week."), 1)
    nth = SelectField(lazy("Which one of the month"), choices=options(NTH), default="1")
    formats = formats_field()
    feedback_days = _number(lazy("Feedback is open for, in days"), "feedback_days")
    feedback_least = _number(lazy("Feedback is shown from, in answers"), "feedback_least")
    open = RadioField(lazy("Who may take part"), choices=options(OPEN), default="yes")
    champion = colleague_field(lazy("Champion"), CHAMPION, needed=False)
    sponsor = colleague_field(lazy("Sponsor"), SPONSOR, needed=False)
    hours = hours_field(needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekday.choices = options((str(n), weekday_named(n)) for n in range(7))

    @property
    def short_name(self) -> str:
        """What stands in addresses: as typed, else made from the name."""
        typed = (self.slug.data or "").strip()
        made = re.sub(r"[^a-z0-9]+", "-", slug(self.name.data or "")).strip("-")
        return typed or made[:40].strip("-")

    @property
    def plan(self) -> Plan:
        """What was typed, as the deed takes it; of a form that is valid."""
        is_pilot = self.course.data == "pilot"
        return Plan(
            slug=self.short_name,
            name=self.name.data or "",
            purpose=self.purpose.data or "",
            zone=self.zone.data or "",
            champion=_first(self.champion),
            outcomes=self.outcomes.data or "",
            audience=self.audience.data or "",
            formats=tuple(self.formats.data or ()),
            pilot_from=self.pilot_from.data if is_pilot else None,
            pilot_weeks=int(self.pilot_weeks.data) if is_pilot else 0,
            open_to_all=self.open.data == "yes",
            settings={name: self[name].data for name in ASKED_HERE},
            sponsor=_first(self.sponsor),
            hours=self.hours.data,
            rule=self._rule(self.pilot_from.data if is_pilot else None),
        )

    def _rule(self, pilot_from: date | None) -> Rule | None:
        """When it meets, from the first day of its pilot or of a sprint on; None where that comes later."""
        if self.kind.data == "later":
            return None
        sprint = self.starts.data if self.kind.data == "sprint" else None
        return Rule(
            kind=self.kind.data,
            starts=sprint or pilot_from or now().date(),
            weekday=int(self.weekday.data),
            time=self.time.data.isoformat("minutes") if self.time.data else "",
            zone=self.zone.data or "",
            minutes=self.length.data or 0,
            weeks=(self.every.data if self.kind.data == "weekly" else self.weeks.data) or 0,
            week=self.week.data or 0,
            nth=int(self.nth.data),
        )


def _first(field: Any) -> Any:
    return field.people[0] if field.people else None
