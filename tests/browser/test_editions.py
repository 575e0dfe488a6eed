"""A published report, and what becomes of it: corrected, said on the desk, published again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lt_web import press
from lt_web.routines.ticking import tick
from tests.browser.browser import axe
from tests.views.conftest import Web
from tests.views.test_reports import guests, held_with, invited_session

SignIn = Callable[[Page, str], None]


@pytest.fixture
def march(web: Web) -> None:
    """Six of eight came to a session in March; one who had stood on the list was noted as away."""
    crowd = guests(web, 8)
    invited_session(web, crowd)
    held_with(web, crowd[:6], crowd[6:], "asked")
    web.clock.to(datetime(2027, 4, 2, 9, tzinfo=UTC))
    tick(web.installation)


def kept(page: Page, web: Web, folder: Path, name: str) -> bytes:
    """The PDF of the edition that the page shows, made anew."""
    for path in press.folder(web.installation).glob("*.pdf"):
        path.unlink()
    page.get_by_role("button", name="Make the PDF").click()
    threading.Thread(target=press.work, args=(web.installation,)).start()
    page.get_by_role("heading", name="Your PDF is ready").wait_for(timeout=90_000)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the PDF").click()
    waiting.value.save_as(folder / name)
    return (folder / name).read_bytes()


@pytest.mark.usefixtures("march")
def test_a_correction_makes_edition_2_and_edition_1_stays(
    site: str, page: Page, web: Web, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(page, "champion")
    page.goto(site + web.url("report/"))
    page.get_by_role("link", name="Publish the report").click()
    axe(page)
    page.get_by_role("button", name="Publish edition 1").click()
    expect(page.get_by_text("Published. It stays as it is")).to_be_visible()
    axe(page)
    first = page.url
    before = kept(page, web, tmp_path, "first.pdf")

    page.goto(f"{site}{web.url('sessions/')}{web.sessions['asked']}/attendance")
    away = page.get_by_role("group", name="Guest 7 was")
    away.get_by_role("button", name="Present").click()
    page.get_by_label("Why?").fill("Stood on the paper list")
    page.get_by_role("button", name="Put right").click()
    expect(away.get_by_role("button", name="Present")).to_have_attribute("aria-pressed", "true")

    page.goto(site + web.url("desk/"))
    expect(page.get_by_text("changed since edition 1: ")).to_be_visible()
    page.get_by_role("link", name="Publish edition 2").click()
    page.get_by_label("Why there is another edition").fill("A paper list was found")
    page.get_by_role("button", name="Publish edition 2").click()
    expect(page.get_by_role("heading", name="edition 2")).to_be_visible()

    page.goto(first)
    expect(page.get_by_text("Edition 2 has replaced it")).to_be_visible()
    assert kept(page, web, tmp_path, "again.pdf") == before
