"""With the keyboard alone: Tab, Enter, Space and letters; no pointer, no focus that a test sets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import proposals
from lt_web.events.planned import Outline
from tests.browser.keyboard import Keyboard
from tests.views.conftest import OWN, Web


@pytest.fixture
def keys(page: Page, site: str) -> Keyboard:
    page.set_viewport_size({"width": 1280, "height": 860})
    return Keyboard(page, site)


def test_proposing_with_topics_and_a_co_presenter_who_says_yes(keys: Keyboard, web: Web) -> None:
    page = keys.page
    keys.sign_in("ben")
    keys.follow("Propose a session")
    keys.type("Title", "Whipping a rope’s end")
    keys.type("What people will learn", "Three ways, one of them without a needle.")
    keys.to("Format")
    keys.page.keyboard.type("Work")
    keys.type("Topics", "Ropes, Knots")
    keys.type("Who presents it with you", "Cleo Martin")
    keys.follow("Send proposal")
    expect(page.get_by_role("heading", name="Whipping a rope’s end")).to_be_visible()
    expect(page.get_by_text("Workshop").first).to_be_visible()
    expect(page.get_by_role("link", name="Ropes")).to_be_visible()
    expect(page.get_by_text("Asked, no answer yet")).to_be_visible()

    keys.sign_in("cleo")
    keys.follow("Yes, gladly")
    expect(page.get_by_text("Asked, no answer yet")).to_have_count(0)


def test_voting_commenting_scheduling_publishing_and_changing_seats(keys: Keyboard, web: Web) -> None:
    page = keys.page
    outline = Outline("Splices", "Two ropes, one rope.", "demo", 30)
    made = web.do("presenter", proposals.propose, web.programmes[OWN], outline, ["Ropes"])
    keys.sign_in("ada")
    keys.open(web.url(f"proposals/{made}"))
    keys.to("Interested")
    keys.press("Space")
    expect(page.get_by_text("You said interested")).to_be_visible()
    assert keys.at()["name"] == "Interested", "the vote keeps the focus"
    keys.type("Your comment", "Bring two ropes.")
    keys.enter("Add comment")
    expect(page.locator(".lt-comment", has_text="Bring two ropes.")).to_be_visible()

    keys.open(web.url(f"proposals/{made}"))
    keys.enter("Manage")
    keys.follow("Accept, date follows")
    keys.follow("Give it a date")
    keys.type("Date", "04012027")
    keys.type("Time", "0200PM")
    keys.follow("Schedule session")
    expect(page.get_by_text("Not published yet")).to_be_visible()
    keys.follow("Publish")
    keys.follow("Publish session")
    expect(page.get_by_text("Published for everyone. People can answer now.")).to_be_visible()
    keys.enter("Manage")
    keys.follow("Change seats")
    keys.type("Seats", "7")
    keys.follow("Save seats")
    expect(page.get_by_text("0 of 7")).to_be_visible()


def test_answering_and_withdrawing_in_a_list(keys: Keyboard, web: Web) -> None:
    page, row = keys.page, keys.page.locator(f"#row-{web.sessions['published']}")
    keys.sign_in("fay")
    keys.open(web.url("sessions/"))
    keys.to("Going")
    keys.press("Space")
    expect(row.get_by_text("You’re in")).to_be_visible()
    assert keys.at()["name"] == "Going", "the answer keeps the focus"
    expect(page.locator("#lt-say")).to_contain_text("You’re in")
    keys.enter("Can’t")
    expect(row.get_by_text("You can’t come")).to_be_visible()
    assert keys.at()["name"] == "Can’t"


def test_importing_a_table_that_was_pasted(keys: Keyboard, web: Web) -> None:
    keys.sign_in("ada")
    keys.open(web.url("import/"))
    keys.type("Or paste the table", "Title;Date;Speakers\nTides;03/04/2025;Ben Sörensen")
    keys.follow("Look at it")
    keys.follow("3 April 2025 (day first)")
    keys.follow("Record one session")
    keys.open(web.url("sessions/?tab=past"))
    keys.follow("Tides")
    expect(keys.page.get_by_text("3 Apr 2025").first).to_be_visible()


def test_menus_open_with_enter_and_close_with_escape_or_by_going_on(keys: Keyboard, web: Web) -> None:
    page = keys.page
    keys.sign_in("ada")
    keys.open(web.url(f"sessions/{web.sessions['published']}"))
    for menu, inside in (("AO Ada Okafor", "My profile"), ("Manage", "Who is coming")):
        panel = page.locator(".lt-menu-panel", has_text=inside)
        keys.to(menu)
        keys.press("Enter")
        expect(panel).to_be_visible()
        keys.to(inside, most=1 if menu == "Manage" else 3)
        keys.press("Escape")
        expect(panel).to_be_hidden()
        assert keys.at()["name"].startswith(menu), "closing gives the focus back"
        keys.press("Space")
        expect(panel).to_be_visible()
        for _item in range(12):
            keys.press("Tab")
        expect(panel).to_be_hidden()


def test_the_first_tab_skips_to_the_content(keys: Keyboard, web: Web) -> None:
    keys.sign_in("ada")
    keys.open(web.url())
    keys.press("Tab")
    assert keys.at()["name"] == "Skip to the content"
    keys.press("Enter", "Tab")
    assert keys.page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_passes_everything_shows_where_it_is_and_comes_around(
    keys: Keyboard, web: Web, width: int
) -> None:
    keys.sign_in("ada")
    keys.page.set_viewport_size({"width": width, "height": 700})
    session = web.sessions["published"]
    for address in (
        "",
        "sessions/",
        f"sessions/{session}",
        f"sessions/{session}/attendees",
        f"sessions/{session}/attendance",
        "proposals/new",
        "people/",
        "desk/",
        "settings/",
    ):
        keys.open(web.url(address))
        keys.press("Tab")
        first, stops = keys.at()["key"], 0
        assert "lt-skip" in first
        for stops in range(1, 150):  # noqa: B007
            keys.press("Tab")
            if keys.at()["key"] in (first, ""):
                break
        assert 8 < stops < 149, f"{address}: Tab is caught"
