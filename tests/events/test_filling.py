"""What becomes of dates: held, filled, swapped, skipped, empty again, and told of where they stay empty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.events.cadence import Cadence
from lt_web.events.clock import instant
from tests.events.test_cadence import (
    FIRST,
    LISBON,
    OTHER,
    PROPOSAL,
    SECOND,
    A,
    B,
    Deed,
    filled,
    held,
    make,
    planned,
    skipped,
)
from tests.story import NOW, SESSION, Fact, fact

LATER = NOW + timedelta(days=14)  # the first date has passed
ANOTHER = UUID(int=63)
HELD_WHY = "This date is held for something. Take that out first."
FILLED_WHY = "A session takes place on this date. Move the session instead."
SKIPPED_WHY = "This date is skipped. Reopen it first."


def released(slot: UUID, **said: Any) -> Fact:
    return fact(Cadence.SlotReleased, slot=slot, **said)


def place(slot: UUID, proposal: UUID = PROPOSAL) -> Deed:
    return lambda c: c.place(slot, proposal, NOW)


def swap(one: UUID = A, other: UUID = B) -> Deed:
    return lambda c: c.swap(one, other, NOW)


def test_a_date_is_held_for_one_proposal_and_a_proposal_holds_one_date() -> None:
    story = planned().when(place(A)).then(held(A)).when(place(A)).then()
    story.when(place(B)).then(released(A), held(B))
    story.when(place(A, OTHER)).then(held(A, OTHER))
    story.when(place(B, OTHER)).then(released(A), released(B), held(B, OTHER), held(A))


def test_what_comes_from_the_backlog_sends_back_what_was_there() -> None:
    planned(held(A)).when(place(A, OTHER)).then(released(A), held(A, OTHER))


def test_what_was_held_in_a_date_that_passed_is_not_exchanged_for_it() -> None:
    story = planned(held(A), held(B, OTHER)).when(lambda c: c.place(B, PROPOSAL, LATER))
    story.then(released(A), released(B), held(B))


@pytest.mark.parametrize(("stands", "why"), [(filled(A), FILLED_WHY), (skipped(A), SKIPPED_WHY)])
def test_nothing_is_put_where_a_session_takes_place_or_nothing_will(stands: Fact, why: str) -> None:
    planned(stands).when(place(A)).refused(why)


def test_two_dates_exchange_what_they_hold() -> None:
    story = planned(filled(A), held(B)).when(swap())
    story.then(released(A), released(B), filled(B), held(A))
    story.when(swap(A, A)).then()
    planned(filled(A)).when(swap()).then(released(A), filled(B))
    planned().when(swap()).then()
    planned(filled(A), skipped(B)).when(swap()).refused(SKIPPED_WHY)


def test_a_swap_says_which_sessions_go_where() -> None:
    cadence = planned(filled(A), filled(B, ANOTHER)).aggregate
    assert {session: slot.id for session, slot in cadence.swap(A, B, NOW).items()} == {SESSION: B, ANOTHER: A}


def test_what_is_taken_out_of_a_date_leaves_it_empty() -> None:
    story = planned(held(A)).when(lambda c: c.take_out(A)).then(released(A))
    story.when(lambda c: c.take_out(A)).then()
    planned(filled(A)).when(lambda c: c.take_out(A)).refused(
        "A session takes place then. Move, postpone or cancel the session instead."
    )


def test_a_session_fills_a_date_and_leaves_the_one_it_had() -> None:
    story = planned(held(A)).when(lambda c: c.fill(A, SESSION, "0f/1")).then(filled(A, cause="0f/1"))
    story.when(lambda c: c.fill(A, SESSION)).then()
    story.when(lambda c: c.fill(B, SESSION, "0f/2"))
    story.then(released(A, cause="0f/2"), filled(B, cause="0f/2"))
    story.when(lambda c: c.fill(B, ANOTHER)).refused(FILLED_WHY)
    story.when(lambda c: c.release(SESSION, "0f/3")).then(released(B, cause="0f/3"))
    story.when(lambda c: c.release(SESSION, "0f/3")).then()


def test_a_session_takes_the_date_held_for_its_proposal_never_one_held_for_another() -> None:
    starts = instant(FIRST, LISBON)
    assert planned(held(A)).aggregate.slot_at(starts, PROPOSAL).id == A
    assert planned(held(A)).aggregate.slot_at(starts, OTHER) is None
    assert planned(skipped(A)).aggregate.slot_at(starts, None).id == A
    assert planned(filled(A)).aggregate.slot_at(starts, None) is None
    assert planned().aggregate.slot_at(starts + timedelta(minutes=5), None) is None


def test_a_date_is_skipped_with_a_reason_and_opened_again() -> None:
    story = planned(held(A)).when(lambda c: c.skip(A, " Offsite ", NOW)).then(skipped(A, reason="Offsite"))
    story.when(lambda c: c.skip(A, "Fog", NOW)).then()
    story.when(lambda c: c.reopen(A, NOW)).then(fact(Cadence.SlotReopened, slot=A))
    story.when(lambda c: c.reopen(A, NOW)).then()
    planned(filled(A)).when(lambda c: c.skip(A, "Fog", NOW)).refused(FILLED_WHY)
    planned().when(lambda c: c.skip(A, " ", NOW)).refused("This cannot be left empty.", "reason")


def test_a_date_that_has_passed_or_is_gone_changes_no_more() -> None:
    for deed in (lambda c: c.skip(A, "Fog", LATER), lambda c: c.place(A, PROPOSAL, LATER)):
        planned().when(deed).refused("This date has passed, so it can no longer change.")
    planned().when(place(UUID(int=5))).refused(
        "This date is no longer planned. Look at the dates as they are now."
    )


def test_a_date_added_by_hand_is_not_dropped_while_something_is_held_in_it() -> None:
    hand = fact(Cadence.SlotMade, slot=UUID(int=5), rule=None, wall=SECOND, zone=LISBON, minutes=30)
    planned(hand, held(UUID(int=5))).when(lambda c: c.drop_slot(UUID(int=5))).refused(HELD_WHY)


def nudge(now: Any, days: int = 10) -> Deed:
    return lambda c: c.nudge(days, now)


def test_an_empty_date_is_told_of_once_ten_days_before() -> None:
    told = fact(Cadence.SlotFoundEmpty, slot=A, starts=instant(FIRST, LISBON))
    ten_days_before = instant(FIRST, LISBON) - timedelta(days=10)
    story = planned().when(nudge(ten_days_before - timedelta(seconds=1))).then()
    story.when(nudge(ten_days_before)).then(told).when(nudge(NOW + timedelta(days=3))).then()
    story.when(place(A)).then(held(A)).when(lambda c: c.take_out(A)).then(released(A))
    story.when(nudge(NOW + timedelta(days=4))).then(told)
    for stands in (held(A), filled(A), skipped(A), skipped(A, listed=True)):
        planned(stands).when(nudge(ten_days_before)).then()
    planned().when(nudge(LATER, 5)).then()


def test_making_dates_leaves_what_was_told_of_alone() -> None:
    told = fact(Cadence.SlotFoundEmpty, slot=A, starts=instant(FIRST, LISBON))
    planned(told).when(make()).then().when(nudge(NOW + timedelta(days=3))).then()
