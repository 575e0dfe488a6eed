"""Seats: who comes to a session, who waits, and the one rule by which a free seat finds its next person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import seats_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line

ANSWERS = ("yes", "maybe", "no")
MOST_SEATS = 5000


@dataclass(frozen=True)
class Terms:
    """How close to the start a promotion is an offer, and how long an offer stands."""

    window: timedelta = timedelta(hours=24)
    hold: timedelta = timedelta(hours=4)


class Seats(Aggregate):
    """The seats of one session: never over capacity but by a recorded override, nobody overtaken in line."""

    STREAM: ClassVar[str] = "seats"

    session: UUID
    programme: UUID
    capacity: int | None
    starts: datetime
    closed: str  # "" while answers are taken, else "postponed" or "cancelled"
    seated: dict[UUID, None]  # in the order in which they got their seats
    waiting: list[UUID]
    offers: dict[UUID, datetime]
    others: dict[UUID, str]  # maybe and no
    unconfirmed: set[UUID]

    class Opened(Created):
        """A session got its seats: so many, or without a limit."""

        session: UUID
        programme: UUID
        capacity: int | None
        starts: datetime

        def apply(self, seats: Seats) -> None:
            seats.session, seats.programme = self.session, self.programme
            seats.capacity, seats.starts = self.capacity, self.starts

    class Answered(Event):
        """Someone said yes and has a seat, or said maybe or no and holds none."""

        person: UUID
        answer: str

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            if self.answer == "yes":
                seats.seated[self.person] = None
            else:
                seats.others[self.person] = self.answer

    class Waitlisted(Event):
        """All seats were taken, so they joined the end of the waitlist."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            seats.waiting.append(self.person)

    class Promoted(Event):
        """A seat came free and the next in line got it."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            seats.seated[self.person] = None

    class Offered(Event):
        """A seat came free shortly before the start and is held for the next in line until a time."""

        person: UUID
        until: datetime

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            seats.offers[self.person] = self.until

    class OfferTaken(Event):
        """They took the seat that was held for them."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            seats.seated[self.person] = None

    class OfferLapsed(Event):
        """The seat that was held for them was not taken in time."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)

    class Removed(Event):
        """A champion took them off the list."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)

    class Vacated(Event):
        """They need no seat any more: they present it now, or have left the company."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)

    class SeatedByChampion(Event):
        """A champion gave them a seat whatever the capacity and the line, for a stated reason."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.clear(self.person)
            seats.seated[self.person] = None

    class CapacitySet(Event):
        """The number of seats changed, or its limit was removed."""

        capacity: int | None

        def apply(self, seats: Seats) -> None:
            seats.capacity = self.capacity

    class Moved(Event):
        """The session got a new date: everyone keeps their answer and is asked whether it still suits."""

        starts: datetime

        def apply(self, seats: Seats) -> None:
            seats.starts, seats.closed = self.starts, ""
            seats.offers = {person: min(until, self.starts) for person, until in seats.offers.items()}
            maybe = {person for person, answer in seats.others.items() if answer == "maybe"}
            seats.unconfirmed = set(seats.seated) | maybe

    class Reconfirmed(Event):
        """They said that the new date suits as well."""

        person: UUID

        def apply(self, seats: Seats) -> None:
            seats.unconfirmed.discard(self.person)

    class Suspended(Event):
        """The session was postponed: open offers go back to the head of the line, where they came from."""

        def apply(self, seats: Seats) -> None:
            seats.closed = "postponed"
            seats.waiting, seats.offers = [*seats.offers, *seats.waiting], {}

    class Closed(Event):
        """The session was cancelled: there is nothing left to answer."""

        def apply(self, seats: Seats) -> None:
            seats.closed, seats.offers = "cancelled", {}

    def __init__(self) -> None:
        self.closed = ""
        self.seated, self.offers, self.others = {}, {}, {}
        self.waiting, self.unconfirmed = [], set()

    @classmethod
    def open_for(cls, session: UUID, programme: UUID, capacity: int | None, starts: datetime) -> Seats:
        """Give a session its seats; `capacity` None means without a limit."""
        return cls._create(
            cls.Opened,
            id=seats_id(session),
            session=session,
            programme=programme,
            capacity=checked(capacity),
            starts=starts,
        )

    # What a person can do

    def answer(self, person: UUID, answer: str, now: datetime, terms: Terms) -> None:
        """Say yes, maybe or no. The same answer twice records nothing; a full session puts one in line."""
        if answer not in ANSWERS:
            raise Invalid("answer", "Answer yes, maybe or no.")
        self._require_open(now)
        self.settle(now, terms)
        before = self.answer_of(person)
        if answer == "yes":
            self._come(person, before)
        elif before != answer:
            self.trigger_event(Seats.Answered, person=person, answer=answer)
        elif person in self.unconfirmed:
            self.trigger_event(Seats.Reconfirmed, person=person)
        self._fill(now, terms)

    def _come(self, person: UUID, before: str) -> None:
        if before == "offered":
            self.trigger_event(Seats.OfferTaken, person=person)
        elif person in self.unconfirmed and before == "yes":
            self.trigger_event(Seats.Reconfirmed, person=person)
        elif before not in ("yes", "waitlisted"):
            if self.has_room:
                self.trigger_event(Seats.Answered, person=person, answer="yes")
            else:
                self.trigger_event(Seats.Waitlisted, person=person)

    # What a champion can do

    def remove(self, person: UUID, now: datetime, terms: Terms) -> None:
        """Take a person off the list; whoever is next moves up."""
        self._require_open(now)
        self.settle(now, terms)
        if not self.answer_of(person):
            raise Refused("They are not on the list of this session, so there is nothing to take away.")
        self.trigger_event(Seats.Removed, person=person)
        self._fill(now, terms)

    def seat(self, person: UUID, reason: str, now: datetime) -> None:
        """Give a person a seat whatever the capacity and the line. The reason stands in the history."""
        self._require_open(now)
        if not reason.strip():
            raise Invalid("reason", "Say why they get a seat out of turn; it is shown in the history.")
        if person not in self.seated:
            reason = one_line("reason", reason, 300)
            self.trigger_event(Seats.SeatedByChampion, person=person, reason=reason)

    def set_capacity(self, capacity: int | None, now: datetime, terms: Terms) -> None:
        """Change the number of seats. Fewer than are taken demotes nobody; more promotes who waits."""
        self._require_not_cancelled()
        if checked(capacity) != self.capacity:
            self.settle(now, terms)
            self.trigger_event(Seats.CapacitySet, capacity=capacity)
            self._fill(now, terms)

    # What follows from something else

    def vacate(self, person: UUID, cause: str, now: datetime, terms: Terms) -> None:
        """Free the seat of a person who presents now; `cause` is the event that made them a presenter."""
        self.settle(now, terms)
        if self.answer_of(person):
            self.trigger_event(Seats.Vacated, person=person, cause=cause)
            self._fill(now, terms)

    def move(self, starts: datetime, cause: str, now: datetime, terms: Terms) -> None:
        """Follow the session to its new date (UTC); `cause` is the event that moved it.

        Where that is far off, an open offer has no more reason to lapse: it becomes a seat.
        """
        self._require_not_cancelled()
        self.settle(now, terms)
        self.trigger_event(Seats.Moved, starts=starts, cause=cause)
        moved = self.latest
        for person in [] if self._is_near(now, terms) else list(self.offers):
            self.trigger_event(Seats.Promoted, person=person, cause=moved)
        self._fill(now, terms, moved)

    def suspend(self, cause: str) -> None:
        """The session was postponed by the event `cause`. Twice changes nothing."""
        if not self.closed:
            self.trigger_event(Seats.Suspended, cause=cause)

    def close(self, cause: str) -> None:
        """The session was cancelled by the event `cause`. Twice changes nothing."""
        if self.closed != "cancelled":
            self.trigger_event(Seats.Closed, cause=cause)

    def settle(self, now: datetime, terms: Terms) -> None:
        """Record which offers have lapsed by now, and pass their seats on. Twice changes nothing."""
        if self.closed:
            return
        for person in [p for p, until in self.offers.items() if until <= now]:
            self.trigger_event(Seats.OfferLapsed, person=person)
            self._fill(now, terms)

    def _fill(self, now: datetime, terms: Terms, cause: str = "") -> None:
        """The one rule: a free seat goes to the first in line; near the start it is offered to them.

        `cause` is the event that freed it, where that is not the last one.
        """
        cause = cause or self.latest
        while self.waiting and self.has_room_for_the_next and now < self.starts and not self.closed:
            person = self.waiting[0]
            if self._is_near(now, terms):
                until = min(now + terms.hold, self.starts)
                self.trigger_event(Seats.Offered, person=person, until=until, cause=cause)
            else:
                self.trigger_event(Seats.Promoted, person=person, cause=cause)

    def _is_near(self, now: datetime, terms: Terms) -> bool:
        return self.starts - now <= terms.window

    def _require_not_cancelled(self) -> None:
        if self.closed == "cancelled":
            raise Refused(
                "This session was cancelled, so there is nothing left to answer. See what else is on."
            )

    def _require_open(self, now: datetime) -> None:
        self._require_not_cancelled()
        if self.closed == "postponed":
            raise Refused("This session was postponed. Your answer is kept; change it once there is a date.")
        if now >= self.starts:
            raise Refused("This session has started, so answers are closed. Come along if it helps you.")

    # What one can know

    @property
    def has_room_for_the_next(self) -> bool:
        """Whether a seat is neither taken nor held by an offer."""
        return self.capacity is None or len(self.seated) + len(self.offers) < self.capacity

    @property
    def has_room(self) -> bool:
        """Whether a newcomer finds a seat: one is free and nobody waits for it."""
        return self.has_room_for_the_next and not self.waiting

    def answer_of(self, person: UUID) -> str:
        """Return yes, maybe, no, waitlisted, offered, or "" where there is no answer."""
        if person in self.seated:
            return "yes"
        if person in self.offers:
            return "offered"
        return "waitlisted" if person in self.waiting else self.others.get(person, "")

    def clear(self, person: UUID) -> None:
        """Forget what a person answered before (for events of this aggregate alone)."""
        self.seated.pop(person, None)
        self.offers.pop(person, None)
        self.others.pop(person, None)
        self.unconfirmed.discard(person)
        if person in self.waiting:
            self.waiting.remove(person)


def checked(capacity: int | None) -> int | None:
    """Return the capacity if it can be one; raise `Invalid` otherwise."""
    if capacity is not None and not 1 <= capacity <= MOST_SEATS:
        raise Invalid("capacity", "Give between 1 and {most} seats, or none for no limit.", most=MOST_SEATS)
    return capacity
