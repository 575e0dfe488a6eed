"""Where to go after signing in: a page of ours, or nowhere at all."""

from __future__ import annotations

from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

LONGEST = 2000


def inside(url_map: Map, script_root: str, wanted: str) -> str:
    """Return `wanted` if it is the address of a page of ours that can be opened, "" for anything else.

    `script_root` is where a server has put the application; an address carries it in front.
    """
    if not wanted.startswith("/") or wanted.startswith("//") or len(wanted) > LONGEST or _is_odd(wanted):
        return ""
    path = urlsplit(wanted).path
    if not path.startswith(f"{script_root}/"):
        return ""
    try:
        endpoint, _values = url_map.bind("").match(path.removeprefix(script_root), method="GET")
    except HTTPException:
        return ""
    ours = endpoint.startswith("lt.") and not endpoint.startswith(("lt.static", "lt.account."))
    return wanted if ours else ""


def _is_odd(text: str) -> bool:
    """Backslashes and blanks mean something else to some browsers, and encoded ones to some servers."""
    return any(letter <= " " or letter in "\\\x7f" or ord(letter) > 126 for letter in text) or any(
        code in text.lower() for code in ("%00", "%0a", "%0d", "%09", "%5c", "%2f%2f")
    )
