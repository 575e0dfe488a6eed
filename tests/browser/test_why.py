"""An auditor finds out why somebody waits, in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import people, seats
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.mark.parametrize("browser_page", ["page", "page_without_javascript"])
def test_finding_out_why_somebody_waits(
    site: str, browser_page: str, request: pytest.FixtureRequest, web: Web, sign_in: SignIn
) -> None:
    page: Page = request.getfixturevalue(browser_page)
    session = web.sessions["published"]
    for name in ("Kim Aro", "Lou Berg"):
        web.people[name] = web.do(None, people.join, name, f"{name[:3].lower()}@tern.example", "Sails")
        web.do("champion", seats.answer_for, session, web.people[name], "yes")
    sign_in(page, "auditor")
    page.goto(f"{site}{web.url('sessions/')}{session}/attendees")
    page.get_by_role("link", name="Why? Lou Berg").click()
    expect(page.get_by_role("heading", name="1st on the waitlist")).to_be_visible()
    expect(page.get_by_text("All 2 seats were taken when the answer came on")).to_be_visible()
    behind = page.get_by_role("listitem").filter(has_text="number")
    expect(behind).to_have_count(3)

    web.do("champion", seats.remove, session, web.people["Kim Aro"])
    page.get_by_role("link", name="Was the waitlist fair?").click()
    expect(page.get_by_role("heading", name="Lou Berg moved up and got the seat.")).to_be_visible()
    expect(page.get_by_text("1 turn, and nobody was passed over.")).to_be_visible()
