"""What a week has brought, as its page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.attendance import came
from lt_web.cards.attendance_words import arrived
from lt_web.cards.people import Person, known
from lt_web.cards.sessions import Card, cards
from lt_web.speech import _n
from lt_web.web import db, now, programme
from lt_web.weeks import Week, off_the_watch_list
from lt_web.words import listing, zone_label
from projections import attendance, win_queries


@dataclass(frozen=True)
class Held:
    """A session that took place; `came` says how many came, "" where nobody noted it."""

    s: Card
    came: str


@dataclass(frozen=True)
class Newcomer:
    """Somebody who presented for the first time here, and what."""

    person: Person
    session: UUID
    title: str


@dataclass(frozen=True)
class Written:
    """A session that was written up; `by` is None where it is not known who began."""

    session: UUID
    title: str
    by: Person | None


@dataclass(frozen=True)
class Safer:
    """A topic that no longer hangs on one person, and who can teach it since."""

    topic: UUID
    name: str
    people: list[Person]


@dataclass(frozen=True)
class Wins:
    """A week: what took place, who and what was new in it, and what was left behind."""

    week: Week
    sessions: list[Held]
    newcomers: list[Newcomer]
    written: list[Written]
    safer: list[Safer]
    new_topics: list[Any]
    last: Week | None  # before it, the latest one in which there was something
    running: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.sessions or self.written or self.safer)

    @property
    def zone_label(self) -> str:
        """Where the week begins and ends."""
        return zone_label(programme().zone)

    @property
    def next(self) -> Week | None:
        """The week after, once it has begun."""
        return self.week.after if self.week < this_week() else None


@dataclass(frozen=True)
class InShort:
    """A week in a line."""

    week: Week
    said: str


def this_week() -> Week:
    """The week in which we are, in the programme's zone."""
    return Week.of(now().astimezone(ZoneInfo(programme().zone)).date())


def wins(week: Week) -> Wins:
    """All that a week has brought, in a fixed number of queries."""
    begin, end = week.days.bounds(programme().zone)
    shown = cards(win_queries.held(db(), programme().id, begin, end, now()), with_overlaps=False)
    texts = win_queries.written(db(), programme().id, begin, end)
    safer, names = _off_the_list(begin, end)
    people = known([*(text.by for text in texts), *(one for those in safer.values() for one in those)])
    last = win_queries.latest_before(db(), programme().id, begin, now())
    return Wins(
        week,
        _with_numbers(shown),
        _newcomers(shown, begin),
        [Written(text.session, text.title, people.get(text.by)) for text in texts],
        [
            Safer(topic, names[topic], _sorted(people, safer[topic]))
            for topic in sorted(safer, key=lambda topic: names[topic].casefold())
        ],
        _new_topics(shown, begin),
        Week.of(last.astimezone(ZoneInfo(programme().zone)).date()) if last else None,
        week == this_week(),
    )


def last_week() -> InShort | None:
    """Last week in a line, in one query; None where nothing was in it."""
    week = this_week().before
    sessions, texts = win_queries.counts(db(), programme().id, *week.days.bounds(programme().zone), now())
    said = [
        *([_n("{n} session", "{n} sessions", sessions)] if sessions else []),
        *([_n("{n} write-up", "{n} write-ups", texts)] if texts else []),
    ]
    return InShort(week, listing(said)) if said else None


def _with_numbers(shown: Sequence[Card]) -> list[Held]:
    sheets = attendance.of_sessions(db(), [s.id for s in shown])
    return [Held(s, _came(sheets.get(s.id))) for s in shown]


def _came(sheet: Any) -> str:
    """How many came, as the session's own page says it to everybody."""
    number = came(sheet)
    return arrived(number, 0, over=True) if number else ""


def _newcomers(shown: Sequence[Card], begin: datetime) -> list[Newcomer]:
    """Those of the week's presenters who never presented here before it."""
    people = {person.id: (person, s) for s in reversed(shown) for person in s.presenters}
    first = win_queries.first_presented(db(), programme().id, people, now()) if people else {}
    new = [people[id] for id, at in first.items() if at >= begin]
    new.sort(key=lambda one: (one[1].row.start_at, one[0].name.casefold()))
    return [Newcomer(person, s.id, s.title) for person, s in new]


def _new_topics(shown: Sequence[Card], begin: datetime) -> list[Any]:
    """Those of the week's topics on which there was nothing before it."""
    topics = {topic.id: topic for s in shown for topic in s.topics}
    first = win_queries.first_covered(db(), programme().id, topics, now()) if topics else {}
    new = [topics[id] for id, at in first.items() if at >= begin]
    return sorted(new, key=lambda topic: topic.name.casefold())


def _off_the_list(begin: datetime, end: datetime) -> tuple[dict[UUID, set[UUID]], dict[UUID, str]]:
    """Return topic → who can teach it since for those that came off the watch list, and their names."""
    names = win_queries.topics_touched(db(), programme().id, begin, end)
    spells = win_queries.spells_on(db(), names)
    away = win_queries.absences_of(db(), {person for _topic, person, _since, _until in spells})
    return off_the_watch_list(spells, away, begin, end), names


def _sorted(people: dict[UUID, Person], those: set[UUID]) -> list[Person]:
    return sorted((people[id] for id in those if id in people), key=lambda one: one.name.casefold())
