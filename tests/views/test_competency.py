"""Time to competency in the running pages: who says and confirms it, and what is never shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import competency, people, sessions, topics
from lt_web.reports.tables import tables
from tests.views.conftest import OWN, ROLES, Web
from tests.views.test_reports import MONTH, figure, made

HIDDEN = "Not shown (fewer than 5)"


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def look(web: Web, role: str, rest: str = "competency/") -> str:
    answer = web.as_(role).get(web.url(rest))
    assert answer.status_code == 200
    return plain(answer.text)


def press(web: Web, role: str, rest: str, **fields: Any) -> str:
    """What somebody reads after pressing a button."""
    client = web.as_(role)
    answer = client.send(web.url(f"competency/{rest}"), **fields)
    assert answer.status_code == 303, (answer.status_code, plain(answer.text))
    return plain(client.get(answer.headers["Location"]).text)


def stated(web: Web) -> tuple[UUID, UUID]:
    """A milestone and a cohort of it."""
    here = web.programmes[OWN]
    topic = web.do("champion", topics.add, here, "Knots")
    milestone = web.do("champion", competency.state, here, topic, "Moors a boat alone", "First day aboard")
    return milestone, web.do("champion", competency.form, here, milestone, "Joined in spring", False)


def arrive(web: Web, milestone: UUID, cohort: UUID, *days: int) -> list[UUID]:
    """Colleagues who took so many days each, as the champion recorded; 0 is still on the way."""
    here, today = web.programmes[OWN], web.clock().date()
    found = []
    for n, took in enumerate(days):
        name = f"Newcomer {len(days)}-{n}"
        who = web.do(None, people.join, name, f"{len(days)}-{n}-{cohort}@tern.example", "Sails")
        begun = today - timedelta(days=100)
        web.do("champion", competency.add, here, cohort, [who], begun)
        if took:
            there = begun + timedelta(days=took)
            web.do("champion", competency.record, here, milestone, who, there, "I was there")
        found.append(who)
    return found


def before(web: Web, milestone: UUID, *days: int) -> None:
    spans = [(date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=n)) for n in days]
    web.do("champion", competency.enter, web.programmes[OWN], milestone, spans, "Tickets")


def test_an_empty_page_says_what_it_is_for_and_offers_the_deed_to_champions(web: Web) -> None:
    for role in ROLES:
        said = look(web, role)
        assert "No milestone is stated yet" in said
        assert "never a person’s score" in said
        assert ("State a milestone" in said) is (role == "champion")


def test_from_the_start_to_a_confirmation(web: Web) -> None:
    milestone, cohort = stated(web)
    today = web.clock().date()
    begun = (today - timedelta(days=40)).isoformat()
    said = press(web, "employee", f"{milestone}/start", cohort=cohort, day=begun)
    assert "You have been on the way since 20 Jan 2027, with “Joined in spring”." in said
    answer = web.as_("employee").send(
        web.url(f"competency/{milestone}/reached"), day=begun, asked="Ben Sörensen"
    )
    assert "Nobody confirms this for themselves" in answer.text
    said = press(web, "employee", f"{milestone}/reached", day=today.isoformat(), asked="Cleo Martin")
    assert "You say that you got there on 1 Mar 2027. Cleo Martin is asked to confirm it." in said
    home = look(web, "presenter", "")
    assert "Ben Sörensen got there on Mon 1 Mar 2027: “Moors a boat alone”. Have you seen it?" in home
    ben = str(web.people["employee"])
    assert "They do not ask you to confirm this" in press(
        web, "admin", f"{milestone}/confirmation", person=ben
    )
    assert "Confirmed. They are told." in press(web, "presenter", f"{milestone}/confirmation", person=ben)
    assert "It is confirmed: “Moors a boat alone”. Well done." in look(web, "employee", "")
    mine = look(web, "employee", "learning/")
    assert "You got there on 1 Mar 2027, 40 days after 20 Jan 2027. A colleague confirmed it." in mine
    [entry] = web.as_("employee").get(web.url("learning/record.json")).json["entries"]
    assert (entry["kind"], entry["title"], entry["days"]) == ("reached", "Moors a boat alone", 40)
    assert web.as_("presenter").get(web.url("learning/record.json")).json["entries"] == []


def test_not_yet_is_told_to_the_person_alone(web: Web) -> None:
    milestone, cohort = stated(web)
    today, ben = web.clock().date(), web.people["employee"]
    web.do("employee", competency.start, web.programmes[OWN], cohort, today)
    web.do("employee", competency.claim, web.programmes[OWN], milestone, today, web.people["presenter"])
    assert "They alone are told." in press(web, "presenter", f"{milestone}/not-yet", person=ben)
    assert "Not yet, says the colleague whom you asked" in look(web, "employee", "")
    assert "ot yet" not in look(web, "champion", f"competency/{milestone}/")
    assert "You are out of it" in press(web, "employee", f"{milestone}/leaving")


def test_a_sponsor_never_sees_a_person_nor_figures_of_fewer_than_five(web: Web) -> None:
    milestone, cohort = stated(web)
    before(web, milestone, *[38] * 9)
    arrive(web, milestone, cohort, 29, 29, 29, 30, 0)
    for role in ROLES:
        said = look(web, role)
        assert said.count(HIDDEN) == 1
        assert "38 days median of 9 people" in said
        assert "29 days" not in said
        assert "Newcomer" not in said
    arrive(web, milestone, cohort, 25)
    for role in ("sponsor", "auditor", "employee"):
        said = look(web, role)
        assert "29 days median of 5 people 1 not there yet" in said
        assert "−24 % 24 % faster target 20 % faster reached" in said
        assert "Newcomer" not in said
        assert web.as_(role).get(web.url(f"competency/{milestone}/")).status_code == 403
    inside = look(web, "champion", f"competency/{milestone}/")
    assert "Newcomer 5-0 There; Ada Okafor confirmed it 29 days" in inside
    assert "recorded that Newcomer 5-0 got there" in inside


def test_the_topic_tells_of_it_once_five_are_there(web: Web) -> None:
    milestone, cohort = stated(web)
    topic = web.do("champion", topics.add, web.programmes[OWN], "Knots")
    arrive(web, milestone, cohort, 20, 21, 22, 23)
    assert "Time to competency" not in look(web, "employee", f"topics/{topic}")
    arrive(web, milestone, cohort, 24)
    assert "22 days since the programme began, median of 5 people" in look(web, "employee", f"topics/{topic}")


def test_a_small_cohort_is_hidden_with_one_more_so_that_nothing_is_left_to_subtract(web: Web) -> None:
    milestone, cohort = stated(web)
    other = web.do("champion", competency.form, web.programmes[OWN], milestone, "Joined in autumn", False)
    arrive(web, milestone, cohort, 20, 21, 22, 23, 24, 25)
    arrive(web, milestone, other, 30, 31)
    said = look(web, "sponsor")
    for name in ("spring", "autumn"):
        assert f"Joined in {name} {HIDDEN}" in said
    assert "23.5 days median of 8 people" in said


def test_the_report_holds_it_against_the_target(web: Web) -> None:
    assert figure(made(web, MONTH), "competency")["value"] == "Not known"
    milestone, cohort = stated(web)
    arrive(web, milestone, cohort, 29, 29, 29, 30)
    assert figure(made(web, MONTH), "competency")["value"] == "Too few to show"
    before(web, milestone, *[38] * 9)
    arrive(web, milestone, cohort, 25, 0)
    found = made(web, MONTH)
    assert figure(found, "competency") | {"label": ""} == {
        "key": "competency", "value": "−24 %", "of": "in the median from 38 days to 29 days",
        "known": "9 people before, 5 since", "target": "target 20 % faster", "trend": "", "met": True,
        "label": "",
    }  # fmt: skip
    assert found["numbers"]["competency"]["amount"] == -24
    [table] = [table for table in tables(found) if table.name == "time_to_competency"]
    assert table.rows[0][3:] == ("", 38, 9, 29, 5)
    [row] = found["competency"]
    assert (row["topic"], row["before"]["n"], row["since"]["n"], row["open"]) == (
        "Knots",
        9,
        5,
        "1 not there yet",
    )
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])
    shown = look(web, "sponsor", "report/?from=2027-03-01&to=2027-03-31")
    assert "Moors a boat alone Knots , from “First day aboard” 38 days median of 9 people" in shown


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("2025-01-06", "Line 1 is not two dates"),
        ("2025-01-06 2025-02-03\n2025-02-30 2025-03-01", "Line 2 is not two dates"),
        ("2025-02-06 2025-01-03", "In line 1 the milestone comes before the start"),
        ("2026-12-01 2027-12-01", "This day is still to come"),
        ("", "cannot be left empty"),
    ],
)
def test_facts_that_make_no_sense_are_asked_for_again_with_what_was_typed(
    web: Web, days: str, why: str
) -> None:
    milestone, _cohort = stated(web)
    where = web.url(f"competency/{milestone}/baseline")
    answer = web.as_("champion").send(where, days=days, source="Tickets of old")
    assert (answer.status_code, why in answer.text, "Tickets of old" in answer.text) == (422, True, True)
    said = press(web, "champion", f"{milestone}/baseline", days="2025-01-06 – 2025-02-03", source="Tickets")
    assert "6 Jan 2025 to 3 Feb 2025 Tickets 28 days" in said


def test_pages_ask_the_database_as_often_for_many(web: Web, count_queries: Callable[..., int]) -> None:
    milestone, cohort = stated(web)
    before(web, milestone, 30)
    arrive(web, milestone, cohort, 20)
    pages = ("competency/", f"competency/{milestone}/", "report/")
    counts = [count_queries(lambda at=at: web.as_("champion").get(web.url(at))) for at in pages]
    arrive(web, milestone, cohort, 21, 22, 0, 24, 25)
    before(web, milestone, 31, 32, 33, 34)
    again = [count_queries(lambda at=at: web.as_("champion").get(web.url(at))) for at in pages]
    assert again == counts
