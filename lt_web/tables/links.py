"""Web addresses in cells: only http and https, only with a host, never with a name and password in front."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lt_web.tables.words import one_line

LONGEST = 2_000
ADDRESS = re.compile(r"https?://[^\s“”„]+", re.IGNORECASE)
BEHIND = ".,;:!?>\"'"  # what a sentence puts behind an address
NEVER = re.compile(r"[<>\"\\^`{}|]")
EMPTIED = re.compile(r"\(\s*\)|\[\s*\]|<\s*>")
OTHER = re.compile(
    r"\b(?!https?:)(?:[a-z][a-z0-9+.-]*://\S+|(?:javascript|data|vbscript|mailto|file):\S*)", re.IGNORECASE
)
AROUND = " -–—:|/,;"


@dataclass(frozen=True)
class Found:
    """A cell's good addresses in order, one that is refused ('' if none), and the text around them."""

    addresses: tuple[str, ...]
    refused: str
    rest: str


def find(text: str) -> Found:
    """Looks through a cell of text; its addresses are returned as written."""
    written = [_without_end(match) for match in ADDRESS.findall(text)]
    bad = [address for address in written if not is_good(address)] + OTHER.findall(text)
    rest = one_line(EMPTIED.sub(" ", OTHER.sub(" ", ADDRESS.sub(" ", text)))).strip(AROUND).rstrip("([<")
    return Found(tuple(filter(is_good, written)), bad[0] if bad else "", rest.strip(AROUND))


def _without_end(address: str) -> str:
    """Without the full stop or bracket that closes the text around it; brackets of its own stay."""
    bare = address.rstrip(BEHIND)
    return bare if "(" in bare else bare.rstrip(")]").rstrip(BEHIND)


def is_good(address: str) -> bool:
    """Whether an address may stand on a page as a link."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    short = len(address) <= LONGEST and address.isprintable() and not NEVER.search(address)
    return short and parts.scheme.lower() in ("http", "https") and bool(host) and "@" not in parts.netloc
