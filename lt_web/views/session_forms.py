"""The forms about sessions."""

from __future__ import annotations

from datetime import datetime

from wtforms import (
    BooleanField,
    DateField,
    SearchField,
    SelectField,
    SelectMultipleField,
    TimeField,
    widgets,
)
from wtforms.validators import InputRequired, Optional

from lt_web.forms.fields import (
    FORMAT_NAMES,
    NEEDED,
    AppointmentForm,
    OutlineForm,
    capacity_field,
    format_field,
    line,
    minutes_field,
    options,
    topics_field,
    words,
    zone_field,
)
from lt_web.forms.people import PeopleField, PersonField
from lt_web.speech import lazy
from lt_web.web import DeedForm, PlainForm

WHO = lazy("Who shows it, by name, with commas between.")


class ScheduleForm(DeedForm):
    """A new session."""

    title = line(lazy("Title"), 120)
    summary = words(lazy("What people will learn"), hint=lazy("A few lines; Markdown works."))
    format = format_field()
    length = minutes_field()
    capacity = capacity_field()
    topics = topics_field()
    presenters = PeopleField(
        lazy("Presenters"), [NEEDED], description=WHO, render_kw={"list": "known-people"}
    )
    date = DateField(lazy("Date"), [InputRequired(lazy("Pick a day."))])
    time = TimeField(lazy("Time"), [InputRequired(lazy("Pick a time, such as 14:00."))])
    zone = zone_field()
    place = line(lazy("Place"), 200, lazy("A room, or nothing for video alone."), needed=False)
    link = line(lazy("Video link"), 500, needed=False, inputmode="url")

    outline = OutlineForm.outline
    topic_names = OutlineForm.topic_names
    when = AppointmentForm.when

    @property
    def wall(self) -> datetime:
        """Date and time on the wall."""
        return datetime.combine(self.date.data, self.time.data)


class RescheduleForm(AppointmentForm):
    """Another time or place."""


class ReasonForm(PlainForm):
    """Why."""

    reason = line(lazy("Why"), 300, lazy("One sentence; it stands on the page and in the history."))


class CapacityForm(PlainForm):
    """How many seats."""

    capacity = capacity_field()


class PublishForm(PlainForm):
    """For whom."""

    audience = SelectField(
        lazy("Who it is for"),
        choices=options(
            [
                ("everyone", lazy("Everyone")),
                ("members", lazy("Members of this programme")),
                ("teams", lazy("The teams chosen below")),
            ]
        ),
        description=lazy("Others may still come; reports count against the people named here."),
    )
    teams = SelectMultipleField(
        lazy("Teams"), option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False)
    )
    despite_invitations = BooleanField(lazy("Publish although a presenter has not answered yet"))


class PersonForm(PlainForm):
    """A colleague."""

    person = PersonField(
        lazy("Colleague"), [NEEDED], description=lazy("Their name."), render_kw={"list": "known-people"}
    )


class OverrideForm(PersonForm):
    """A seat out of turn; another form about a person stands on the same page."""

    person = PersonField(
        lazy("Colleague"),
        [NEEDED],
        id="person-out-of-turn",
        description=lazy("Their name."),
        render_kw={"list": "known-people"},
    )
    reason = line(lazy("Why"), 300)


class CommentForm(DeedForm):
    """A comment."""

    text = words(lazy("Your comment"), 2000, needed=True, rows=3)


class FilterForm(PlainForm):
    """What to list."""

    text = SearchField(lazy("Search"), render_kw={"placeholder": lazy("Title or presenter")})
    format = SelectField(lazy("Format"), choices=options([("", lazy("All")), *FORMAT_NAMES]), default="")
    topic = SelectField(lazy("Topic"), default="")
    team = SelectField(lazy("Team"), default="")
    written = SelectField(
        lazy("Write-up"), choices=options([("", lazy("Either")), ("yes", lazy("Written up"))]), default=""
    )
    after = DateField(lazy("From"), [Optional()])
    before = DateField(lazy("Until"), [Optional()])
