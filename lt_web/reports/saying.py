"""Shares, means and trends in the words of the language in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.speech import N_, _
from lt_web.words import number
from projections.report_rows import Ratio

TOO_FEW, NOTHING = N_("Too few to show"), N_("Not known")
FEW, FEW_OF = N_("A few"), N_("a few")
MOST, MOST_OF = N_("All but a few"), N_("all but a few")


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
    """Whether a rate is of enough people to be shown, if only as few or nearly all of them."""
    part, rest = ratio.part, ratio.whole - ratio.part
    return ratio.whole >= max(1, least) and (not part or not rest or part + rest >= 2 * least - 1)


def is_exact(ratio: Ratio, least: int) -> bool:
    """Whether it is shown as a number: neither of few people nor of all but few."""
    part, rest = ratio.part, ratio.whole - ratio.part
    return is_shown(ratio, least) and not (0 < part < least or 0 < rest < least)


def reaches(ratio: Ratio, target: int, least: int) -> bool | None:
    """Whether a share is as high as a target, in percent; None where what is not told decides it."""
    if is_exact(ratio, least):
        return (percent(ratio) or 0) >= target
    part, whole = (1, ratio.whole) if ratio.part * 2 < ratio.whole else (ratio.whole - least + 1, ratio.whole)
    ways = {(percent(Ratio(part + more, whole)) or 0) >= target for more in range(least - 1)}
    return ways.pop() if len(ways) == 1 and is_shown(ratio, least) else None


def in_words(ratio: Ratio) -> str:
    """What stands for a number that is not shown."""
    return _(FEW if ratio.part * 2 < ratio.whole else MOST)


def _in_words_of(ratio: Ratio) -> str:
    return _(FEW_OF if ratio.part * 2 < ratio.whole else MOST_OF)


def rate(ratio: Ratio, least: int, left_out: int = 0) -> str:
    """58 %; or in words why there is none. `left_out`: sessions that are of too few people."""
    if not ratio.whole:
        return _(TOO_FEW if left_out else NOTHING)
    if is_exact(ratio, least):
        return percent_said(percent(ratio))
    return in_words(ratio) if is_shown(ratio, least) else _(TOO_FEW)


def trend(now: float | None, before: float | None, say: Callable[[Any], str] = brief) -> str:
    """Up from 51 %, down from 62 %, as before; "" where there is nothing to hold it against."""
    if now is None or before is None:
        return ""
    if now == before:
        return _("as before")
    if now > before:
        return _("up from {value}", value=say(before))
    return _("down from {value}", value=say(before))


def both(ratio: Ratio, least: int = 1) -> dict[str, str]:
    """Both numbers of a share, as sentences take them: a few of 40, where fewer than `least` are not told."""
    told = not ratio.whole or is_exact(ratio, least)
    return {"part": number(ratio.part) if told else _in_words_of(ratio), "all": number(ratio.whole)}
