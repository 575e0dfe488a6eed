"""Take the pictures of README and docs anew: `make pictures`. The demo on a fixed day, in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from examples.intranet.app import SETTINGS, create_intranet
from examples.intranet.fill import fill
from lt_web import pdf
from lt_web.app import create_app
from lt_web.demo import make
from lt_web.log.clock import SteppedClock
from lt_web.reports import report as reporting
from lt_web.reports.periods import Period
from lt_web.theme.paper import faces_of, look, packed
from lt_web.web import EXTENSION, db, installation
from projections import programmes

HERE = Path(__file__).parent
THURSDAY = datetime(2027, 3, 4, 8, 30, tzinfo=UTC)
WRITTEN = ".lt-row:has-text('Write-up') h3 a >> nth=1"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    """Serve the demo and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"LT_DATA_DIR": folder, "LT_DEMO": "1", "LT_TICK_SECONDS": "0"}
        app = create_app(settings, SteppedClock(THURSDAY))
        make(app.extensions[EXTENSION].installation)
        with browsing(app) as (browser, site):
            take(browser, f"{site}/learn")
        report(app, "report")
        app = create_app(settings | {"LT_THEME": SETTINGS["LT_THEME"]}, SteppedClock(THURSDAY))
        with browsing(app) as (browser, site):
            shoot(browser, f"{site}/learn", "Ana", "/tech-hour/", "theme-dark", dark=True)
        report(app, "theme-report")
    with tempfile.TemporaryDirectory() as folder:
        themes(folder)


@contextmanager
def browsing(app: Flask) -> Iterator[tuple[Browser, str]]:
    """Serve an application, and open a browser to look at it."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser, f"http://127.0.0.1:{server.port}"
        browser.close()
    server.shutdown()


def themes(folder: str) -> None:
    """The example's intranet, with a theme that makes us look at home there, and without."""
    for name, theme in (("theirs", {}), ("ours", {"LT_THEME": ""})):
        app = create_intranet({"LT_DATA_DIR": folder, "LT_TICK_SECONDS": "0", "TESTING": True, **theme})
        app.extensions[EXTENSION].installation.log.clock = SteppedClock(THURSDAY)
        fill(app)
        with browsing(app) as (browser, site):
            page = browser.new_page(viewport=WIDE)
            page.goto(f"{site}/login")
            page.get_by_role("button", name="Ana").click()
            page.goto(f"{site}/learn/tech-hour/")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=HERE / f"theme-{name}.png")


def report(app: Flask, named: str) -> None:
    """Make a report of the last months, and pictures of its first two pages."""
    with app.test_request_context("/learn/tech-hour/report/"):
        row = programmes.of_slug(db(), "tech-hour")
        told = reporting.report(row, Period(date(2026, 12, 1), date(2027, 2, 28)))
        theme = installation().theme
        looks = look(packed(theme.told if theme else "", faces_of(theme)))
        pages = pdf.rendered(json.loads(reporting.canonical(told)), looks=looks)
    for number, name in ((1, "cover"), (2, "summary")):
        command = [
            "pdftoppm",
            "-png",
            "-r",
            "72",
            "-singlefile",
            "-f",
            str(number),
            "-",
            HERE / f"{named}-{name}",
        ]
        subprocess.run(command, input=pages, check=True)  # noqa: S603 (our own words)


def take(browser: Browser, site: str) -> None:
    """Take them one after the other, each as the person who would see it."""
    home, past = "/tech-hour/", "/tech-hour/sessions/"
    shoot(browser, site, "Ana", home, "home")
    shoot(browser, site, "Ana", home, "home-phone", phone=True)
    shoot(browser, site, "Ana", past, "session", follow=".lt-row h3 a >> nth=3")
    shoot(browser, site, "Ben", past, "session-dark", follow=".lt-row h3 a >> nth=1", dark=True)
    shoot(browser, site, "Ana", "/tech-hour/proposals/", "proposals")
    shoot(browser, site, "Clara", "/tech-hour/board/", "board")
    shoot(browser, site, "Dora", "/tech-hour/figures/", "figures")
    shoot(browser, site, "Ana", past + "?tab=past", "written", follow=WRITTEN)
    then = "/as-of/2027-02-22T09:00/tech-hour/sessions/"
    shoot(browser, site, "Emil", then, "past", follow=".lt-row h3 a >> nth=0")
    topic = "a:text-is('Architecture') >> nth=0"
    shoot(browser, site, "Ana", "/tech-hour/topics/", "topic", follow=topic)


def shoot(
    browser: Browser,
    site: str,
    who: str,
    address: str,
    name: str,
    *,
    follow: str = "",
    phone: bool = False,
    dark: bool = False,
) -> None:
    """Sign in, go there, and keep what stands on the first screen."""
    context = browser.new_context(viewport=PHONE if phone else WIDE, color_scheme="dark" if dark else "light")
    page: Page = context.new_page()
    page.goto(f"{site}/sign-in")
    page.locator("form[action*=demo] button", has_text=who).first.click()
    page.goto(site + address)
    if follow:
        page.locator(follow).click()
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
