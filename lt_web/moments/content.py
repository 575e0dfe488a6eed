"""What a page says, without how it looks: its main part as blocks of text, in the order of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

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
HOLDERS = {"li": "item", "dt": "term", "tr": "row", **{name: name for name in HEADINGS}}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (h1 to h6), an item, a term or a row, as text."""

    kind: str
    text: str


def blocks(html: str) -> list[Block]:
    """The blocks of a page's main part; of all of it where there is no main part."""
    reader = _Reader(wanted=f'id="{MAIN}"' in html)
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Gathers text until a block begins or ends; what is silent is left out with all that is in it."""

    def __init__(self, wanted: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self.open: list[tuple[str, str, bool]] = []  # tag, the kind of block that it makes, whether silent
        self.within = None if wanted else 0  # how deep the main part begins; None before and after it
        self.text: list[str] = []
        self.closed = False  # the last thing read was the end of something within a line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") == MAIN:
            self.within = len(self.open)
        if tag not in INLINE and not self._in_row():
            self._flush()
        elif self.closed or tag in ("td", "th"):
            self.text.append(" ")
        self.closed = False
        if tag not in VOID:
            self.open.append((tag, HOLDERS.get(tag, ""), self._silent(tag, given)))
        elif tag == "br":
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not any(name == tag for name, _kind, _silent in self.open):
            return
        if tag not in INLINE and (tag == "tr" or not self._in_row()):
            self._flush()
        self.closed = tag in INLINE
        while self.open and self.open.pop()[0] != tag:
            pass
        if self.within is not None and 0 < self.within >= len(self.open):
            self._flush()
            self.within = None

    def handle_data(self, data: str) -> None:
        if self.within is None or any(silent for _tag, _kind, silent in self.open):
            return
        self.text.append(data)
        self.closed = False

    def finished(self) -> list[Block]:
        """Every block that says something."""
        self._flush()
        return self.found

    def _in_row(self) -> bool:
        return any(tag == "tr" for tag, _kind, _silent in self.open)

    def _silent(self, tag: str, given: dict[str, str | None]) -> bool:
        classes = set((given.get("class") or "").split())
        hidden = "hidden" in given or given.get("aria-hidden") == "true"
        return tag in SILENT or hidden or bool(classes & SILENT_CLASSES)

    def _flush(self) -> None:
        text, self.text = _plain("".join(self.text)), []
        if text:
            kinds = [kind for _tag, kind, _silent in self.open if kind]
            self.found.append(Block(kinds[-1] if kinds else "text", text))


def _plain(text: str) -> str:
    return re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
