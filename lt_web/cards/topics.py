"""Topics as pages show them, and what stands beside a proposal: what was covered on its topics before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, with_standing
from lt_web.web import db, now, once, programme
from projections import proposal_queries, session_queries, teaching_queries, topic_queries
from projections import topics as listed

COVERED = 5


@dataclass(frozen=True)
class Card:
    """One topic: how many sessions took place and are coming, and how many requests are open."""

    id: UUID
    name: str
    aliases: list[str]
    sessions: int
    last: datetime | None
    coming: int
    next: datetime | None
    requests: int
    able: int = 0  # how many people can teach it

    @property
    def at_risk(self) -> bool:
        """Whether it hangs on one person, or on nobody."""
        return self.able <= teaching_queries.AT_RISK


@dataclass(frozen=True)
class Watched:
    """A topic that one person can teach, or nobody."""

    topic: Any  # its row
    sessions: int  # that took place
    requests: int  # that are open
    able: int
    only: Person | None = None


@dataclass(frozen=True)
class Covered:
    """A session that took place."""

    id: UUID
    title: str
    start: datetime
    presenters: list[Person]


@dataclass(frozen=True)
class Beside:
    """What a champion weighs: what was covered already, and whose first session it would be."""

    covered: list[Covered]
    first_time: list[Person]


def cards(rows: Sequence[Any]) -> list[Card]:
    """Put cards together in a fixed number of queries whatever their number."""
    id = programme().id
    covered = topic_queries.covered(db(), id, now())
    coming = topic_queries.coming(db(), id, now())
    requests = proposal_queries.open_requests(db(), id)
    aliases = topic_queries.aliases_of(db(), [row.id for row in rows])
    able = teaching_queries.bus_factors(db(), id)
    return [
        replace(
            _card(row, covered.get(row.id), coming.get(row.id), aliases.get(row.id, [])),
            requests=requests.get(row.id, 0),
            able=able.get(row.id, 0),
        )
        for row in rows
    ]


def card(row: Any) -> Card:
    """The card of one topic."""
    return cards([row])[0]


def watched(ids: Collection[UUID], most: int) -> list[Watched]:
    """The first topics of the watch list: those that are asked for, then those that have nobody."""
    id = programme().id
    asked, held = proposal_queries.open_requests(db(), id), topic_queries.covered(db(), id, now())
    able = once(teaching_queries.bus_factors, db(), id)
    counted = [
        Watched(
            row, held[row.id].sessions if row.id in held else 0, asked.get(row.id, 0), able.get(row.id, 0)
        )
        for row in once(listed.alive, db(), id)
        if row.id in ids
    ]
    order = sorted(counted, key=lambda w: (-w.requests, w.able, -w.sessions))[:most]
    return _with_who(order)


def _sessions(covered: Any) -> int:
    return int(covered.sessions) if covered else 0


def _with_who(order: list[Watched]) -> list[Watched]:
    teachers = teaching_queries.able_on(db(), [w.topic.id for w in order])
    people = known(person for persons in teachers.values() for person in persons)
    return [
        replace(w, only=people.get(teachers[w.topic.id][0])) if teachers.get(w.topic.id) else w for w in order
    ]


def beside(topics: Sequence[Any], presenting: Sequence[Person]) -> Beside:
    """What was covered on these topics, by whom and when, and who of these people has not presented yet."""
    rows = topic_queries.covered_on(db(), [topic.id for topic in topics], now(), COVERED) if topics else []
    presenters = session_queries.presenters_of(db(), [row.id for row in rows])
    people = known(p.person for found in presenters.values() for p in found)
    before = topic_queries.have_presented(db(), [person.id for person in presenting], now())
    covered = [
        Covered(row.id, row.title, _there(row), with_standing(presenters[row.id], people)) for row in rows
    ]
    return Beside(covered, [person for person in presenting if person.id not in before])


def _card(row: Any, covered: Any, coming: Any, aliases: list[str]) -> Card:
    return Card(
        id=row.id,
        name=row.name,
        aliases=aliases,
        sessions=_sessions(covered),
        last=_here(covered.last) if covered else None,
        coming=coming.sessions if coming else 0,
        next=_here(coming.next) if coming else None,
        requests=0,
    )


def _here(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(programme().zone))


def _there(row: Any) -> datetime:
    start: datetime = row.start_at
    return start.astimezone(ZoneInfo(row.zone))
