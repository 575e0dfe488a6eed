"""The cadence page: rules with a preview, days left out, public holidays, and a date by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from lt_web.commands import cadence, proposals
from lt_web.events.planned import Outline
from lt_web.events.rules import Rule
from projections import slots
from tests.views.conftest import OWN, Web

RULE = {"kind": "sprint", "starts": "2027-03-01", "weeks": "2", "week": "2", "every": "1", "nth": "1"}
RULE |= {"weekday": "3", "time": "14:00", "length": "45", "zone": "Europe/Lisbon", "place": "Room Heron"}
OUTLINE = Outline("Splicing rope", "How.", "demo", 30)
ICS = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Tern//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20000101
RRULE:FREQ=YEARLY
SUMMARY:New year
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:%s
DTEND;VALUE=DATE:%s
SUMMARY:Tern days
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20270301T090000Z
SUMMARY:No holiday
END:VEVENT
END:VCALENDAR
"""


def coming(web: Web) -> list[Any]:
    with web.installation.database.reading() as db:
        return slots.coming(db, web.programmes[OWN], web.clock())


def test_an_empty_page_leads_to_the_first_rule_which_plans_dates(web: Web) -> None:
    ada = web.as_("champion")
    assert "dates are planned 90 days ahead" in ada.get(web.url("cadence/")).text
    answer = ada.send(web.url("cadence/rules/new"), **RULE)
    assert answer.status_code == 303
    shown = ada.get(web.url("cadence/")).text
    assert "Every 2 weeks, in week 2, on Thursday at 14:00 (Lisbon), 45 minutes" in shown
    assert f"{len(coming(web))} dates are planned now." in shown
    assert "Nothing yet" in shown


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "weekly"}, "Every week on Thursday at 14:00 (Lisbon), 45 minutes"),
        ({"kind": "weekly", "every": "3"}, "Every 3 weeks on Thursday at 14:00 (Lisbon), 45 minutes"),
        ({"kind": "monthly", "nth": "5"}, "On the fifth Thursday of the month at 14:00"),
        ({"kind": "monthly", "nth": "5"}, "Months without that weekday have no date"),
        ({"kind": "weekly"}, "the clocks have changed by then; it stays at 14:00"),
        ({"kind": "weekly", "weekday": "6", "time": "01:30"}, "01:30 does not exist that day"),
    ],
)
def test_a_rule_shows_its_next_dates_while_it_is_written(web: Web, said: dict[str, str], words: str) -> None:
    shown = web.as_("champion").get(web.url("cadence/preview"), query_string=RULE | said).text
    assert words in shown
    assert shown.count("<time") == 6


def test_a_rule_that_is_not_whole_shows_no_dates_and_is_no_error(web: Web) -> None:
    ada = web.as_("champion")
    for missing in ({"time": ""}, {"weekday": "x"}, {"length": "900"}, {"zone": "Tern"}, {"weeks": "99"}):
        shown = ada.get(web.url("cadence/preview"), query_string=RULE | missing)
        assert (shown.status_code, "Fill in the form" in shown.text) == (200, True)


def test_what_is_wrong_with_a_rule_is_said_at_its_field_and_what_was_typed_stays(web: Web) -> None:
    answer = web.as_("champion").send(web.url("cadence/rules/new"), **RULE | {"week": "3"})
    assert answer.status_code == 422
    assert "Give a number between 1 and 2." in answer.text
    assert 'value="Room Heron"' in answer.text


def test_a_rule_is_changed_and_ended_and_what_is_held_stays(web: Web) -> None:
    ada, here = web.as_("champion"), web.programmes[OWN]
    rule = Rule("weekly", web.clock().date(), 3, "14:00", "Europe/Lisbon", 45)
    id = web.do("champion", cadence.set_rule, here, rule)
    proposal = web.do("employee", proposals.propose, here, OUTLINE, [])
    web.do("champion", cadence.place, here, coming(web)[3].id, proposal)
    assert 'value="14:00"' in ada.get(web.url(f"cadence/rules/{id}")).text
    ada.send(web.url(f"cadence/rules/{id}"), **RULE | {"kind": "weekly", "weekday": "2"})
    assert {slot.state for slot in coming(web)} == {"empty", "held"}
    assert "Splicing rope" in ada.get(web.url("cadence/")).text
    assert "empty dates go" in ada.get(web.url(f"cadence/rules/{id}/end")).text
    assert ada.send(web.url(f"cadence/rules/{id}/end")).status_code == 303
    assert [slot.state for slot in coming(web)] == ["held"]
    assert ada.get(web.url(f"cadence/rules/{id}")).status_code == 404


def test_days_left_out_skip_dates_and_give_them_back(web: Web) -> None:
    ada = web.as_("champion")
    ada.send(web.url("cadence/rules/new"), **RULE | {"kind": "weekly"})
    day = coming(web)[2].start_at.date()
    week = {"day": day.isoformat(), "until": (day + timedelta(days=7)).isoformat(), "label": "Spring break"}
    assert ada.send(web.url("cadence/days/new"), **week).status_code == 303
    assert [slot.state for slot in coming(web)[:5]] == ["empty", "empty", "skipped", "skipped", "empty"]
    assert "Spring break" in ada.get(web.url("cadence/")).text
    ada.send(web.url("cadence/days/removal"), day=day.isoformat())
    assert coming(web)[2].state == "empty"
    assert ada.send(web.url("cadence/days/removal"), day="never").status_code == 303
    wrong = ada.send(web.url("cadence/days/new"), **week | {"until": "2020-01-01"})
    assert "Give a last day on or up to 62 days after the first." in wrong.text


def upload(web: Web, data: bytes, **said: str) -> Any:
    sent = {"name": "Portugal", "zone": "Europe/Lisbon", "skips": "y"} | said
    return web.as_("champion").send(web.url("cadence/holidays/new"), file=(BytesIO(data), "days.ics"), **sent)


def test_public_holidays_come_from_a_calendar_file_and_can_be_removed(web: Web) -> None:
    ada = web.as_("champion")
    ada.send(web.url("cadence/rules/new"), **RULE | {"kind": "weekly"})
    first = coming(web)[1].start_at.date()
    days = [day.strftime("%Y%m%d").encode() for day in (first, first + timedelta(days=2))]
    assert upload(web, ICS % (days[0], days[1])).status_code == 303
    shown = ada.get(web.url("cadence/")).text
    assert "Portugal" in shown
    assert "Tern days" in shown
    assert coming(web)[1].state == "skipped"
    with web.installation.database.reading() as db:
        kept = {row.day: row.label for row in db.execute(select(slots.days))}
        calendar = db.execute(select(slots.calendars.c.id)).scalar_one()
    new_years = [day.year for day, label in kept.items() if label == "New year"]
    assert new_years == [2027, 2028, 2029]
    assert len(kept) == 5
    ada.send(web.url(f"cadence/holidays/{calendar}/removal"))
    assert coming(web)[1].state == "empty"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This is not a calendar that can be read."),
        (b"\x00\xff not a calendar", "This is not a calendar that can be read."),
        (b"X" * 310_000, "This file is too large: 300 kB are the most."),
        (ICS.replace(b"RRULE:FREQ=YEARLY\n", b"") % (b"20200101", b"20200102"), "have passed"),
        (
            ICS.replace(b"FREQ=YEARLY", b"FREQ=YEARLY;UNTIL=20010101") % (b"20200101T090000Z", b"x"),
            "have passed",
        ),
    ],
)
def test_a_file_that_is_no_calendar_of_days_is_refused_in_words(web: Web, data: bytes, sentence: str) -> None:
    answer = upload(web, data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_date_is_added_by_hand_and_removed(web: Web) -> None:
    ada = web.as_("champion")
    day = (web.clock() + timedelta(days=20)).date().isoformat()
    said = {"date": day, "time": "10:00", "zone": "Europe/Lisbon", "length": "30", "place": "Kitchen"}
    assert ada.send(web.url("cadence/dates/new"), **said).status_code == 303
    shown = ada.get(web.url("cadence/")).text
    assert "added by hand" in shown
    ada.send(web.url(f"cadence/dates/{coming(web)[0].id}/removal"))
    assert coming(web) == []


def test_more_rules_and_dates_cost_no_more_queries(web: Web, count_queries: Callable[..., int]) -> None:
    ada = web.as_("champion")

    def cost() -> int:
        return count_queries(lambda: ada.get(web.url("cadence/")))

    def hold(number: int) -> None:
        proposal = web.do("employee", proposals.propose, web.programmes[OWN], OUTLINE, [])
        web.do("champion", cadence.place, web.programmes[OWN], coming(web)[number].id, proposal)

    ada.send(web.url("cadence/rules/new"), **RULE | {"kind": "weekly"})
    hold(0)
    one = cost()
    for weekday in ("1", "2"):
        ada.send(web.url("cadence/rules/new"), **RULE | {"kind": "weekly", "weekday": weekday})
    hold(3)
    hold(4)
    assert cost() == one
