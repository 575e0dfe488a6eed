"""Milestones as pages show them: what it took before and since, and how far one is oneself."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g

from lt_web.cards.competency_words import change_said, days_said, faster_said, not_there_yet, of_people
from lt_web.cards.people import Person, known, nobody
from lt_web.events.programme import SETTINGS
from lt_web.speech import _
from lt_web.web import db, my_id, now, programme
from projections import competency_queries, topic_queries
from projections.competency_figures import Compared, Side
from projections.competency_queries import Counted


@dataclass(frozen=True)
class Told:
    """One side in words, and how long it is beside the longest, in percent."""

    days: str
    of: str
    middle: str
    length: int


@dataclass(frozen=True)
class Way:
    """Somebody's way to a milestone: on_the_way, waiting (for `asked`) or confirmed."""

    milestone: UUID
    statement: str
    start: str
    topic: UUID
    programme: str
    slug: str
    cohort: str
    state: str
    started: date
    reached: date | None
    asked: Person | None

    @property
    def days(self) -> int | None:
        """How many days it took, once it is confirmed."""
        return (self.reached - self.started).days if self.reached and self.state == "confirmed" else None

    @property
    def days_said(self) -> str:
        """The same in words."""
        return "" if self.days is None else days_said(self.days)


@dataclass(frozen=True)
class Milestone:
    """A milestone with its figures; a side is None where too few people are behind it."""

    id: UUID
    topic: UUID
    topic_name: str
    statement: str
    start: str
    before: Told | None
    since: Told | None
    change: str
    faster: str
    met: bool
    target: str
    open: str
    cohorts: list[tuple[str, Told | None]] = field(default_factory=list)
    mine: Way | None = None


def today() -> date:
    """The day that it is in the programme's zone."""
    day: date = now().astimezone(ZoneInfo(programme().zone)).date()
    return day


def of_programme(topic: UUID | None = None, own: bool = True) -> list[Milestone]:
    """Every milestone that stands here, or those of a topic; with one's own way to it."""
    counted = competency_queries.figures(db(), programme().id, today(), topic)
    names = _topics({one.topic for one in counted})
    mine = {way.milestone: way for way in ways()} if own and counted else {}
    return [_milestone(one, names.get(one.topic, ""), mine.get(one.milestone)) for one in counted]


def ways() -> list[Way]:
    """One's own way to every milestone, in every programme that exists for one, the last begun first."""
    programmes = {row.id: row for row, _standing in g.lt_programmes}
    rows = competency_queries.of_person(db(), my_id(), programmes)
    people = known(row.asked for row in rows)
    return [_way(row, programmes[row.programme], people) for row in rows]


def _way(row: Any, home: Any, people: dict[UUID, Person]) -> Way:
    return Way(
        milestone=row.milestone,
        statement=row.statement,
        start=row.start,
        topic=row.topic,
        programme=home.name,
        slug=home.slug,
        cohort=row.cohort_name,
        state=row.state,
        started=row.started,
        reached=row.reached,
        asked=(people.get(row.asked) or nobody(row.asked)) if row.asked else None,
    )


def _milestone(one: Counted, topic: str, mine: Way | None) -> Milestone:
    compared, target = one.compared, _target()
    faster = compared.faster
    longest = _longest([compared.before, compared.since, *(group.since for group in one.cohorts)])
    return Milestone(
        id=one.milestone,
        topic=one.topic,
        topic_name=topic,
        statement=one.statement,
        start=one.start,
        before=told(compared.before, longest),
        since=told(compared.since, longest),
        change="" if faster is None else change_said(faster),
        faster="" if faster is None else faster_said(faster),
        met=faster is not None and faster * 100 >= target,
        target=_("target {n} % faster", n=target),
        open=not_there_yet(compared.open) if _tells_of_open(compared) else "",
        cohorts=[(group.name, told(group.since, longest)) for group in one.cohorts],
        mine=mine,
    )


def _tells_of_open(compared: Compared) -> bool:
    return compared.since is not None


def told(side: Side | None, longest: float) -> Told | None:
    """One side in words."""
    if side is None:
        return None
    middle = (
        _(
            "half of them between {lower} and {upper}",
            lower=days_said(side.lower),
            upper=days_said(side.upper),
        )
        if side.lower is not None and side.upper is not None
        else ""
    )
    length = round(100 * side.median / longest) if longest else 0
    return Told(days_said(side.median), of_people(side.n), middle, length)


def _longest(sides: Sequence[Side | None]) -> float:
    return max((side.median for side in sides if side is not None), default=0)


def _target() -> int:
    kept: dict[str, int] = json.loads(programme().settings)
    return kept.get("onboarding_target", SETTINGS["onboarding_target"].default)


def _topics(ids: Collection[UUID]) -> dict[UUID, str]:
    homes = topic_queries.homes_of(db(), ids, [programme().id]) if ids else {}
    return {id: name for id, (name, _programme) in homes.items()}
