"""What an explanation is, and how its events are told within the rights of whoever asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lt_web.cards.history import Line, lines
from lt_web.events.attendance import THERE
from lt_web.permissions import may_read_feedback, may_see_names, may_see_who_waits
from lt_web.web import db, my_id, standing
from projections import history

ATTENDANCE, FEEDBACK = "attendance.", "feedback."


@dataclass(frozen=True)
class Why:
    """What is so, the sentences that say why, and the positions of the events behind it."""

    state: str
    said: list[str]
    behind: list[int] = field(default_factory=list)
    things: Mapping[UUID, str] = field(default_factory=dict)  # what streams are called, where several speak
    uncounted: bool = False  # whether it is not even said how many of them one may not read


@dataclass(frozen=True)
class Told:
    """The events that whoever asks may read, the oldest first, and how many more there are."""

    lines: list[Line]
    hidden: int
    things: Mapping[int, str]


def told(why: Why, presenters: Collection[Any] = ()) -> Told:
    """Put the events behind something into words; those about other people are a number without the right."""
    rows = [row for _position, row in sorted(history.at(db(), why.behind).items())]
    shown = [row for row in rows if _may_read(row, presenters)]
    things = {row.position: why.things.get(row.stream, "") for row in shown}
    return Told(lines(shown)[::-1], 0 if why.uncounted else len(why.behind) - len(shown), things)


def _may_read(row: Any, presenters: Collection[Any]) -> bool:
    """As the history of the thing shows it; of attendance those who were there, of feedback no names."""
    if row.readers == "open" or my_id() in (row.person, row.actor) or row.on_behalf_of == my_id():
        return True
    if row.topic.startswith(ATTENDANCE):
        return may_see_names(standing(), presenters) and _was_there(row)
    if row.topic.startswith(FEEDBACK):
        return may_read_feedback(standing(), presenters)
    return may_see_who_waits(standing())


def _was_there(row: Any) -> bool:
    checked_in: bool = row.topic == "attendance.checked_in"
    return checked_in or any(f'"standing": "{standing}"' in row.details for standing in THERE)
