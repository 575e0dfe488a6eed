"""What may fill a date, with what a champion weighs: votes, what was covered, who is new, who may come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person, known, nobody
from lt_web.cards.proposals import Card, cards
from lt_web.planning.turnout import Expected, Past, expected
from lt_web.web import db, now, programme
from projections import board_queries, topic_queries

MOST = 40  # candidates shown; the rest is a list of its own


@dataclass(frozen=True)
class Before:
    """A topic of it that was covered already: how often, and when and by whom last."""

    topic: str
    times: int
    session: UUID
    last: datetime
    by: list[str]


@dataclass(frozen=True)
class Ground:
    """What a topic of it builds on; `last` is None where that was never covered."""

    topic: str
    on: str
    last: datetime | None


@dataclass(frozen=True)
class Candidate:
    """Something that may fill a date. group: voted, voting, reserve, request."""

    p: Card
    group: str
    before: list[Before]
    grounds: list[Ground]
    first_time: list[Person]
    committed: list[tuple[Person, int]]  # who presents how many other sessions to come
    turnout: Expected | None

    @property
    def spread(self) -> str:
        """How many may come: 8–12."""
        if self.turnout is None:
            return ""
        low, high = self.turnout.low, self.turnout.high
        return str(low) if low == high else f"{low}–{high}"


@dataclass(frozen=True)
class Facts:
    """What all candidates are compared with, fetched once for the whole board."""

    covered: dict[UUID, Any]
    by: dict[UUID, list[UUID]]
    people: dict[UUID, Person]
    links: set[tuple[UUID, UUID]]
    names: dict[UUID, str]
    presented: set[UUID]
    committed: dict[UUID, int]
    past: Sequence[Past]


def backlog(rows: Sequence[Any]) -> list[Candidate]:
    """Put candidates together in a fixed number of queries whatever their number."""
    shown = cards(rows)
    facts = _facts(shown)
    return [_candidate(p, facts) for p in shown]


def _facts(shown: Collection[Card]) -> Facts:
    links, names = topic_queries.links_of(db(), programme().id)
    mine = {topic.id for p in shown for topic in p.topics}
    wanted = mine | {on for topic, on in links if topic in mine}
    presenting = {person.id for p in shown for person in p.presenting}
    covered = board_queries.covered(db(), wanted, now())
    by = board_queries.presenting(db(), {row.session for row in covered.values()})
    return Facts(
        covered,
        by,
        known(person for people in by.values() for person in people),
        links,
        names,
        topic_queries.have_presented(db(), presenting, now()) if presenting else set(),
        board_queries.committed(db(), presenting, now()),
        [Past(row.interested, row.maybe, row.came) for row in board_queries.turnouts(db(), programme().id)],
    )


def _candidate(p: Card, facts: Facts) -> Candidate:
    here = [person for person in p.presenting if not person.left]
    return Candidate(
        p=p,
        group=_group(p),
        before=[_before(topic, facts) for topic in p.topics if topic.id in facts.covered],
        grounds=_grounds(p, facts),
        first_time=[person for person in here if person.id not in facts.presented],
        committed=[(person, facts.committed[person.id]) for person in here if person.id in facts.committed],
        turnout=expected(p.counts.interested, p.counts.maybe, facts.past) if p.counts else None,
    )


def _group(p: Card) -> str:
    if p.kind == "request":
        return "request"
    if p.reserve:
        return "reserve"
    return "voted" if p.counts else "voting"


def _before(topic: Any, facts: Facts) -> Before:
    row = facts.covered[topic.id]
    people = [facts.people.get(id) or nobody(id) for id in facts.by.get(row.session, ())]
    return Before(topic.name, row.sessions, row.session, _here(row.start_at), [p.name for p in people])


def _grounds(p: Card, facts: Facts) -> list[Ground]:
    mine = {topic.id: topic.name for topic in p.topics}
    built = sorted((mine[topic], facts.names[on], on) for topic, on in facts.links if topic in mine)
    return [Ground(topic, name, _last(facts.covered.get(on))) for topic, name, on in built]


def _last(row: Any) -> datetime | None:
    return _here(row.start_at) if row else None


def _here(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(programme().zone))
