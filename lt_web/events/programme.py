"""Programmes: what they are for, and the settings that their champions can change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.clock import zone_named
from lt_web.events.ids import programme_id
from lt_web.events.marks import work_text
from lt_web.events.refusals import Invalid
from lt_web.events.seats import Terms
from lt_web.events.texts import one_line, paragraphs


@dataclass(frozen=True)
class Setting:
    """A number that a champion may change: its default and its bounds, in the unit that its name tells."""

    default: int
    least: int
    most: int


SETTINGS = {
    "offer_window_hours": Setting(24, 0, 168),
    "offer_hours": Setting(4, 1, 72),
    "default_capacity": Setting(12, 1, 5000),
    "check_in_before_minutes": Setting(15, 0, 120),
    "check_in_after_minutes": Setting(30, 0, 1440),
    "feedback_days": Setting(14, 1, 90),
    "feedback_least": Setting(4, 3, 50),
    "write_up_days": Setting(10, 1, 60),  # working days
    "participation_target": Setting(60, 1, 100),  # % of those invited
    "sessions_target": Setting(4, 1, 100),  # a month
    "slots_ahead_days": Setting(90, 7, 366),  # how far ahead dates are planned
    "empty_slot_days": Setting(10, 1, 60),  # before an empty date from which champions are told
    "onboarding_target": Setting(20, 1, 90),  # % faster than before the programme
}


class Programme(Aggregate):
    """A programme of learning from each other, with its own people, sessions and settings."""

    STREAM: ClassVar[str] = "programme"

    slug: str
    name: str
    purpose: str
    zone: str
    open: bool
    settings: dict[str, int]

    class Founded(Created):
        """A programme began."""

        slug: str
        name: str
        zone: str
        purpose: str = work_text(default="")

        def apply(self, programme: Programme) -> None:
            programme.slug = self.slug
            programme.name, programme.purpose, programme.zone = self.name, self.purpose, self.zone

    class Described(Event):
        """Its name, purpose or zone was put differently."""

        name: str
        zone: str
        purpose: str = work_text(default="")

        def apply(self, programme: Programme) -> None:
            programme.name, programme.purpose, programme.zone = self.name, self.purpose, self.zone

    class SettingChanged(Event):
        """A setting has another value from now on."""

        setting: str
        value: int

        def apply(self, programme: Programme) -> None:
            programme.settings[self.setting] = self.value

    class OpenedToAll(Event):
        """Everybody may take part without being a member."""

        def apply(self, programme: Programme) -> None:
            programme.open = True

    class LimitedToMembers(Event):
        """Only those who hold a role in it see it from now on."""

        def apply(self, programme: Programme) -> None:
            programme.open = False

    def __init__(self) -> None:
        self.open = True
        self.settings = {}

    @classmethod
    def found(cls, slug: str, name: str, purpose: str, zone: str) -> Programme:
        """Begin a programme; `slug` is its short name in addresses: lower-case letters, digits, hyphens."""
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", slug):
            raise Invalid("slug", "Use 2 to 40 lower-case letters, digits and hyphens, such as tech-hour.")
        zone_named(zone)
        return cls._create(
            cls.Founded,
            id=programme_id(slug),
            slug=slug,
            name=one_line("name", name, 80),
            zone=zone,
            purpose=paragraphs("purpose", purpose, 1000),
        )

    def describe(self, name: str, purpose: str, zone: str) -> None:
        """Put name, purpose and zone differently; the same again records nothing."""
        zone_named(zone)
        name, purpose = one_line("name", name, 80), paragraphs("purpose", purpose, 1000)
        if (name, purpose, zone) != (self.name, self.purpose, self.zone):
            self.trigger_event(Programme.Described, name=name, purpose=purpose, zone=zone)

    def set(self, setting: str, value: int) -> None:
        """Change a setting; the same value again records nothing."""
        bounds = SETTINGS[setting]
        if not bounds.least <= value <= bounds.most:
            raise Invalid(
                setting,
                "Give a number between {least} and {most}.",
                least=bounds.least,
                most=bounds.most,
            )
        if self.setting(setting) != value:
            self.trigger_event(Programme.SettingChanged, setting=setting, value=value)

    def open_to_all(self, open_to_all: bool) -> None:
        """Let everybody take part, or those with a role alone."""
        if open_to_all != self.open:
            self.trigger_event(Programme.OpenedToAll if open_to_all else Programme.LimitedToMembers)

    def setting(self, name: str) -> int:
        """The value in force."""
        return self.settings.get(name, SETTINGS[name].default)

    @property
    def terms(self) -> Terms:
        """How seats are offered shortly before the start."""
        return Terms(
            timedelta(hours=self.setting("offer_window_hours")), timedelta(hours=self.setting("offer_hours"))
        )
