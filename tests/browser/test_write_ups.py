"""Writing up in a real browser: toolbar, live preview, drafts, and two who write at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import write_ups
from lt_web.routines.ticking import tick
from tests.browser.browser import Complaints, axe
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]
TEXT = "## What we covered\n\n- Which knot holds what\n\n## Links\n\n- none yet"


@pytest.fixture
def held(web: Web) -> UUID:
    """The presenter's session took place this afternoon; the employee had a seat."""
    web.clock.pass_by(days=7, hours=6)
    tick(web.installation)
    return web.sessions["published"]


def open_editor(page: Page, site: str, web: Web, session: UUID, rest: str = "/write-up/editor") -> None:
    page.goto(f"{site}{web.url('sessions/')}{session}{rest}")


def chosen(page: Page) -> str:
    field = "document.getElementById('text')"
    return str(page.evaluate(f"{field}.value.slice({field}.selectionStart, {field}.selectionEnd)"))


def test_what_is_written_appears_beside_it_and_is_there_when_one_comes_back(
    site: str, page: Page, web: Web, sign_in: SignIn, held: UUID
) -> None:
    sign_in(page, "presenter")
    open_editor(page, site, web, held)
    expect(page.get_by_role("button", name="Preview")).to_have_count(0)  # it is live
    page.get_by_label("Text").fill("## A *bowline*\n\n<script>alert(1)</script>")
    expect(page.locator("#preview em")).to_have_text("bowline")
    expect(page.locator("#preview")).to_contain_text("<script>alert(1)</script>")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    sign_in(page, "champion")
    open_editor(page, site, web, held)
    expect(page.get_by_label("Text")).not_to_have_value("## A *bowline*\n\n<script>alert(1)</script>")
    sign_in(page, "presenter")
    open_editor(page, site, web, held)
    expect(page.get_by_text("This is your draft")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("## A *bowline*\n\n<script>alert(1)</script>")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name="A bowline")).to_be_visible()


def test_the_toolbar_works_with_the_keyboard_alone(
    site: str, page: Page, web: Web, sign_in: SignIn, held: UUID
) -> None:
    sign_in(page, "presenter")
    open_editor(page, site, web, held)
    field = page.get_by_label("Text")
    field.fill("knots")
    field.press("Control+a")
    field.press("Control+b")
    expect(field).to_have_value("**knots**")
    assert chosen(page) == "knots"
    field.press("Control+z")
    expect(field).to_have_value("knots")
    field.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    for _times in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="List")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("- knots")
    expect(field).to_be_focused()
    field.press("Control+a")
    page.get_by_role("button", name="Heading").click()
    expect(field).to_have_value("## - knots")
    field.fill("")
    field.press("Control+k")
    expect(field).to_have_value("[words](https://)")
    assert chosen(page) == "https://"


def test_two_write_at_once_and_nothing_is_lost(
    site: str,
    page: Page,
    page_without_javascript: Page,
    web: Web,
    sign_in: SignIn,
    held: UUID,
    complaints: Complaints,
) -> None:
    web.do("presenter", write_ups.publish, held, TEXT, 0)
    ours = {"presenter": page, "champion": page_without_javascript}
    for role, window in ours.items():
        sign_in(window, role)
        open_editor(window, site, web, held)
    page_without_javascript.get_by_label("Text").fill(TEXT.replace("holds", "keeps"))
    page_without_javascript.get_by_role("button", name="Preview").click()
    expect(page_without_javascript.locator("#preview")).to_contain_text("keeps")
    page_without_javascript.get_by_role("button", name="Publish").click()
    page.get_by_label("Text").fill(TEXT.replace("holds", "bears"))
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody published another version")).to_be_visible()
    complaints.expected("409")
    expect(page.locator("del")).to_have_text("keeps")
    expect(page.locator("ins")).to_have_text("bears")
    expect(page.get_by_label("Text")).to_have_value(TEXT.replace("holds", "bears"))
    axe(page)
    page.get_by_role("button", name="Publish on top").click()
    expect(page.get_by_text("Which knot bears what")).to_be_visible()
    page.get_by_role("link", name="3 revisions").click()
    expect(page.locator("del")).to_have_text("keeps")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_no_page_about_it_has_an_accessibility_violation_or_scrolls_sideways(
    site: str, page: Page, web: Web, sign_in: SignIn, held: UUID, theme: Any, width: int
) -> None:
    code = "```python\nanswer = " + "very_long_words_of_code" * 9 + "\n```"
    table = "| Knot | Holds |\n|---|---|\n| Bowline | a boat |"
    for based_on, text in enumerate((TEXT, f"### Deep\n\n{code}\n\n{table}\n\n> Said")):
        web.do("presenter", write_ups.publish, held, text, based_on)
    web.do("employee", write_ups.note, held, "Salt *and* rope")
    web.do("presenter", write_ups.add_link, held, "slides", "https://files.tern.example/knots.pdf", "Slides")
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 860})
    sign_in(page, "presenter")
    for rest in ("", "/write-up/editor", "/write-up/revisions", "/write-up/revisions?read=1"):
        open_editor(page, site, web, held, rest)
        axe(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{rest} is {overflow} px too wide"
