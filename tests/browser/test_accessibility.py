"""Every page, in both themes and three languages: what axe sees, and what it cannot see.

The full tier (LT_FAULTS=full) crosses every theme with every language, and opens three pages of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.browser import Complaints
from tests.browser.everywhere import EVERY_ONE, furnish, send_as_a_stranger, told
from tests.browser.test_host import inside  # noqa: F401
from tests.browser.test_small_screens import let_go_anywhere
from tests.views.conftest import OWN, Web
from tests.views.test_matrix import world  # noqa: F401

SignIn = Callable[[Page, str], None]
# Colours depend on the theme, words on the language: three of the six pairs see each of both.
PAIRS = [("light", "en"), ("dark", "de"), ("light", "ar")]
IF_ALL = [("dark", "en"), ("light", "de"), ("dark", "ar")]
LISTS = ("", "sessions/", "people/")
FORMS = (
    "sessions/new",
    "proposals/new",
    "proposals/request",
    "people/new",
    "topics/new",
    "competency/new",
    "cadence/rules/new",
    "charter/hours",
    "settings/",
)


@pytest.fixture
def open_page(site: str, page: Page, world: Web, sign_in: SignIn, complaints: Complaints) -> Iterator[Any]:  # noqa: F811
    """Open an address as somebody who may go anywhere. That pages fail as asked is no complaint."""
    let_go_anywhere(world)
    sign_in(page, "champion")

    def opened(where: str, language: str = "en") -> None:
        page.context.add_cookies([{"name": "lt_language", "value": language, "url": site}])
        page.set_viewport_size({"width": 1280, "height": 860})
        page.goto(site + where)

    yield opened
    complaints[:] = [line for line in complaints if "Failed to load resource" not in line]


@pytest.mark.parametrize(("theme", "language"), PAIRS + (IF_ALL if EVERY_ONE else []))
def test_axe_finds_nothing_on_any_page(
    world: Web,  # noqa: F811
    page: Page,
    open_page: Any,
    theme: Any,
    language: str,
) -> None:
    wrong, titles = [], {}
    for where in furnish(world, page):
        open_page(where, language)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found = told(looking.seen_by_axe(page)) + looking.built(page)
        wrong += [f"{where}: {line}" for line in found]
        titles.setdefault(page.title(), set()).add(urlsplit(page.url).path.removesuffix("/frame"))
    assert not wrong, "\n".join(wrong)
    assert len(titles) > 60
    alike = {title: where for title, where in titles.items() if len(where) > 1}
    assert EVERY_ONE or alike == {}  # of three pages of a kind some are about things of the same name


def test_nothing_is_lost_at_320_px_with_large_or_spaced_letters_or_under_the_bars(
    world: Web,  # noqa: F811
    page: Page,
    open_page: Any,
) -> None:
    wrong, asks = [], None
    for where in furnish(world, page):
        open_page(where, "de")  # its words are the longest
        page.emulate_media(reduced_motion="reduce")
        asks = asks or page.context.new_cdp_session(page)
        found = looking.still(page) + looking.focus(page)
        found += looking.cut(page, 640) + looking.cut(page, 320) + looking.cut(page, 390, looking.SPACED)
        asks.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        found += looking.cut(page, 1280) + looking.cut(page, 640)
        asks.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
        page.set_viewport_size({"width": 320, "height": 480})
        wrong += [f"{where}: {line}" for line in found + looking.focus(page)]
    assert not wrong, "\n".join(wrong)


def test_a_form_that_comes_back_says_so_first_and_leads_to_each_field(open_page: Any, page: Page) -> None:
    wrong = []
    for where in FORMS:
        open_page(f"/learn/{OWN}/{where}")
        page.locator("main form[method=post] :is(input, textarea).lt-input:not([type=file])").evaluate_all(
            "(fields) => fields.forEach((field) => { field.value = ''; })"
        )
        with page.expect_navigation():
            page.locator("main form[method=post] .lt-form-foot button").first.click()
        wrong += [f"{where}: {line}" for line in looking.errors(page) + told(looking.seen_by_axe(page))]
        assert page.title().startswith("Error:"), where
    assert not wrong, "\n".join(wrong)


def test_a_comment_that_was_added_is_said_and_keeps_the_focus(
    web: Web,
    site: str,
    page: Page,
    sign_in: SignIn,
) -> None:
    sign_in(page, "employee")
    page.goto(f"{site}{web.url('sessions/')}{web.sessions['published']}")
    page.get_by_label("Your comment").fill("Bring two ropes.")
    page.get_by_role("button", name="Add comment").press("Enter")
    expect(page.locator("#lt-say")).to_have_text("Comments 1")
    expect(page.get_by_role("button", name="Add comment")).to_be_focused()


def test_words_that_a_stranger_sent_can_be_copied_by_everybody(
    site: str, page: Page, web: Web, complaints: Complaints
) -> None:
    send_as_a_stranger(page, site, web.url(f"sessions/{web.sessions['published']}/comments"))
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert told(looking.seen_by_axe(page)) == []
    complaints.expected("401")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_inside_a_host(inside: str, page: Page, theme: Any) -> None:  # noqa: F811
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    wrong = []
    for where in ("/", *(f"/learn/{OWN}/{rest}" for rest in (*LISTS, *FORMS))):
        page.goto(inside + where)
        wrong += [f"{where}: {line}" for line in told(looking.seen_by_axe(page))]
    assert not wrong, "\n".join(wrong)
