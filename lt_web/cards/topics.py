"""Topics as pages show them, and what stands beside a proposal: what was covered on its topics before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, with_standing
from lt_web.web import db, now, programme
from projections import proposal_queries, session_queries, topic_queries

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
    return [
        _card(row, covered.get(row.id), coming.get(row.id), requests.get(row.id, 0), aliases.get(row.id, []))
        for row in rows
    ]


def card(row: Any) -> Card:
    """The card of one topic."""
    return cards([row])[0]


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


def _card(row: Any, covered: Any, coming: Any, requests: int, aliases: list[str]) -> Card:
    return Card(
        id=row.id,
        name=row.name,
        aliases=aliases,
        sessions=covered.sessions if covered else 0,
        last=_here(covered.last) if covered else None,
        coming=coming.sessions if coming else 0,
        next=_here(coming.next) if coming else None,
        requests=requests,
    )


def _here(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(programme().zone))


def _there(row: Any) -> datetime:
    start: datetime = row.start_at
    return start.astimezone(ZoneInfo(row.zone))
