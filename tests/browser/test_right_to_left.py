"""Pages in Arabic: they read from the right, and nothing leaves the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.views.conftest import Web

# Facts hang out by the dot before each, which is clipped; tables scroll by themselves.
OUTSIDE = """() => [...document.querySelectorAll(".lt-app *")]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }))
  .filter((part) => !part.closest(".lt-hidden, .lt-skip, .lt-facts"))
  .filter((part) => !part.parentElement.closest(".lt-table-wrap"))
  .map((part) => [part.className.baseVal ?? part.className, part.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.left < -1 || box.right > window.innerWidth + 1))
  .map(([name, box]) => `${name} from ${Math.round(box.left)} to ${Math.round(box.right)}`)"""
MIDDLE = "(part) => { const box = part.getBoundingClientRect(); return box.left + box.width / 2 }"


@pytest.mark.parametrize("width", [1280, 390])
def test_arabic_reads_from_the_right_and_stays_on_the_screen(
    site: str, page: Page, web: Web, sign_in: Callable[[Page, str], None], width: int
) -> None:
    session = f"sessions/{web.sessions['published']}"
    sign_in(page, "champion")
    page.set_viewport_size({"width": width, "height": 860})
    page.context.add_cookies([{"name": "lt_language", "value": "ar", "url": site}])
    wrong = []
    for address in ("", "sessions/", session, "proposals/new", "people/", "learning/", "inbox/", "desk/"):
        page.goto(site + web.url(address))
        wrong += [f"{address or 'home'}: {part}" for part in page.evaluate(OUTSIDE)]
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        wrong += [f"{address or 'home'} is {over} px too wide"] if over > 0 else []
    assert wrong == []
    assert page.locator("html").get_attribute("dir") == "rtl"
    places = [page.locator(where).first.evaluate(MIDDLE) for where in (".lt-brand", ".lt-header-end")]
    links = [place.evaluate(MIDDLE) for place in page.locator(".lt-place").all()]
    assert places[0] > width / 2 > places[1]
    assert links == sorted(links, reverse=True)


def test_an_arrow_back_points_to_the_right(
    site: str, page: Page, web: Web, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "employee")
    page.goto(site + web.url("learning/"))
    arrow = page.locator(".lt-crumb .lt-icon")
    assert arrow.evaluate("(part) => getComputedStyle(part).scale") == "none"
    page.locator(".lt-menu--end > summary").click()
    page.get_by_role("button", name="العربية").click()
    assert page.url.endswith("/learning/")
    assert arrow.evaluate("(part) => getComputedStyle(part).scale") == "-1 1"
    assert page.get_by_role("heading", level=1).inner_text() == "تعلّمي"
