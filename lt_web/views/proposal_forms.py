"""The forms about proposals and requests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wtforms import DateField, HiddenField, IntegerField, SearchField, SelectField
from wtforms.validators import InputRequired, Optional, StopValidation
from wtforms.widgets import HiddenInput

from lt_web.cards import formats
from lt_web.forms.fields import (
    NEEDED,
    AppointmentForm,
    OutlineForm,
    capacity_field,
    format_field,
    line,
    options,
    topics_field,
    words,
)
from lt_web.forms.people import PeopleField, PersonField
from lt_web.speech import _, lazy
from lt_web.web import DeedForm, PlainForm

TITLE = lazy("What you would call it on a notice board.")
SUMMARY = lazy("Two or three lines are enough; Markdown works.")
USUAL = lazy("Leave it empty for what is usual.")
KINDS = [("", lazy("All")), ("proposal", lazy("With a presenter")), ("request", lazy("Looking for one"))]
JOIN = lazy("Names, with commas between. They are asked, and may say no.")


class Minutes(IntegerField):
    """A length that may be left empty; the domain says what is too long, in its own words."""

    def __init__(self, label: Any, **keywords: Any) -> None:
        look = {"inputmode": "numeric", "min": 10, "max": 60}
        super().__init__(label, [Optional()], description=USUAL, render_kw=look, **keywords)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a whole number."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Give the length in minutes, such as 30.")) from None

    def pre_validate(self, form: Any) -> None:
        """Say at once what the domain would say, together with what is wrong elsewhere."""
        problem = "" if self.data is None else formats.problem_with(self.data)
        if problem:
            raise StopValidation(problem)


class EditForm(OutlineForm):
    """What a proposal is about. An empty length is the one that is usual for the format."""

    title = line(lazy("Title"), 120, TITLE)
    summary = words(lazy("What people will learn"), hint=SUMMARY)
    format = format_field()
    length = Minutes(lazy("Length in minutes"))
    topics = topics_field()
    audience = line(lazy("Who it is for"), 200, lazy("Say so if it helps people choose."), needed=False)

    @property
    def outline(self) -> Any:
        """What was typed, as the domain takes it."""
        usual = formats.usual_length(self.format.data)
        return replace(super().outline, minutes=usual if self.length.data is None else self.length.data)


class ProposalForm(EditForm, DeedForm):
    """A new proposal."""

    co_presenters = PeopleField(
        lazy("Who presents it with you"),
        [Optional()],
        description=JOIN,
        render_kw={"list": "known-people"},
    )


class RequestForm(EditForm):
    """What somebody would like to learn; format and length are for whoever takes it on."""

    title = line(
        lazy("What would you like to learn?"), 120, lazy("One thing, as you would say it to a colleague.")
    )
    summary = words(
        lazy("What would help you most"),
        hint=lazy("A question you have, or what you want to be able to do."),
    )
    format = HiddenField(default="demo")
    length = IntegerField(validators=[Optional()], widget=HiddenInput())
    topics = topics_field()
    audience = line(lazy("Who else it is for"), 200, lazy("Say so if you know of others."), needed=False)


class AskForm(RequestForm, DeedForm):
    """A new request."""


class ScheduleForm(OutlineForm, AppointmentForm):
    """The date of a proposal."""

    capacity = capacity_field()


class DeclineForm(PlainForm):
    """Why not."""

    reason = line(
        lazy("Why"), 500, lazy("A sentence that helps them: what is missing, or what would fit better.")
    )


class VotingForm(PlainForm):
    """Until when."""

    closes_on = DateField(
        lazy("Last day"), [InputRequired(lazy("Pick a day."))], description=lazy("Voting ends that evening.")
    )


class PresenterForm(PlainForm):
    """Whom to ask."""

    person = PersonField(
        lazy("Colleague"), [NEEDED], description=lazy("Their name."), render_kw={"list": "known-people"}
    )


class CommentForm(DeedForm):
    """A comment."""

    text = words(lazy("Your comment"), 2000, needed=True, rows=3)


class FilterForm(PlainForm):
    """What to list."""

    text = SearchField(lazy("Search"), render_kw={"placeholder": lazy("Title or what it is about")})
    kind = SelectField(lazy("Kind"), choices=options(KINDS))
    topic = SelectField(lazy("Topic"))
