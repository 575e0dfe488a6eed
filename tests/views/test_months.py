"""The month: a calendar of sessions for everybody who sees the programme."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from lt_web.commands import sessions
from tests.views.conftest import Web, schedule


def shown(web: Web, month: str = "2027-03", role: str = "employee") -> str:
    answer = web.as_(role).get(web.url(f"sessions/month/{month}"))
    assert answer.status_code == 200
    return str(answer.text)


def day(page: str, date: str) -> str:
    """What stands in the cell of a day."""
    return page.split(f'datetime="{date}"')[1].split("</td>")[0]


def test_sessions_stand_on_their_day_with_time_and_link(web: Web) -> None:
    start = web.clock() + timedelta(days=7)
    cell = day(shown(web, f"{start:%Y-%m}"), f"{start:%Y-%m-%d}")
    assert "Knots we published" in cell
    assert ">14:00<" in cell
    assert f"/sessions/{web.sessions['published']}" in cell
    assert "You said yes" in cell


def test_several_stand_on_one_day_and_a_cancelled_one_says_so(web: Web) -> None:
    other = schedule(web, "cancelled")
    web.do("champion", sessions.cancel, other, "Storm")
    start = web.clock() + timedelta(days=7)
    cell = day(shown(web, f"{start:%Y-%m}"), f"{start:%Y-%m-%d}")
    assert cell.count("<li>") == 2
    assert "lt-date-session--cancelled" in cell
    assert "Cancelled" in cell


def test_what_is_not_published_is_there_for_champions_alone(web: Web) -> None:
    month = f"{web.clock() + timedelta(days=14):%Y-%m}"
    assert "Knots we draft" not in shown(web, month)
    page = shown(web, month, "champion")
    assert "Knots we draft" in page
    assert "Not published yet" in page


def test_days_have_the_names_of_the_language_and_the_zone_is_said(web: Web) -> None:
    month = f"{web.clock():%Y-%m}"
    names = re.findall(r'<th scope="col"><abbr title="(\w+)', shown(web, month))
    assert (names[0], len(names)) == ("Monday", 7)
    assert "Days and times in Lisbon" in shown(web, month)
    client = web.as_("employee")
    client.set_cookie("lt_language", "ar")
    page = client.get(web.url(f"sessions/month/{month}")).text
    assert re.findall(r'<abbr title="([^"]+)"', page)[0] == "الاثنين"


def test_an_empty_month_names_the_next_session_or_offers_a_deed(web: Web) -> None:
    web.clock.pass_by(days=-40)
    page = shown(web, f"{web.clock():%Y-%m}")
    assert "The next one is on" in page
    assert "/sessions/month/" in page.split("lt-empty")[1]
    assert "What would you like to show" in shown(web, "2031-01")
    assert "Open the board" in shown(web, "2031-01", "champion")
    assert "Past sessions" in shown(web, "2031-01", "sponsor").split("lt-empty")[1]


def test_the_ways_to_other_months_and_back_to_the_list(web: Web) -> None:
    page = shown(web, "2026-12")
    assert "/sessions/month/2026-11" in page
    assert "/sessions/month/2027-01" in page
    assert "This month" in page
    client = web.as_("employee")
    assert "/sessions/month/" in client.get(web.url("sessions/")).text
    assert client.get(web.url("sessions/month/")).headers["Location"].endswith(f"{web.clock():%Y-%m}")


@pytest.mark.parametrize("month", ["2027-13", "2027-00", "0001-01", "2027-3"])
def test_a_month_that_is_none_does_not_exist(web: Web, month: str) -> None:
    assert web.as_("employee").get(web.url(f"sessions/month/{month}")).status_code == 404


def test_a_full_month_costs_as_many_queries_as_one_session(
    web: Web, count_queries: Callable[..., int]
) -> None:
    client, month = web.as_("employee"), f"{web.clock() + timedelta(days=7):%Y-%m}"
    few = count_queries(lambda: client.get(web.url(f"sessions/month/{month}")))
    for number in range(4):
        schedule(web, f"more {number}")
    assert count_queries(lambda: client.get(web.url(f"sessions/month/{month}"))) == few
