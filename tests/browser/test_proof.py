"""An auditor has the log checked, looks up a printed line, and verifies the evidence on their own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browser import axe
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.fixture(params=["page", "page_without_javascript"])
def visit(request: pytest.FixtureRequest) -> Page:
    """A page, with and without JavaScript."""
    found: Page = request.getfixturevalue(request.param)
    return found


def test_an_auditor_checks_the_log_and_a_printed_line(
    site: str, visit: Page, web: Web, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(visit, "auditor")
    visit.goto(site + web.url("audit/"))
    visit.get_by_role("link", name="Proof").click()
    expect(visit.get_by_role("heading", name="The log was not checked here yet")).to_be_visible()
    visit.get_by_role("button", name="Check now").click()
    expect(visit.get_by_role("heading", name="Nothing was altered")).to_be_visible()

    visit.reload()
    foot = visit.locator("aside .lt-seal, .lt-aside .lt-seal").first.inner_text()
    field = visit.get_by_label("Line from the foot of a report")
    field.fill("1234 nothing")
    visit.get_by_role("button", name="Look it up").click()
    expect(visit.get_by_text("This is not such a line")).to_be_visible()
    expect(field).to_have_value("1234 nothing")
    field.fill(foot)
    visit.get_by_role("button", name="Look it up").click()
    expect(visit.get_by_text("Yes, it is from this log")).to_be_visible()

    with visit.expect_download() as waiting:
        visit.get_by_role("link", name="Checkpoint").click()
    waiting.value.save_as(tmp_path / "kept.txt")
    with visit.expect_download() as waiting:
        visit.get_by_role("link", name="Evidence").click()
    waiting.value.save_as(tmp_path / "evidence.zip")
    zipfile.ZipFile(tmp_path / "evidence.zip").extractall(tmp_path / "evidence")
    command = [
        sys.executable,
        "-I",
        tmp_path / "evidence" / "verify.py",
        "--checkpoint",
        tmp_path / "kept.txt",
    ]
    said = subprocess.run([*command, "--line", foot], capture_output=True, text=True, check=True).stdout
    assert said.startswith("ALL IS WELL")
    assert said.count(" fits: ") == 2


def test_the_page_is_accessible_in_each_of_its_states(
    site: str, page: Page, web: Web, sign_in: SignIn
) -> None:
    sign_in(page, "auditor")
    page.goto(f"{site}{web.url('audit/proof/')}?line=12%20aaaaaaaaaaaaaaaa")
    axe(page)
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("heading", name="Nothing was altered")).to_be_visible()
    axe(page)
