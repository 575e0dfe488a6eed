"""What each format brings with it, for the pages on which one is chosen."""

from __future__ import annotations

from dataclasses import replace

from lt_web.events.formats import FORMATS, Format, length
from lt_web.events.refusals import Invalid
from lt_web.speech import _, said


def guides() -> list[Format]:
    """Every format: `.key .label .minutes .agenda .guide`, in the language in force."""
    return [_spoken(each) for each in FORMATS.values()]


def guide(key: str | None) -> Format:
    """The format of that key, or the first for anything else."""
    return _spoken(FORMATS.get(key or "") or next(iter(FORMATS.values())))


def problem_with(minutes: int) -> str:
    """Why no session may be that long, "" if one may."""
    try:
        length(minutes)
    except Invalid as problem:
        return said(problem)
    return ""


def _spoken(each: Format) -> Format:
    agenda = tuple((minutes, _(what)) for minutes, what in each.agenda)
    return replace(each, label=_(each.label), agenda=agenda, guide=_(each.guide))
