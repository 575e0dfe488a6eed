"""Real Chromium for tests. It reaches the served app alone, and a page that complains fails its test."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

GONE = re.compile(r"net::ERR_(CONNECTION|SOCKET)_")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing. Install it: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


class Complaints(list[str]):
    """What the browser complained of. A test that provokes one takes it out: `complaints.expected("409")`."""

    def expected(self, words: str) -> None:
        ours = [complaint for complaint in self if words in complaint]
        assert ours, f"No complaint with {words!r} among {self}"
        self[:] = [complaint for complaint in self if complaint not in ours]


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def page(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    yield from watched(browser.new_context(), complaints)


@pytest.fixture
def page_without_javascript(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    yield from watched(browser.new_context(java_script_enabled=False), complaints)


def watched(context: BrowserContext, complaints: Complaints) -> Iterator[Page]:
    """A page whose test fails on a console error, an uncaught exception or a request to anyone but us."""
    context.set_default_timeout(10_000)
    context.on("console", lambda line: line.type == "error" and complaints.append(f"console: {line.text}"))
    context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))
    context.on("request", lambda request: is_ours(request.url) or complaints.append(f"asked {request.url}"))
    yield context.new_page()
    context.close()
    # The server may have ended first, while the last page still fetched its sheets; no answer of ours is one.
    said = [complaint for complaint in complaints if not GONE.search(complaint)]
    if said:
        pytest.fail("The browser complained:\n" + "\n".join(said), pytrace=False)


def is_ours(url: str) -> bool:
    parts = urlsplit(url)
    return parts.hostname == "127.0.0.1" or parts.scheme in {"data", "blob", "about"}


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Requests are not news."""


@contextmanager
def serve(app: Callable[..., Any]) -> Iterator[str]:
    """Serve a WSGI app from threads of this process; gives its address, like http://127.0.0.1:40123."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def axe(page: Page) -> None:
    """No accessibility violation that axe can see on the page as it stands."""
    found = Axe().run(page).response["violations"]
    if found:
        pytest.fail(f"{page.url}\n" + "\n".join(described(violation) for violation in found), pytrace=False)


def described(violation: dict[str, Any]) -> str:
    head = f"{violation['impact']}: {violation['help']} ({violation['id']})"
    places = [f"    {node['target']} {node['html'][:120]}" for node in violation["nodes"]]
    return "\n".join([head, *places])
