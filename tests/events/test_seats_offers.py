"""Seats shortly before the start, out of turn, and when the date changes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lt_web.events.seats import Seats, Terms
from tests.events.seats_facts import (
    CANCEL,
    CANCELLED,
    ELSEWHERE,
    HOLD,
    NEAR,
    POSTPONE,
    STARTED,
    STARTS,
    TERMS,
    answer,
    close,
    going,
    lapsed,
    move,
    moved,
    offered,
    promoted,
    remove,
    says,
    seat,
    seats,
    set_capacity,
    set_to,
    settle,
    suspend,
    vacate,
    waits,
)
from tests.story import ADA, BEN, CLEO, DINA, NOW, PROGRAMME, SESSION, Fact, fact, given

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
