"""Markdown that people write, as HTML that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from lt_web.speech import _

LONGEST = 20_000
TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "a", "code", "pre", "span", "blockquote", "ul", "ol", "li"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "span": {"class"}, "pre": {"tabindex"}, "ol": {"start"}}
# What is coloured; a name that is not here is shown as plain code.
LANGUAGES = {
    *("bash", "sh", "shell", "console", "c", "cpp", "csharp", "go", "java", "kotlin", "rust", "swift", "php"),
    *("python", "py", "pycon", "ruby", "r", "js", "javascript", "ts", "typescript", "html", "css", "xml"),
    *("sql", "json", "yaml", "toml", "ini", "diff", "docker", "make"),
}
FIRST_HEADING = 3  # the page has its own first two
OURS = "lt-c-"
WEB = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_colours = HtmlFormatter(nowrap=True, classprefix=OURS)


def markdown(text: str | None) -> Markup:
    """Render what somebody wrote; whatever could act or load something is shown as text or dropped."""
    clean = nh3.clean(
        _parser.render((text or "")[:LONGEST]),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
    )
    return Markup(clean)  # noqa: S704 (nh3 has just cleaned it)


def _kept(tag: str, name: str, value: str) -> str | None:
    """Classes are those of our colours alone; a block of code can be reached to be scrolled."""
    if (tag, name) == ("span", "class"):
        return value if re.fullmatch(rf"{OURS}[a-z0-9]+", value) else None
    if (tag, name) == ("pre", "tabindex"):
        return "0"
    return value if name == "rel" or name in ATTRIBUTES.get(tag, ()) else None


def _coloured(code: str, language: str, _attributes: str) -> str:
    known = language.lower() in LANGUAGES
    inner = highlight(code, get_lexer_by_name(language.lower()), _colours) if known else str(escape(code))
    return f'<pre tabindex="0"><code>{inner}</code></pre>'


def _normalised(url: str) -> str:
    """An address that takes its scheme from the page gets one of its own."""
    return f"https:{url}" if url.startswith("//") else _library_normalises(url)


def _image(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """A picture from elsewhere would tell them who reads this: it becomes a link."""
    token = tokens[index]
    return f'<a href="{escape(str(token.attrs.get("src", "")))}">{escape(token.content or _("picture"))}</a>'


def _plain_code(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return _coloured(tokens[index].content, "", "")


def _shift_headings(state: Any) -> None:
    """The largest heading of the text comes right below those of the page, the others follow."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    largest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - largest + FIRST_HEADING)}"


_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "highlight": _coloured})
_parser.enable(["strikethrough", "table"])
_library_normalises = _parser.normalizeLink
_parser.normalizeLink = _normalised  # type: ignore[method-assign]
_parser.validateLink = lambda url: bool(WEB.match(url))  # type: ignore[method-assign]
_parser.add_render_rule("image", _image)
_parser.add_render_rule("code_block", _plain_code)
_parser.core.ruler.push("lt_headings", _shift_headings)
