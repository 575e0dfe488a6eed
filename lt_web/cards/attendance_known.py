"""How somebody attended as it was known: each value that stood on the sheet, from when until when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.cards.attendance_words import said
from lt_web.cards.people import Person
from lt_web.speech import _
from lt_web.words import clock, day

CHECKED_IN = "attendance.checked_in"
ABOUT_ONE = ("attendance.marked", CHECKED_IN, "attendance.corrected", "attendance.recognised")


@dataclass(frozen=True)
class Known:
    """One value as it was known: what, from when, until when ("" for what is known now), by whom and why."""

    said: str
    since: str
    until: str
    who: str
    reason: str

    @property
    def span(self) -> str:
        """The time for which the sheet said so."""
        if not self.until:
            return _("since {moment}", moment=self.since)
        return _("{since} to {until}", since=self.since, until=self.until)


def known_as(told: Sequence[Any], person: UUID, people: dict[UUID, Person], zone: str) -> tuple[Known, ...]:
    """Every value that stood there about somebody, the first noted first; empty where it never changed."""
    mine = [line for line in told if line.topic in ABOUT_ONE and line.person == person]
    if len(mine) < 2:
        return ()
    moments = [_moment(line, zone) for line in mine]
    return tuple(
        Known(
            said(_standing(line)),
            since,
            until,
            people[line.actor].name if line.actor else "Learn Together",
            line.reason,
        )
        for line, since, until in zip(mine, moments, [*moments[1:], ""], strict=True)
    )


def _standing(line: Any) -> str:
    return "present" if line.topic == CHECKED_IN else str(json.loads(line.details)["standing"])


def _moment(line: Any, zone: str) -> str:
    at = line.recorded_at.astimezone(ZoneInfo(zone))
    return _("{date}, {time}", date=day(at), time=clock(at))
