"""The forms about what a programme is for: outcomes, formats, pilot, the sponsor's hours, its end."""

from __future__ import annotations

from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from lt_web.events.charter import MOST_HOURS, PILOT_WEEKS
from lt_web.forms.fields import FORMAT_NAMES, NEEDED, line, options, words
from lt_web.forms.people import PersonField
from lt_web.speech import Text, _, lazy
from lt_web.web import DeedForm, PlainForm

OUTCOMES = lazy("One a line, five at most, in your own words: what will be different if it works?")
AUDIENCE = lazy("Who will get most out of it.")
COURSES = [
    ("pilot", lazy("As a pilot of six to eight weeks, with a decision at its end")),
    ("open", lazy("Without an end")),
]
WAYS = [
    ("ask", lazy("Ask them: one click of theirs says yes")),
    ("record", lazy("They said yes already: record it for them")),
]
DECISIONS = [
    ("go_on", lazy("Go on: it has no end from now on")),
    ("change", lazy("Change something: settings, dates or formats come next")),
    ("stop", lazy("Stop: nothing new begins, and what there was stays to be read")),
]
HOURS_RANGE = lazy("Give a whole number between {least} and {most}.", least=1, most=MOST_HOURS)


def outcomes_field() -> TextAreaField:
    """What it is to achieve."""
    return words(lazy("What it is to achieve"), 1200, OUTCOMES, rows=5)


def audience_field() -> StringField:
    """Whom it is for."""
    return line(lazy("Who it is for"), 300, AUDIENCE, needed=False)


def formats_field() -> SelectMultipleField:
    """Which formats it offers."""
    return SelectMultipleField(
        lazy("Formats offered"),
        choices=options(FORMAT_NAMES),
        default=[key for key, _label in FORMAT_NAMES],
        description=lazy("New proposals choose among these; none ticked means all. What exists stays."),
    )


def course_field() -> RadioField:
    """A pilot, or without an end."""
    return RadioField(lazy("How it begins"), choices=options(COURSES), default="pilot")


def _needed_by_a_pilot(form: Any, field: Any) -> None:
    """A pilot has a first day; without an end, what was typed here does not matter."""
    if field.data is None or form.course.data != "pilot":
        field.errors = []
        raise StopValidation(_("Pick a day.") if form.course.data == "pilot" else "")


def pilot_from_field() -> DateField:
    """The first day of a pilot."""
    return DateField(lazy("The pilot’s first day"), [_needed_by_a_pilot])


def pilot_weeks_field() -> SelectField:
    """How long a pilot is."""
    weeks = [(str(n), lazy("{n} weeks", n=n)) for n in PILOT_WEEKS]
    return SelectField(lazy("The pilot’s length"), choices=options(weeks), default="6")


def hours_field(needed: bool = True) -> IntegerField:
    """Hours a month."""
    return IntegerField(
        lazy("Hours a month"),
        [InputRequired(HOURS_RANGE) if needed else Optional(), NumberRange(1, MOST_HOURS, HOURS_RANGE)],
        description=lazy("The time that all people together may spend in sessions."),
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_HOURS},
    )


def colleague_field(label: Text, hint: Text, *, needed: bool = True) -> PersonField:
    """Somebody, by name."""
    look = {"list": "known-people", "autocomplete": "off"}
    return PersonField(label, [NEEDED if needed else Optional()], description=hint, render_kw=look)


class CharterForm(PlainForm):
    """What it is for."""

    outcomes = outcomes_field()
    audience = audience_field()
    formats = formats_field()


class CourseForm(PlainForm):
    """A pilot, or without an end."""

    course = course_field()
    pilot_from = pilot_from_field()
    pilot_weeks = pilot_weeks_field()


class HoursForm(PlainForm):
    """What a sponsor is asked for, or said yes to."""

    sponsor = colleague_field(lazy("Sponsor"), lazy("Who can grant people’s time. They become a sponsor."))
    hours = hours_field()
    since = DateField(lazy("From when on"), [InputRequired(lazy("Pick a day."))])
    way = RadioField(lazy("How"), choices=options(WAYS), default="ask")


class WithdrawalForm(PlainForm):
    """Why a yes no longer holds."""

    reason = line(lazy("Why"), 300)


class DecisionForm(PlainForm):
    """How it goes on."""

    decision = RadioField(
        lazy("How does it go on?"),
        [InputRequired(lazy("Pick one of the three."))],
        choices=options(DECISIONS),
    )
    reason = line(lazy("Why"), 500, lazy("It stands on the programme’s page, with the figures beside it."))


class HandOverForm(DeedForm):
    """Who takes it over, and from whom."""

    former = SelectField(lazy("From"))
    person = colleague_field(lazy("To"), lazy("They become champion; whoever hands over stays a member."))
    reason = line(lazy("Why"), 200, lazy("It stands in the history of roles."))
