"""Planning ahead: dates follow what becomes of sessions and proposals, each with its cause."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import cadence, programmes, proposals, seats, sessions
from lt_web.events.planned import Appointment
from lt_web.events.refusals import Invalid, Refused
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from projections import holidays, slots, slots_due
from projections import inbox as waiting
from tests.company import ZONE, Company, names, outline
from tests.stories.desk import planned, weekly


@pytest.fixture
def dates(company: Company) -> list[UUID]:
    """The dates of a weekly rule."""
    company.by(company.ada, cadence.set_rule, company.programme, weekly(company))
    return [slot.id for slot in planned(company)]


def state(company: Company, slot: UUID) -> tuple[str, UUID | None]:
    with company.installation.database.reading() as db:
        row = slots.one(db, slot)
    assert row is not None
    return row.state, row.thing


def do(company: Company, deed: Any, *args: Any) -> Any:
    return company.by(company.ada, deed, company.programme, *args)


def at(company: Company, slot: UUID) -> Appointment:
    known = next(one for one in planned(company) if one.id == slot)
    return Appointment(known.wall, known.zone, "Room Heron")


def test_a_session_scheduled_at_a_date_fills_it_and_leaves_it_when_it_moves_or_is_called_off(
    company: Company, dates: list[UUID]
) -> None:
    proposal = company.proposal()
    do(company, cadence.place, dates[3], proposal)
    with company.recording() as recorded:
        session = company.by(
            company.ada, proposals.schedule, proposal, outline("Sails"), [], at(company, dates[0]), 5
        )
    scheduled = next(event for event in recorded if event.TOPIC == "session.scheduled")
    moved = [event for event in recorded if event.TOPIC.startswith("cadence.")]
    assert names(moved) == ["cadence.slot_filled", "cadence.slot_released"]
    assert {event.cause for event in moved} == {scheduled.id}
    assert state(company, dates[0]) == ("filled", session)
    assert state(company, dates[3]) == ("empty", None)
    company.by(company.ada, sessions.reschedule, session, at(company, dates[1]))
    assert (state(company, dates[0]), state(company, dates[1])) == (("empty", None), ("filled", session))
    company.by(company.ada, sessions.postpone, session, "Fog")
    assert state(company, dates[1]) == ("empty", None)
    company.by(company.ada, sessions.reschedule, session, at(company, dates[2]))
    company.by(company.ada, sessions.cancel, session, "Fog")
    assert state(company, dates[2]) == ("empty", None)


@pytest.mark.parametrize("way", ["withdrawn", "declined"])
def test_a_proposal_that_is_withdrawn_or_declined_frees_the_date_held_for_it(
    company: Company, dates: list[UUID], way: str
) -> None:
    proposal = company.proposal()
    do(company, cadence.place, dates[0], proposal)
    assert state(company, dates[0]) == ("held", proposal)
    with company.recording() as recorded:
        if way == "withdrawn":
            company.by(company.ben, proposals.withdraw, proposal)
        else:
            company.by(company.ada, proposals.decline, proposal, "Not now")
    assert names(recorded) == [f"proposal.{way}", "cadence.slot_released"]
    assert recorded[1].cause == recorded[0].id
    assert state(company, dates[0]) == ("empty", None)


def test_what_is_held_becomes_a_session_at_its_date_with_the_usual_seats(
    company: Company, dates: list[UUID]
) -> None:
    programmes_here = company.programme
    company.by(company.ada, programmes.set_up, programmes_here, {"default_capacity": 7}, True)
    proposal = company.proposal()
    do(company, cadence.place, dates[0], proposal)
    with company.recording() as recorded:
        session = do(company, cadence.fill, dates[0])
    opened = next(event for event in recorded if event.TOPIC == "seats.opened")
    scheduled = next(event for event in recorded if event.TOPIC == "session.scheduled")
    assert (opened.capacity, scheduled.title, scheduled.presenters) == (
        7,
        "Sails and sensors",
        (company.ben,),
    )
    assert scheduled.wall == at(company, dates[0]).wall
    assert state(company, dates[0]) == ("filled", session)
    with pytest.raises(Refused, match="Nothing is held for this date now"):
        do(company, cadence.fill, dates[0])


def test_a_wish_that_nobody_presents_stays_held(company: Company, dates: list[UUID]) -> None:
    wish = company.by(company.dina, proposals.ask, company.programme, outline("Sails"), [])
    do(company, cadence.place, dates[0], wish)
    with pytest.raises(Refused, match="Ask a colleague to adopt it; the date stays held for it"):
        do(company, cadence.fill, dates[0])
    assert state(company, dates[0]) == ("held", wish)


def test_only_what_waits_for_a_date_here_can_be_placed(company: Company, dates: list[UUID]) -> None:
    other = company.house(programmes.found, "tea-hour", "Tea hour", "", ZONE, champion=company.ada)
    elsewhere = company.by(company.ben, proposals.propose, other, outline("Tea"), [])
    with pytest.raises(Missing):
        do(company, cadence.place, dates[0], elsewhere)
    proposal = company.proposal()
    company.by(company.ben, proposals.withdraw, proposal)
    with pytest.raises(Refused, match="This was withdrawn"):
        do(company, cadence.place, dates[0], proposal)
    with pytest.raises(Forbidden):
        company.by(company.ben, cadence.place, company.programme, dates[0], company.proposal())


def test_swapped_sessions_keep_their_answers_and_ask_everybody_again(
    company: Company, dates: list[UUID]
) -> None:
    for slot, title in ((dates[0], "Sails"), (dates[1], "Knots")):
        do(company, cadence.place, slot, company.proposal(title=title))
    one, other = (do(company, cadence.fill, slot) for slot in dates[:2])
    company.by(company.ada, sessions.publish, one, "everyone", [], company.everyone)
    company.by(company.dina, seats.answer, one, "yes")
    with company.recording() as recorded:
        do(company, cadence.move, dates[0], dates[1])
    assert names(recorded).count("session.rescheduled") == names(recorded).count("seats.moved") == 2
    assert (state(company, dates[0]), state(company, dates[1])) == (("filled", other), ("filled", one))
    with company.installation.database.reading() as db:
        kinds = [row.kind for row in waiting.of_person(db, company.dina, company.clock.now)]
    assert kinds == ["moved"]


def test_a_zone_is_off_on_its_public_holidays(company: Company, dates: list[UUID]) -> None:
    day = planned(company)[0].day
    do(company, cadence.set_holidays, "Portugal", ZONE, False, {day: "Tern Day"})
    with company.installation.database.reading() as db:
        assert holidays.on(db, company.programme, ZONE, day) == "Tern Day"
        assert holidays.on(db, company.programme, "Asia/Tokyo", day) == ""
        assert holidays.on(db, company.programme, ZONE, day + timedelta(days=1)) == ""
    assert state(company, dates[0])[0] == "empty"


def test_a_break_leaves_out_each_of_its_days(company: Company, dates: list[UUID]) -> None:
    first = planned(company)[0].day
    do(company, cadence.skip_day, first, "Summer break", first + timedelta(days=13))
    assert [state(company, slot)[0] for slot in dates[:3]] == ["skipped", "skipped", "empty"]
    for wrong in (first - timedelta(days=1), first + timedelta(days=70)):
        with pytest.raises(Invalid, match="Give a last day on or up to 62 days after the first"):
            do(company, cadence.skip_day, first, "Summer break", wrong)


def test_sessions_that_had_their_date_before_fill_what_lies_at_their_time(company: Company) -> None:
    on_the_rule, beside_it = company.session(days=9), company.session(days=10)
    rule = weekly(company, weekday=company.slot(9).wall.weekday())
    with company.installation.database.reading() as db:
        undated = slots_due.sessions_without(db, company.programme, company.clock.now)
    assert undated == [on_the_rule, beside_it]
    do(company, cadence.set_rule, rule, None, undated)
    assert [slot.thing for slot in planned(company)][:3] == [None, on_the_rule, None]
    with company.installation.database.reading() as db:
        assert slots_due.sessions_without(db, company.programme, company.clock.now) == [beside_it]
    by_hand = do(company, cadence.add_slot, company.slot(10).wall, ZONE, 30, "", [beside_it])
    assert state(company, by_hand) == ("filled", beside_it)
