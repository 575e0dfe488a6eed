"""Markdown that people write, as HTML that is safe to show."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 20_000
TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "del",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["strikethrough"])


def markdown(text: str | None) -> Markup:
    """Render what somebody wrote; whatever could act or load something is shown as text or dropped."""
    html = _parser.render((text or "")[:LONGEST])
    for big, small in (("h1", "h3"), ("h2", "h4")):
        html = html.replace(f"<{big}>", f"<{small}>").replace(f"</{big}>", f"</{small}>")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
    )
    return Markup(clean)  # noqa: S704 (nh3 has just cleaned it)
