"""Planning ahead as time goes by: the routine plans dates, and tells champions of empty ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.commands import cadence, programmes
from lt_web.routines import ticking
from projections import inbox as waiting
from tests.company import Company
from tests.stories.desk import planned, weekly


def do(company: Company, deed: Any, *args: Any) -> Any:
    return company.by(company.ada, deed, company.programme, *args)


def test_an_empty_date_waits_for_the_champion_until_something_is_in_it(company: Company) -> None:
    rule = weekly(company, weekday=(company.clock.now + timedelta(days=8)).weekday())
    do(company, cadence.set_rule, rule)
    slot = planned(company)[1].id
    do(company, cadence.skip, planned(company)[0].id, "Too soon")
    ticking.tick(company.installation)
    ticking.tick(company.installation)
    assert told(company, company.ada) == [slot]
    assert told(company, company.ben) == []
    do(company, cadence.place, slot, company.proposal())
    assert told(company, company.ada) == []


def told(company: Company, person: UUID) -> list[UUID]:
    now = company.clock.now
    with company.installation.database.reading() as db:
        found = [row.about for row in waiting.of_person(db, person, now) if row.kind == "slot_empty"]
        assert waiting.how_many(db, person, now, [company.programme]) >= len(found)
    return found


def test_dates_are_planned_ahead_as_time_goes_by_and_no_tick_does_it_twice(
    company: Company,
) -> None:
    do(company, cadence.set_rule, weekly(company))
    dates = planned(company)
    assert ticking.tick(company.installation).recorded <= 2  # those that come near and are empty
    company.clock.to(company.clock.now + timedelta(days=30))
    assert ticking.tick(company.installation).failed == 0
    grown = planned(company)
    assert len(grown) in (len(dates) + 4, len(dates) + 5)
    ticking.tick(company.installation)
    assert planned(company) == grown
    company.by(company.ada, programmes.set_up, company.programme, {"slots_ahead_days": 200}, True)
    ticking.tick(company.installation)
    assert len(planned(company)) > len(grown) + 10
