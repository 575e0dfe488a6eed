"""Attendance in words: how somebody attended, how many came, what was put right, what to plan for."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.people import Person
from lt_web.sentences import STANDING_NAMES
from lt_web.speech import _, _n
from lt_web.words import clock, day


def said(standing: str) -> str:
    """How somebody attended, in a word or two."""
    return _(STANDING_NAMES.get(standing, standing))


def arrived(came: int, walk_ins: int, over: bool) -> str:
    """How many came, or are here while it goes on, and how many of them had no seat."""
    if not walk_ins:
        return _n("{n} came.", "{n} came.", came) if over else _n("{n} is here.", "{n} are here.", came)
    if over:
        return _n(
            "{came} came, {n} of them a walk-in.", "{came} came, {n} of them walk-ins.", walk_ins, came=came
        )
    if came == 1:
        return _("One is here, a walk-in.")
    return _n(
        "{came} are here, {n} of them a walk-in.",
        "{came} are here, {n} of them walk-ins.",
        walk_ins,
        came=came,
    )


def correction(line: Any, people: dict[UUID, Person], zone: str) -> str:
    """What was put right: both values, both times, by whom and why."""
    details, zoned = json.loads(line.details), ZoneInfo(zone)
    so, noted = (
        f"{day(t)}, {clock(t)}" for t in (line.at.astimezone(zoned), line.recorded_at.astimezone(zoned))
    )
    told = {
        "was": said(details["was"]),
        "standing": said(details["standing"]),
        "who": people[line.actor].name if line.actor else "Learn Together",
        "noted": noted,
        "reason": line.reason,
    }
    if so == noted:
        return _("Was {was}; put right to {standing} by {who} on {noted}: {reason}", **told)
    return _("Was {was}; put right to {standing} by {who} on {noted}, for {so}: {reason}", so=so, **told)


def in_short(part: int, whole: int) -> str:
    """A share as people plan with it: "3 in 4"; "" of nothing."""
    if not whole:
        return ""
    n, of = min(((n, of) for of in (2, 3, 4, 5, 10) for n in range(of + 1)), key=_distance(part / whole))
    if n in (0, of):
        return _("all of them") if n else _("next to nobody")
    return _("{n} in {of}", n=n, of=of)


def _distance(share: float) -> Any:
    return lambda pair: (round(abs(pair[0] / pair[1] - share), 3), pair[1])
