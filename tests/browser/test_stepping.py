"""An auditor steps a session through its life, and compares two of its moments: with and without scripts."""

# ruff: noqa: F811
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browser import Complaints, axe
from tests.views.test_compare import life, of, then  # noqa: F401

SignIn = Callable[[Page, str], None]


@pytest.fixture(params=["scripts", "no scripts"])
def reader(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser, with and without scripts; it is whole before its server ends."""
    found: Page = request.getfixturevalue("page" if request.param == "scripts" else "page_without_javascript")
    yield found
    found.wait_for_load_state()


def start(life: Any, reader: Page, site: str, sign_in: SignIn, name: str) -> None:
    sign_in(reader, "auditor")
    reader.wait_for_url("**/learn/**/")
    reader.goto(site + then(life, name))


def test_a_session_is_stepped_through_its_life_by_keyboard(
    life: Any,
    reader: Page,
    site: str,
    sign_in: SignIn,
) -> None:
    start(life, reader, site, sign_in, "published")
    for name in ("joined", "narrow", "cancelled"):
        reader.get_by_role("link", name="Next change").focus()
        reader.keyboard.press("Enter")
        expect(reader).to_have_url(re.compile(f"/as-of/e({life.stood[name]}|{life.stood[name] - 1})/"))
    expect(reader.get_by_text("A storm is coming").first).to_be_visible()
    reader.get_by_role("link", name="Change before").focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("A storm is coming")).to_have_count(0)
    before = reader.url
    reader.get_by_role("link", name="Back one event").click()
    reader.get_by_role("link", name="Forward one event").click()
    expect(reader).to_have_url(before)


def test_the_slider_and_the_list_lead_to_an_event_by_keyboard(
    life: Any,
    reader: Page,
    site: str,
    sign_in: SignIn,
) -> None:
    start(life, reader, site, sign_in, "joined")
    reader.get_by_role("slider").focus()
    reader.keyboard.press("End")
    reader.get_by_role("button", name="Go there").focus()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(f"/as-of/e{life.position()}/"))
    reader.get_by_label("What happened", exact=True).select_option(str(life.stood["published"]))
    reader.get_by_role("button", name="Show this moment").click()
    expect(reader).to_have_url(site + then(life, "published"))


def test_two_moments_are_compared(
    life: Any, reader: Page, site: str, sign_in: SignIn, complaints: Complaints
) -> None:
    start(life, reader, site, sign_in, "joined")
    reader.get_by_role("link", name="Compare with today").click()
    expect(reader.get_by_role("heading", name="What differs")).to_be_visible()
    expect(reader.locator("ins", has_text="A storm is coming").first).to_be_visible()
    reader.get_by_text("Another page, or other moments").click()
    reader.get_by_label("One moment").fill("soon")
    reader.get_by_role("button", name="Compare").click()
    expect(reader.locator(".lt-error", has_text="Give a day and time")).to_be_visible()
    complaints.expected("422")


def test_it_plays_by_itself_until_somebody_stops_it(
    life: Any, page: Page, site: str, sign_in: SignIn
) -> None:
    start(life, page, site, sign_in, "published")
    page.get_by_role("button", name="Play").click()
    expect(page).to_have_url(re.compile(f"/as-of/e{life.stood['joined']}/"), timeout=20_000)
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")
    page.emulate_media(reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play")).to_be_hidden()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_the_ways_and_both_sides(
    life: Any,
    page: Page,
    site: str,
    sign_in: SignIn,
    width: int,
    theme: Any,
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    start(life, page, site, sign_in, "joined")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.goto(f"{site}{life.url('audit/compare')}?page={of(life)}&a=e{life.stood['joined']}&b=now")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
