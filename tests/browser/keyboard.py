"""A page used by somebody without a pointer: whatever they come by has to show that it has the focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const label = at.getAttribute("aria-label") || at.labels?.[0]?.innerText;
  const name = label || at.innerText || at.value || at.tagName;
  const seen = (part) => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = at.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const top = document.elementFromPoint(x, box.top + Math.min(box.height / 2, 16));
  const clear = Boolean(top && (at.contains(top) || top.contains(at)));
  return {
    name: name.replace(/\\s+/g, " ").trim(), clear,
    seen: [at, at.closest("li")].some((part) => part && seen(part)),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    key: at.id || at.outerHTML.slice(0, 300),
  };
}"""


class Keyboard:
    """Somebody's hands on the keys of a page. Whatever they come by can be seen to have the focus."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

    def at(self) -> dict[str, Any]:
        """What has the focus, which must show and lie in the open."""
        found: dict[str, Any] | None = self.page.evaluate(FOCUSED)
        if found is None:
            return {"name": "", "key": ""}
        assert found["seen"], f"the focus on “{found['name']}” cannot be seen on {self.page.url}"
        assert found["inside"], f"the focus on “{found['name']}” is off the screen on {self.page.url}"
        assert found["clear"], f"something covers “{found['name']}”, which has the focus, on {self.page.url}"
        return found

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, name: str, most: int = 90) -> None:
        """Go on by Tab until something of that name has the focus."""
        passed = []
        for _press in range(most):
            self.press("Tab")
            found = self.at()
            if found["name"].startswith(name):
                return
            passed.append(found["name"][:30])
        pytest.fail(f"Tab does not lead to “{name}” on {self.page.url}, but to {passed}")

    def type(self, name: str, words: str) -> None:
        """Go to a field and write into it."""
        self.to(name)
        self.page.keyboard.type(words)

    def enter(self, name: str) -> None:
        """Go to a button and press Enter; it acts in place."""
        self.to(name)
        self.press("Enter")

    def follow(self, name: str) -> None:
        """Go to a button or a link and press Enter; the page to which it leads has come when this returns."""
        self.to(name)
        with self.page.expect_navigation():
            self.press("Enter")

    def open(self, address: str) -> None:
        """Begin on a page."""
        self.page.goto(self.site + address)

    def sign_in(self, name: str) -> None:
        """Sign in by the form as the colleague with that address."""
        self.page.context.clear_cookies()
        self.open("/learn/sign-in")
        self.type("E-mail address", f"{name}@tern.example")
        self.type("Password", PASSWORD)
        self.press("Enter")
        expect(self.page.get_by_role("heading", name="What’s on next")).to_be_visible()
        self.page.wait_for_load_state()  # the words may be there before the sheets that show the focus
