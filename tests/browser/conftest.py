"""The small company of the view tests, served to a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from werkzeug.security import generate_password_hash

from lt_web.store import accounts
from tests.browser.browser import serve
from tests.views.conftest import Web, company, web  # noqa: F401

PASSWORD = "seven knots in a line"
QUICKLY = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")


@pytest.fixture
def site(web: Web) -> Iterator[str]:  # noqa: F811
    """The address at which the company's pages are served; everybody has the same password."""
    with web.installation.database.writing() as connection:
        for person in web.people.values():
            accounts.set_password(connection, person, QUICKLY)
    with serve(web.app) as address:
        yield address


@pytest.fixture
def sign_in(site: str, web: Web) -> Callable[[Page, str], None]:  # noqa: F811
    """Sign in on a page as the person with a role, by the form."""

    def enter(page: Page, role: str) -> None:
        page.context.clear_cookies()
        page.goto(f"{site}/learn/sign-in")
        page.get_by_label("E-mail address").fill(f"{NAMES[role]}@tern.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    return enter


NAMES = {
    "champion": "ada",
    "employee": "ben",
    "presenter": "cleo",
    "sponsor": "dina",
    "auditor": "emil",
    "admin": "fay",
    "outsider": "gus",
}
