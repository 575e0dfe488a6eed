"""How a coming session is announced, and who answers it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lt_web.commands import seats, sessions
from lt_web.demo import crowd
from lt_web.demo.company import named
from lt_web.demo.days import moment, wall, working_day
from lt_web.demo.ideas import titled
from lt_web.demo.schools import TECH_HOUR, School
from lt_web.demo.stage import Stage, Strand
from lt_web.events.planned import Appointment

EVERY = timedelta(hours=5, minutes=7)


@dataclass(frozen=True)
class Coming:
    """A session in so many working days. People are lists of names with a comma between them."""

    title: str
    days: int
    clock: str
    presenters: str
    seats: int | None
    yes: str = ""
    maybe: str = ""
    teams: tuple[str, ...] = ()
    school: School = TECH_HOUR

    def when(self, today: date) -> Appointment:
        """When and where."""
        day, school = working_day(today, self.days), self.school
        place = school.places[day.toordinal() % len(school.places)]
        return Appointment(wall(day, self.clock), school.zone, place, school.link)


def announced(stage: Stage, today: date, coming: Coming) -> Generator[datetime, None, UUID]:
    """Schedule and publish a session some days ago; comes back with its id once people have answered."""
    yield moment(working_day(today, -10), "10:15", coming.school.zone)
    session = scheduled(stage, today, coming)
    yield stage.now + timedelta(minutes=25)
    reached = stage.audience(coming.school.id, "teams" if coming.teams else "everyone", coming.teams)
    audience = "teams" if coming.teams else "everyone"
    stage.do(coming.school.champion, sessions.publish, session, audience, coming.teams, reached)
    stage.published.append(session)
    yield from all_say(stage, session, coming.yes)
    yield from all_say(stage, session, coming.maybe, "maybe")
    return session


def scheduled(stage: Stage, today: date, coming: Coming) -> UUID:
    """Let the champion give it its date."""
    idea, when, school = titled(coming.title), coming.when(today), coming.school
    who = [named(name).id for name in coming.presenters.split(", ")]
    session: UUID = stage.do(
        school.champion, sessions.schedule, school.id, idea.outline, idea.topics, when, who, coming.seats
    )
    return session


def all_say(stage: Stage, session: UUID, names: str, said: str = "yes", every: timedelta = EVERY) -> Strand:
    """Everybody of a list answers, one after the other."""
    for name in filter(None, names.split(", ")):
        yield stage.now + every
        stage.do(named(name), seats.answer, session, said)
        crowd.notice(stage, session)


def says(stage: Stage, session: UUID, name: str, text: str) -> None:
    """Somebody writes a comment."""
    stage.do(named(name), sessions.comment, session, text)
