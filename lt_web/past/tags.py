"""The tags of a finished page, found by their shape: each quote of an attribute is read to its end."""

from __future__ import annotations

import re
from html import unescape

INSIDE = r"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*"""
# (slash, name, attributes) of each tag; a comment is found too, so that no tag in it is, and has no name.
TAG = re.compile(rf"<(?:!--.*?-->|(/?)([a-zA-Z][^\s/>]*)({INSIDE})>)", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def attributes(written: str) -> dict[str, str]:
    """Name → value of what stands in a tag; "" where there is none."""
    found = ATTRIBUTE.findall(written)
    return {name.lower(): unescape(one or other or bare) for name, one, other, bare in found}


def without(written: str, gone: frozenset[str]) -> str:
    """What stands in a tag, but for some attributes; the others as they were written."""
    kept = (one[0] for one in ATTRIBUTE.finditer(written) if one[1].lower() not in gone)
    return "".join(f" {attribute}" for attribute in kept)


def only(written: str, kept: frozenset[str]) -> str:
    """What stands in a tag of some attributes."""
    found = (one[0] for one in ATTRIBUTE.finditer(written) if one[1].lower() in kept)
    return "".join(f" {attribute}" for attribute in found)
