"""Who can teach what, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, nobody
from lt_web.permissions import may_take_part
from lt_web.speech import _, _n
from lt_web.web import db, my_id, now, programme, standing
from lt_web.words import dated, listing
from projections import teaching_queries


@dataclass(frozen=True)
class Teacher:
    """Somebody and a topic: `how` says whence one knows that they can teach it; `able` whether it counts."""

    person: Person
    topic: UUID
    topic_name: str
    able: bool
    declared: bool
    how: list[str]
    mine: bool
    may_confirm: bool


@dataclass(frozen=True)
class Teachers:
    """Everybody who can teach a topic or says so; `said` puts the number into words."""

    all: list[Teacher]
    said: str
    hint: str

    @property
    def able(self) -> list[Teacher]:
        """Those who count."""
        return [teacher for teacher in self.all if teacher.able]

    @property
    def i_declared(self) -> bool:
        """Whether who asks says that they can teach it."""
        return any(teacher.mine and teacher.declared for teacher in self.all)


def of_topic(topic: UUID, name: str, covered: bool) -> Teachers:
    """Who can teach a topic; `covered` says whether it took place at all."""
    rows = teaching_queries.teachers_of(db(), topic)
    shown = _teachers(rows, teaching_queries.confirmed_by(db(), [topic]), {topic: name})
    return Teachers(shown, *_in_words([t for t in shown if t.able], covered))


def of_person(person: UUID) -> list[Teacher]:
    """What somebody can teach, or says that they can, in this programme."""
    rows = teaching_queries.of_person(db(), person, programme().id)
    topics = {row.topic: row.name for row in rows}
    return _teachers(rows, teaching_queries.confirmed_by(db(), list(topics), person), topics)


def _teachers(
    rows: Sequence[Any], confirmed: dict[Any, list[UUID]], topics: dict[UUID, str]
) -> list[Teacher]:
    by = {(row.topic, row.person): confirmed.get((row.topic, row.person), []) for row in rows}
    people = known([*(row.person for row in rows), *(id for ids in by.values() for id in ids)])
    return [_teacher(row, by[row.topic, row.person], people, topics[row.topic]) for row in rows]


def _teacher(row: Any, by: list[UUID], people: dict[UUID, Person], topic: str) -> Teacher:
    mine = row.person == my_id()
    others = row.declared and not mine and my_id() not in by
    return Teacher(
        person=people.get(row.person) or nobody(row.person),
        topic=row.topic,
        topic_name=topic,
        able=bool(row.able),
        declared=row.declared,
        how=_how(row, [people[id].name for id in by if id in people], mine),
        mine=mine,
        may_confirm=others and may_take_part(standing()),
    )


def _how(row: Any, by: list[str], mine: bool) -> list[str]:
    """Whence one knows: lessons first, then what they say and who confirmed it."""
    said = []
    if row.taught:
        said.append(_taught(row.taught, month(row.last_taught_at)))
    if row.declared:
        said.append(_declared(by, mine))
    return said


def _taught(times: int, last: str) -> str:
    if times == 2:
        return _("Taught it twice, last {month}", month=last)
    return _n("Taught it once, {month}", "Taught it {n} times, last {month}", times, month=last)


def _declared(by: list[str], mine: bool) -> str:
    if not by:
        return _("You say you can; not confirmed yet") if mine else _("Says they can; not confirmed yet")
    if mine:
        return _("You say you can, confirmed by {names}", names=listing(by))
    return _("Says they can, confirmed by {names}", names=listing(by))


def month(moment: datetime) -> str:
    """In May, or in May 2025, in the programme's zone."""
    zone = ZoneInfo(programme().zone)
    there = moment.astimezone(zone)
    this_year = there.year == now().astimezone(zone).year
    return _("in {month}", month=dated(there, "MMMM" if this_year else "MMMM y"))


def _in_words(able: list[Teacher], covered: bool) -> tuple[str, str]:
    """How many can teach it, and what would help."""
    if len(able) > 1:
        return _n("{n} person can teach this.", "{n} people can teach this.", len(able)), ""
    if able and able[0].mine:
        return (
            _("Only you can teach this."),
            _("Ask a colleague to learn it with you, so that it does not hang on you alone."),
        )
    if able:
        return (
            _("Only {name} can teach this.", name=able[0].person.name),
            _("Ask someone to learn it, so that it does not hang on one person."),
        )
    if covered:
        return (
            _("Nobody who is here can teach this any more."),
            _("Ask someone to take it up, or say that you can."),
        )
    return _("Nobody can teach this yet."), _("Ask someone to take it up, or say that you can.")
