"""Any mixture of deeds on the seats of a session, in any order: what must always hold."""

from __future__ import annotations

import copy
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lt_web.events.base import replayed
from lt_web.events.refusals import Refused
from lt_web.events.seats import ANSWERS, Seats, Terms
from tests.events.slow_model import HOLD, WINDOW, Account, SaysNo, retell
from tests.story import CALM, NOW, PROGRAMME, SESSION, state_of

TERMS = Terms(WINDOW, HOLD)
ELSEWHERE = "0f/7"
FREEING = (
    Seats.Answered,
    Seats.Removed,
    Seats.Vacated,
    Seats.OfferLapsed,
    Seats.CapacitySet,
    Seats.Moved,
)

PEOPLE = [UUID(int=number) for number in range(1, 7)]
people = st.sampled_from(PEOPLE)
capacities = st.sampled_from([1, 2, 3, None])
hours_ahead = st.sampled_from([12, 25, 12, 2, 80])


class SeatsMachine(RuleBasedStateMachine):
    """Deeds are done to the seats and, all from the first one on, told to the slow model."""

    seats: Seats

    @initialize(capacity=st.sampled_from([1, 2, 3]), hours=hours_ahead, coming=st.permutations(PEOPLE))
    def open(self, capacity: int, hours: int, coming: list[UUID]) -> None:
        self.now = NOW
        self.capacity, self.starts = capacity, NOW + timedelta(hours=hours)
        self.seats = Seats.open_for(SESSION, PROGRAMME, capacity, self.starts)
        self.history = list(self.seats.collect_events())
        self.deeds: list[tuple[str, dict[str, Any]]] = []
        for person in coming[:5]:
            self.come(person)

    @property
    def is_open(self) -> bool:
        return not self.seats.closed and self.now < self.seats.starts

    # What can happen

    @rule(person=people, answer=st.sampled_from(ANSWERS))
    def answer(self, person: UUID, answer: str) -> None:
        before = copy.deepcopy(self.seats)
        recorded = self.do("answer", person=person, answer=answer, now=self.now)
        if recorded is None:
            return
        before.settle(self.now, TERMS)
        standing = before.answer_of(person)
        says_nothing_new = standing == answer or (standing, answer) == ("waitlisted", "yes")
        if says_nothing_new and person not in before.unconfirmed:
            assert recorded == before.collect_events()

    @precondition(lambda self: self.is_open)
    @rule(person=people)
    def come(self, person: UUID) -> None:
        self.answer(person, "yes")

    @precondition(lambda self: self.is_open and self.seats.seated)
    @rule(data=st.data(), answer=st.sampled_from(["no", "maybe"]))
    def give_a_seat_up(self, data: st.DataObject, answer: str) -> None:
        self.answer(data.draw(st.sampled_from(list(self.seats.seated))), answer)

    @precondition(lambda self: self.seats.offers)
    @rule(data=st.data(), answer=st.sampled_from(ANSWERS))
    def answer_an_offer(self, data: st.DataObject, answer: str) -> None:
        self.answer(data.draw(st.sampled_from(list(self.seats.offers))), answer)

    @precondition(lambda self: self.is_open)
    @rule(person=people)
    def remove(self, person: UUID) -> None:
        self.do("remove", person=person, now=self.now)

    @precondition(lambda self: self.is_open)
    @rule(person=people)
    def seat(self, person: UUID) -> None:
        self.do("seat", person=person, now=self.now)

    @precondition(lambda self: self.seats.waiting)
    @rule(capacity=capacities)
    def set_capacity(self, capacity: int | None) -> None:
        self.do("set_capacity", capacity=capacity, now=self.now)

    @rule(person=people)
    def vacate(self, person: UUID) -> None:
        self.do("vacate", person=person, now=self.now)

    @precondition(lambda self: not self.is_open or self.seats.offers)
    @rule(hours=hours_ahead)
    def move(self, hours: int) -> None:
        self.do("move", starts=self.now + timedelta(hours=hours), now=self.now)

    @precondition(lambda self: self.seats.offers or len(self.seats.waiting) > 2)
    @rule()
    def suspend(self) -> None:
        self.do("suspend")

    @precondition(lambda self: len(self.deeds) > (25 if self.seats.offers else 40))
    @rule()
    def close(self) -> None:
        self.do("close")

    @precondition(lambda self: self.seats.offers)
    @rule()
    def settle(self) -> None:
        self.do("tick", now=self.now)

    @precondition(lambda self: self.seats.offers)
    @rule(
        and_then=st.sampled_from(["settle", "come", "remove", "set_capacity", "vacate", "nothing"]),
        data=st.data(),
    )
    def let_an_offer_lapse(self, and_then: str, data: st.DataObject) -> None:
        self.now = max(self.now, min(self.seats.offers.values()))
        match and_then:
            case "settle":
                self.settle()
            case "come" | "remove" | "vacate":
                getattr(self, and_then)(data.draw(people))
            case "set_capacity":
                self.set_capacity(data.draw(capacities))

    @precondition(lambda self: self.is_open)
    @rule(minutes=st.sampled_from([1, 60, 239, 240, 25 * 60]))
    def let_time_pass(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    # How it is done, and watched

    def do(self, name: str, **arguments: Any) -> list[Any] | None:
        """Do it to both; return what was recorded, None where both refuse."""
        before = copy.deepcopy(self.seats)
        try:
            account = retell(self.capacity, self.starts, [*self.deeds, (name, arguments)])
        except SaysNo:
            account = None
        try:
            self.tell(name, arguments)
        except Refused:
            assert account is None
            self.seats = before  # nothing of a refused deed is recorded
            return None
        assert account is not None
        recorded = list(self.seats.collect_events())
        self.deeds.append((name, arguments))
        self.history += recorded
        self.watch(before, recorded)
        self.compare(account)
        return recorded

    def tell(self, name: str, told: dict[str, Any]) -> None:
        seats, now = self.seats, told.get("now", self.now)
        match name:
            case "answer":
                seats.answer(told["person"], told["answer"], now, TERMS)
            case "remove":
                seats.remove(told["person"], now, TERMS)
            case "seat":
                seats.seat(told["person"], "Because the story needs it", now)
            case "set_capacity":
                seats.set_capacity(told["capacity"], now, TERMS)
            case "vacate":
                seats.vacate(told["person"], ELSEWHERE, now, TERMS)
            case "move":
                seats.move(told["starts"], ELSEWHERE, now, TERMS)
            case "suspend":
                seats.suspend(ELSEWHERE)
            case "close":
                seats.close(ELSEWHERE)
            case "tick":
                seats.settle(now, TERMS)

    def watch(self, seats: Seats, recorded: list[Any]) -> None:
        """Follow the events one by one, from the state before."""
        freed: Counter[str] = Counter()
        causes = {}
        for event in recorded:
            taken, free, line = len(holders(seats)), free_seats(seats), list(seats.waiting)
            held = holders(seats)
            event.mutate(seats)
            gained = holders(seats) - held
            if gained and not isinstance(event, Seats.SeatedByChampion):
                assert seats.capacity is None or len(holders(seats)) <= seats.capacity, "over capacity"
                assert not line or line[0] in gained, "somebody was overtaken"
            if isinstance(event, Seats.Promoted | Seats.Offered):
                assert isinstance(causes.get(event.cause), FREEING), "it does not say what freed the seat"
                freed[event.cause] -= len(holders(seats)) - taken
                assert freed[event.cause] >= 0, "more people than that freed seats"
            causes[event.id] = event
            gone = free_seats(seats) if isinstance(event, Seats.Moved) else free_seats(seats) - max(0, free)
            freed[event.id] = max(0, gone)

    def compare(self, account: Account) -> None:
        """The fast seats and the slow model say the same."""
        states = {
            person: (
                self.seats.answer_of(person),
                self.seats.offers.get(person),
                person in self.seats.unconfirmed,
            )
            for person in everybody(self.seats)
        }
        assert states == account.states()
        assert self.seats.waiting == account.in_line()
        assert gains_in(self.history) == account.gains

    @invariant()
    def no_seat_is_empty_while_someone_waits(self) -> None:
        assert not (self.is_open and self.seats.waiting and free_seats(self.seats) > 0)

    @invariant()
    def replaying_the_events_gives_the_same_state(self) -> None:
        assert state_of(replayed(None, self.history)) == state_of(self.seats)

    @invariant()
    def each_person_stands_in_one_place(self) -> None:
        seats = self.seats
        assert len(everybody(seats)) == sum(
            map(len, (seats.seated, seats.offers, seats.waiting, seats.others))
        )


def holders(seats: Seats) -> set[UUID]:
    return {*seats.seated, *seats.offers}


def everybody(seats: Seats) -> set[UUID]:
    return holders(seats) | {*seats.waiting, *seats.others}


def free_seats(seats: Seats) -> int:
    return (1000 if seats.capacity is None else seats.capacity) - len(holders(seats))


def gains_in(history: list[Any]) -> list[tuple[UUID, datetime | None]]:
    """Who got a seat out of the line or an offer of one, in order, as the events tell it."""
    gains = [event for event in history if isinstance(event, Seats.Promoted | Seats.Offered)]
    return [(gain.person, getattr(gain, "until", None)) for gain in gains]


TestSeats = SeatsMachine.TestCase
TestSeats.settings = settings(CALM, max_examples=250, stateful_step_count=40, print_blob=True)
