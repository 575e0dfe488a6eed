"""The thing that a page is about, and the events that concern it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lt_web.moments.address import matched
from lt_web.speech import N_
from lt_web.web import live_db, programme_or_none
from projections import trail_queries
from projections.trail_queries import Wanted

# What an address names → which events concern it, the first that fits.
BY_NAME: dict[str, Callable[[UUID], Wanted]] = {
    "session": lambda id: Wanted(session=id),
    "topic": lambda id: Wanted(topic=id),
    "person": lambda id: Wanted(person=id),
}
# What changes how things stand, and is worth stopping at.
MARKS = {
    "programme.founded": N_("Founded"),
    "charter.pilot_begun": N_("Pilot begun"),
    "charter.pilot_decided": N_("Pilot decided"),
    "editions.published": N_("Report published"),
    "session.scheduled": N_("Scheduled"),
    "session.published": N_("Announced"),
    "session.rescheduled": N_("Moved"),
    "session.postponed": N_("Postponed"),
    "session.cancelled": N_("Cancelled"),
    "session.held": N_("Held"),
    "seats.promoted": N_("Moved up from the waitlist"),
    "attendance.corrected": N_("Attendance put right"),
    "feedback.closed": N_("Feedback closed"),
    "write_up.published": N_("Written up"),
    "topics.merged": N_("Topic merged"),
}
OF_PROGRAMMES = (
    "programme.founded",
    "charter.pilot_begun",
    "charter.pilot_decided",
    "editions.published",
    "session.published",
    "session.held",
)
MOST_MARKS = 40


@dataclass(frozen=True)
class Thing:
    """What a page is about: its events, and the marks that its life has."""

    wanted: Wanted
    marks: tuple[str, ...]

    def after(self, position: int, most: int) -> list[int]:
        """The next positions that concern it, in order."""
        return trail_queries.positions(live_db(), self.wanted, position, most)

    def before(self, position: int, most: int) -> list[int]:
        """The last positions that concern it up to this one, the latest first."""
        rows = trail_queries.page(live_db(), self.wanted, before=position + 1, size=most)
        return [row.position for row in rows]

    def between(self, first: int, last: int, most: int) -> list[Any]:
        """What concerns it after one position up to another, the newest first."""
        wanted = replace(self.wanted, first=first + 1, last=last)
        return trail_queries.page(live_db(), wanted, size=most)

    def up_to(self, position: int) -> Thing:
        """The same as far as a position: where the log ends need not be asked each time."""
        return replace(self, wanted=replace(self.wanted, last=position))

    def life(self) -> list[Any]:
        """The marks of its life, the first first."""
        wanted = replace(self.wanted, types=self.marks)
        return trail_queries.page(live_db(), wanted, size=MOST_MARKS)[::-1]

    def begins(self) -> int:
        """The position of the first event that concerns it; 1 where none does."""
        return next(iter(self.after(0, 1)), 1)


def of_page(address: str) -> Thing:
    """The thing that the page at an address is about: what its address names, else its programme."""
    _endpoint, given = matched(address)
    named = next((name for name in BY_NAME if isinstance(given.get(name), UUID)), None)
    here = programme_or_none()
    if named:
        wanted = BY_NAME[named](given[named])
        return Thing(replace(wanted, programme=here.id if here else None), tuple(MARKS))
    return Thing(Wanted(programme=here.id if here else None), OF_PROGRAMMES)
