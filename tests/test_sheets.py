"""Pages link one stylesheet, made of all: in their order, by an address that changes with them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import hatch_build
from lt_web import sheets
from lt_web.app import create_app

ROOT = Path(__file__).parent.parent


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of what has a look."""
    for part in ("static/lt_web", "templates/lt_web/_page"):
        there = tmp_path / "lt_web" / part
        shutil.copytree(ROOT / "lt_web" / part, there, ignore=shutil.ignore_patterns("vendor", sheets.ALL))
    shutil.copyfile(ROOT / "lt_web/sheets.py", tmp_path / "lt_web/sheets.py")
    return tmp_path / "lt_web"


def test_the_build_puts_every_sheet_into_one_in_their_order(package: Path) -> None:
    assert sheets.version(package) == ""
    hatch_build.dress(package.parent)
    text, at = (package / "static/lt_web" / sheets.ALL).read_text(), 0
    single = [path for path in sorted(package.glob("static/lt_web/*.css")) if path.name != sheets.ALL]
    listed = re.findall(r'"(\w+)"', re.search(sheets.ORDER, head(package))[1])  # type: ignore[index]
    assert {path.stem for path in single} == set(listed)
    for name in listed:
        at = text.index((package / f"static/lt_web/{name}.css").read_text(), at)
    assert re.fullmatch(r"[0-9a-f]{12}", sheets.version(package))


def test_a_sheet_that_was_edited_since_counts(package: Path) -> None:
    sheets.made_into_one(package)
    before = sheets.version(package)
    with (package / "static/lt_web/base.css").open("a") as sheet:
        sheet.write("/* edited */")
    assert sheets.version(package) == ""
    sheets.made_into_one(package)
    assert sheets.version(package) not in ("", before)


def test_pages_link_the_one_or_else_each(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version, linked in (("1a2b3c", ["all.css?v=1a2b3c"]), ("", None)):
        monkeypatch.setattr(sheets, "version", lambda said=version: said)
        app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_TICK_SECONDS": "0"})
        page = app.test_client().get("/learn/sign-in", follow_redirects=True).text
        found = re.findall(r'<link rel="stylesheet" href="/learn/static/lt_web/([^"]+)"', page)
        assert found == (linked or [f"{name}.css" for name in re.findall(r'"(\w+)"', order())])
        app.extensions["learn-together"].installation.close()


def test_a_browser_keeps_the_one_and_asks_about_each_of_the_others(tmp_path: Path) -> None:
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_TICK_SECONDS": "0"})
    sheet = "/learn/static/lt_web/base.css"
    assert app.test_client().get(f"{sheet}?v=1a2b3c").headers["Cache-Control"] == "public, max-age=31536000"
    assert app.test_client().get(sheet).headers["Cache-Control"] == "no-cache"
    app.extensions["learn-together"].installation.close()


def head(package: Path) -> str:
    return (package / "templates/lt_web/_page/head.html").read_text()


def order() -> str:
    found = sheets.ORDER.search(head(ROOT / "lt_web"))
    assert found is not None
    return found[1]
