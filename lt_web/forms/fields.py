"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lt_web.cards.offered import offered
from lt_web.events.formats import FORMATS, LONGEST, SHORTEST
from lt_web.events.planned import Appointment, Outline
from lt_web.events.seats import MOST_SEATS
from lt_web.speech import Text, lazy
from lt_web.web import PlainForm

NEEDED = InputRequired(lazy("This cannot be left empty."))
FORMAT_NAMES = [(f.key, lazy(f.label)) for f in FORMATS.values()]
SEATS = NumberRange(
    1,
    MOST_SEATS,
    lazy("Give a number of seats between 1 and {most}, or none for no limit.", most=MOST_SEATS),
)
FORMAT_CHOICES = [
    (f.key, lazy("{format} ({n} min)", format=lazy(f.label), n=f.minutes)) for f in FORMATS.values()
]
ZONE = lazy("Time zone")
USUAL_ZONES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def options(pairs: Iterable[tuple[str, Text]]) -> list[SelectChoice]:
    """Values and labels as a select field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


def line(
    label: Text, most: int = 200, hint: Text = "", *, needed: bool = True, **keywords: Any
) -> StringField:
    """One line of text."""
    validators = [
        NEEDED if needed else Optional(),
        Length(max=most, message=lazy("{most} characters are the most.", most=most)),
    ]
    shown = {"maxlength": most, "dir": "auto"} | keywords
    return StringField(label, validators, description=hint, render_kw=shown)


def words(
    label: Text, most: int = 5000, hint: Text = "", *, needed: bool = False, rows: int = 5
) -> TextAreaField:
    """Several lines of text."""
    validators = [
        NEEDED if needed else Optional(),
        Length(max=most, message=lazy("{most} characters are the most.", most=most)),
    ]
    shown = {"rows": rows, "maxlength": most, "dir": "auto"}
    return TextAreaField(label, validators, description=hint, render_kw=shown)


class FormatField(SelectField):
    """Which format: one of those that the programme offers, or the one that it has already."""

    def __init__(self, label: Any = None, validators: Any = None, **keywords: Any) -> None:
        super().__init__(label, validators, choices=options(FORMAT_CHOICES), **keywords)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Begin with the first format that is offered, where none is given."""
        if data is unset_value or not data:
            data = offered()[0]
        super().process(formdata, data, extra_filters)

    def iter_choices(self) -> Any:
        """Every format that can be chosen here."""
        possible = {*offered(), self.object_data}
        return [choice for choice in super().iter_choices() if choice[0] in possible]


def format_field() -> SelectField:
    """Which format it has."""
    return FormatField(lazy("Format"), [NEEDED])


def minutes_field() -> IntegerField:
    """How long it is; the domain says what is too long, in its own words."""
    return IntegerField(
        lazy("Length in minutes"),
        [
            InputRequired(
                lazy("Give a length between {least} and {most} minutes.", least=SHORTEST, most=LONGEST)
            )
        ],
        default=30,
        render_kw={"inputmode": "numeric", "min": SHORTEST, "max": LONGEST},
    )


def topics_field() -> StringField:
    """Names of topics, with commas between."""
    return line(
        lazy("Topics"), 320, lazy("Up to five, with commas between."), needed=False, list="known-topics"
    )


@cache
def zones() -> list[str]:
    """Names of the zones that people choose from. They are looked up in files, which takes long."""
    return [*sorted(name for name in available_timezones() if name.startswith(USUAL_ZONES)), "UTC"]


def zone_field(label: Text = ZONE, hint: Text = "", *, blank: Text = "") -> SelectField:
    """A time zone; `blank` is what choosing none means."""
    first = [("", blank)] if blank else []
    named = ((name, name.replace("_", " ")) for name in zones())
    return SelectField(label, choices=options([*first, *named]), description=hint)


def names_in(text: str | None) -> list[str]:
    """Split names at commas."""
    return [name.strip() for name in (text or "").replace(";", ",").split(",") if name.strip()]


class DateAndTime(PlainForm):
    """A date and a time on the wall."""

    date = DateField(lazy("Date"), [InputRequired(lazy("Pick a day."))])
    time = TimeField(lazy("Time"), [InputRequired(lazy("Pick a time, such as 14:00."))])

    @property
    def wall(self) -> datetime:
        """Both together, naive."""
        assert self.date.data
        assert self.time.data
        return datetime.combine(self.date.data, self.time.data)


def capacity_field() -> IntegerField:
    """How many seats; empty for no limit."""
    return IntegerField(
        lazy("Seats"),
        [Optional(), SEATS],
        description=lazy("Leave empty for no limit."),
        render_kw={"inputmode": "numeric", "min": 1},
    )


class OutlineForm(PlainForm):
    """What a session is about. `was` marks what the writer saw, so that nobody's change is lost."""

    was = HiddenField()

    title = line(lazy("Title"), 120)
    summary = words(lazy("What people will learn"), hint=lazy("A few lines; Markdown works."))
    format = format_field()
    length = minutes_field()
    topics = topics_field()

    @property
    def outline(self) -> Outline:
        """What was typed, as the domain takes it."""
        return Outline(
            self.title.data or "", self.summary.data or "", self.format.data, self.length.data or 0
        )

    def saw(self, row: Any, topics: Iterable[Any], audience: str = "") -> None:
        """Mark what is shown now as what the writer saw."""
        ids = tuple(topic.id for topic in topics)
        shown = Outline(row.title, row.summary, row.format, row.minutes, ids)
        self.was.data = shown.fingerprint(audience)

    @property
    def topic_names(self) -> list[str]:
        """The topics that were named."""
        return names_in(self.topics.data)


class AppointmentForm(DateAndTime):
    """When and where."""

    zone = zone_field()
    place = line(lazy("Place"), 200, lazy("A room, or nothing for video alone."), needed=False)
    link = line(lazy("Video link"), 500, needed=False, inputmode="url")

    @property
    def when(self) -> Appointment:
        """What was typed, as the domain takes it."""
        return Appointment(self.wall, self.zone.data, self.place.data or "", self.link.data or "")
