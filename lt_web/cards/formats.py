"""What each format brings with it, for the pages on which one is chosen."""

from __future__ import annotations

from lt_web.events.formats import FORMATS, Format, length
from lt_web.events.refusals import Invalid


def guides() -> list[Format]:
    """Every format: `.key .label .minutes .agenda .guide`."""
    return list(FORMATS.values())


def guide(key: str | None) -> Format:
    """The format of that key, or the first for anything else."""
    return FORMATS.get(key or "") or guides()[0]


def problem_with(minutes: int) -> str:
    """Why no session may be that long, "" if one may."""
    try:
        length(minutes)
    except Invalid as problem:
        return str(problem)
    return ""
