"""In a real browser, with a provider that others have written: in, on, out, in as somebody else, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lt_web.arriving import group_roles
from lt_web.log.clock import real_clock
from tests.browser.browser import Complaints, axe, serve
from tests.oidc.peer import ADA, BEN, remove, serving
from tests.views.conftest import Web, opened, settle


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with serving(ADA, BEN) as made:
        yield made


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Web]:
    clock: Any = real_clock  # what the provider signs bears the time of today
    settings = {
        "LT_OIDC_ISSUER": issuer,
        "LT_OIDC_CLIENT_ID": "learn-together",
        "LT_OIDC_CLIENT_SECRET": "a secret between two",
        "LT_OIDC_NAME": "Tern ID",
        "LT_OIDC_RECHECK_SECONDS": "0",
    }
    made = opened(tmp_path_factory.mktemp("provider"), clock, **settings)
    made.installation.group_roles = group_roles.read("sails=champion@tech-hour")
    settle(made)
    yield made
    made.installation.close()


@pytest.fixture
def at(house: Web) -> Iterator[str]:
    with serve(house.app) as address:
        yield address


@pytest.fixture
def visitor(page: Page, complaints: Complaints) -> Iterator[Page]:
    """The provider's own pages would like to have their looks from elsewhere; they do without."""
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.fulfill(body="", content_type="text/css"))
    yield page
    complaints.expected("asked https://cdn.jsdelivr.net/")


def come_in(page: Page, person: dict[str, Any]) -> None:
    page.get_by_role("link", name="Sign in with Tern ID").click()
    page.get_by_role("button", name=person["sub"]).click()


def test_in_where_one_wanted_to_go_and_out_and_in_as_somebody_else(
    at: str, house: Web, visitor: Page
) -> None:
    page, wanted = visitor, f"{at}{house.url('sessions/')}"
    page.goto(wanted)
    axe(page)
    come_in(page, ADA)
    expect(page).to_have_url(wanted)
    page.get_by_text("Ada Quay: my menu").locator("..").click()
    expect(page.get_by_role("link", name="Change password")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page).to_have_url(f"{at}/learn/sign-in")
    page.goto(wanted)
    come_in(page, BEN)
    expect(page).to_have_url(wanted)
    expect(page.get_by_role("link", name="Desk")).to_be_visible()


def test_whoever_is_removed_there_is_out_here_and_reads_why(
    at: str, house: Web, issuer: str, visitor: Page
) -> None:
    page = visitor
    page.goto(f"{at}{house.url()}")
    come_in(page, ADA)
    page.goto(f"{at}{house.url('sessions/')}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    remove(issuer, ADA["sub"])
    page.goto(f"{at}{house.url('proposals/')}")
    expect(page.get_by_text("You are no longer signed in at Tern ID")).to_be_visible()
    axe(page)
