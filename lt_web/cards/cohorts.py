"""One milestone as its champions see it: cohorts with everybody in them, and the facts from before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lt_web.cards.competency_words import days_said
from lt_web.cards.history import Line, lines
from lt_web.cards.people import Person, known, nobody
from lt_web.speech import _
from lt_web.web import db, my_id
from projections import competency_queries, history
from projections.folding import folded


@dataclass(frozen=True)
class Member:
    """Somebody in a cohort: how far they are, in a word and in days."""

    person: Person
    state: str
    said: str
    started: date
    reached: date | None
    days: str
    mine: bool


@dataclass(frozen=True)
class Cohort:
    """A cohort with its members, by name."""

    id: UUID
    name: str
    baseline: bool
    members: list[Member]

    @property
    def there(self) -> int:
        """How many are there, as colleagues confirmed."""
        return sum(member.state == "confirmed" for member in self.members)


@dataclass(frozen=True)
class Fact:
    """How long it took one person before the programme."""

    id: UUID
    started: date
    reached: date
    days: str
    source: str


def of_milestone(milestone: UUID) -> list[Cohort]:
    """Its cohorts, the oldest first."""
    groups = competency_queries.cohorts_of(db(), [milestone])[milestone]
    rows = competency_queries.members_of(db(), [milestone])[milestone]
    people = known(id for row in rows for id in (row.person, row.asked, row.by))
    members = {row.person: _member(row, people) for row in rows}
    return [
        Cohort(
            group.id,
            group.name,
            group.baseline,
            sorted(
                (members[row.person] for row in rows if row.cohort == group.id),
                key=lambda member: folded(member.person.name),
            ),
        )
        for group in groups
    ]


def member(milestone: UUID, person: UUID) -> Member | None:
    """One of its members."""
    rows = competency_queries.members_of(db(), [milestone])[milestone]
    row = next((row for row in rows if row.person == person), None)
    return _member(row, known([row.person, row.asked, row.by])) if row else None


def facts(milestone: UUID) -> list[Fact]:
    """What it took people before the programme, the oldest first."""
    rows = competency_queries.baseline_of(db(), [milestone])[milestone]
    return [
        Fact(row.id, row.started, row.reached, days_said((row.reached - row.started).days), row.source)
        for row in rows
    ]


def told(milestone: UUID) -> list[Line]:
    """What happened to a milestone and those on the way to it, the newest first."""
    stream = competency_queries.stream_of(db(), milestone)
    rows = history.of_stream(db(), stream, ["open", "owners"], my_id()) if stream else []
    return lines([row for row in rows if milestone.hex in row.details])


def _member(row: Any, people: dict[UUID, Person]) -> Member:
    is_there = row.state == "confirmed"
    return Member(
        person=people.get(row.person) or nobody(row.person),
        state=row.state,
        said=_said(row, people),
        started=row.started,
        reached=row.reached,
        days=days_said((row.reached - row.started).days) if is_there else "",
        mine=row.person == my_id(),
    )


def _said(row: Any, people: dict[UUID, Person]) -> str:
    """How far they are; who confirmed it, or is asked to."""
    if row.state == "waiting":
        return _("Says they are there; {name} is asked to confirm it", name=_name(row.asked, people))
    if row.state == "confirmed":
        return _("There; {name} confirmed it", name=_name(row.by, people)) if row.by else _("There")
    return _("On the way")


def _name(person: UUID, people: dict[UUID, Person]) -> str:
    return (people.get(person) or nobody(person)).name
