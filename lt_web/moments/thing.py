"""The thing that a page is about, and the events that concern it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lt_web.moments.address import matched
from lt_web.speech import N_
from lt_web.web import live_db, programme_or_none
from projections import competency_queries, proposal_queries, trail_queries
from projections.trail_queries import Wanted


def _of_proposal(id: UUID) -> tuple[Wanted, ...]:
    """Its own events, and those of the session that it became, whose date stands on its page."""
    row = proposal_queries.some(live_db(), [id]).get(id)
    became = (Wanted(session=row.session),) if row and row.session else ()
    return (Wanted(stream=id), *became)


def _of_milestone(id: UUID) -> tuple[Wanted, ...]:
    """Those of the stream in which it stands, beside the programme's other milestones."""
    return (Wanted(stream=competency_queries.stream_of(live_db(), id) or id),)


# What an address names → which events concern it, the first that fits.
BY_NAME: dict[str, Callable[[UUID], tuple[Wanted, ...]]] = {
    "session": lambda id: (Wanted(session=id),),
    "topic": lambda id: (Wanted(topic=id),),
    "person": lambda id: (Wanted(person=id),),
    "proposal": _of_proposal,
    "milestone": _of_milestone,
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
    """What a page is about: its events, each of which meets one of `wanted`, and the marks of its life."""

    wanted: tuple[Wanted, ...]
    marks: tuple[str, ...]

    def after(self, position: int, most: int) -> list[int]:
        """The next positions that concern it, in order."""
        found = (trail_queries.positions(live_db(), one, position, most) for one in self.wanted)
        return sorted({position for positions in found for position in positions})[:most]

    def before(self, position: int, most: int) -> list[int]:
        """The last positions that concern it up to this one, the latest first."""
        return [row.position for row in self._rows(most, before=position + 1)]

    def between(self, first: int, last: int, most: int) -> list[Any]:
        """What concerns it after one position up to another, the newest first."""
        return self.narrowed(first=first + 1, last=last)._rows(most)

    def up_to(self, position: int) -> Thing:
        """The same as far as a position: where the log ends need not be asked each time."""
        return self.narrowed(last=position)

    def life(self) -> list[Any]:
        """The marks of its life, the first first."""
        return self.narrowed(types=self.marks)._rows(MOST_MARKS)[::-1]

    def narrowed(self, **conditions: Any) -> Thing:
        """The same with more conditions that each of its events meets."""
        return replace(self, wanted=tuple(replace(one, **conditions) for one in self.wanted))

    def _rows(self, most: int, before: int | None = None) -> list[Any]:
        """Its events, the newest first."""
        found = (trail_queries.page(live_db(), one, before=before, size=most) for one in self.wanted)
        rows = {row.position: row for some in found for row in some}
        return [rows[position] for position in sorted(rows, reverse=True)[:most]]

    def begins(self) -> int:
        """The position of the first event that concerns it; 1 where none does."""
        return next(iter(self.after(0, 1)), 1)


def of_page(address: str) -> Thing:
    """The thing that the page at an address is about: what its address names, else its programme."""
    _endpoint, given = matched(address)
    named = next((name for name in BY_NAME if isinstance(given.get(name), UUID)), None)
    here = programme_or_none()
    if named:
        named_there = Thing(BY_NAME[named](given[named]), tuple(MARKS))
        return named_there.narrowed(programme=here.id if here else None)
    return Thing((Wanted(programme=here.id if here else None),), OF_PROGRAMMES)
