"""After signing in one goes on to a page of ours, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from lt_web.app import create_app
from lt_web.log.clock import SteppedClock
from lt_web.sign_in.onward import inside
from tests.views.conftest import Web
from tests.views.test_accounts import ben, sign_in

__all__ = ["ben"]

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/learn/",
    "///evil.example/learn/",
    "////evil.example",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "learn/",
    "evil.example/learn/",
    "http:/learn/",
    "https:learn/",
    "/learn/../../evil.example",
    "/%5cevil.example/",
    "/learn/%0d%0aLocation:%20https://evil.example",
    "/learn\r\nSet-Cookie: a=b",
    "//learn/tech-hour/",
    "/learn//evil.example/",
    "/learn/tech-hour/@evil.example",
    "/learn/sign-out",
    "/learn/sign-in?next=//evil.example",
    "/learn/static/lt_web/lt.js",
    "/health",
    "/nothing/here",
    "/learn/‮/",
    "/learn/tech-hour/" + "a" * 3000,
    "http://localhost.evil.example/learn/",
]


@pytest.mark.parametrize("wanted", HOSTILE)
def test_an_address_that_leads_elsewhere_is_not_followed(ben: Web, wanted: str) -> None:
    _client, answer = sign_in(ben, next=wanted)
    assert answer.headers["Location"] == "/learn/"


@pytest.mark.parametrize(
    "wanted", ["/learn/tech-hour/", "/learn/tech-hour/sessions/?tab=past&page=2", "/learn/"]
)
def test_a_page_of_ours_is_where_one_goes_on(ben: Web, wanted: str) -> None:
    _client, answer = sign_in(ben, next=wanted)
    assert answer.headers["Location"] == wanted


def test_the_wanted_page_survives_a_wrong_password_and_stands_escaped(ben: Web) -> None:
    _client, answer = sign_in(ben, "wrong", next="/learn/tech-hour/people/?text=%22a")
    assert 'name="next" value="/learn/tech-hour/people/?text=%22a"' in answer.text
    _client, answer = sign_in(ben, "wrong", next='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


def test_a_stranger_comes_back_to_the_page_that_they_wanted(ben: Web) -> None:
    client = ben.as_(None)
    answer = client.get(ben.url("people/?text=ada"))
    assert answer.headers["Location"].startswith("/learn/sign-in?next=")
    page = client.get(answer.headers["Location"]).text
    assert 'value="/learn/tech-hour/people/?text=ada"' in page


def test_addresses_are_followed_behind_a_server_that_puts_us_in_a_folder(ben: Web) -> None:
    url_map = ben.app.url_map
    assert inside(url_map, "/intranet", "/intranet/learn/tech-hour/") == "/intranet/learn/tech-hour/"
    assert inside(url_map, "/intranet", "/learn/tech-hour/") == ""
    assert inside(url_map, "/intranet", "/intranetlearn/") == ""
    client = ben.as_(None)
    there = {"SCRIPT_NAME": "/intranet"}
    answer = client.get(ben.url(), environ_overrides=there)
    assert answer.headers["Location"] == "/intranet/learn/sign-in?next=/intranet/learn/tech-hour/"


def test_another_prefix_is_respected(tmp_path: Path, clock: SteppedClock) -> None:
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_URL_PREFIX": "/together", "TESTING": True}, clock)
    assert inside(app.url_map, "", "/together/tech-hour/") == "/together/tech-hour/"
    assert inside(app.url_map, "", "/learn/tech-hour/") == ""
