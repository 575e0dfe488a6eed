"""Which formats a programme offers, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable

from lt_web.events.formats import FORMATS
from lt_web.speech import _
from lt_web.web import programme_or_none
from lt_web.words import listing


def offered() -> list[str]:
    """The keys of the formats that the programme offers, in their usual order."""
    here = programme_or_none()
    return here.formats.split(",") if here is not None and here.formats else list(FORMATS)


def format_names(keys: Iterable[str]) -> str:
    """The names of these formats in a line; "" for none."""
    wanted = set(keys)
    names = [_(each.label) for key, each in FORMATS.items() if key in wanted]
    return listing(names) if names else ""
