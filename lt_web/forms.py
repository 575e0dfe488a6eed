"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lt_web.events.formats import FORMATS, LONGEST, SHORTEST
from lt_web.events.seats import MOST_SEATS
from lt_web.events.session import Outline, Slot
from lt_web.web import PlainForm

NEEDED = InputRequired("This cannot be left empty.")
FORMAT_NAMES = [(f.key, f.label) for f in FORMATS.values()]
SEATS = NumberRange(
    1, MOST_SEATS, f"Give a number of seats between 1 and {MOST_SEATS}, or none for no limit."
)
FORMAT_CHOICES = [(f.key, f"{f.label} ({f.minutes} min)") for f in FORMATS.values()]
USUAL_ZONES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def options(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Values and labels as a select field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


def line(label: str, most: int = 200, hint: str = "", *, needed: bool = True, **keywords: Any) -> StringField:
    """One line of text."""
    validators = [
        NEEDED if needed else Optional(),
        Length(max=most, message=f"{most} characters are the most."),
    ]
    return StringField(label, validators, description=hint, render_kw={"maxlength": most} | keywords)


def words(
    label: str, most: int = 5000, hint: str = "", *, needed: bool = False, rows: int = 5
) -> TextAreaField:
    """Several lines of text."""
    validators = [
        NEEDED if needed else Optional(),
        Length(max=most, message=f"{most} characters are the most."),
    ]
    return TextAreaField(label, validators, description=hint, render_kw={"rows": rows, "maxlength": most})


def format_field() -> SelectField:
    """Which format it has."""
    return SelectField("Format", choices=options(FORMAT_CHOICES), default="demo", validators=[NEEDED])


def minutes_field() -> IntegerField:
    """How long it is; the domain says what is too long, in its own words."""
    return IntegerField(
        "Length in minutes",
        [InputRequired(f"Give a length between {SHORTEST} and {LONGEST} minutes.")],
        default=30,
        render_kw={"inputmode": "numeric", "min": SHORTEST, "max": LONGEST},
    )


def topics_field() -> StringField:
    """Names of topics, with commas between."""
    return line("Topics", 320, "Up to five, with commas between.", needed=False, list="known-topics")


def zones() -> list[str]:
    """Names of the zones that people choose from."""
    return [*sorted(name for name in available_timezones() if name.startswith(USUAL_ZONES)), "UTC"]


def zone_field(label: str = "Time zone", hint: str = "", *, blank: str = "") -> SelectField:
    """A time zone; `blank` is what choosing none means."""
    first = [("", blank)] if blank else []
    return SelectField(
        label, choices=options([*first, *((z, z.replace("_", " ")) for z in zones())]), description=hint
    )


def names_in(text: str | None) -> list[str]:
    """Split names at commas."""
    return [name.strip() for name in (text or "").replace(";", ",").split(",") if name.strip()]


class DateAndTime(PlainForm):
    """A date and a time on the wall."""

    date = DateField("Date", [InputRequired("Pick a day.")])
    time = TimeField("Time", [InputRequired("Pick a time, such as 14:00.")])

    @property
    def wall(self) -> datetime:
        """Both together, naive."""
        assert self.date.data
        assert self.time.data
        return datetime.combine(self.date.data, self.time.data)


def capacity_field() -> IntegerField:
    """How many seats; empty for no limit."""
    return IntegerField(
        "Seats",
        [Optional(), SEATS],
        description="Leave empty for no limit.",
        render_kw={"inputmode": "numeric", "min": 1},
    )


class OutlineForm(PlainForm):
    """What a session is about. `was` marks what the writer saw, so that nobody's change is lost."""

    was = HiddenField()

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

    def saw(self, row: Any, topics: Iterable[Any], audience: str = "") -> None:
        """Mark what is shown now as what the writer saw."""
        ids = tuple(topic.id for topic in topics)
        shown = Outline(row.title, row.summary, row.format, row.minutes, ids)
        self.was.data = shown.fingerprint(audience)

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
