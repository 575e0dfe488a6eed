"""In a host with opinions of its own: its pages stay as they are, and ours look as they do alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Page, expect

from examples.intranet.app import create_intranet
from lt_web.identity import Profile
from lt_web.store import accounts
from lt_web.web import EXTENSION
from tests.browser.browser import Complaints, serve
from tests.views.conftest import OWN, Web

ROOT = Path(__file__).resolve().parents[2]
OPEN_PAGES = ("", "sessions/", "proposals/new", "topics/", "people/", "settings/")
# What a style sheet says; where things come to lie depends on the room that the host leaves.
SAID = [
    "display",
    "visibility",
    "color",
    "backgroundColor",
    "backgroundImage",
    "fontFamily",
    "fontSize",
    "fontStyle",
    "fontWeight",
    "fontVariantCaps",
    "lineHeight",
    "letterSpacing",
    "wordSpacing",
    "textTransform",
    "textAlign",
    "textIndent",
    "textDecorationLine",
    "textShadow",
    "whiteSpace",
    "listStyleType",
    "borderTopStyle",
    "borderTopWidth",
    "borderTopColor",
    "borderBottomStyle",
    "borderBottomWidth",
    "borderLeftWidth",
    "borderTopLeftRadius",
    "boxShadow",
    "boxSizing",
    "paddingTop",
    "paddingBottom",
    "paddingInlineStart",
    "outlineStyle",
    "opacity",
    "cursor",
    "float",
    "quotes",
    "fill",
    "stroke",
]
LOOKS = """([within, said]) => [...document.querySelectorAll(within)].map(node => {
    const [own, before, after] = [null, "::before", "::after"].map(part => getComputedStyle(node, part));
    const looks = Object.fromEntries(said.map(name => [name, own[name]]));
    const named = node.tagName + "." + (node.getAttribute("class") ?? "");
    return [named, {...looks, before: before.content, after: after.content}];
})"""


def looks(page: Page, within: str) -> list[Any]:
    """What every element is told to look like, in the order of the page."""
    return list(page.evaluate(LOOKS, [within, SAID]))


def differences(one: list[Any], other: list[Any]) -> list[Any]:
    """What is said differently of the same elements."""
    assert [name for name, _said in one] == [name for name, _said in other]
    return [
        (name, key, said[key], again[key])
        for (name, said), (_name, again) in zip(one, other, strict=True)
        for key in said
        if said[key] != again[key]
    ]


@pytest.fixture
def intranet(tmp_path: Path) -> Iterator[dict[bool, str]]:
    """The example, with Learn Together and without."""
    settings = {"LT_DATA_DIR": str(tmp_path / "own"), "TESTING": True}
    with serve(create_intranet(settings)) as taught, serve(create_intranet(settings, learning=False)) as bare:
        yield {True: taught, False: bare}


@pytest.fixture
def inside(web: Web) -> Iterator[str]:
    """The company of the tests inside the intranet, where its champion is signed in."""
    with serve(inside_of(web, {})) as address:
        yield address


def inside_of(web: Web, more: dict[str, str]) -> Flask:
    """The intranet on the company's database."""
    folder = str(web.installation.config["LT_DATA_DIR"])
    ours = {"LT_GROUP_ROLES": "", "LT_THEME": ""}  # as the pages alone have it
    settings = {"LT_DATA_DIR": folder, "TESTING": True, "LT_AUTO_INIT": "no"} | ours
    app = create_intranet(settings | more)
    extension = app.extensions[EXTENSION]
    extension.installation.log.clock = web.installation.clock
    extension.person = lambda: Profile(accounts.ISSUER, "ada@tern.example", "Ada Quay", groups=None)
    return app


def test_no_element_of_the_host_looks_different_with_us_there(intranet: dict[bool, str], page: Page) -> None:
    found = {}
    for learning, address in intranet.items():
        for path in ("/", "/people", "/login"):
            page.goto(address + path)
            found[learning, path] = looks(page, "body, body *:not(aside, aside *, nav a)")
    for path in ("/", "/people", "/login"):
        assert len(found[True, path]) > 15
        assert differences(found[True, path], found[False, path]) == []


def test_the_hosts_frame_around_our_pages_looks_as_it_does_around_its_own(
    intranet: dict[bool, str], page: Page
) -> None:
    page.goto(intranet[True] + "/login")
    page.get_by_role("button", name="Gil Newcomer").click()
    page.wait_for_load_state()
    own = looks(page, ".bar, .bar *:not(nav a), footer:not(.lt-app *)")
    page.goto(intranet[True] + "/learn/")
    assert page.get_by_role("heading", name="Welcome, Gil").is_visible()
    assert differences(own, looks(page, ".bar, .bar *:not(nav a), footer:not(.lt-app *)")) == []


def test_our_pages_look_the_same_inside_and_alone(inside: str, site: str, sign_in: Any, page: Page) -> None:
    sign_in(page, "champion")
    for path in OPEN_PAGES:
        page.goto(f"{site}/learn/{OWN}/{path}")
        alone = looks(page, "#lt-main > *, #lt-main > * *")
        page.goto(f"{inside}/learn/{OWN}/{path}")
        assert len(alone) > 40, path
        assert differences(alone, looks(page, "#lt-main > *, #lt-main > * *")) == [], path


def test_one_click_answers_inside_a_host(inside: str, page: Page) -> None:
    page.goto(f"{inside}/learn/{OWN}/sessions/")
    row = page.locator(".lt-row").first
    row.get_by_role("button", name="Maybe").click()
    expect(row.get_by_role("button", name="Maybe", pressed=True)).to_be_visible()
    assert page.locator(".bar").is_visible()


def test_a_refusal_is_shown_in_place_by_a_hosts_own_htmx(
    web: Web, page: Page, complaints: Complaints, tmp_path: Path
) -> None:
    """The host loads htmx itself, set up as it comes: it would leave a 409 alone."""
    app = inside_of(web, {"LT_HTMX": "host"})
    base = (ROOT / "examples/intranet/templates/base.html").read_text()
    script = '<script src="/learn/static/lt_web/vendor/htmx.min.js" defer></script>'
    (tmp_path / "base.html").write_text(base.replace("{% block head %}", script + "{% block head %}"))
    app.jinja_loader = ChoiceLoader([FileSystemLoader(tmp_path), app.jinja_loader])
    with serve(app) as address:
        page.goto(f"{address}/learn/{OWN}/sessions/")
        row = page.locator(".lt-row").first
        web.clock.pass_by(days=8)
        row.get_by_role("button", name="Maybe").click()
        expect(page.locator("#lt-notices")).to_contain_text("has started")
        assert page.locator("script[src*='htmx.min']").count() == 1
    complaints.expected("409")
