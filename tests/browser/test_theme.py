"""A theme in a real browser: every kind of page wears it, everybody can read it, and codes stay codes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from examples.intranet.app import SETTINGS as EXAMPLE
from examples.intranet.app import create_intranet
from lt_web.commands import screens
from lt_web.identity import Profile
from lt_web.log.clock import SteppedClock
from lt_web.pictures import qr
from lt_web.store import accounts
from lt_web.web import EXTENSION
from tests.browser.browser import axe, serve
from tests.browser.test_host import OPEN_PAGES, differences, looks
from tests.views.conftest import OWN, Web, opened

PURPLE, WHITE, CARD, LINE = (
    "rgb(74, 42, 106)",
    "rgb(255, 255, 255)",
    "rgb(251, 249, 254)",
    "rgb(213, 200, 230)",
)
OF_OURS = ("rgb(17, 105, 90)", "rgb(250, 248, 244)", "rgb(31, 28, 23)", "rgb(228, 223, 213)", "Inter")
READ = """([what, name]) => getComputedStyle(document.querySelector(what))[name]"""
NAMES = ["color", "backgroundColor", "borderTopColor", "fill", "stroke"]
USED = """names => [...document.querySelectorAll(".lt-app, .lt-app *:not(.lt-hall-qr *)")].flatMap(node => {
    const own = getComputedStyle(node);
    return [own.fontFamily.split(",")[0], ...names.map(name => own[name])];
})"""


@pytest.fixture
def web(company: Web, tmp_path: Path, clock: SteppedClock) -> Iterator[Web]:
    """The company of the tests, in the theme of the example."""
    shutil.copytree(company.installation.config["LT_DATA_DIR"], tmp_path / "data")
    made = opened(tmp_path / "data", clock, LT_THEME=EXAMPLE["LT_THEME"])
    for name in ("people", "programmes", "sessions"):
        getattr(made, name).update(getattr(company, name))
    yield made
    made.installation.close()


@pytest.fixture
def inside(web: Web) -> Iterator[str]:
    """The same inside the intranet."""
    settings = {"LT_DATA_DIR": str(web.installation.config["LT_DATA_DIR"]), "LT_GROUP_ROLES": ""}
    app = create_intranet(settings | {"TESTING": True, "LT_AUTO_INIT": "no"})
    extension = app.extensions[EXTENSION]
    extension.installation.log.clock = web.installation.clock
    extension.person = lambda: Profile(accounts.ISSUER, "ada@tern.example", "Ada Quay", groups=None)
    with serve(app) as address:
        yield address


def read(page: Page, what: str, *names: str) -> list[str]:
    return [page.evaluate(READ, [what, name]) for name in names]


def wears_nothing_of_ours(page: Page) -> None:
    used = set(page.evaluate(USED, NAMES))
    assert not [said for said in used if any(ours in said for ours in OF_OURS)], page.url


def hall_of(web: Web) -> str:
    web.do("champion", screens.open_screen, web.programmes[OWN], "k" * 32)
    return "learn/screen/" + "k" * 32


def test_every_kind_of_page_wears_the_theme(
    inside: str, site: str, web: Web, sign_in: Any, page: Page
) -> None:
    sign_in(page, "champion")
    for address in (f"{site}/learn/{OWN}/", f"{inside}/learn/{OWN}/"):
        page.goto(address)
        assert read(page, ".lt-app .lt-next", "backgroundColor", "borderTopColor", "borderTopLeftRadius") == [
            CARD,
            LINE,
            "0px",
        ]
        assert read(page, ".lt-app .lt-next-day", "backgroundColor", "color") == [PURPLE, WHITE]
        assert read(page, ".lt-app .lt-button", "borderTopLeftRadius", "fontFamily")[0] == "0px"
        assert read(page, ".lt-app h1", "fontFamily")[0].startswith('Georgia, "DejaVu Serif", "LT Theme"')
        wears_nothing_of_ours(page)
    page.goto(f"{inside}/")
    assert read(page, ".lt-glimpses", "backgroundColor", "borderTopColor") == [CARD, LINE]
    wears_nothing_of_ours(page)
    screen = hall_of(web)
    for address in (f"{site}/{screen}", f"{site}/{screen}/frame"):
        page.goto(address)
        assert read(page, ".lt-app h1", "color") == ["rgb(42, 36, 64)"]
        wears_nothing_of_ours(page)


def test_our_pages_look_the_same_inside_and_alone(inside: str, site: str, sign_in: Any, page: Page) -> None:
    sign_in(page, "champion")
    for path in OPEN_PAGES[:2]:
        page.goto(f"{site}/learn/{OWN}/{path}")
        alone = looks(page, "#lt-main > *, #lt-main > * *")
        page.goto(f"{inside}/learn/{OWN}/{path}")
        assert differences(alone, looks(page, "#lt-main > *, #lt-main > * *")) == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(site: str, web: Web, sign_in: Any, page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "champion")
    session = f"sessions/{web.sessions['published']}"
    for path in (*OPEN_PAGES, "desk/", "report/", session, "proposals/"):
        page.goto(f"{site}/learn/{OWN}/{path}")
        axe(page)
    page.goto(f"{site}/{hall_of(web)}")
    assert Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"] == []


def test_a_code_stays_dark_on_white(site: str, web: Web, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/{hall_of(web)}")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert read(page, ".lt-hall-qr", "backgroundColor") == [WHITE]
    assert "#1f1c17" in qr.drawn("https://intranet.example/")


def test_the_sheet_is_kept_as_long_as_it_is_the_same(site: str, web: Web) -> None:
    theme = web.installation.theme
    assert theme
    ask = web.app.test_client().get
    now = ask(f"/learn/theme/{theme.version}/theme.css")
    assert now.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert now.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Set-Cookie" not in now.headers
    assert ask("/learn/theme/before/theme.css").headers["Cache-Control"] == "no-store"
    assert ask(f"/learn/theme/{theme.version}/mark.svg").text.count("#4a2a6a") == 2
    assert ask(f"/learn/theme/{theme.version}/{theme.faces[0].file}").data[:4] == b"\0\1\0\0"
    assert ask(f"/learn/theme/{theme.version}/theme.toml").status_code == 404
