"""Founding a programme on the guided page, and the sponsor's yes to it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browser import axe
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]
Complaints = list[str]


@pytest.mark.parametrize("scripts", ["page", "page_without_javascript"])
def test_a_programme_is_founded_and_its_sponsor_says_yes(
    site: str, web: Web, sign_in: SignIn, request: pytest.FixtureRequest, scripts: str, complaints: Complaints
) -> None:
    page: Page = request.getfixturevalue(scripts)
    sign_in(page, "admin")
    page.goto(f"{site}/learn/programmes/new")
    expect(page.get_by_label("Weekday", exact=True)).to_be_hidden()  # only a rule asks for it
    page.get_by_label("Name", exact=True).fill("Book club")
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    page.locator("#outcomes").fill("Everybody has read one book\nTwo teams write better")
    page.get_by_label("Every week, or every few weeks").check()
    page.get_by_label("Weekday", exact=True).select_option("2")
    page.locator("#sponsor").fill("Nobody Known")
    page.locator("#hours").fill("60")
    page.get_by_role("button", name="Found the programme").click()
    expect(page.get_by_role("link", name="Nobody here is called")).to_be_visible()
    expect(page.locator("#outcomes")).to_have_value("Everybody has read one book\nTwo teams write better")
    if scripts == "page":
        axe(page)
    complaints[:] = [line for line in complaints if "Failed to load resource" not in line]  # the 422
    page.locator("#sponsor").fill("Dina Haddad")
    page.get_by_role("button", name="Found the programme").click()
    expect(page.get_by_text("You are its first champion.")).to_be_visible()

    sign_in(page, "sponsor")
    page.goto(f"{site}/learn/book-club/")
    page.get_by_role("button", name="Yes, I grant them").click()
    expect(page.get_by_text("60 hours a month", exact=True)).to_be_visible()
    expect(page.get_by_text("Every week on Wednesday at 14:00")).to_be_visible()
    if scripts == "page":
        axe(page)
