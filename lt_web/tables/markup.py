"""A cell of a Markdown or wiki table as plain text, and the web address behind its first link."""

import html
import re

from lt_web.tables.grid import MOST_CHARACTERS
from lt_web.tables.words import clean

LINE_BREAK = re.compile(r"<br\s*/?>|\s\\\\(?=\s|$)", re.IGNORECASE)
LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s[^()]*)?\)")
NAMED_LINK = re.compile(r"\[(https?://[^\s\]]+)(?:\s+([^\[\]]*))?\]")
PAGE = re.compile(r"\[\[(?:([^\[\]|]*)\|)?([^\[\]|]*)\]\]")
PIPED_LINK = re.compile(r"(?<!\[)\[([^\[\]|]+)\|([^\s\[\]|]+)\](?!\])")
MENTION = re.compile(r"\[~([^\[\]]+)\]")
ANGLED = re.compile(r"<(https?://[^<>\s]+)>")
BOLD = re.compile(r"(?<![\w*])\*{1,2}([^*\s](?:[^*]*[^*\s])?)\*{1,2}(?![\w*])|'''?([^'\n]+)'''?")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def unpiped(line: str) -> str:
    """Links that hold a pipe, as [text](target), so that the line can be cut at pipes."""
    if "[" not in line:
        return line
    return PIPED_LINK.sub(r"[\1](\2)", PAGE.sub(lambda page: f"[{page[2]}]({page[1] or ''})", line))


def plain_cell(cell: str) -> tuple[str, str]:
    """(text, address): what a reader of the page sees, and where its first link leads ('' without one)."""
    if len(cell) > MOST_CHARACTERS:
        return clean(cell), ""
    addresses: list[str] = []

    def text_of(text: str, address: str) -> str:
        addresses.append(html.unescape(address))
        return text or address

    cell = LINK.sub(lambda link: text_of(link[1], link[2]), LINE_BREAK.sub("\n", cell))
    cell = NAMED_LINK.sub(lambda link: text_of(link[2] or "", link[1]), cell)
    cell = BOLD.sub(lambda bold: bold[1] or bold[2], ANGLED.sub(r"\1", MENTION.sub(r"\1", cell)))
    text = clean(html.unescape(ESCAPED.sub(r"\1", cell)))
    return text, next((address for address in addresses if address.startswith(("http://", "https://"))), "")
