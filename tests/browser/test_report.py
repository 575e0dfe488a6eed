"""From the desk to the file: a champion makes and keeps the report, a sponsor reads it without scripts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lt_web import press
from lt_web.commands import attendance
from lt_web.routines.ticking import tick
from tests.browser.browser import axe
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.fixture
def after_a_session(web: Web) -> None:
    """The published session is over, and who came is noted."""
    web.clock.to(datetime(2027, 4, 2, 9, tzinfo=UTC))
    tick(web.installation)
    for role in ("employee", "admin"):
        web.do("presenter", attendance.mark, web.sessions["published"], web.people[role], "present")


@pytest.mark.usefixtures("after_a_session")
def test_a_champion_makes_the_pdf_and_keeps_it(
    site: str, page: Page, web: Web, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(page, "champion")
    page.goto(site + web.url("desk/"))
    page.get_by_role("link", name="Report How it goes").click()
    expect(page.get_by_role("heading", name="January to March 2027")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("heading", name="Setting the pages")).to_be_visible()
    axe(page)
    threading.Thread(target=press.work, args=(web.installation,)).start()
    page.get_by_role("heading", name="Your PDF is ready").wait_for(timeout=60_000)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the PDF").click()
    kept = tmp_path / "kept.pdf"
    waiting.value.save_as(kept)
    assert waiting.value.suggested_filename == "tech-hour-2027-01-01-2027-03-31.pdf"
    assert kept.read_bytes()[:5] == b"%PDF-"


@pytest.mark.usefixtures("after_a_session")
def test_a_sponsor_reads_it_and_waits_for_the_file_without_scripts(
    site: str, page_without_javascript: Page, web: Web, sign_in: SignIn
) -> None:
    page = page_without_javascript
    sign_in(page, "sponsor")
    page.goto(site + web.url())
    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_label("From").fill("2027-03-01")
    page.get_by_label("To", exact=True).fill("2027-03-31")
    page.get_by_role("button", name="Show these days").click()
    expect(page.get_by_role("heading", name="March 2027")).to_be_visible()
    expect(page.get_by_text("Ben Sörensen")).to_have_count(0)
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("heading", name="Setting the pages")).to_be_visible()
    assert press.work(web.installation) == 1
    page.get_by_role("heading", name="Your PDF is ready").wait_for(timeout=10_000)
