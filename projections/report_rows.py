"""What a report counts: one row for each session that was held, with all that is noted of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from projections.competency_queries import Counted


@dataclass(frozen=True)
class Held:
    """One session that took place; `day` is that of the programme's zone, lengths are minutes.

    `invited` is None where nobody recorded whom it was for. `…_unsaid` counts those who had said yes and of
    whom nothing is noted: they are neither there nor away. `there` holds those noted by name.
    """

    id: UUID
    day: date
    title: str = ""
    format: str = ""
    planned: int = 30
    actual: int | None = None
    imported: bool = False
    presenters: tuple[UUID, ...] = ()
    topics: tuple[UUID, ...] = ()
    invited: int | None = None
    invited_there: int = 0
    invited_unsaid: int = 0
    invited_yes: int = 0  # of those noted
    yes: int = 0
    yes_there: int = 0
    yes_unsaid: int = 0
    there: frozenset[UUID] = frozenset()
    noted: bool = False
    heads: int | None = None
    walk_ins: int = 0
    answers: int = 0
    total: int = 0
    destroyed: int = 0
    closed_asked: int | None = None
    recalled: bool = False
    due: date | None = None
    written: date | None = None
    elsewhere: bool = False
    writers: tuple[UUID, ...] = ()

    @property
    def month(self) -> tuple[int, int]:
        """Year and month in which it took place."""
        return self.day.year, self.day.month

    @property
    def minutes(self) -> int:
        """How long it took, or else was planned to."""
        return self.planned if self.actual is None else self.actual

    @property
    def came(self) -> int | None:
        """How many came, None where nobody noted it."""
        return len(self.there) if self.noted else self.heads

    @property
    def asked(self) -> int:
        """How many could say whether it was worth their time: those there, and those with a seat of whom
        nothing is noted; once feedback is closed it is what was so then."""
        return len(self.there) + self.yes_unsaid if self.closed_asked is None else self.closed_asked


@dataclass(frozen=True)
class Facts:
    """All that a report is made of, as it stood at one position of the log.

    `first_taught` says of each presenter when they first presented here; `eligible` are the colleagues who
    could take part; `known` those of whom the company knows who they are (an imported name may be unclaimed).
    `watch_list` says of topics that hang on one person or nobody how many can teach them, `topics` of how
    many topics that is. `competency` are the milestones, as far as people had come by the last day.
    """

    programme: UUID
    held: tuple[Held, ...]
    first_taught: dict[UUID, date]
    eligible: frozenset[UUID]
    known: frozenset[UUID]
    watch_list: tuple[tuple[UUID, int], ...] = ()
    topics: int = 0
    competency: tuple[Counted, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, both counted."""

    part: int = 0
    whole: int = 0

    @property
    def share(self) -> float | None:
        """The part of the whole, between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole)
