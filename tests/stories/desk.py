"""Stories of the champions' desk: planning ahead (listed in tests/scenarios.py)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from lt_web.commands import cadence, proposals, sessions
from lt_web.events.cadence import Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.planned import Appointment
from lt_web.events.rules import Rule
from lt_web.events.slots import SlotState
from tests.company import ZONE, Company
from tests.scenarios import scenario


def planned(company: Company) -> list[SlotState]:
    """The dates of the programme as they stand, in order."""
    with company.installation.database.reading():
        known = company.installation.log.load(Cadence, cadence_id(company.programme))
    assert known is not None
    return sorted(known.slots.values(), key=lambda slot: slot.starts)


def weekly(company: Company, **said: Any) -> Rule:
    """A rule for every Thursday from today on."""
    usual = {"starts": company.clock.now.date(), "weekday": 3, "time": "14:00", "zone": ZONE, "minutes": 45}
    return Rule("weekly", **usual | said)


@scenario
def dates_are_planned_held_filled_swapped_skipped_and_told_of(company: Company) -> None:
    here, ada = company.programme, company.ada

    def do(deed: Any, *args: Any) -> UUID:
        made: UUID = company.by(ada, deed, here, *args)
        return made

    rule = do(cadence.set_rule, weekly(company, place="Room Heron"))
    do(cadence.set_rule, weekly(company, time="02:30", zone="Pacific/Auckland", weekday=6))
    ids = [slot.id for slot in planned(company) if slot.rule == rule]
    first, second = company.proposal(), company.proposal(title="Knots that hold")
    do(cadence.place, ids[0], first)
    do(cadence.place, ids[1], second)
    session = do(cadence.fill, ids[0])
    company.by(ada, sessions.publish, session, "everyone", [], company.everyone)
    do(cadence.swap, ids[0], ids[1])
    do(cadence.skip, ids[2], "Everybody is at the boat show")
    do(cadence.reopen, ids[2])
    do(cadence.set_rule, weekly(company, place="Room Heron", weekday=2), rule)
    holiday = planned(company)[-1].day
    do(cadence.skip_day, holiday, "Tern Day")
    do(cadence.return_day, holiday)
    do(cadence.set_holidays, "Portugal", ZONE, True, {holiday: "Winter feast", date(2099, 1, 1): "New year"})
    calendar = loaded(company)
    do(cadence.remove_holidays, calendar)
    by_hand = do(cadence.add_slot, company.slot(5).wall, ZONE, 30)
    company.routine("empty-dates", cadence.nudge, here)
    do(cadence.drop_slot, by_hand)
    company.by(company.ben, proposals.withdraw, second)
    company.by(ada, sessions.postpone, session, "Room Heron is being painted")
    free = next(slot for slot in planned(company) if slot.state == "empty" and slot.zone == ZONE)
    company.by(ada, sessions.reschedule, session, Appointment(free.wall, free.zone, "Room Heron"))
    do(cadence.end_rule, rule)


def loaded(company: Company) -> UUID:
    """The calendar of public holidays that was uploaded."""
    with company.installation.database.reading():
        known = company.installation.log.load(Cadence, cadence_id(company.programme))
    assert known is not None
    return next(iter(known.holidays))


@scenario
def a_proposal_is_kept_in_reserve_until_a_date_comes_free(company: Company) -> None:
    proposal = company.proposal()
    for deed in (proposals.put_in_reserve, proposals.take_from_reserve, proposals.put_in_reserve):
        company.by(company.ada, deed, proposal)
    slot = company.by(company.ada, cadence.add_slot, company.programme, company.slot(3).wall, ZONE, 30)
    company.by(company.ada, cadence.place, company.programme, slot, proposal)
    company.by(company.ada, cadence.fill, company.programme, slot)
