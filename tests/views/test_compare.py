"""Steps through the past of a page, and two moments of it side by side."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lt_web.commands import people, seats, sessions
from lt_web.moments.seeking import TRIES
from lt_web.past import scratch
from projections import trail_queries
from tests.views.conftest import OWN, Web, schedule


@pytest.fixture
def life(web: Web) -> Any:
    """A session that was announced, answered, narrowed and called off; the position after each of it."""
    stood: dict[str, int] = {}

    def after(name: str, *deed: Any) -> None:
        web.clock.pass_by(hours=1)
        web.do(*deed)
        stood[name] = web.position()

    stood["before"] = web.position()
    session = schedule(web, "sails", published=False)
    stood["scheduled"] = web.position()
    after("published", "champion", sessions.publish, session, "everyone", [], [])
    after("joined", "employee", seats.answer, session, "yes")
    after("elsewhere", None, people.join, "Ona New", "ona@tern.example", "Sails")
    after("narrow", "champion", seats.set_capacity, session, 1)
    after("cancelled", "champion", sessions.cancel, session, "A storm is coming")
    web.stood = stood  # type: ignore[attr-defined]
    yield web
    scratch.empty(web.installation)


def of(life: Any) -> str:
    return f"/{OWN}/sessions/{life.sessions['sails']}"


def then(life: Any, name: str) -> str:
    return f"/learn/as-of/e{life.stood[name]}{of(life)}"


def ways(html: str) -> dict[str, str]:
    """Step → where it leads."""
    found = re.findall(r'id="step-(\w+)" href="([^"]+)"', html)
    return {name: url.replace("&amp;", "&") for name, url in found}


def test_a_page_of_the_past_has_ways_back_and_forward(life: Any) -> None:
    client, at = life.as_("auditor"), life.stood["joined"]
    page = client.get(then(life, "joined"))
    assert page.status_code == 200
    found = ways(page.text)
    assert found["back"] == f"/learn/as-of/e{at - 1}{of(life)}"
    assert found["forward"] == f"/learn/as-of/e{at + 1}{of(life)}"
    assert 'type="range"' in page.text
    assert "Announced, " in page.text
    head = ways(client.get(f"/learn/as-of/e{life.position()}{of(life)}").text)
    assert "forward" not in head
    assert "later" not in head


def test_the_next_change_passes_by_what_happened_elsewhere(life: Any) -> None:
    client = life.as_("auditor")
    later = ways(client.get(then(life, "joined")).text)["later"]
    assert client.get(later).headers["Location"].endswith(f"/as-of/e{life.stood['narrow']}{of(life)}")
    earlier = ways(client.get(then(life, "narrow")).text)["earlier"]
    there = client.get(earlier).headers["Location"]
    assert there.endswith(f"/as-of/e{life.stood['joined']}{of(life)}")
    assert "A storm is coming" not in client.get(there).text


def test_a_life_is_walked_from_change_to_change(life: Any) -> None:
    client, where, said = life.as_("auditor"), then(life, "published"), []
    for _step in range(10):
        page = client.get(where).text
        said.append("called off" in page or "A storm is coming" in page)
        if "later" not in ways(page):
            break
        where = client.get(ways(page)["later"]).headers.get("Location")
        if where is None:
            break
    assert said[0] is False
    assert said[-1] is True


def test_where_nothing_changed_the_page_it_says_so(life: Any) -> None:
    client = life.as_("auditor")
    for n in range(TRIES + 2):
        life.do(None, people.join, f"Guest {n}", f"guest{n}@tern.example", "Sails")
    start = life.stood["cancelled"]
    given = {"page": f"/{OWN}/audit/", "from": start, "way": "later"}
    assert client.get(life.url("audit/step"), query_string=given).status_code == 404
    given["page"] = f"/{OWN}/report/"
    answer = client.get(life.url("audit/step"), query_string=given)
    assert answer.status_code == 200
    assert f"None of the next {TRIES} events that concern it changed anything on this page." in answer.text
    assert "Look further" in answer.text
    given["page"] = of(life)
    assert (
        "No later event concerns what this page is about."
        in client.get(life.url("audit/step"), query_string=given).text
    )


def test_the_slider_leads_to_the_same_page_at_another_event(life: Any) -> None:
    given = {"page": of(life), "position": life.stood["published"]}
    answer = life.as_("auditor").get(life.url("audit/go"), query_string=given)
    assert answer.headers["Location"] == then(life, "published")
    for wrong in (
        {"position": 10**9},
        {"position": "x y"},
        {"page": "/nowhere"},
        {"page": "https://evil.example/x"},
    ):
        assert life.as_("auditor").get(life.url("audit/go"), query_string=given | wrong).status_code == 404


def compared(life: Any, a: object, b: object, page: str = "") -> Any:
    given = {"page": page or of(life), "a": a, "b": b}
    return life.as_("auditor").get(life.url("audit/compare"), query_string=given)


def test_two_moments_stand_side_by_side_with_what_differs(life: Any) -> None:
    page = compared(life, f"e{life.stood['joined']}", "now").text
    assert "<ins" in page
    assert "A storm is coming" in page
    assert "cancelled it" in page
    assert "Only after:" in page
    assert f'href="{then(life, "joined")}"' in page
    same = compared(life, life.stood["joined"], life.stood["elsewhere"]).text
    assert "Nothing: the page said the same at both moments." in same
    assert "No event between concerns what this page is about." in same


def test_a_comparison_is_headed_by_the_title_of_the_page_and_by_no_way_to_press(life: Any) -> None:
    page = compared(life, f"e{life.stood['joined']}", "now").text
    heading = re.search(r"<h1>(.*?)</h1>", page, re.S)
    title = life.as_("auditor").get(f"/learn{of(life)}").text.split("<h1>")[1].split("</h1>")[0]
    assert heading
    assert re.sub("<.*?>", "", heading[1]) == re.sub("<.*?>", "", title).strip()
    assert "Why?" not in page.split("lt-sides")[1]


def test_times_on_both_sides_are_those_of_whoever_reads(life: Any) -> None:
    life.do("auditor", people.change_profile, "Emil Novak", "Asia/Tokyo")
    with life.installation.database.reading() as db:
        at = trail_queries.one(db, life.stood["joined"]).recorded_at
    local = at.astimezone(ZoneInfo("Asia/Tokyo"))
    page = compared(life, f"e{life.stood['published']}", f"e{life.stood['joined']}").text
    assert f"is going {local:%a} {local.day} {local:%b %Y}, {local:%H:%M}" in page.split("lt-sides")[1]


def test_moments_are_days_times_or_numbers(life: Any) -> None:
    early = (life.clock() - timedelta(days=0, hours=2, minutes=30)).replace(tzinfo=None)
    page = compared(life, early.isoformat(" ", "minutes"), "").text
    assert "A storm is coming" in page
    assert "There was no such page at the first moment" in compared(life, life.stood["before"], "now").text


@pytest.mark.parametrize(
    ("a", "b", "page", "said"),
    [
        ("soon", "now", "", "Give a day and time, such as 2027-05-03 14:00, or the number of an event."),
        ("e999999", "now", "", "There is no event with this number"),
        ("1999-01-01", "now", "", "Nothing had happened yet at that moment."),
        ("0001-01-01T00:00+10:00", "now", "", "Give a day and time"),
        ("9999-12-31", "now", "", "Both moments stand at event"),
        ("now", "", "", "Both moments stand at event"),
        ("1", "2", "http://[", "No page of ours has this address."),
        ("1", "2", "/nowhere/at/all", "No page of ours has this address."),
        ("1", "2", "/tech-hour/audit/", "This page is never shown as it was"),
        ("1", "2", "/inner-circle/sessions/", "This is no page of this programme."),
    ],
)
def test_what_cannot_be_compared_is_said_at_its_field(
    life: Any, a: str, b: str, page: str, said: str
) -> None:
    answer = compared(life, a, b, page)
    assert answer.status_code == 422
    assert said in answer.text


def test_an_address_is_understood_however_it_was_copied(life: Any) -> None:
    for page in (f"http://localhost/learn{of(life)}", f"/learn{of(life)}", f"/learn/as-of/e3{of(life)}"):
        assert compared(life, life.stood["joined"], "now", page).status_code == 200


def test_nothing_is_recorded_by_looking(life: Any) -> None:
    before = life.position()
    compared(life, life.stood["joined"], "now")
    life.as_("auditor").get(life.url("audit/step"), query_string={"page": of(life), "from": 40})
    assert life.position() == before
