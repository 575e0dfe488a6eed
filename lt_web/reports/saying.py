"""Shares, means and trends in the words of the language in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.speech import N_, _
from lt_web.words import number
from projections.report_rows import Ratio

TOO_FEW, NOTHING = N_("Too few to show"), N_("Not known")


def percent(ratio: Ratio) -> int | None:
    """A share in whole percent, halves up."""
    return None if ratio.share is None else int(ratio.share * 100 + 0.5)


def percent_said(share: int | None) -> str:
    """58 %; "" where there is none."""
    return "" if share is None else _("{n}\N{NO-BREAK SPACE}%", n=share)


def mean_said(mean: float) -> str:
    """4.3"""
    return number(round(mean, 1), 1)


def brief(value: float) -> str:
    """4, or 4.5."""
    return number(value, 0 if value == int(value) else 1)


def is_shown(ratio: Ratio, least: int) -> bool:
    """Whether a rate is of enough people to be shown."""
    return ratio.whole >= max(1, least)


def rate(ratio: Ratio, least: int, left_out: int = 0) -> str:
    """58 %; or in words why there is none. `left_out`: sessions that are of too few people."""
    if not ratio.whole:
        return _(TOO_FEW if left_out else NOTHING)
    return percent_said(percent(ratio)) if is_shown(ratio, least) else _(TOO_FEW)


def trend(now: float | None, before: float | None, say: Callable[[Any], str] = brief) -> str:
    """Up from 51 %, down from 62 %, as before; "" where there is nothing to hold it against."""
    if now is None or before is None:
        return ""
    if now == before:
        return _("as before")
    if now > before:
        return _("up from {value}", value=say(before))
    return _("down from {value}", value=say(before))


def both(ratio: Ratio) -> dict[str, str]:
    """Both numbers of a share, as sentences take them."""
    return {"part": number(ratio.part), "all": number(ratio.whole)}
