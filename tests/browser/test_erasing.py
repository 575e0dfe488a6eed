"""An admin erases a person: sees what goes, mistypes the name, types it, and finds a former colleague."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from lt_web.commands import sessions
from tests.browser.browser import axe
from tests.views.conftest import NAMES, Web

SignIn = Callable[[Page, str], None]
SHOTS = os.environ.get("LT_TEST_SHOTS", "")


def shot(page: Page, name: str) -> None:
    """A picture to be looked at, where somebody asks for it."""
    if SHOTS:
        for width in (1280, 390):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_somebody_is_erased_and_stands_there_as_a_former_colleague(
    site: str, browser: Browser, web: Web, sign_in: SignIn, scripts: bool
) -> None:
    session, name = next(iter(web.sessions.values())), NAMES["presenter"]
    web.do("presenter", sessions.comment, session, "I sailed with that one")
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, "presenter")
    page.goto(site + web.url("learning/"))
    page.get_by_role("link", name="Everything we hold about you").click()
    expect(page.get_by_text("I sailed with that one")).to_be_visible()
    if scripts:
        axe(page)
        shot(page, "held")

    sign_in(page, "admin")
    page.goto(site + web.url(f"people/{web.people['presenter']}"))
    page.get_by_role("link", name="Erase who they are").click()
    expect(page.get_by_text("1 comment", exact=True)).to_be_visible()
    if scripts:
        axe(page)
        shot(page, "preview")
    page.get_by_label("On what ground").fill("Asked for it on 1 March")
    page.get_by_label("Type their name to confirm").fill("Cleo")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("nothing was erased").first).to_be_visible()
    expect(page.get_by_label("On what ground")).to_have_value("Asked for it on 1 March")
    if scripts:
        axe(page)
        shot(page, "wrong")
    page.get_by_label("Type their name to confirm").fill(name)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Wherever they stood")).to_be_visible()
    expect(page.get_by_text("Asked for it on 1 March")).to_have_count(0)
    if scripts:
        axe(page)
        shot(page, "done")
    page.goto(site + web.url(f"sessions/{session}"))
    expect(page.get_by_text("Former colleague").first).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
    expect(page.get_by_text("I sailed with that one")).to_have_count(0)
    if scripts:
        shot(page, "session")
    context.close()
