"""What axe cannot see, as questions to the page in the browser. Each gives what is wrong, in words."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script

# A constructed sheet: the policy of our pages lets no other in.
SHEET = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : []; }"""
# What WCAG 1.4.12 asks a page to bear.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
# Words that a box cuts off. What scrolls by itself cuts nothing; what only readers hear is not seen anyway,
# and an outline that ends after its second line stands in full on the page to which its title leads.
CUT = """() => [...document.querySelectorAll("body *")].flatMap((part) => {
    const style = getComputedStyle(part), hides = ["hidden", "clip"];
    const across = hides.includes(style.overflowX), down = hides.includes(style.overflowY);
    if (!(across || down) || style.clipPath !== "none" || style.webkitLineClamp !== "none") return [];
    if (part.closest("svg, select, textarea, .lt-hidden")) return [];
    const box = part.getBoundingClientRect(), range = document.createRange(), lost = [];
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const holder = text.parentElement;
      if (!text.data.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
      if (holder.closest(".lt-table-wrap, .lt-hidden, [aria-hidden=true]")
        || getComputedStyle(holder).clipPath !== "none") continue;
      range.selectNodeContents(text);
      const out = [...range.getClientRects()].some((at) =>
        (across && (at.left < box.left - 2 || at.right > box.right + 2))
        || (down && (at.top < box.top - 3 || at.bottom > box.bottom + 3)));
      if (out) lost.push(`${part.tagName}.${part.className} cuts “${text.data.trim().slice(0, 40)}”`);
    }
    return lost;
  })"""
# One first heading and no level left out; ids once; places that aria and labels name are there.
BUILT = """() => {
  const wrong = [], levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((part) => part.checkVisibility() && part.closest(".lt-app"));
  if (levels.filter((part) => part.tagName === "H1").length !== 1) wrong.push("not one first heading");
  levels.reduce((before, part) => {
    const level = Number(part.tagName[1]);
    if (level > before + 1) wrong.push(`heading ${level} after ${before}: “${part.innerText.slice(0, 40)}”`);
    return level;
  }, 0);
  const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`id ${id} twice`);
  for (const name of ["aria-describedby", "aria-labelledby", "aria-controls", "for", "list"])
    for (const part of document.querySelectorAll(`[${name}]`))
      for (const id of part.getAttribute(name).split(/\\s+/))
        if (!document.getElementById(id)) wrong.push(`${name} names ${id}, which is not there`);
  return wrong;
}"""
MOVES = """() => [...document.querySelectorAll("*")].flatMap((part) => ["", "::before", "::after"]
  .map((of) => {
    const style = getComputedStyle(part, of || null);
    const moves = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0.01)
      || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0.01);
    return moves ? `${part.tagName}.${part.className}${of} moves` : "";
  })).filter(Boolean).slice(0, 5)"""
# Focus goes through everything that takes it, as Tab would: it shows, and nothing lies over all of it.
FOCUS = """() => {
  const wrong = [];
  const takes = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  for (const part of document.querySelectorAll(takes)) {
    if (part.disabled || part.tabIndex < 0 || !part.checkVisibility({ visibilityProperty: true })) continue;
    part.focus();
    if (document.activeElement !== part) continue;
    const box = part.getBoundingClientRect();
    const name = `${part.tagName} “${(part.innerText || part.name || part.className).trim().slice(0, 40)}”`;
    const seen = (one) => { const style = getComputedStyle(one);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
    if (![part, part.closest("li"), part.closest("label")].some((one) => one && seen(one)))
      wrong.push(`the focus on ${name} cannot be seen`);
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) =>
      [box.left + box.width * x, box.top + box.height * y]));
    const open = points.some(([x, y]) => { const top = document.elementFromPoint(x, y);
      return top && (part.contains(top) || top.contains(part) || part.labels?.[0]?.contains(top)); });
    if (!open) wrong.push(`${name} has the focus under something else or off the screen`);
  }
  return wrong;
}"""
# Errors of a form: the summary has the focus and leads to the fields, and each field names its error.
ERRORS = """() => {
  const wrong = [], summary = document.querySelector(".lt-summary");
  if (!summary) return ["no summary of errors"];
  if (document.activeElement !== summary) wrong.push("the summary has not the focus");
  for (const link of summary.querySelectorAll("a"))
    if (!document.getElementById(link.hash.slice(1)))
      wrong.push(`the summary leads to ${link.hash}, not there`);
  for (const error of document.querySelectorAll(".lt-error[id]"))
    if (!document.querySelector(`[aria-describedby~="${error.id}"]`))
      wrong.push(`nothing names ${error.id}`);
  return wrong;
}"""


def built(page: Page) -> list[str]:
    """Headings, ids and references."""
    return list(page.evaluate(BUILT))


def too_wide(page: Page, width: int) -> list[str]:
    """Whether the page scrolls sideways on a window of that width."""
    page.set_viewport_size({"width": width, "height": 800})
    over = page.evaluate(OVERFLOW)
    return [f"{over} px wider than {width}"] if over > 0 else []


def cut(page: Page, width: int, css: str = "") -> list[str]:
    """What is lost on a window of that width when somebody sets their own style on top."""
    page.evaluate(SHEET, css)
    lost = too_wide(page, width) + list(page.evaluate(CUT))
    page.evaluate(SHEET, "")
    return lost


def still(page: Page) -> list[str]:
    """What moves although the person asked for stillness."""
    return list(page.evaluate(MOVES))


def focus(page: Page) -> list[str]:
    """Where the focus cannot be seen."""
    return list(page.evaluate(FOCUS))


def errors(page: Page) -> list[str]:
    """What is not linked in a form that came back."""
    return list(page.evaluate(ERRORS))


def seen_by_axe(page: Page, rules: Any = None) -> list[dict[str, Any]]:
    """What axe finds: every rule of WCAG 2.2 AA and of good practice, or those named."""
    more = {name: {"enabled": True} for name in ("target-size", "label-content-name-mismatch")}
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": more}
    if rules:
        options = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": list(rules)}}
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate("(options) => axe.run(options)", options)
    return list(found["violations"])
