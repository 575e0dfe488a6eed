"""The forms about programmes: founding one, and its settings."""

from __future__ import annotations

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from lt_web.events.programme import SETTINGS
from lt_web.forms import line, options, words, zone_field, zones
from lt_web.web import DeedForm, PlainForm

__all__ = ["OPEN", "SETTINGS", "FoundForm", "SettingsForm"]
OPEN = [("yes", "Everybody in the company"), ("no", "Members alone; for others it does not exist")]
SHORT_NAME = (
    "It stands in addresses and stays for good: small letters, digits and hyphens, such as tech-hour."
)
HOME_ZONE = "Dates without a zone of their own, and months in reports, are those of this zone."


class FoundForm(DeedForm):
    """A new programme."""

    name = line("Name", 80, "As people will call it, such as Tech hour.")
    slug = line("Short name", 40, SHORT_NAME, autocapitalize="none", spellcheck="false", autocomplete="off")
    purpose = words("What it is for", 1000, "A sentence or two; it stands on the home page.", rows=3)
    zone = SelectField(
        "Time zone",
        [InputRequired("Choose the zone in which most of its people work.")],
        choices=options([("", "Choose a zone"), *((name, name.replace("_", " ")) for name in zones())]),
        description=HOME_ZONE,
    )


def number(label: str, setting: str, meaning: str) -> IntegerField:
    """A setting that is a number."""
    bounds = SETTINGS[setting]
    said = f"Give a whole number between {bounds.least} and {bounds.most}."
    return IntegerField(
        f"{label}, in {bounds.unit}",
        [InputRequired(said), NumberRange(bounds.least, bounds.most, said)],
        description=meaning,
        render_kw={"inputmode": "numeric", "min": bounds.least, "max": bounds.most},
    )


class SettingsForm(PlainForm):
    """All that champions can set."""

    name = line("Name", 80)
    purpose = words("What it is for", 1000, "A sentence or two; it stands on the home page.", rows=3)
    zone = zone_field("Time zone", HOME_ZONE)
    open = RadioField("Who may take part", choices=options(OPEN))
    default_capacity = number(
        "Usual size", "default_capacity", "A new session begins with so many seats; each can have its own."
    )
    offer_window_hours = number(
        "Offers begin",
        "offer_window_hours",
        "From then on, a seat that comes free is offered to the next in line instead of simply given, "
        "as they may have made other plans. 0 switches offers off.",
    )
    offer_hours = number(
        "An offer stands for",
        "offer_hours",
        "Not taken by then, or by the start, it goes to the next in line.",
    )
    check_in_before_minutes = number(
        "Check-in opens",
        "check_in_before_minutes",
        "From then on people can check in themselves.",
    )
    check_in_after_minutes = number(
        "Check-in closes",
        "check_in_after_minutes",
        "Whoever forgot is marked by those who presented.",
    )
    feedback_days = number(
        "Feedback closes", "feedback_days", "Until then those who were there can say whether it was worth it."
    )
    feedback_least = number(
        "Feedback is shown from",
        "feedback_least",
        "Anonymous answers wait until there are so many, and then appear together. Never fewer than 3.",
    )
    write_up_days = number(
        "A write-up is due",
        "write_up_days",
        "Those who present write down what was learned.",
    )
    participation_target = number(
        "Target for participation",
        "participation_target",
        "The report holds against it how many of those invited came.",
    )
    sessions_target = number(
        "Target for sessions", "sessions_target", "The report holds the number of sessions against it."
    )
