"""Behind a reverse proxy that has put the application under a prefix of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from lt_web.log.clock import SteppedClock
from tests.views.conftest import ROLES, Web, opened

PREFIX = "/intranet/apps"
FORWARDED = {
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "intranet.tern.example",
    "X-Forwarded-Prefix": PREFIX,
}
OURS = re.compile(r'(?:href|src|action|hx-get|hx-post|content)="(/[^"]*)"')


@pytest.fixture
def proxied(web: Web, tmp_path: Path, clock: SteppedClock) -> Iterator[Web]:
    """The company behind one proxy."""
    made = opened(tmp_path / "data", clock, LT_PROXIES="1")
    made.people, made.sessions, made.programmes = web.people, web.sessions, web.programmes
    yield made
    made.installation.close()


def asking(client: FlaskClient, address: str, **more: Any) -> Any:
    return client.get(address, headers=FORWARDED | more)


@pytest.mark.parametrize("role", ["champion", "employee", "sponsor"])
def test_every_address_on_every_page_has_the_prefix(proxied: Web, role: str) -> None:
    """As a crawl that follows what the pages themselves offer."""
    assert role in ROLES
    client, waiting, seen = proxied.as_(role), ["/learn/"], set[str]()
    while waiting and len(seen) < 40:
        path = waiting.pop(0)
        answer = asking(client, path)
        found = set(OURS.findall(answer.text)) if answer.mimetype == "text/html" else set()
        if "Location" in answer.headers:
            found.add(re.sub(r"^https://intranet\.tern\.example", "", answer.headers["Location"]))
        assert [a for a in found if not a.startswith(f"{PREFIX}/learn/")] == [], path
        seen.add(path)
        plain = {a.removeprefix(PREFIX).partition("#")[0].replace("&amp;", "&") for a in found}
        pages = {a for a in plain if "/static/" not in a and "sign-out" not in a}
        waiting += sorted(pages - seen - set(waiting))
    assert len(seen) > 15


def test_deeds_lead_back_under_the_prefix(proxied: Web) -> None:
    client = proxied.as_("employee")
    address = proxied.url(f"sessions/{proxied.sessions['published']}/answer")
    token = {"csrf_token": client.token(), "answer": "no"}
    # Over https a form must come from this very host: the proxy's, not the one that gunicorn sees.
    referer = {"Referer": f"https://intranet.tern.example{PREFIX}{address}"}
    answer = client.post(address, data=token, headers=FORWARDED | referer)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{PREFIX}/learn/")
    fragment = client.post(address, data=token, headers=FORWARDED | referer | {"HX-Request": "true"})
    assert set(OURS.findall(fragment.text)) != set()
    assert all(found.startswith(PREFIX) for found in OURS.findall(fragment.text))


def test_the_session_cookie_goes_to_our_prefix_alone_and_the_way_in_leads_back(proxied: Web) -> None:
    stranger = proxied.app.test_client()
    door = asking(stranger, proxied.url("people/"))
    assert door.headers["Location"].startswith(f"{PREFIX}/learn/sign-in?next={PREFIX}/learn/")
    page = asking(stranger, "/learn/sign-in")
    cookie = next(c for c in page.headers.getlist("Set-Cookie") if c.startswith("lt_session="))
    assert f"Path={PREFIX}" in cookie
    assert asking(stranger, "/").headers["Location"] == f"{PREFIX}/learn/"


def test_without_the_setting_nobody_says_where_we_are(web: Web) -> None:
    answer = asking(web.as_("employee"), web.url())
    assert PREFIX not in answer.text
    assert "tern.example" not in answer.headers.get("Location", "")
