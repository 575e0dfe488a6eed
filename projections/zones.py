"""Which edition of the zone data this process derives instants from: rows of another are outdated."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH


@cache
def zone_data() -> str:
    """Return the edition, such as 2026a, of the data that `zoneinfo` reads here."""
    for folder in TZPATH:
        listing = Path(folder, "tzdata.zi")
        if listing.is_file():
            with listing.open(encoding="utf-8") as lines:
                return lines.readline().removeprefix("# version").strip()
        if Path(folder, "UTC").is_file():
            return "system"
    return version("tzdata")
