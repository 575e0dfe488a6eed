"""Tern & Tide, a company that is made up: who works there, in which team, and whom one may be in the demo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid5

from lt_web.demo.texts import lines_of
from lt_web.events.ids import OURS

NAME = "Tern & Tide"
LISBON, HALIFAX = "Europe/Lisbon", "America/Halifax"
DEMO_PEOPLE = uuid5(OURS, "demo/people")
# Whom one may be: an employee, a presenter, the champion of both programmes, a sponsor, an auditor, an admin.
ACCOUNTS = ("Ana Duarte", "Ben Okafor", "Clara Holt", "Dora Whitlock", "Emil Brandt", "Farah Kaya")
ONLOOKERS = ("Dora Whitlock", "Emil Brandt")


@dataclass(frozen=True)
class Colleague:
    """Somebody of the company. `id` is the same each time."""

    name: str
    team: str
    zone: str

    @property
    def id(self) -> UUID:
        """Their id in the log."""
        return uuid5(DEMO_PEOPLE, self.name)

    @property
    def email(self) -> str:
        """Their address, which reaches nobody."""
        return f"{self.name.lower().replace(' ', '.')}@tern.example"

    @property
    def takes_part(self) -> bool:
        """Whether they propose, vote and answer, or only look."""
        return self.name not in ONLOOKERS


@cache
def colleagues() -> dict[str, Colleague]:
    """Everybody who ever worked there, by name."""
    rows = (line.split(" | ") for line in lines_of("people"))
    return {name: Colleague(name, team, LISBON if office == "L" else HALIFAX) for name, team, office in rows}


def named(name: str) -> Colleague:
    """The colleague of that name."""
    return colleagues()[name]
