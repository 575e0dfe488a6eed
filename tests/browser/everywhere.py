"""Every page there is, with something on it: an address of each route, and of states that look different."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError
from playwright.sync_api import Page
from werkzeug.exceptions import RequestEntityTooLarge, UnprocessableEntity

from lt_web.commands import uploads
from lt_web.events.refusals import Refused
from lt_web.log.faults import Busy
from lt_web.permissions import Forbidden
from tests.browser.test_small_screens import one_of_each
from tests.views.conftest import OTHER, OWN, Web
from tests.views.rights import OF_PROGRAMMES, OF_THE_HOUSE
from tests.views.test_crawl import busy
from tests.views.test_matrix import address, routes

EVERY_ONE = os.environ.get("LT_FAULTS") == "full"
# What comes as a file or as a piece of a page, or leads on.
PIECES = {"progress", "seats", "changes", "format", "entrance", "preview", "state", "step", "go"}
NO_PAGES = {"csv", "ndjson", "json", "data", "calendar", "file", "checkpoint", "keys", "evidence"} | PIECES
TABLE = ("a.csv", b"Title,Date\nTides,2024-05-03\n")
PROBLEMS: dict[str, Exception] = {
    "400": CSRFError("A foreign form."),
    "403": Forbidden("Champions look after this."),
    "409": Refused("This session has started, so answers no longer change."),
    "413": RequestEntityTooLarge(),
    "422": UnprocessableEntity(),
    "500": RuntimeError("a plank is missing"),
    "503": Busy("too many at once"),
}

STRANGERS_WORDS = """(to) => {
  const form = document.querySelector("form[method=post]"), words = document.createElement("input");
  words.name = "text";
  words.value = "A long thought that somebody had typed before the evening came";
  form.action = to;
  form.append(words);
  form.submit();
}"""


def furnish(web: Web, page: Page) -> list[str]:
    """Fill the company; return the addresses of all pages for who is signed in on this one."""
    web.app.testing = False
    web.app.before_request_funcs.setdefault("lt", []).append(break_as_asked)
    busy(web)
    web.things[OWN]["upload"] = web.do("champion", uploads.keep, web.programmes[OWN], *TABLE)  # type: ignore[attr-defined]
    client = web.as_(None)
    for cookie in page.context.cookies():
        client.set_cookie(cookie["name"], cookie["value"])
    made = client.send(web.url("settings/screen")).text
    screen = re.findall(r"http://localhost(/learn/screen/[^<\"]+)<", made)
    linked = one_of_each(web, client, 3 if EVERY_ONE else 1)
    states = [f"sessions/{web.sessions[name]}" for name in ("draft", "postponed", "cancelled", "wrote about")]
    known = {kind(web, where) for where in linked}
    pages = [rule for name, rule in routes(web) if is_page(name) and rule.endpoint not in known]
    others = [address(web, rule) for rule in pages]
    more = [*states, "nowhere", *(f"inbox/?problem={code}" for code in PROBLEMS)]
    found = [*linked, *others, *screen, *map(web.url, more), "/learn/password", "/learn/accessibility"]
    return list(dict.fromkeys(where for where in found if f"/{OTHER}/" not in where))


def is_page(name: str) -> bool:
    """Whether a route is asked for and answers with a page."""
    return (
        name.startswith("GET ")
        and name in OF_PROGRAMMES | OF_THE_HOUSE
        and name.split(".")[-1] not in NO_PAGES
    )


def kind(web: Web, where: str) -> str:
    """The route that answers at an address."""
    return str(web.app.url_map.bind("localhost").match(urlsplit(where).path)[0])


def break_as_asked() -> None:
    """Let a page fail as its address says."""
    if problem := PROBLEMS.get(request.args.get("problem", "")):
        raise problem


def send_as_a_stranger(page: Page, site: str, comments: str) -> None:
    """Send words without being signed in: the page that keeps them for copying."""
    page.context.clear_cookies()
    page.goto(f"{site}/learn/sign-in")
    page.evaluate(STRANGERS_WORDS, comments)
    page.wait_for_load_state()


def told(found: list[dict[str, Any]]) -> list[str]:
    """What axe found, a line for each place."""
    return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]]
