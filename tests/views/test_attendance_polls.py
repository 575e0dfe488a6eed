"""A sheet that stands open asks what others noted meanwhile, and gets that alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from lt_web.commands import attendance, seats
from tests.views.conftest import Web


@pytest.fixture
def begun(web: Web) -> Web:
    """Two said yes, the admin maybe; it began five minutes ago."""
    web.do("champion", seats.answer, web.sessions["published"], "yes")
    web.do("admin", seats.answer, web.sessions["published"], "maybe")
    web.clock.pass_by(days=7, hours=5, minutes=5)
    return web


def sheet(web: Web) -> str:
    return web.url(f"sessions/{web.sessions['published']}/attendance")


def note(web: Web, role: str, standing: str, **more: Any) -> None:
    web.do("presenter", attendance.mark, web.sessions["published"], web.people[role], standing, **more)


def asks_at(page: str) -> str:
    """The address at which an open sheet asks for news."""
    found = re.search(r'id="sheet-watch"[^>]* hx-get="([^"]+)".*?name="v" value="([^"]+)"', page)
    assert found
    return f"{found[1]}?v={found[2]}"


def asked(web: Web, address: str, role: str = "champion") -> Any:
    return web.as_(role).get(address, headers={"HX-Request": "true"})


def rows_in(text: str) -> set[str]:
    return set(re.findall(r'<li id="row-([0-9a-f-]{36})"', text))


def test_a_row_that_somebody_else_noted_comes_with_the_counts_and_nothing_else(begun: Web) -> None:
    address = asks_at(begun.as_("champion").get(sheet(begun)).text)
    assert asked(begun, address).status_code == 204
    note(begun, "employee", "present")
    news = asked(begun, address)
    assert rows_in(news.text) == {str(begun.people["employee"])}
    assert "1 came, 2 not noted." in news.text
    assert 'id="people-yes"' not in news.text
    assert 'id="walk-in-name"' not in news.text, "what is typed into the search stays there"
    assert asked(begun, asks_at(news.text)).status_code == 204


def test_who_came_by_makes_their_list_anew_and_leaves_the_others(begun: Web) -> None:
    address = asks_at(begun.as_("champion").get(sheet(begun)).text)
    note(begun, "sponsor", "present")
    news = asked(begun, address).text
    assert rows_in(news) == {str(begun.people["sponsor"])}
    assert 'id="people-others" hx-swap-oob="true"' in news
    assert 'id="people-yes"' not in news
    assert asked(begun, asks_at(news)).status_code == 204


def test_who_is_being_put_right_stays_as_they_stand(begun: Web) -> None:
    note(begun, "employee", "absent")
    page = begun.as_("champion").get(sheet(begun)).text
    address = f"{asks_at(page)}&person={begun.people['employee']}"
    note(begun, "employee", "partly", reason="Came later")
    assert rows_in(asked(begun, address).text) == set()
    odd = asked(begun, f"{asks_at(page)}&person=nobody").text
    assert rows_in(odd) == {str(begun.people["employee"])}


def test_a_list_drawn_anew_keeps_the_row_that_is_being_put_right(begun: Web) -> None:
    note(begun, "sponsor", "absent")
    page = begun.as_("champion").get(sheet(begun)).text
    note(begun, "outsider", "present")
    news = asked(begun, f"{asks_at(page)}&person={begun.people['sponsor']}").text
    assert f'<li id="row-{begun.people["sponsor"]}" class="lt-sheet-row" hx-preserve>' in news
    assert f'<li id="row-{begun.people["outsider"]}" class="lt-sheet-row">' in news


def test_a_sheet_opened_too_early_is_drawn_anew_once_it_can_be_noted_on(web: Web) -> None:
    address = asks_at(web.as_("presenter").get(sheet(web)).text)
    assert asked(web, address, "presenter").status_code == 204
    web.clock.pass_by(days=7, hours=5, minutes=5)
    assert asked(web, address, "presenter").headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("odd", ["", "?v=", "?v=x.y", "?v=9.runs.a.b.c.d.e", "?v=-1....", "?v=²...."])
def test_odd_versions_get_the_sheet_as_it_is_now(begun: Web, odd: str) -> None:
    news = asked(begun, f"{sheet(begun)}/changes{odd}")
    assert news.status_code == 200
    assert {str(begun.people[role]) for role in ("employee", "champion")} <= rows_in(news.text)


def test_asking_costs_as_much_for_many_as_for_few(begun: Web, count_queries: Any) -> None:
    address = asks_at(begun.as_("champion").get(sheet(begun)).text)

    def asks() -> int:
        return int(count_queries(lambda: asked(begun, address)))

    note(begun, "employee", "present")
    asks()
    one = asks()
    for role in ("champion", "admin", "sponsor", "outsider"):
        note(begun, role, "present")
    assert asks() == one
