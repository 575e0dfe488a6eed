"""The board: dates in order with what is in them, and beside them what may fill them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from lt_web.cards import candidates
from lt_web.cards.candidates import Candidate
from lt_web.cards.obstacles import obstacles
from lt_web.cards.proposals import Card as Proposal
from lt_web.cards.sessions import Card as Session
from lt_web.cards.sessions import cards as session_cards
from lt_web.cards.sessions import my_zone
from lt_web.planning.clashes import Taken
from lt_web.speech import _
from lt_web.web import db, my_id, now, programme
from lt_web.words import clock, date_said, zone_label
from projections import board_queries, proposal_queries, session_queries, slots


@dataclass(frozen=True)
class Slot:
    """One date. state: empty, held, filled, skipped, or outside: a session that no date was planned for.

    Times are aware, in its own zone; `my_…` in the viewer's where that clock differs.
    """

    id: UUID
    state: str
    start: datetime
    end: datetime
    zone_label: str
    my_start: datetime | None
    my_end: datetime | None
    my_zone_label: str
    minutes: int
    place: str
    reason: str = ""
    listed: bool = False
    candidate: Candidate | None = None
    session: Session | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def proposal(self) -> Proposal | None:
        """What it is held for."""
        return self.candidate.p if self.candidate else None

    @property
    def title(self) -> str:
        """What is in it; "" for nothing."""
        thing = self.proposal or self.session
        return thing.title if thing else ""

    @property
    def said(self) -> str:
        """Thu 14 May, 14:00; its zone too where that is not the programme's."""
        return _said(self.start, self.zone_label)


@dataclass(frozen=True)
class Board:
    """Dates and the backlog. `rest` counts the candidates that are not shown."""

    slots: list[Slot]
    backlog: list[Candidate]
    rest: int
    planned: bool  # whether any date is planned at all
    command: str = field(default_factory=lambda: uuid4().hex[:24])  # begins the ids of what is sent from it

    @property
    def months(self) -> list[tuple[date, list[Slot]]]:
        """Dates by the first day of their month."""
        found: dict[date, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.start.date().replace(day=1), []).append(slot)
        return list(found.items())

    @property
    def empty(self) -> list[Slot]:
        """Dates that wait to be filled."""
        return self.of_state("empty")

    @property
    def with_something(self) -> list[Slot]:
        """Dates that something is in."""
        return self.of_state("held", "filled")

    def of_state(self, *states: str) -> list[Slot]:
        """Dates in one of these states."""
        return [slot for slot in self.slots if slot.state in states]


def when_said(row: Any) -> str:
    """When a slot (a row) is, as it is said on the board."""
    return _said(row.start_at.astimezone(ZoneInfo(row.zone)), zone_label(row.zone))


def _said(start: datetime, zone: str) -> str:
    day, time = date_said(start), clock(start)
    if zone == zone_label(programme().zone):
        return _("{day}, {time}", day=day, time=time)
    return _("{day}, {time} {zone}", day=day, time=time, zone=zone)


def board() -> Board:
    """The board of this programme, in a fixed number of queries whatever is on it."""
    rows = slots.coming(db(), programme().id, now())
    held = [row.thing for row in rows if row.state == "held"]
    waiting, total = board_queries.candidates(db(), programme().id, held, candidates.MOST)
    inside = proposal_queries.some(db(), held)
    everything = {c.p.id: c for c in candidates.backlog([*waiting, *inside.values()])}
    dates = _dates(rows, everything)
    return Board(
        _warned(dates), [everything[row.id] for row in waiting], total - len(waiting), planned=bool(rows)
    )


def _dates(rows: Sequence[Any], known: dict[UUID, Candidate]) -> list[Slot]:
    """Slots, and the sessions beside them in the same weeks, in time."""
    sessions = {s.id: s for s in session_cards(_sessions(rows), with_overlaps=False, with_topics=False)}
    filled = {row.thing for row in rows if row.state == "filled"}
    found = [_slot(row, known, sessions) for row in rows]
    found += [_outside(s) for s in sessions.values() if s.id not in filled and s.start]
    return sorted(found, key=lambda slot: (slot.start, slot.id))


def _sessions(rows: Sequence[Any]) -> list[Any]:
    """The sessions that fill slots, and those to come until the last slot."""
    wanted = session_queries.Filter(programme=programme().id, now=now(), all_drafts=True, own_drafts=my_id())
    last = max((row.start_at for row in rows), default=now()) + timedelta(days=1)
    coming = [
        row
        for row in session_queries.between(db(), wanted, now(), last)
        if row.state in session_queries.COMING
    ]
    others = [row.thing for row in rows if row.state == "filled" and row.thing not in {s.id for s in coming}]
    return [*coming, *session_queries.some(db(), others)]


def _slot(row: Any, known: dict[UUID, Candidate], sessions: dict[UUID, Session]) -> Slot:
    session = sessions.get(row.thing) if row.state == "filled" else None
    if session is not None and session.start:  # as long as it is, and where
        return replace(_outside(session), id=row.id, state="filled")
    return Slot(
        row.id,
        row.state,
        **_times(row.start_at, row.start_at + timedelta(minutes=row.minutes), row.zone),
        minutes=row.minutes,
        place=row.place,
        reason=row.reason,
        listed=row.listed,
        candidate=known.get(row.thing) if row.state == "held" else None,
        session=session,
    )


def _outside(s: Session) -> Slot:
    times = _times(s.row.start_at, s.row.end_at, s.zone)
    return Slot(s.id, "outside", **times, minutes=s.length, place=s.place, session=s)


def _times(start: datetime, end: datetime, zone: str) -> dict[str, Any]:
    there, here = ZoneInfo(zone), ZoneInfo(my_zone())
    differs = start.astimezone(there).utcoffset() != start.astimezone(here).utcoffset()
    return {
        "start": start.astimezone(there),
        "end": end.astimezone(there),
        "zone_label": zone_label(zone),
        "my_start": start.astimezone(here) if differs else None,
        "my_end": end.astimezone(here) if differs else None,
        "my_zone_label": zone_label(here.key) if differs else "",
    }


def _warned(dates: Iterable[Slot]) -> list[Slot]:
    """The same dates, each with what stands in its way."""
    taken = {slot.id: _taken(slot) for slot in dates if slot.title}
    found = obstacles(taken)
    return [Slot(**vars(slot) | {"warnings": _too_long(slot) + found.get(slot.id, [])}) for slot in dates]


def _too_long(slot: Slot) -> list[str]:
    length = slot.proposal.length if slot.proposal else 0
    if length <= slot.minutes:
        return []
    return [_("It takes {n} minutes; this date has {minutes}.", n=length, minutes=slot.minutes)]


def _taken(slot: Slot) -> Taken:
    if slot.session:
        s = slot.session
        people = [person.id for person in s.presenters]
        return Taken(s.id, s.title, s.row.start_at, s.row.end_at, s.place, people)
    assert slot.proposal
    p = slot.proposal
    end = slot.start + timedelta(minutes=p.length)
    return Taken(p.id, p.title, slot.start, end, slot.place, [person.id for person in p.presenting])
