"""Saying that one can teach a topic, having it confirmed, and asking a colleague, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import topics
from tests.browser.browser import axe
from tests.views.conftest import OWN, Web

SignIn = Callable[[Page, str], None]


@pytest.fixture(params=["with scripts", "without scripts"])
def any_page(site: str, request: pytest.FixtureRequest) -> Page:
    """A browser page, once with JavaScript and once without; closed before the site is."""
    scripts = request.param == "with scripts"
    found: Page = request.getfixturevalue("page" if scripts else "page_without_javascript")
    return found


def test_declare_confirm_ask_propose(site: str, any_page: Page, web: Web, sign_in: SignIn) -> None:
    page, here = any_page, web.programmes[OWN]
    knots, ropes = (web.do("champion", topics.add, here, name) for name in ("Knots", "Ropes"))
    web.do("champion", topics.link, here, knots, ropes)
    sign_in(page, "employee")
    page.goto(site + web.url("topics/"))
    page.get_by_role("link", name="Knots").first.click()
    page.get_by_role("button", name="I can teach this").click()
    expect(page.get_by_text("You say you can; not confirmed yet")).to_be_visible()
    page.get_by_role("link", name="Ask someone to teach it").click()
    page.get_by_label("Colleague").fill("Cleo Martin")
    page.get_by_label("A sentence for them").fill("Yours hold in any storm.")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("Asked. It waits on their home page.")).to_be_visible()
    topic = page.url

    sign_in(page, "champion")
    page.goto(topic)
    page.get_by_role("button", name="Confirm that Ben Sörensen can teach Knots").click()
    expect(page.get_by_text("Only Ben Sörensen can teach this.")).to_be_visible()
    if page.evaluate("typeof htmx") != "undefined":
        axe(page)

    sign_in(page, "presenter")
    page.goto(site + web.url())
    expect(page.get_by_text("Yours hold in any storm.")).to_be_visible()
    page.locator(".lt-inbox").get_by_role("link", name="Propose a session").click()
    expect(page.get_by_label("Topics")).to_have_value("Knots")
    page.get_by_label("Title").fill("Five knots that hold")
    page.get_by_role("button", name="Send proposal").click()
    page.goto(topic)
    expect(page.get_by_text("Cleo Martin proposed")).to_be_visible()
    page.goto(site + web.url())
    expect(page.get_by_text("would like you to teach")).to_have_count(0)
