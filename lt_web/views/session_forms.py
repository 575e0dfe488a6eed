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

from lt_web.forms import (
    FORMAT_NAMES,
    NEEDED,
    OutlineForm,
    SlotForm,
    capacity_field,
    format_field,
    line,
    minutes_field,
    options,
    topics_field,
    words,
    zone_field,
)
from lt_web.people_field import PeopleField, PersonField
from lt_web.web import DeedForm, PlainForm

WHO = "Who shows it, by name, with commas between."


class ScheduleForm(DeedForm):
    """A new session."""

    title = line("Title", 120)
    summary = words("What people will learn", hint="A few lines; Markdown works.")
    format = format_field()
    length = minutes_field()
    capacity = capacity_field()
    topics = topics_field()
    presenters = PeopleField("Presenters", [NEEDED], description=WHO, render_kw={"list": "known-people"})
    date = DateField("Date", [InputRequired("Pick a day.")])
    time = TimeField("Time", [InputRequired("Pick a time, such as 14:00.")])
    zone = zone_field()
    place = line("Place", 200, "A room, or nothing for video alone.", needed=False)
    link = line("Video link", 500, needed=False, inputmode="url")

    outline = OutlineForm.outline
    topic_names = OutlineForm.topic_names
    slot = SlotForm.slot

    @property
    def wall(self) -> datetime:
        """Date and time on the wall."""
        return datetime.combine(self.date.data, self.time.data)


class RescheduleForm(SlotForm):
    """Another time or place."""


class ReasonForm(PlainForm):
    """Why."""

    reason = line("Why", 300, "One sentence; it stands on the page and in the history.")


class CapacityForm(PlainForm):
    """How many seats."""

    capacity = capacity_field()


class PublishForm(PlainForm):
    """For whom."""

    audience = SelectField(
        "Who it is for",
        choices=options(
            [
                ("everyone", "Everyone"),
                ("members", "Members of this programme"),
                ("teams", "The teams chosen below"),
            ]
        ),
        description="Others may still come; reports count against the people named here.",
    )
    teams = SelectMultipleField(
        "Teams", option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False)
    )
    despite_invitations = BooleanField("Publish although a presenter has not answered yet")


class PersonForm(PlainForm):
    """A colleague."""

    person = PersonField("Colleague", [NEEDED], description="Their name.", render_kw={"list": "known-people"})


class OverrideForm(PersonForm):
    """A seat out of turn."""

    reason = line("Why", 300)


class CommentForm(DeedForm):
    """A comment."""

    text = words("Your comment", 2000, needed=True, rows=3)


class FilterForm(PlainForm):
    """What to list."""

    text = SearchField("Search", render_kw={"placeholder": "Title or presenter"})
    format = SelectField("Format", choices=options([("", "All"), *FORMAT_NAMES]), default="")
    topic = SelectField("Topic", default="")
    team = SelectField("Team", default="")
    written = SelectField("Write-up", choices=options([("", "Either"), ("yes", "Written up")]), default="")
    after = DateField("From", [Optional()])
    before = DateField("Until", [Optional()])
