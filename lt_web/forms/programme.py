"""The forms about programmes: founding one, and its settings."""

from __future__ import annotations

from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from lt_web.events.programme import SETTINGS
from lt_web.forms.fields import line, options, words, zone_field
from lt_web.speech import Text, _, _n, lazy
from lt_web.web import PlainForm

__all__ = ["HOME_ZONE", "OPEN", "SETTINGS", "SHORT_NAME", "SettingsForm", "in_words", "purpose_field"]
OPEN = [
    ("yes", lazy("Everybody in the company")),
    ("no", lazy("Members alone; for others it does not exist")),
]
SHORT_NAME = lazy(
    "It stands in addresses and stays for good: small letters, digits and hyphens, such as tech-hour. "
    "Leave it empty to have it made from the name."
)
HOME_ZONE = lazy("Dates without a zone of their own, and months in reports, are those of this zone.")


def purpose_field() -> TextAreaField:
    """What a programme is for."""
    hint = lazy("A sentence or two; it stands on the home page.")
    return words(lazy("What it is for"), 1000, hint, rows=3)


def number(label: Text, setting: str, meaning: Text) -> IntegerField:
    """A setting that is a number."""
    bounds = SETTINGS[setting]
    said = lazy("Give a whole number between {least} and {most}.", least=bounds.least, most=bounds.most)
    return IntegerField(
        label,
        [InputRequired(said), NumberRange(bounds.least, bounds.most, said)],
        description=meaning,
        render_kw={"inputmode": "numeric", "min": bounds.least, "max": bounds.most},
    )


class SettingsForm(PlainForm):
    """All that champions can set."""

    name = line(lazy("Name"), 80)
    purpose = purpose_field()
    zone = zone_field(hint=HOME_ZONE)
    open = RadioField(lazy("Who may take part"), choices=options(OPEN))
    default_capacity = number(
        lazy("Usual size, in seats"),
        "default_capacity",
        lazy("A new session begins with so many seats; each can have its own."),
    )
    offer_window_hours = number(
        lazy("Offers begin, in hours before the start"),
        "offer_window_hours",
        lazy(
            "From then on, a seat that comes free is offered to the next in line instead of simply given, "
            "as they may have made other plans. 0 switches offers off."
        ),
    )
    offer_hours = number(
        lazy("An offer stands for, in hours"),
        "offer_hours",
        lazy("Not taken by then, or by the start, it goes to the next in line."),
    )
    check_in_before_minutes = number(
        lazy("Check-in opens, in minutes before the start"),
        "check_in_before_minutes",
        lazy("From then on people can check in themselves."),
    )
    check_in_after_minutes = number(
        lazy("Check-in closes, in minutes after the end"),
        "check_in_after_minutes",
        lazy("Whoever forgot is marked by those who presented."),
    )
    feedback_days = number(
        lazy("Feedback closes, in days after the start"),
        "feedback_days",
        lazy("Until then those who were there can say whether it was worth it."),
    )
    feedback_least = number(
        lazy("Feedback is shown from, in answers"),
        "feedback_least",
        lazy("Anonymous answers wait until there are so many, and then appear together. Never fewer than 3."),
    )
    write_up_days = number(
        lazy("A write-up is due, in working days after the session"),
        "write_up_days",
        lazy("Those who present write down what was learned."),
    )
    participation_target = number(
        lazy("Target for participation, in % of those invited"),
        "participation_target",
        lazy("The report holds against it how many of those invited came."),
    )
    sessions_target = number(
        lazy("Target for sessions, in sessions a month"),
        "sessions_target",
        lazy("The report holds the number of sessions against it."),
    )
    slots_ahead_days = number(
        lazy("Dates are planned ahead, in days"),
        "slots_ahead_days",
        lazy("So far ahead the rules of the cadence give dates that can be filled."),
    )
    empty_slot_days = number(
        lazy("An empty date is told of, in days before it"),
        "empty_slot_days",
        lazy("From then on it waits for the champions on their home page until it is filled or skipped."),
    )
    onboarding_target = number(
        lazy("Target for onboarding, in % faster"),
        "onboarding_target",
        lazy(
            "The report holds against it how much sooner people reach their milestones than before "
            "the programme."
        ),
    )


def in_words(setting: str, n: int) -> str:
    """The value of a setting with what it counts."""
    return {
        "default_capacity": lambda: _n("{n} seat", "{n} seats", n),
        "offer_window_hours": lambda: _n("{n} hour before the start", "{n} hours before the start", n),
        "offer_hours": lambda: _n("{n} hour", "{n} hours", n),
        "check_in_before_minutes": lambda: _n(
            "{n} minute before the start", "{n} minutes before the start", n
        ),
        "check_in_after_minutes": lambda: _n("{n} minute after the end", "{n} minutes after the end", n),
        "feedback_days": lambda: _n("{n} day after the start", "{n} days after the start", n),
        "feedback_least": lambda: _n("{n} answer", "{n} answers", n),
        "write_up_days": lambda: _n(
            "{n} working day after the session", "{n} working days after the session", n
        ),
        "participation_target": lambda: _("{n} % of those invited", n=n),
        "sessions_target": lambda: _n("{n} session a month", "{n} sessions a month", n),
        "slots_ahead_days": lambda: _n("{n} day ahead", "{n} days ahead", n),
        "empty_slot_days": lambda: _n("{n} day before it", "{n} days before it", n),
        "onboarding_target": lambda: _("{n} % faster than before", n=n),
    }[setting]()
