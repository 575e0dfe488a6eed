"""Giving feedback in a real browser: one tap, another thought, a name; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lt_web.routines.ticking import tick
from tests.browser.browser import axe
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.fixture(params=["with scripts", "without scripts"])
def any_page(site: str, request: pytest.FixtureRequest) -> Page:
    """A browser page, once with JavaScript and once without; closed before the site is."""
    scripts = request.param == "with scripts"
    found: Page = request.getfixturevalue("page" if scripts else "page_without_javascript")
    return found


@pytest.fixture
def held(web: Web) -> Web:
    """The session that the employee goes to has taken place."""
    web.clock.pass_by(days=7, hours=8)
    tick(web.installation)
    return web


def said(page: Page) -> Any:
    """What the question says of my answer."""
    return page.locator(".lt-worth-say")


def test_tap_think_again_and_sign(site: str, any_page: Page, held: Web, sign_in: SignIn) -> None:
    page = any_page
    sign_in(page, "employee")
    page.goto(site + held.url())
    page.get_by_role("button", name="4 Mostly").click()
    expect(said(page)).to_contain_text("Your answer is in the box: 4 of 5")
    page.goto(f"{site}{held.url('sessions/')}{held.sessions['published']}")
    page.get_by_role("button", name="2 Hardly").click()
    expect(said(page)).to_contain_text("Your answer is in the box: 2 of 5")
    page.get_by_label("A line on why").fill("The second knot came loose")
    page.get_by_label("A line on why").press("Enter")
    expect(said(page)).to_contain_text("Your answer is in the box: 2 of 5")
    expect(page.get_by_label("A line on why")).to_have_value("The second knot came loose")
    page.get_by_label("Sign it").check()
    page.get_by_role("button", name="5 Very much").click()
    expect(said(page)).to_contain_text("You answered with your name: 5 of 5")

    sign_in(page, "presenter")
    page.goto(f"{site}{held.url('sessions/')}{held.sessions['published']}")
    expect(page.get_by_text("The second knot came loose")).to_be_visible()
    expect(page.get_by_text("Not enough answers yet")).to_be_visible()


def test_it_is_answered_in_place_with_the_keyboard_alone(
    site: str, page: Page, held: Web, sign_in: SignIn
) -> None:
    sign_in(page, "employee")
    page.goto(site + held.url())
    page.get_by_role("button", name="5 Very much").focus()
    page.keyboard.press("Enter")
    pressed: Any = page.get_by_role("button", name="5 Very much")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    assert page.url == site + held.url()


@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible_and_fits(site: str, page: Page, held: Web, sign_in: SignIn, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "employee")
    for where in (held.url(), f"{held.url('sessions/')}{held.sessions['published']}/feedback/"):
        page.goto(site + where)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
