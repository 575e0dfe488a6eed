"""The forms about when a programme meets."""

from __future__ import annotations

from datetime import time
from typing import Any

from wtforms import BooleanField, DateField, FileField, IntegerField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from lt_web.cards.cadence import weekday_named
from lt_web.events.programme import SETTINGS
from lt_web.events.rules import LAST, LONGEST_SPRINT, Rule
from lt_web.forms.fields import DateAndTime, line, minutes_field, options, zone_field
from lt_web.speech import Text, lazy
from lt_web.web import DeedForm, PlainForm

KIND = [
    ("sprint", lazy("Every sprint: in a certain week of it, on a certain weekday")),
    ("weekly", lazy("Every week, or every few weeks")),
    ("monthly", lazy("Every month: its first, second … or last such weekday")),
]
NTH = [
    ("1", lazy("The first of the month")),
    ("2", lazy("The second of the month")),
    ("3", lazy("The third of the month")),
    ("4", lazy("The fourth of the month")),
    ("5", lazy("The fifth, in months that have one")),
    (str(LAST), lazy("The last of the month")),
]
AHEAD = SETTINGS["slots_ahead_days"].default
PICK_A_DAY = lazy("Pick a day.")


def count_field(label: Text, hint: Text, default: int) -> IntegerField:
    """A number of weeks."""
    said = lazy("Give a number between {least} and {most}.", least=1, most=LONGEST_SPRINT)
    return IntegerField(
        label,
        [Optional(), NumberRange(1, LONGEST_SPRINT, said)],
        default=default,
        description=hint,
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST_SPRINT},
    )


class RuleForm(DeedForm):
    """When there are dates; fields that the kind does not ask for are left aside."""

    kind = RadioField(lazy("How often"), choices=options(KIND), default="sprint")
    starts = DateField(
        lazy("From"),
        [InputRequired(PICK_A_DAY)],
        description=lazy("For sprints the first day of one of them: the weeks are counted from there."),
    )
    weeks = count_field(lazy("Length of a sprint, in weeks"), lazy("Two, for most teams."), 2)
    week = count_field(lazy("In which week of it"), lazy("1 is the week in which it begins."), 1)
    every = count_field(lazy("Every how many weeks"), lazy("1 is every week."), 1)
    nth = SelectField(lazy("Which one of the month"), choices=options(NTH), default="1")
    weekday = SelectField(lazy("Weekday"), choices=[], default="3")
    time = TimeField(lazy("Time"), [InputRequired(lazy("Pick a time, such as 14:00."))])
    length = minutes_field()
    zone = zone_field(hint=lazy("The clock on the wall there shows this time, in summer and in winter."))
    place = line(lazy("Place"), 200, lazy("A room that is usually free then, or nothing."), needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekday.choices = options((str(number), weekday_named(number)) for number in range(7))

    @property
    def sketched(self) -> Rule | None:
        """The rule as far as it is written; None while something is missing."""
        needed = (self.kind, self.starts, self.time, self.length, self.zone)
        chosen = self.weekday.data in map(str, range(7)) and self.nth.data in dict(NTH)
        return self.rule if chosen and all(field.data for field in needed) else None

    @property
    def rule(self) -> Rule:
        """What was typed, as the domain takes it."""
        assert self.starts.data
        assert self.time.data
        weeks = self.every.data if self.kind.data == "weekly" else self.weeks.data
        return Rule(
            kind=self.kind.data or "",
            starts=self.starts.data,
            weekday=int(self.weekday.data),
            time=self.time.data.isoformat("minutes"),
            zone=self.zone.data,
            minutes=self.length.data or 0,
            weeks=weeks or 1,
            week=self.week.data or 1,
            nth=int(self.nth.data),
            place=self.place.data or "",
        )


class DayForm(PlainForm):
    """A day that is left out, or some in a row."""

    day = DateField(lazy("Day"), [InputRequired(PICK_A_DAY)])
    until = DateField(
        lazy("Until"), [Optional()], description=lazy("The last day, where there are several in a row.")
    )
    label = line(lazy("Why"), 80, lazy("It stands beside the date, such as “Summer break”."))


class HolidaysForm(PlainForm):
    """A calendar of public holidays."""

    file = FileField(
        lazy("File"),
        description=lazy("An .ics file with whole days, as governments and calendars offer it."),
        render_kw={"accept": ".ics,text/calendar"},
    )
    name = line(lazy("Name"), 80, lazy("Such as Portugal. A calendar of the same name is replaced."))
    zone = zone_field(hint=lazy("Colleagues of this zone are off on these days."))
    skips = BooleanField(
        lazy("Leave these days out"),
        default=True,
        description=lazy("Otherwise they warn alone when a date of a colleague of this zone is on one."),
    )


class SlotForm(DateAndTime):
    """One date, by hand."""

    length = minutes_field()
    zone = zone_field()
    place = line(lazy("Place"), 200, lazy("A room, or nothing for video alone."), needed=False)


def written(row: Any) -> dict[str, Any]:
    """A rule as its form shows it."""
    names = ("kind", "starts", "weeks", "week", "zone", "place")
    said = {name: getattr(row, name) for name in names} | {"every": row.weeks, "length": row.minutes}
    said |= {"weeks": row.weeks if row.kind == "sprint" else 2}
    return said | {"nth": str(row.nth), "weekday": str(row.weekday), "time": time.fromisoformat(row.time)}
