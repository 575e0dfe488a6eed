"""The two programmes of the company, and how an ordinary week of theirs looks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lt_web.demo.company import HALIFAX, LISBON, Colleague, named
from lt_web.demo.days import THURSDAY, WEDNESDAY
from lt_web.events.ids import programme_id


@dataclass(frozen=True)
class School:
    """A programme: who plans it, and when and where it meets."""

    slug: str
    name: str
    purpose: str
    zone: str
    champions: tuple[str, ...]
    weekday: int
    clock: str
    places: tuple[str, ...]
    seats: int
    teams: tuple[str, ...]  # those whose people present most

    @property
    def id(self) -> UUID:
        """Its id in the log."""
        return programme_id(self.slug)

    @property
    def champion(self) -> Colleague:
        """Who plans most of it."""
        return named(self.champions[0])

    @property
    def link(self) -> str:
        """The room for those who are elsewhere."""
        return f"https://meet.tern.example/{self.slug}"


TECH_HOUR = School(
    "tech-hour",
    "Tech hour",
    "An hour a week in which we show each other how things are made. Come if it helps you.",
    LISBON,
    ("Clara Holt", "Hugo Travassos"),
    THURSDAY,
    "14:00",
    ("The Chart Room", "Galley", "Crow’s Nest"),
    12,
    ("Web", "Apps", "Forecasts", "Platform", "Design"),
)
HARBOUR_SCHOOL = School(
    "harbour-school",
    "Harbour school",
    "What we know about harbours, the sea and the people who call us, passed on across the ocean.",
    HALIFAX,
    ("Ottilie Grant", "Clara Holt"),
    WEDNESDAY,
    "10:30",
    ("Lighthouse Room", "The Boathouse"),
    10,
    ("Harbours", "Sales", "Office", "Design"),
)
SCHOOLS = (TECH_HOUR, HARBOUR_SCHOOL)
