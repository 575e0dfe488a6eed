"""Every kind of page on a phone: nothing scrolls sideways, and what is tapped is as large as a finger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException

from lt_web.commands import programmes
from tests.browser.browser import Complaints, watched
from tests.views.conftest import OTHER, OWN, Visitor, Web
from tests.views.test_crawl import busy, links

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
# Links within a sentence are as high as its line; what extends beyond its words (::after) counts with that.
TAPPED = "a[href], button, input:not([type=hidden]), select, textarea, summary"
SMALL = """(tapped) => [...document.querySelectorAll(tapped)]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }))
  .filter((part) => getComputedStyle(part).clipPath === "none" && !part.closest(".lt-skip"))
  .filter((part) => !(part.matches("a") && part.closest("p:not(.lt-crumb), .lt-prose, td, dd")))
  .map((part) => {
    const target = part.matches("[type=checkbox], [type=radio]") ? part.closest("label") ?? part : part;
    const box = target.getBoundingClientRect(), after = getComputedStyle(target, "::after");
    const ground = after.content !== "none" && after.position === "absolute";
    const height = Math.max(box.height, ground ? parseFloat(after.height) || 0 : 0);
    const width = Math.max(box.width, ground ? parseFloat(after.width) || 0 : 0);
    const words = (part.innerText || part.name || part.className).trim();
    return [words.slice(0, 40), Math.round(width), Math.round(height)];
  }).filter(([, width, height]) => width < 44 || height < 44)"""


@pytest.fixture
def phone(browser: Browser, complaints: Complaints) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    yield from watched(browser.new_context(viewport=size, has_touch=True, is_mobile=True), complaints)


def let_go_anywhere(web: Web) -> None:
    """Let the champion see every page that there is."""
    champion = web.people["champion"]
    web.do(None, programmes.make_admin, champion, "Looks after the house, too")
    web.do("champion", programmes.give_role, web.programmes[OWN], champion, "auditor", "Reads the log, too")


def one_of_each(web: Web, client: Visitor, most: int = 2) -> list[str]:
    """Addresses of pages to which links lead, a few of each kind."""
    routes = web.app.url_map.bind("localhost")
    kinds: Counter[str] = Counter()
    found, seen, ahead = [], set(), [web.url(), "/learn/admins", "/learn/programmes/"]
    while ahead:
        here = ahead.pop(0)
        if here in seen or f"/{OTHER}/" in here:
            continue
        seen.add(here)
        try:
            kind = str(routes.match(urlsplit(here).path)[0])
        except HTTPException:
            continue
        if kinds[kind] >= most:
            continue
        answer = client.get(here, buffered=True)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        if is_page and answer.text.lstrip().lower().startswith("<!doctype"):
            kinds[kind] += 1
            found.append(here)
            ahead += sorted(links(answer.text, here))
    assert len(kinds) > 35
    return found


def test_every_kind_of_page_fits_a_phone_and_a_finger(
    site: str, phone: Page, web: Web, sign_in: Callable[[Page, str], None]
) -> None:
    busy(web)
    let_go_anywhere(web)
    sign_in(phone, "champion")
    client = web.as_(None)
    for cookie in phone.context.cookies():
        client.set_cookie(cookie["name"], cookie["value"])
    wrong = []
    for address in one_of_each(web, client):
        phone.set_viewport_size({"width": 390, "height": 844})
        phone.goto(site + address)
        wrong += [f"{address}: “{what}” is {w} by {h} px" for what, w, h in phone.evaluate(SMALL, TAPPED)]
        for width in (390, 320):
            phone.set_viewport_size({"width": width, "height": 844})
            over = phone.evaluate(OVERFLOW)
            wrong += [f"{address} is {over} px wider than {width}"] if over > 0 else []
    assert wrong == []
