"""The forms about sessions."""

from __future__ import annotations

from datetime import datetime

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SearchField,
    SelectField,
    SelectMultipleField,
    TimeField,
    widgets,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from lt_web.events.formats import FORMATS
from lt_web.events.seats import MOST_SEATS
from lt_web.events.session import Outline, Slot
from lt_web.forms import (
    NEEDED,
    DateAndTime,
    format_field,
    line,
    minutes_field,
    names_in,
    topics_field,
    words,
    zone_field,
)
from lt_web.web import DeedForm, PlainForm

SEATS = NumberRange(
    1, MOST_SEATS, f"Give a number of seats between 1 and {MOST_SEATS}, or none for no limit."
)
EVERY = [("", "Every format"), *((f.key, f.label) for f in FORMATS.values())]


def capacity_field() -> IntegerField:
    """How many seats; empty for no limit."""
    return IntegerField(
        "Seats",
        [Optional(), SEATS],
        description="Leave empty for no limit.",
        render_kw={"inputmode": "numeric", "min": 1},
    )


class OutlineForm(PlainForm):
    """What a session is about."""

    title = line("Title", 120)
    summary = words("What people will learn", hint="A few lines; Markdown works.")
    format = format_field()
    length = minutes_field()
    topics = topics_field()

    @property
    def outline(self) -> Outline:
        """What was typed, as the domain takes it."""
        return Outline(
            self.title.data or "", self.summary.data or "", self.format.data, self.length.data or 0
        )

    @property
    def topic_names(self) -> list[str]:
        """The topics that were named."""
        return names_in(self.topics.data)


class SlotForm(DateAndTime):
    """When and where."""

    zone = zone_field()
    place = line("Place", 200, "A room, or nothing for video alone.", needed=False)
    link = line("Video link", 500, needed=False, inputmode="url")

    @property
    def slot(self) -> Slot:
        """What was typed, as the domain takes it."""
        return Slot(self.wall, self.zone.data, self.place.data or "", self.link.data or "")


class ScheduleForm(DeedForm):
    """A new session."""

    title = line("Title", 120)
    summary = words("What people will learn", hint="A few lines; Markdown works.")
    format = format_field()
    length = minutes_field()
    capacity = capacity_field()
    topics = topics_field()
    presenters = SelectMultipleField(
        "Presenters", [NEEDED], description="Who shows it. Hold Ctrl for several."
    )
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
        choices=[
            ("everyone", "Everyone"),
            ("members", "Members of this programme"),
            ("teams", "The teams chosen below"),
        ],
        description="Others who see the programme may still come; reports count against the people named here.",
    )
    teams = SelectMultipleField(
        "Teams", option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False)
    )
    despite_invitations = BooleanField("Publish although a presenter has not answered yet")


class PersonForm(PlainForm):
    """A colleague."""

    person = SelectField("Colleague", [NEEDED])


class OverrideForm(PersonForm):
    """A seat out of turn."""

    reason = line("Why", 300)


class CommentForm(DeedForm):
    """A comment."""

    text = words("Your comment", 2000, needed=True, rows=3)


class FilterForm(PlainForm):
    """What to list."""

    text = SearchField("Search", render_kw={"placeholder": "Title or presenter"})
    format = SelectField("Format", choices=EVERY)
    topic = SelectField("Topic")
    team = SelectField("Team")
    after = DateField("From", [Optional()])
    before = DateField("Until", [Optional()])
