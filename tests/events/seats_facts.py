"""What tests of seats begin with: facts, and the deeds that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from lt_web.events.seats import Seats, Terms
from tests.story import NOW, PROGRAMME, SESSION, Fact, fact

Deed = Callable[[Seats], Any]
STARTS = NOW + timedelta(days=7)
NEAR = STARTS - timedelta(hours=10)
LATER = STARTS + timedelta(days=14)
TERMS = Terms()
HOLD = TERMS.hold
ELSEWHERE = "0f/7"  # an event of the session, which led to something here
STARTED = "This session has started, so answers are closed. Come along if it helps you."
CANCELLED = "This session was cancelled, so there is nothing left to answer. See what else is on."
POSTPONED = "This session was postponed. Your answer is kept; change it once there is a date."


# What had happened, and what is recorded


def seats(capacity: int | None) -> Fact:
    return fact(Seats.Opened, session=SESSION, programme=PROGRAMME, capacity=capacity, starts=STARTS)


def says(person: Any, answer: str) -> Fact:
    return fact(Seats.Answered, person=person, answer=answer)


def going(person: Any) -> Fact:
    return says(person, "yes")


def waits(person: Any) -> Fact:
    return fact(Seats.Waitlisted, person=person)


def promoted(person: Any, cause: Fact) -> Fact:
    return fact(Seats.Promoted, person=person, cause=cause)


def offered(person: Any, until: datetime, cause: Fact | str = "") -> Fact:
    return fact(Seats.Offered, person=person, until=until, cause=cause)


def lapsed(person: Any) -> Fact:
    return fact(Seats.OfferLapsed, person=person)


def set_to(capacity: int | None) -> Fact:
    return fact(Seats.CapacitySet, capacity=capacity)


def moved(starts: datetime = LATER) -> Fact:
    return fact(Seats.Moved, starts=starts, cause=ELSEWHERE)


POSTPONE = fact(Seats.Suspended, cause=ELSEWHERE)
CANCEL = fact(Seats.Closed, cause=ELSEWHERE)


# What is done


def answer(person: Any, answer: str, now: datetime = NOW, terms: Terms = TERMS) -> Deed:
    return lambda seats: seats.answer(person, answer, now, terms)


def remove(person: Any, now: datetime = NOW) -> Deed:
    return lambda seats: seats.remove(person, now, TERMS)


def seat(person: Any, reason: str = "They gave the example", now: datetime = NOW) -> Deed:
    return lambda seats: seats.seat(person, reason, now)


def set_capacity(capacity: int | None, now: datetime = NOW) -> Deed:
    return lambda seats: seats.set_capacity(capacity, now, TERMS)


def vacate(person: Any, now: datetime = NOW) -> Deed:
    return lambda seats: seats.vacate(person, ELSEWHERE, now, TERMS)


def move(starts: datetime = LATER, now: datetime = NOW) -> Deed:
    return lambda seats: seats.move(starts, ELSEWHERE, now, TERMS)


def settle(now: datetime) -> Deed:
    return lambda seats: seats.settle(now, TERMS)


def suspend(seats: Seats) -> None:
    seats.suspend(ELSEWHERE)


def close(seats: Seats) -> None:
    seats.close(ELSEWHERE)
