"""A moment as people type it: a day and time, a day, the number of an event, or now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lt_web.events.refusals import N_
from lt_web.speech import _
from lt_web.web import live_db, me, programme_or_none
from projections import trail_queries

NOW = ("", "now")
NUMBER = re.compile(r"(?:e|#)?\s*(\d{1,12})")
NO_MOMENT = N_("Give a day and time, such as 2027-05-03 14:00, or the number of an event.")
NO_EVENT = N_("There is no event with this number: the log ends at {head}.")
NOTHING_YET = N_("Nothing had happened yet at that moment.")


class NoMoment(ValueError):
    """What was typed is no moment that can be looked at; the message says why, with `facts`."""

    def __init__(self, message: str, **facts: int) -> None:
        super().__init__(message)
        self.facts = facts

    @property
    def said(self) -> str:
        """Why, in the language in force."""
        return _(str(self), **self.facts)


def position_of(text: str) -> int:
    """The position of the log at which everything stands as it was at a moment; raise `NoMoment`."""
    typed, head = text.strip().lower(), trail_queries.head(live_db())
    if typed in NOW:
        return head
    number = NUMBER.fullmatch(typed)
    if number and not re.fullmatch(r"\d{8}", typed):
        if not 1 <= int(number[1]) <= head:
            raise NoMoment(NO_EVENT, head=head)
        return int(number[1])
    found = trail_queries.position_at(live_db(), instant(typed))
    if not found:
        raise NoMoment(NOTHING_YET)
    return found


def instant(text: str) -> datetime:
    """A day and time of the reader's zone as an instant; of a day alone, its end. Raise `NoMoment`."""
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return datetime.combine(day, time.max, zone()).astimezone(UTC)
        said = datetime.fromisoformat(text.replace(" ", "t", 1))
        local = said if said.tzinfo else said.replace(tzinfo=zone()) + timedelta(seconds=59)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NoMoment(NO_MOMENT) from None


def zone() -> ZoneInfo:
    """The zone in which whoever asks reads and types times."""
    here = programme_or_none()
    return ZoneInfo(me().zone or (here.zone if here else "UTC"))
