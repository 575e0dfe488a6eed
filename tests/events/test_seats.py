"""Seats: who comes, who waits, and the one rule by which a free seat finds its next person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lt_web.events.seats import Seats
from tests.events.seats_facts import (
    CANCEL,
    CANCELLED,
    ELSEWHERE,
    POSTPONE,
    POSTPONED,
    STARTED,
    STARTS,
    answer,
    going,
    promoted,
    remove,
    says,
    seats,
    set_capacity,
    set_to,
    vacate,
    waits,
)
from tests.story import ADA, BEN, CLEO, DINA, PROGRAMME, SESSION, fact, given

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
