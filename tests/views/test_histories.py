"""The history of each thing, for everybody who sees it, reached from its page."""

from __future__ import annotations

import re

import pytest

from lt_web.commands import proposals, seats
from lt_web.events.planned import Outline
from tests.views.conftest import OWN, Web


def led_to(web: Web, role: str, page: str) -> str:
    """The history that a page leads to; "" for none."""
    found = re.search(r'lt-page-history"><a href="([^"]+)"', web.as_(role).get(web.url(page)).text)
    return found[1] if found else ""


def test_each_page_leads_to_the_history_of_its_own_thing(web: Web) -> None:
    session, programme = web.sessions["published"], web.programmes[OWN]
    proposal = web.do("employee", proposals.propose, programme, Outline("Rope", "", "demo", 30), [])
    pages = {
        f"sessions/{session}": f"session/{session}",
        f"sessions/{session}/write-up/revisions": f"session/{session}",
        f"proposals/{proposal}": f"proposal/{proposal}",
        f"people/{web.people['employee']}": f"person/{web.people['employee']}",
        "": f"programme/{programme}",
        "charter/": f"charter/{programme}",
        "cadence/": f"dates/{programme}",
        "roles": f"roles/{programme}",
        "editions/": f"editions/{programme}",
        "guides/": f"templates/{programme}",
    }
    client = web.as_("champion")
    for page, thing in pages.items():
        where = led_to(web, "champion", page)
        assert where.endswith(f"/history/{thing}"), page
        assert client.get(where).status_code == 200, where


def test_a_page_that_holds_its_history_leads_to_it_from_there_alone(web: Web) -> None:
    page = web.as_("champion").get(web.url(f"sessions/{web.sessions['published']}")).text
    assert page.count("lt-page-history") == 1
    assert "lt-page-history" in page.split("lt-history")[1].split("</details>")[0]


@pytest.mark.parametrize(("role", "named"), [("champion", True), ("auditor", True), ("presenter", False)])
def test_it_names_those_who_answered_for_those_alone_who_may_see_names(
    web: Web, role: str, named: bool
) -> None:
    session = web.sessions["published"]
    web.do("employee", seats.answer, session, "yes")
    page = web.as_(role).get(web.url(f"history/session/{session}")).text
    assert ("Ben Sörensen" in page) is named


def test_auditors_go_on_to_the_log_from_there_and_nobody_else(web: Web) -> None:
    where = web.url(f"history/session/{web.sessions['published']}")
    assert "Its events in the log" in web.as_("auditor").get(where).text
    assert "audit/log" not in web.as_("champion").get(where).text.split("<main")[1]


@pytest.mark.parametrize("role", ["employee", "sponsor"])
def test_what_one_may_not_read_has_no_link_and_does_not_exist(web: Web, role: str) -> None:
    for thing in ("roles", "dates", "templates"):
        found = web.as_(role).get(web.url(f"history/{thing}/{web.programmes[OWN]}"))
        assert found.status_code == 404
    assert led_to(web, role, f"people/{web.people['champion']}") == ""
    assert led_to(web, role, f"people/{web.people[role]}").endswith(str(web.people[role]))


def test_a_kind_that_there_is_not_and_a_thing_of_another_programme_are_not_there(web: Web) -> None:
    client = web.as_("champion")
    inside = web.programmes["inner-circle"]
    for thing in (f"boats/{inside}", f"programme/{inside}", f"topic/{inside}", f"session/{inside}"):
        assert client.get(web.url(f"history/{thing}")).status_code == 404
