"""The stage: people act at their time, on an empty installation, through the commands alone."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from lt_web.demo.company import Colleague
from lt_web.demo.schools import School
from lt_web.events.ids import seats_id, topics_id
from lt_web.events.programme import Programme
from lt_web.events.proposal import Proposal
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.topics import Topics
from lt_web.identity import Deed
from lt_web.log.clock import SteppedClock
from lt_web.log.work import Work

# A part of the story: it does something, and yields the moment at which it goes on.
Strand = Generator[datetime, None, None]


class Stage:
    """Tells strands in the order of their moments. What is later than `now_at_last` has not happened."""

    def __init__(self, work: Work, clock: SteppedClock, now_at_last: datetime) -> None:
        self.work = work
        self.clock = clock
        self.now_at_last = now_at_last
        self.here: dict[UUID, Colleague] = {}
        self.members: dict[UUID, set[UUID]] = {}
        self.published: list[UUID] = []  # those that are still to come
        self.titled: dict[str, UUID] = {}  # proposals of late
        self.offered: set[tuple[UUID, UUID]] = set()
        self._agenda: list[tuple[datetime, int, Strand]] = []
        self._turns = count()

    @property
    def now(self) -> datetime:
        """The moment that the story has reached."""
        return self.clock()

    def tell(self, strands: Iterable[Strand]) -> None:
        """Tell the strands, and those that begin meanwhile, until now."""
        for strand in strands:
            self.begin(strand)
        while self._agenda:
            moment, _turn, strand = heapq.heappop(self._agenda)
            self.clock.to(moment)
            self.begin(strand)

    def begin(self, strand: Strand) -> None:
        """Let a strand act, and note when it goes on."""
        moment = next(strand, None)
        if moment is not None and moment <= self.now_at_last:
            heapq.heappush(self._agenda, (max(moment, self.now), next(self._turns), strand))

    def do(self, who: Colleague, command: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Let somebody do something."""
        return command(self.work.then(Deed(actor=who.id)), *args, **kwargs)

    def install(self, command: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do something at the server's command line, as before anybody can sign in."""
        return command(self.work.then(Deed(routine="command-line", source="cli")), *args, **kwargs)

    def routine(self, name: str, command: Callable[..., Any], *args: Any) -> None:
        """Let a routine record what time has brought."""
        command(self.work.then(Deed(routine=name, source="routine")), *args)

    def session(self, id: UUID) -> Session:
        """A session as it is now."""
        return self.work.load(Session, id)

    def proposal(self, id: UUID) -> Proposal:
        """A proposal as it is now."""
        return self.work.load(Proposal, id)

    def seats(self, session: UUID) -> Seats:
        """The seats of a session as they are now."""
        return self.work.load(Seats, seats_id(session))

    def is_open(self, school: School) -> bool:
        """Whether a programme is for everybody now."""
        return self.work.load(Programme, school.id).open

    def may_see(self, school: School, who: Colleague) -> bool:
        """Whether a programme exists for somebody now."""
        return self.is_open(school) or who.id in self.members.get(school.id, ())

    def topics(self, school: School) -> Topics:
        """The topics of a programme as they are now."""
        return self.work.load(Topics, topics_id(school.id))

    def takes_answers(self, session: UUID) -> bool:
        """Whether one can answer a session now."""
        return self.session(session).state == "published" and self.now < self.session(session).starts

    def audience(self, programme: UUID, audience: str, teams: Iterable[str] = ()) -> list[UUID]:
        """The ids of those whom an announcement reaches now."""
        reached = (
            id
            for id, colleague in self.here.items()
            if audience == "everyone"
            or (audience == "members" and id in self.members.get(programme, ()))
            or (audience == "teams" and colleague.team in teams)
        )
        return sorted(reached, key=str)
