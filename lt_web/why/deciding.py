"""Deciding anew: what people did about the seats of a session, with one of their deeds left out.

An event is behind somebody's seat, or behind their place in line, where without it there would be another. To
know that, every deed is done once more by the rules of the domain itself, and one of them is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lt_web.events.refusals import Refused
from lt_web.events.seats import Seats, Terms

MOST = 150  # deeds; of more it would take too long to leave each of them out
Do = Callable[[Seats, Any, datetime, Terms], None]
CONSEQUENCES = (Seats.Promoted, Seats.Offered, Seats.OfferLapsed)
# Event → the deed of which it is the record. Who moves up, and to whom a seat is offered, follows by itself.
DEEDS: dict[type[Any], Do] = {
    Seats.Answered: lambda seats, e, at, terms: seats.answer(e.person, e.answer, at, terms),
    Seats.Waitlisted: lambda seats, e, at, terms: seats.answer(e.person, "yes", at, terms),
    Seats.OfferTaken: lambda seats, e, at, terms: seats.answer(e.person, "yes", at, terms),
    Seats.Reconfirmed: lambda seats, e, at, terms: seats.answer(e.person, "yes", at, terms),
    Seats.OfferLapsed: lambda seats, _e, at, terms: seats.settle(at, terms),
    Seats.Removed: lambda seats, e, at, terms: seats.remove(e.person, at, terms),
    Seats.Vacated: lambda seats, e, at, terms: seats.vacate(e.person, e.cause, at, terms),
    Seats.SeatedByChampion: lambda seats, e, at, _terms: seats.seat(e.person, e.reason or "–", at),
    Seats.CapacitySet: lambda seats, e, at, terms: seats.set_capacity(e.capacity, at, terms),
    Seats.Moved: lambda seats, e, at, terms: seats.move(e.starts, e.cause, at, terms),
    Seats.Suspended: lambda seats, e, _at, _terms: seats.suspend(e.cause),
    Seats.Closed: lambda seats, e, _at, _terms: seats.close(e.cause),
}


@dataclass(frozen=True)
class Place:
    """What somebody has: their answer, and which they are in line."""

    answer: str
    in_line: int = 0


def place_of(seats: Seats, person: UUID) -> Place:
    """What somebody has."""
    answer = seats.answer_of(person)
    return Place(answer, seats.waiting.index(person) + 1 if answer == "waitlisted" else 0)


def decided(events: Sequence[Any], terms: Terms, without: int = 0) -> Seats:
    """The seats after every deed, but for the one at the position `without`."""
    first, *later = events
    seats = Seats.open_for(first.session, first.programme, first.capacity, first.starts)
    for event in later:
        deed = DEEDS.get(type(event))
        if deed is not None and event.position != without:
            try:
                deed(seats, event, event.envelope.recorded_at, terms)
            except Refused:
                continue  # without the other deed there was nothing to take away, or to answer
    return seats


def behind(events: Sequence[Any], person: UUID, terms: Terms) -> list[int]:
    """Positions of the deeds without which somebody had something else, and of what followed for them."""
    own = [e.position for e in events if isinstance(e, CONSEQUENCES) and e.person == person]
    deeds = [e.position for e in events if type(e) in DEEDS and e.position not in own]
    if len(deeds) > MOST:
        return sorted({*own, *_named(events, person)})
    now = place_of(decided(events, terms), person)
    moved = [at for at in deeds if place_of(decided(events, terms, at), person) != now]
    return sorted({*(at for at in own if at >= _since(events, person)), *moved})


def _since(events: Sequence[Any], person: UUID) -> int:
    """Since when somebody has been in the line or in a seat without a break."""
    begun = (Seats.Answered, Seats.Waitlisted)
    return max((e.position for e in events if isinstance(e, begun) and e.person == person), default=0)


def _named(events: Sequence[Any], person: UUID) -> list[int]:
    """What names somebody, where there is too much to leave one after the other out."""
    since = _since(events, person)
    return [e.position for e in events if getattr(e, "person", None) == person and e.position >= since]


def folded(events: Sequence[Any], without: int = 0) -> Any:
    """An aggregate as its events say, but for the one at the position `without`."""
    first, *later = events
    aggregate = first.mutate(None)
    for event in later:
        if event.position != without:
            event.apply(aggregate)
    return aggregate
