"""What a page says, without how it looks: its main part as blocks of text, in the order of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from lt_web.past.tags import TAG, attributes

MAIN = "lt-main"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES = re.compile(r"\w+").findall
INLINE = frozenset(
    _NAMES(
        "a abbr b bdi bdo br button cite code del dfn em i img input ins kbd label mark q s samp small span "
        "strong sub sup td th time u var wbr"
    )
)
VOID = frozenset(_NAMES("area base br col embed hr img input link meta source track wbr"))
# What is no content: pictures beside words, what one acts with, ways to other pages.
SILENT = frozenset(
    _NAMES("button form meter nav noscript progress script select style svg template textarea")
)
SILENT_CLASSES = frozenset(("lt-crumb", "lt-past", "lt-notices", "lt-menu", "lt-why-ask", "lt-page-history"))
MAY_BE_SILENT = re.compile("hidden|" + "|".join(sorted(SILENT_CLASSES))).search
HOLDERS = {"li": "item", "dt": "term", "tr": "row", **{name: name for name in HEADINGS}}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (h1 to h6), an item, a term or a row, as text."""

    kind: str
    text: str


def blocks(html: str) -> list[Block]:
    """The blocks of a page's main part; of all of it where there is no main part."""
    begins = html.rfind("<", 0, max(0, html.find(f'id="{MAIN}"')))
    reader = _Reader(is_main=begins >= 0)
    reader.read(html, max(0, begins))
    return reader.found


class _Reader:
    """Gathers text until a block begins or ends; what is silent is left out with all that is in it."""

    def __init__(self, is_main: bool) -> None:
        self.is_main = is_main  # the first element is all that is to be read
        self.found: list[Block] = []
        self.open: list[tuple[str, str, bool]] = []  # tag, the kind of block that it makes, whether silent
        self.silent = self.rows = 0  # how many that are silent, and rows, are open
        self.text: list[str] = []
        self.closed = False  # the last thing read was the end of something within a line

    def read(self, html: str, start: int) -> None:
        """Read from a place on, to the end of the main part."""
        for tag in TAG.finditer(html, start):
            self._says(html[start : tag.start()])
            start, (slash, name, written) = tag.end(), tag.groups()
            if slash:
                self._ends(name.lower())
                if self.is_main and not self.open:
                    break
            elif name:
                self._begins(name.lower(), written)
                if written.endswith("/"):
                    self._ends(name.lower())
        else:
            self._says(html[start:])
        self._flush()

    def _says(self, text: str) -> None:
        if text and not self.silent:
            self.text.append(unescape(text))
            self.closed = False

    def _begins(self, tag: str, written: str) -> None:
        if tag not in INLINE and not self.rows:
            self._flush()
        elif self.closed or tag in ("td", "th"):
            self.text.append(" ")
        self.closed = False
        if tag not in VOID:
            silent = tag in SILENT or _is_silent(written)
            self.open.append((tag, HOLDERS.get(tag, ""), silent))
            self.silent, self.rows = self.silent + silent, self.rows + (tag == "tr")
        elif tag == "br":
            self.text.append(" ")

    def _ends(self, tag: str) -> None:
        if tag in VOID or not any(name == tag for name, _kind, _silent in self.open):
            return
        if tag not in INLINE and (tag == "tr" or not self.rows):
            self._flush()
        self.closed = tag in INLINE
        name = ""
        while name != tag:
            name, _kind, silent = self.open.pop()
            self.silent, self.rows = self.silent - silent, self.rows - (name == "tr")

    def _flush(self) -> None:
        text, self.text = _plain("".join(self.text)), []
        if text:
            kinds = [kind for _tag, kind, _silent in self.open if kind]
            self.found.append(Block(kinds[-1] if kinds else "text", text))


def _is_silent(written: str) -> bool:
    if not MAY_BE_SILENT(written):
        return False
    given = attributes(written)
    hidden = "hidden" in given or given.get("aria-hidden") == "true"
    return hidden or not SILENT_CLASSES.isdisjoint(given.get("class", "").split())


def _plain(text: str) -> str:
    return re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
