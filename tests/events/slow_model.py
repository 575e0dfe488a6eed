"""Who sits and who waits, worked out anew from all deeds each time: slow, and plain enough to be believed.

There is one list of people in the order in which they came. Nothing here is shared with the domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

WINDOW, HOLD = timedelta(hours=24), timedelta(hours=4)


class SaysNo(Exception):
    """A rule refuses this deed."""


@dataclass
class Somebody:
    """One line of the list: `state` is yes, maybe, no, waitlisted or offered (until a time)."""

    person: UUID
    state: str
    until: datetime | None = None
    asked_again: bool = False


class Account:
    """The list of one session, and who got which seat out of the line, in order."""

    def __init__(self, capacity: int | None, starts: datetime) -> None:
        self.capacity, self.starts = capacity, starts
        self.people: list[Somebody] = []
        self.standing = "open"
        self.gains: list[tuple[UUID, datetime | None]] = []

    # Small truths

    def find(self, person: UUID) -> Somebody | None:
        return next((line for line in self.people if line.person == person), None)

    def states(self) -> dict[UUID, tuple[str, datetime | None, bool]]:
        return {line.person: (line.state, line.until, line.asked_again) for line in self.people}

    def in_line(self) -> list[UUID]:
        return [line.person for line in self.people if line.state == "waitlisted"]

    def a_seat_is_free(self) -> bool:
        holding = [line for line in self.people if line.state in ("yes", "offered")]
        return self.capacity is None or len(holding) < self.capacity

    def must_be_open(self, now: datetime) -> None:
        if self.standing != "open" or now >= self.starts:
            raise SaysNo

    # Small deeds

    def put_last(self, person: UUID, state: str) -> None:
        self.strike(person)
        self.people.append(Somebody(person, state))

    def strike(self, person: UUID) -> None:
        self.people = [line for line in self.people if line.person != person]

    def pass_on(self, now: datetime) -> None:
        if self.standing != "open" or now >= self.starts:
            return
        for line in self.people:
            if line.state == "waitlisted" and self.a_seat_is_free():
                near = now >= self.starts - WINDOW
                line.state = "offered" if near else "yes"
                line.until = min(now + HOLD, self.starts) if near else None
                self.gains.append((line.person, line.until))

    def expire(self, now: datetime) -> None:
        for line in list(self.people):
            if line.state == "offered" and line.until is not None and line.until <= now:
                self.strike(line.person)
                self.pass_on(now)

    # The deeds of the story

    def answer(self, person: UUID, answer: str, now: datetime) -> None:
        self.must_be_open(now)
        self.expire(now)
        line = self.find(person)
        if line and line.state == answer:
            line.asked_again = False
        elif answer == "yes":
            self.come(person, line)
        else:
            self.put_last(person, answer)
            self.pass_on(now)

    def come(self, person: UUID, line: Somebody | None) -> None:
        if line and line.state == "offered":
            line.state, line.until = "yes", None
        elif not (line and line.state == "waitlisted"):
            free = self.a_seat_is_free() and not self.in_line()
            self.put_last(person, "yes" if free else "waitlisted")

    def remove(self, person: UUID, now: datetime) -> None:
        self.must_be_open(now)
        self.expire(now)
        if not self.find(person):
            raise SaysNo
        self.strike(person)
        self.pass_on(now)

    def seat(self, person: UUID, now: datetime) -> None:
        self.must_be_open(now)
        line = self.find(person)
        if not line or line.state != "yes":
            self.put_last(person, "yes")

    def set_capacity(self, capacity: int | None, now: datetime) -> None:
        if self.standing == "cancelled":
            raise SaysNo
        if capacity != self.capacity:
            self.tick(now)
            self.capacity = capacity
            self.pass_on(now)

    def vacate(self, person: UUID, now: datetime) -> None:
        self.tick(now)
        self.strike(person)
        self.pass_on(now)

    def move(self, starts: datetime, now: datetime) -> None:
        if self.standing == "cancelled":
            raise SaysNo
        self.tick(now)
        self.starts, self.standing = starts, "open"
        far = now < starts - WINDOW
        for line in self.people:
            if line.state in ("yes", "maybe"):
                line.asked_again = True
            elif line.state == "offered" and far:
                line.state, line.until = "yes", None
                self.gains.append((line.person, None))
            elif line.state == "offered" and line.until is not None:
                line.until = min(line.until, starts)
        self.pass_on(now)

    def suspend(self) -> None:
        if self.standing == "open":
            self.standing = "postponed"
            for line in self.people:
                if line.state == "offered":
                    line.state, line.until = "waitlisted", None

    def close(self) -> None:
        self.standing = "cancelled"
        self.people = [line for line in self.people if line.state != "offered"]

    def tick(self, now: datetime) -> None:
        if self.standing == "open":
            self.expire(now)


def retell(capacity: int | None, starts: datetime, deeds: list[tuple[str, dict[str, Any]]]) -> Account:
    """Work everything out from the first deed to the last; raise `SaysNo` where one is refused."""
    account = Account(capacity, starts)
    for name, arguments in deeds:
        getattr(account, name)(**arguments)
    return account
