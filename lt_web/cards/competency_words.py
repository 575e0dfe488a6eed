"""Time to competency in words: durations, how much faster, and how many are not there yet."""

from __future__ import annotations

from lt_web.speech import _, _n
from lt_web.words import number

MINUS = "\N{MINUS SIGN}"


def days_said(days: float) -> str:
    """38 days, 1 day, 28.5 days."""
    if days != int(days):
        return _("{n} days", n=number(days, 1))
    return _n("{days} day", "{days} days", int(days), days=number(days))


def change_said(faster: float) -> str:
    """−23 %: a share of the time before, less or more."""
    percent = int(abs(faster) * 100 + 0.5)
    sign = "" if not percent else MINUS if faster > 0 else "+"
    return _("{n}\N{NO-BREAK SPACE}%", n=f"{sign}{percent}")  # one word, so that its sign stays before it


def faster_said(faster: float) -> str:
    """23 % faster than before; 4 % slower; as long as before."""
    percent = int(abs(faster) * 100 + 0.5)
    if not percent:
        return _("As long as before")
    return _("{n} % faster", n=percent) if faster > 0 else _("{n} % slower", n=percent)


def of_people(n: int) -> str:
    """In the median of 9 people."""
    return _n("median of {n} person", "median of {n} people", n)


def not_there_yet(n: int | None) -> str:
    """4 not there yet; "" where it is not told, or where everybody is there."""
    return _n("{n} not there yet", "{n} not there yet", n) if n else ""
