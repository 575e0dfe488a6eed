"""Whether the waitlist was fair: the line as it stood whenever a seat went to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lt_web.cards.people import known
from lt_web.events.seats import Seats
from lt_web.speech import N_, _
from lt_web.web import my_id
from lt_web.why import stories
from lt_web.why.deciding import folded
from lt_web.why.seats import freed

Events = Sequence[Any]
TURNS = (Seats.Promoted, Seats.Offered, Seats.OfferTaken, Seats.OfferLapsed, Seats.SeatedByChampion)
SAID: dict[type[Any], str] = {
    Seats.Promoted: N_("{name} moved up and got the seat."),
    Seats.Offered: N_("The seat was held for {name}."),
    Seats.OfferTaken: N_("{name} took the seat that was held."),
    Seats.OfferLapsed: N_("{name} did not take the seat in time, so it went on."),
    Seats.SeatedByChampion: N_("A champion gave {name} a seat out of turn."),
}


@dataclass(frozen=True)
class Standing:
    """Somebody in line: which they are, since when, and whether the seat went to them."""

    place: int
    name: str
    since: datetime
    is_next: bool


@dataclass(frozen=True)
class Turn:
    """One seat that went to somebody: the line before, why there was a seat, and whether it was in turn."""

    position: int
    at: datetime
    said: str
    freed: str
    line: list[Standing]
    passed: list[str]  # who stood before them and was passed over
    reason: str

    @property
    def in_turn(self) -> bool:
        """Whether nobody was passed over."""
        return not self.passed


class Names:
    """What people are called: as they are, or without the right “Colleague 3”, always the same one."""

    def __init__(self, people: Sequence[UUID], open_names: bool) -> None:
        self._known = known(people) if open_names else {}
        self._numbers = {person: n for n, person in enumerate(dict.fromkeys(people), 1)}

    def of(self, person: UUID) -> str:
        """Their name; “you” is never masked."""
        if person in self._known:
            return self._known[person].name
        if person == my_id():
            return _("you")
        return _("Colleague {n}", n=self._numbers[person])


def turns(session: UUID, open_names: bool) -> list[Turn]:
    """Every seat that came to somebody from the line or past it, in the order of the log."""
    events = stories.of_seats(session)
    people = [e.person for e in events if isinstance(e, (Seats.Waitlisted, *TURNS))]
    names = Names(people, open_names)
    return [_turn(events, event, names) for event in events if isinstance(event, TURNS)]


def _turn(events: Events, event: Any, names: Names) -> Turn:
    before = [e for e in events if e.position < event.position]
    waiting = _waiting(folded(before), event)
    passed = [] if isinstance(event, Seats.OfferTaken | Seats.OfferLapsed) else _before(waiting, event.person)
    seen = isinstance(event, Seats.Promoted | Seats.Offered)
    return Turn(
        event.position,
        event.at,
        _(SAID[type(event)], name=names.of(event.person)),
        freed(events, event) if seen else "",
        [
            Standing(place, names.of(person), _since(before, person), person == event.person)
            for place, person in enumerate(waiting, 1)
        ],
        [names.of(person) for person in passed],
        event.reason,
    )


def _waiting(seats: Seats, event: Any) -> list[UUID]:
    """The line; an open offer that becomes a seat stands before it."""
    moved_up = isinstance(event, Seats.Promoted) and event.person in seats.offers
    return [event.person, *seats.waiting] if moved_up else list(seats.waiting)


def _before(waiting: list[UUID], person: UUID) -> list[UUID]:
    """Who stood before somebody; all, where they did not stand in line."""
    return waiting[: waiting.index(person)] if person in waiting else waiting


def _since(events: Events, person: UUID) -> datetime:
    joined = [e.at for e in events if isinstance(e, Seats.Waitlisted | Seats.Offered) and e.person == person]
    found: datetime = joined[-1]
    return found
