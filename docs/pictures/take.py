"""Take the README's pictures anew: `make pictures`. The demo on a fixed day, in a real browser."""

from __future__ import annotations

import shutil
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from lt_web.app import create_app
from lt_web.demo import make
from lt_web.log.clock import SteppedClock
from lt_web.web import EXTENSION

HERE = Path(__file__).parent
THURSDAY = datetime(2027, 3, 4, 8, 30, tzinfo=UTC)
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    """Serve the demo and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"LT_DATA_DIR": folder, "LT_DEMO": "1", "LT_TICK_SECONDS": "0"}
        app = create_app(settings, SteppedClock(THURSDAY))
        make(app.extensions[EXTENSION].installation)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            take(browser, f"http://127.0.0.1:{server.port}/learn")
            browser.close()
        server.shutdown()


def take(browser: Browser, site: str) -> None:
    """Take them one after the other, each as the person who would see it."""
    home, past = "/tech-hour/", "/tech-hour/sessions/"
    shoot(browser, site, "Ana", home, "home")
    shoot(browser, site, "Ana", home, "home-phone", phone=True)
    shoot(browser, site, "Ana", past, "session", follow=".lt-row h3 a >> nth=3")
    shoot(browser, site, "Ben", past, "session-dark", follow=".lt-row h3 a >> nth=1", dark=True)
    shoot(browser, site, "Ana", "/tech-hour/proposals/", "proposals")
    shoot(browser, site, "Clara", "/tech-hour/desk/", "desk")
    topic = ".lt-content a[href*='/topics/'] >> nth=2"
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
