"""The run sheet of a session: all that whoever leads it wants at hand, with the time of each step."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lt_web.cards import formats
from lt_web.cards.attendance import Window, window
from lt_web.cards.formats import Template
from lt_web.cards.people import Person
from lt_web.cards.sessions import Card
from lt_web.events import agendas
from lt_web.events.programme import SETTINGS
from lt_web.web import db, now, programme
from projections import topic_queries


@dataclass(frozen=True)
class Step:
    """One step: when it begins (`at` is None without a date), after how many minutes, and for how many."""

    at: datetime | None
    after: int
    minutes: int
    what: str


@dataclass(frozen=True)
class RunSheet:
    """All of it; the steps are those of the template, fitted to its length."""

    s: Card
    template: Template
    steps: list[Step]
    window: Window
    builds_on: list[tuple[str, list[str]]]
    write_up_days: int

    @property
    def fitted(self) -> bool:
        """Whether the session is of another length than its template."""
        return self.template.total != self.s.length

    @property
    def silent(self) -> list[Person]:
        """Those who present it and have not said that they may be recorded."""
        return [person for person in self.s.presenters if person.id not in self.s.recorded_by_leave_of]


def run_sheet(s: Card) -> RunSheet:
    """The sheet of a session: by the template in force now, or when it began."""
    template = formats.guide(s.format, min(now(), s.row.start_at) if s.start else now())
    return RunSheet(s, template, steps(s, template), window(s.row), _builds_on(s), _write_up_days())


def steps(s: Card, template: Template) -> list[Step]:
    """Its agenda, fitted to its length, on its own clock."""
    fitted = agendas.fitted(template.agenda, s.length)
    begun = agendas.begun(fitted)
    return [
        Step(_moment(s, after), after, minutes, what)
        for after, (minutes, what) in zip(begun, fitted, strict=True)
    ]


def _moment(s: Card, after: int) -> datetime | None:
    """So many minutes after its start, also where the clocks change meanwhile."""
    if s.start is None:
        return None
    return (s.start.astimezone(UTC) + timedelta(minutes=after)).astimezone(s.start.tzinfo)


def _builds_on(s: Card) -> list[tuple[str, list[str]]]:
    """Each of its topics that builds on others, with their names."""
    links, names = topic_queries.links_of(db(), programme().id)
    found = []
    for topic in s.topics:
        on = sorted((names[other] for one, other in links if one == topic.id), key=str.casefold)
        found += [(topic.name, on)] if on else []
    return found


def _write_up_days() -> int:
    given: dict[str, int] = json.loads(programme().settings)
    return given.get("write_up_days", SETTINGS["write_up_days"].default)
