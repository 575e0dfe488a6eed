"""The board by keyboard alone, by dragging, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import cadence, proposals
from lt_web.events.planned import Outline
from tests.browser.browser import axe
from tests.browser.keyboard import Keyboard
from tests.views.conftest import OWN, Web

TITLE = {"x": 30, "y": 20}  # where a row is taken hold of


@pytest.fixture
def dates(web: Web) -> list[UUID]:
    """Four empty dates, and three proposals with counted votes: first, second, third."""
    for votes, title in ((0, "Third"), (1, "Second"), (2, "First")):
        outline = Outline(title, "How.", "demo", 30)
        made = web.do("employee", proposals.propose, web.programmes[OWN], outline, [])
        for role in ("presenter", "admin")[:votes]:
            web.do(role, proposals.vote, made, "interested")
        web.do("champion", proposals.close_voting, made)
    start = web.clock().replace(tzinfo=None, hour=15)
    days = [start + timedelta(days=days) for days in (3, 10, 17, 24)]
    return [web.do("champion", cadence.add_slot, web.programmes[OWN], d, "Europe/Lisbon", 45) for d in days]


def test_three_placed_one_skipped_two_swapped_and_one_made_a_session(
    page: Page, site: str, web: Web, dates: list[UUID]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    keys = Keyboard(page, site)
    keys.sign_in("ada")
    keys.open(web.url("board/"))
    said = page.locator("#lt-say")
    rows = [page.locator(f"#slot-{slot}") for slot in dates]

    def at() -> str:
        return str(page.evaluate("document.activeElement.id"))

    # Tab comes to the first date; arrows go on from there.
    for _press in range(60):
        keys.press("Tab")
        if at().startswith("slot-"):
            break
    assert at() == f"slot-{dates[0]}"
    keys.press("Enter")
    expect(said).to_contain_text("Nothing is picked up")
    for number, title in enumerate(("First", "Second", "Third")):
        keys.press("ArrowRight", "Home", "Enter")
        expect(said).to_contain_text(f"Picked up: {title}")
        keys.press("ArrowLeft")
        expect(page.locator(":focus")).to_have_attribute("data-board", "slot")
        go_to(keys, page, dates[number])
        keys.press("Enter")
        expect(rows[number]).to_have_attribute("data-state", "held")
        expect(said).to_contain_text(f"“{title}” is held for")
        expect(rows[number]).to_be_focused()

    # Two change places; Escape lets go of what was picked up.
    keys.press("Enter")
    expect(said).to_contain_text("Picked up: Third")
    keys.press("Escape")
    expect(said).to_contain_text("Let go: Third")
    keys.press("Enter")
    go_to(keys, page, dates[1])
    keys.press("Enter")
    expect(rows[1]).to_have_attribute("data-title", "Third")
    expect(rows[2]).to_have_attribute("data-title", "Second")
    expect(rows[1]).to_be_focused()

    # The last date is skipped, with a reason.
    keys.press("End")
    assert at() == f"slot-{dates[3]}"
    keys.press("s")
    page.keyboard.type("The harbour fair")
    keys.press("Enter")
    expect(rows[3]).to_have_attribute("data-state", "skipped")
    expect(rows[3]).to_contain_text("The harbour fair")
    expect(rows[3]).to_be_focused()

    # What the first date is held for becomes a session, by its button.
    go_to(keys, page, dates[0])
    keys.to("Make it a session", most=3)
    keys.press("Enter")
    expect(rows[0]).to_have_attribute("data-state", "filled")
    expect(rows[0]).to_be_focused()
    axe(page)


def go_to(keys: Keyboard, page: Page, slot: UUID) -> None:
    """From any date to this one, by keys."""
    keys.press("Home", *["ArrowDown"] * where(page, slot))
    expect(page.locator(f"#slot-{slot}")).to_be_focused()


def where(page: Page, slot: UUID) -> int:
    """How many rows stand above a date."""
    ids = page.eval_on_selector_all('[data-board="slot"]', "rows => rows.map((row) => row.dataset.slot)")
    return int(ids.index(str(slot)))


def test_dragging_sends_the_same_forms(
    page: Page, sign_in: Callable[[Page, str], None], site: str, web: Web, dates: list[UUID]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    sign_in(page, "champion")
    page.goto(site + web.url("board/"))
    first, second = (page.locator(f"#slot-{slot}") for slot in dates[:2])
    page.locator('[data-title="First"]').drag_to(first, source_position=TITLE)
    expect(first).to_have_attribute("data-title", "First")
    expect(first).to_have_attribute("draggable", "true")
    first.drag_to(second, source_position=TITLE)
    expect(second).to_have_attribute("data-title", "First")
    expect(first).to_have_attribute("data-state", "empty")
    second.drag_to(page.locator("#backlog-title"), source_position=TITLE)
    expect(second).to_have_attribute("data-state", "empty")
    expect(page.locator('[data-board="candidate"][data-title="First"]')).to_be_visible()


def test_without_javascript_a_button_places_and_the_page_comes_back_to_the_date(
    page_without_javascript: Page,
    sign_in: Callable[[Page, str], None],
    site: str,
    web: Web,
    dates: list[UUID],
) -> None:
    page = page_without_javascript
    sign_in(page, "champion")
    page.goto(site + web.url("board/"))
    page.get_by_role("button", name=re.compile("Place it.*First")).click()
    assert page.url.endswith(f"/board/#slot-{dates[0]}")
    expect(page.locator(f"#slot-{dates[0]}")).to_contain_text("First")
    expect(page.get_by_text("“First” is held for Thu 4 Mar, 15:00.")).to_be_visible()
    page.wait_for_load_state("networkidle")
