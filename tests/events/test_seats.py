"""Seats: who comes, who waits, and the one rule by which a free seat finds its next person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from lt_web.events.seats import Seats, Terms
from tests.story import ADA, BEN, CLEO, DINA, NOW, PROGRAMME, SESSION, Fact, fact, given

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


# RSVP


def test_a_session_gets_its_seats() -> None:
    given().when(lambda _: Seats.open_for(SESSION, PROGRAMME, 12, STARTS)).then(seats(12))


def test_a_session_may_have_no_limit() -> None:
    everyone = [going(person) for person in (ADA, BEN, CLEO)]
    given(seats(None)).when(answer(ADA, "yes"), answer(BEN, "yes"), answer(CLEO, "yes")).then(*everyone)


@pytest.mark.parametrize("answered", ["yes", "maybe", "no"])
def test_an_answer_is_recorded(answered: str) -> None:
    story = given(seats(2), going(BEN)).when(answer(ADA, answered)).then(says(ADA, answered))
    assert story.aggregate.answer_of(ADA) == answered
    assert story.aggregate.answer_of(BEN) == "yes"


@pytest.mark.parametrize("answered", ["maybe", "no"])
def test_maybe_and_no_hold_no_seat(answered: str) -> None:
    given(seats(1), says(ADA, answered)).when(answer(BEN, "yes")).then(going(BEN))


@pytest.mark.parametrize("answered", ["yes", "maybe", "no"])
def test_the_same_answer_twice_records_nothing(answered: str) -> None:
    given(seats(2), says(ADA, answered)).when(answer(ADA, answered)).then()


def test_asking_twice_for_a_place_in_line_records_nothing() -> None:
    given(seats(1), going(ADA), waits(BEN)).when(answer(BEN, "yes")).then()


def test_the_last_answer_wins() -> None:
    changes = [says(ADA, "maybe"), says(ADA, "no"), going(ADA)]
    given(seats(1)).when(answer(ADA, "maybe"), answer(ADA, "no"), answer(ADA, "yes")).then(*changes)


def test_who_has_not_answered_differs_from_who_said_no() -> None:
    story = given(seats(1), says(ADA, "no"))
    assert (story.aggregate.answer_of(ADA), story.aggregate.answer_of(BEN)) == ("no", "")


def test_answers_are_taken_until_the_last_second_before_the_start() -> None:
    given(seats(1)).when(answer(ADA, "yes", STARTS - timedelta(seconds=1))).then(going(ADA))


def test_answers_are_closed_from_the_start_on() -> None:
    given(seats(1), going(ADA)).when(answer(ADA, "no", STARTS)).refused(STARTED)


def test_an_unknown_answer_is_refused_at_its_field() -> None:
    given(seats(1)).when(answer(ADA, "perhaps")).refused("Answer yes, maybe or no.", field="answer")


def test_a_cancelled_session_takes_no_answers() -> None:
    given(seats(1), CANCEL).when(answer(ADA, "yes")).refused(CANCELLED)


def test_a_postponed_session_keeps_answers_as_they_are() -> None:
    given(seats(1), going(ADA), POSTPONE).when(answer(ADA, "no")).refused(POSTPONED)


# The waitlist


def test_a_full_session_puts_you_on_the_waitlist() -> None:
    story = given(seats(1), going(ADA)).when(answer(BEN, "yes")).then(waits(BEN))
    assert story.aggregate.answer_of(BEN) == "waitlisted"


def test_a_promotion_names_the_answer_that_freed_the_seat() -> None:
    left = says(ADA, "no")
    given(seats(1), going(ADA), waits(BEN), waits(CLEO)).when(answer(ADA, "no")).then(
        left, promoted(BEN, left)
    )


def test_changing_yes_into_maybe_frees_the_seat_as_well() -> None:
    left = says(ADA, "maybe")
    given(seats(1), going(ADA), waits(BEN)).when(answer(ADA, "maybe")).then(left, promoted(BEN, left))


def test_a_removal_promotes_the_next() -> None:
    gone = fact(Seats.Removed, person=ADA)
    given(seats(1), going(ADA), waits(BEN)).when(remove(ADA)).then(gone, promoted(BEN, gone))


def test_presenting_frees_ones_seat_for_the_next() -> None:
    gone = fact(Seats.Vacated, person=ADA, cause=ELSEWHERE)
    given(seats(1), going(ADA), waits(BEN)).when(vacate(ADA)).then(gone, promoted(BEN, gone))


def test_presenting_without_having_answered_changes_nothing() -> None:
    given(seats(1), going(BEN)).when(vacate(ADA)).then()


def test_two_more_seats_promote_two_people_in_order() -> None:
    more = set_to(3)
    before = (seats(1), going(ADA), waits(BEN), waits(CLEO), waits(DINA))
    given(*before).when(set_capacity(3)).then(more, promoted(BEN, more), promoted(CLEO, more))


def test_removing_the_limit_promotes_everybody_in_order() -> None:
    more = set_to(None)
    before = (seats(1), going(ADA), waits(BEN), waits(CLEO))
    given(*before).when(set_capacity(None)).then(more, promoted(BEN, more), promoted(CLEO, more))


def test_fewer_seats_demote_nobody() -> None:
    story = given(seats(2), going(ADA), going(BEN), waits(CLEO)).when(set_capacity(1)).then(set_to(1))
    assert list(story.aggregate.seated) == [ADA, BEN]


def test_a_seat_given_up_over_capacity_promotes_nobody() -> None:
    before = (seats(2), going(ADA), going(BEN), waits(CLEO), set_to(1))
    left = says(BEN, "no")
    given(*before).when(answer(ADA, "no")).then(says(ADA, "no")).when(answer(BEN, "no")).then(
        left, promoted(CLEO, left)
    )


def test_leaving_the_line_and_coming_back_means_its_end() -> None:
    story = given(seats(1), going(ADA), waits(BEN), waits(CLEO))
    story.when(answer(BEN, "maybe"), answer(BEN, "yes")).then(says(BEN, "maybe"), waits(BEN))
    assert story.aggregate.waiting == [CLEO, BEN]


def test_leaving_the_line_frees_no_seat() -> None:
    given(seats(1), going(ADA), waits(BEN), waits(CLEO)).when(remove(BEN)).then(
        fact(Seats.Removed, person=BEN)
    )


def test_nobody_is_promoted_after_the_start() -> None:
    before = (seats(1), going(ADA), waits(BEN))
    gone = fact(Seats.Vacated, person=ADA, cause=ELSEWHERE)
    given(*before).when(vacate(ADA, now=STARTS)).then(gone).when(set_capacity(5, now=STARTS)).then(set_to(5))


# Offers shortly before the start


def test_near_the_start_a_free_seat_is_offered() -> None:
    left = says(ADA, "no")
    story = given(seats(1), going(ADA), waits(BEN)).when(answer(ADA, "no", NEAR))
    story.then(left, offered(BEN, NEAR + HOLD, left))
    assert story.aggregate.answer_of(BEN) == "offered"


def test_the_window_for_offers_begins_exactly_so_long_before_the_start() -> None:
    at_the_edge, left = STARTS - TERMS.window, says(ADA, "no")
    full = (seats(1), going(ADA), waits(BEN))
    given(*full).when(answer(ADA, "no", at_the_edge)).then(left, offered(BEN, at_the_edge + HOLD, left))
    given(*full).when(answer(ADA, "no", at_the_edge - timedelta(seconds=1))).then(left, promoted(BEN, left))


def test_an_offer_ends_at_the_start_at_the_latest() -> None:
    left = says(ADA, "no")
    story = given(seats(1), going(ADA), waits(BEN)).when(answer(ADA, "no", STARTS - timedelta(hours=1)))
    story.then(left, offered(BEN, STARTS, left))


def test_a_programme_may_offer_for_another_time_or_never() -> None:
    left = says(ADA, "no")
    full = (seats(1), going(ADA), waits(BEN))
    short = Terms(hold=timedelta(minutes=30))
    never = Terms(window=timedelta(0))
    soon = NEAR + timedelta(minutes=30)
    given(*full).when(answer(ADA, "no", NEAR, short)).then(left, offered(BEN, soon, left))
    given(*full).when(answer(ADA, "no", NEAR, never)).then(left, promoted(BEN, left))


def with_an_offer(until: datetime = NEAR + HOLD) -> tuple[Fact, ...]:
    """Ada gave her only seat up near the start; it is held for Ben, and Cleo is next."""
    return (seats(1), going(ADA), waits(BEN), waits(CLEO), says(ADA, "no"), offered(BEN, until))


def test_an_open_offer_holds_its_seat() -> None:
    given(*with_an_offer()).when(answer(DINA, "yes", NEAR)).then(waits(DINA))


def test_an_offer_is_taken_by_saying_yes() -> None:
    story = given(*with_an_offer()).when(answer(BEN, "yes", NEAR)).then(fact(Seats.OfferTaken, person=BEN))
    assert story.aggregate.answer_of(BEN) == "yes"


@pytest.mark.parametrize("answered", ["no", "maybe"])
def test_an_offer_passed_on_goes_to_the_next(answered: str) -> None:
    passed = says(BEN, answered)
    given(*with_an_offer()).when(answer(BEN, answered, NEAR)).then(passed, offered(CLEO, NEAR + HOLD, passed))


def test_an_offer_stands_until_its_last_second() -> None:
    given(*with_an_offer()).when(settle(NEAR + HOLD - timedelta(seconds=1))).then()


def test_an_offer_that_lapsed_goes_to_the_next() -> None:
    gone, now = lapsed(BEN), NEAR + HOLD
    story = given(*with_an_offer()).when(settle(now)).then(gone, offered(CLEO, now + HOLD, gone))
    assert story.aggregate.answer_of(BEN) == ""


def test_settling_twice_changes_nothing() -> None:
    gone, now = lapsed(BEN), NEAR + HOLD
    given(*with_an_offer()).when(settle(now), settle(now)).then(gone, offered(CLEO, now + HOLD, gone))


def test_offers_that_lapse_together_each_pass_their_own_seat_on() -> None:
    until = NEAR + HOLD
    before = (seats(2), going(DINA), offered(ADA, until), waits(BEN), waits(CLEO), says(DINA, "no"))
    second, first_gone, second_gone = offered(BEN, until), lapsed(ADA), lapsed(BEN)
    given(*before, second).when(settle(until)).then(
        first_gone, offered(CLEO, until + HOLD, first_gone), second_gone
    )


def test_at_the_start_an_offer_lapses_and_there_is_no_next() -> None:
    given(*with_an_offer(until=STARTS)).when(settle(STARTS)).then(lapsed(BEN))


def test_coming_too_late_for_an_offer_means_the_end_of_the_line() -> None:
    gone, now = lapsed(BEN), NEAR + HOLD
    given(*with_an_offer()).when(answer(BEN, "yes", now)).then(
        gone, offered(CLEO, now + HOLD, gone), waits(BEN)
    )


def test_coming_too_late_while_nobody_else_waits_still_gets_the_seat() -> None:
    before = (seats(1), going(ADA), waits(BEN), says(ADA, "no"), offered(BEN, NEAR + HOLD))
    given(*before).when(answer(BEN, "yes", NEAR + HOLD)).then(lapsed(BEN), going(BEN))


def test_every_deed_first_records_what_has_lapsed() -> None:
    now = NEAR + HOLD
    gone = lapsed(BEN)
    next_one = offered(CLEO, now + HOLD, gone)
    away, more = fact(Seats.Removed, person=ADA), set_to(2)
    given(*with_an_offer()).when(remove(ADA, now)).then(gone, next_one, away)
    given(*with_an_offer()).when(set_capacity(2, now)).then(gone, next_one, more)
    given(*with_an_offer()).when(vacate(BEN, now)).then(gone, next_one)
    given(*with_an_offer()).when(move(now=now)).then(gone, next_one, date := moved(), promoted(CLEO, date))


# What champions do


def test_a_champion_may_give_a_seat_beyond_capacity_with_a_reason() -> None:
    given_out = fact(Seats.SeatedByChampion, person=CLEO, reason="She gave the example")
    story = given(seats(1), going(ADA), waits(BEN)).when(seat(CLEO, " She gave the example "))
    story.then(given_out)
    assert list(story.aggregate.seated) == [ADA, CLEO]


@pytest.mark.parametrize("before", [waits(BEN), offered(BEN, STARTS), says(BEN, "no")])
def test_a_seat_out_of_turn_replaces_what_they_had_before(before: Fact) -> None:
    given_out = fact(Seats.SeatedByChampion, person=BEN, reason="They gave the example")
    story = given(seats(2), going(ADA), before).when(seat(BEN)).then(given_out)
    assert (story.aggregate.waiting, story.aggregate.offers, story.aggregate.others) == ([], {}, {})


def test_giving_a_seat_to_who_has_one_changes_nothing() -> None:
    given(seats(1), going(ADA)).when(seat(ADA)).then()


def test_a_seat_out_of_turn_needs_a_reason() -> None:
    why = "Say why they get a seat out of turn; it is shown in the history."
    given(seats(1)).when(seat(ADA, "  ")).refused(why, field="reason")


def test_the_reason_for_a_seat_out_of_turn_is_one_line() -> None:
    given(seats(1)).when(seat(ADA, "Because\nso")).refused("Write this on one line.", field="reason")


def test_after_the_start_a_champion_changes_no_answers_either() -> None:
    given(seats(1), going(ADA)).when(remove(ADA, STARTS)).refused(STARTED)
    given(seats(1), going(ADA)).when(seat(BEN, now=STARTS)).refused(STARTED)


def test_there_is_nobody_to_remove_who_is_not_on_the_list() -> None:
    why = "They are not on the list of this session, so there is nothing to take away."
    given(seats(1), going(ADA)).when(remove(BEN)).refused(why)


def test_the_same_capacity_again_records_nothing() -> None:
    given(seats(3)).when(set_capacity(3)).then()


@pytest.mark.parametrize("capacity", [0, -1, 5001])
def test_a_capacity_that_cannot_be_one_is_refused(capacity: int) -> None:
    why = "Give between 1 and 5000 seats, or none for no limit."
    given(seats(3)).when(set_capacity(capacity)).refused(why, field="capacity")
    given().when(lambda _: Seats.open_for(SESSION, PROGRAMME, capacity, STARTS)).refused(
        why, field="capacity"
    )


# A new date, none yet, or none any more


def test_a_new_date_keeps_every_answer_and_asks_who_comes_again() -> None:
    before = (seats(2), going(ADA), going(BEN), waits(CLEO), says(DINA, "maybe"))
    story = given(*before).when(move()).then(moved())
    assert story.aggregate.unconfirmed == {ADA, BEN, DINA}
    assert [story.aggregate.answer_of(p) for p in (ADA, BEN, CLEO, DINA)] == [
        "yes",
        "yes",
        "waitlisted",
        "maybe",
    ]


@pytest.mark.parametrize("answered", ["yes", "maybe"])
def test_the_new_date_is_confirmed_once(answered: str) -> None:
    story = given(seats(2), says(ADA, answered), says(BEN, answered), moved())
    story.when(answer(ADA, answered), answer(ADA, answered)).then(fact(Seats.Reconfirmed, person=ADA))
    assert story.aggregate.unconfirmed == {BEN}


@pytest.mark.parametrize(("before", "after"), [("yes", "no"), ("maybe", "yes"), ("yes", "maybe")])
def test_another_answer_to_the_new_date_is_an_answer(before: str, after: str) -> None:
    story = given(seats(1), says(ADA, before), moved()).when(answer(ADA, after)).then(says(ADA, after))
    assert story.aggregate.unconfirmed == set()


def test_who_waits_keeps_their_place_and_need_not_confirm() -> None:
    given(seats(1), going(ADA), waits(BEN), moved()).when(answer(BEN, "yes")).then()


def test_a_new_date_opens_answers_again() -> None:
    given(seats(1)).when(move(now=STARTS)).then(moved()).when(answer(ADA, "yes", STARTS)).then(going(ADA))


def test_an_earlier_date_shortens_an_open_offer() -> None:
    sooner = NEAR + timedelta(hours=1)
    story = given(*with_an_offer()).when(move(sooner, NEAR)).then(moved(sooner))
    assert story.aggregate.offers == {BEN: sooner}


def test_a_date_far_off_turns_an_open_offer_into_a_seat() -> None:
    date = moved()
    given(*with_an_offer()).when(move(now=NEAR)).then(date, promoted(BEN, date))


def test_postponing_puts_open_offers_back_at_the_head_of_the_line() -> None:
    story = given(*with_an_offer()).when(suspend).then(POSTPONE)
    assert (story.aggregate.waiting, story.aggregate.offers) == ([BEN, CLEO], {})


def test_while_postponed_a_free_seat_waits_for_the_date() -> None:
    gone, date = fact(Seats.Vacated, person=ADA, cause=ELSEWHERE), moved()
    story = given(seats(1), going(ADA), waits(BEN), POSTPONE).when(vacate(ADA)).then(gone)
    story.when(settle(NOW)).then().when(move()).then(date, promoted(BEN, date))


def test_postponing_twice_changes_nothing() -> None:
    given(seats(1)).when(suspend, suspend).then(POSTPONE)


def test_cancelling_ends_what_was_open() -> None:
    story = given(*with_an_offer()).when(close).then(CANCEL)
    assert (story.aggregate.waiting, story.aggregate.offers) == ([CLEO], {})


def test_what_is_cancelled_stays_so() -> None:
    given(*with_an_offer()).when(close, close, suspend, settle(STARTS)).then(CANCEL)
    given(seats(1), CANCEL).when(move()).refused(CANCELLED)
    given(seats(1), CANCEL).when(set_capacity(2)).refused(CANCELLED)


def test_a_postponed_session_can_be_cancelled() -> None:
    given(seats(1), POSTPONE).when(close).then(CANCEL)
