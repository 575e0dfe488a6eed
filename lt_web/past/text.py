"""What a page says, as lines of text: for the command line."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = ("p", "div", "section", "article", "header", "nav", "li", "tr", "dt", "dd", "summary", "label")
LINES = frozenset((*BLOCKS, "h1", "h2", "h3", "h4"))
SILENT = frozenset({"svg", "script", "style", "head", "title"})


def text_of(html: str) -> str:
    """Return the words of a page's own part, a line for each piece of it."""
    page = _Words()
    page.feed(html)
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.words).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    """Keeps the words between the beginning of the page's own part and its end."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._here, self._silent = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or be silent."""
        self._here = self._here or dict(attrs).get("id") == "lt-main"
        self._silent += tag in SILENT
        if tag in LINES or tag == "br":
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append("  ")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or the page."""
        self._here = self._here and tag not in ("main", "footer")
        self._silent -= tag in SILENT
        if tag in LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if self._here and not self._silent:
            self.words.append(data)
