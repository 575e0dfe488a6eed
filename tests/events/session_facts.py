"""What tests of sessions begin with: facts, and the deeds that follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from lt_web.events.planned import Appointment, Outline
from lt_web.events.session import Session
from tests.story import ADA, BEN, NOW, PROGRAMME, PYTHON, Fact, Story, fact, given, wall

Deed = Callable[[Session], Any]
WALL, LATER = wall("2026-03-12 14:00"), wall("2026-04-09 14:00")
LISBON = "Europe/Lisbon"
OUTLINE = Outline("Type hints that help", "Where they pay off.", "talk", 45, (PYTHON,))
SLOT = Appointment(WALL, LISBON, "Room 2", "https://meet.tern.example/hints")
STARTS, ENDS = datetime(2026, 3, 12, 14, tzinfo=UTC), datetime(2026, 3, 12, 14, 45, tzinfo=UTC)

SCHEDULED = fact(
    Session.Scheduled,
    programme=PROGRAMME,
    format="talk",
    minutes=45,
    topics=(PYTHON,),
    presenters=(ADA,),
    wall=WALL,
    zone=LISBON,
    proposal=None,
    title="Type hints that help",
    summary="Where they pay off.",
    place="Room 2",
    link="https://meet.tern.example/hints",
)
POSTPONED = fact(Session.Postponed, reason="Ada is ill")
CANCELLED = fact(Session.Cancelled, reason="Nobody can come")
HELD = fact(Session.Held, start=STARTS, end=ENDS)
RESCHEDULED = fact(Session.Rescheduled, wall=LATER, zone=LISBON)
OVER = "This session has taken place, so this can no longer change. Schedule another."
OFF = "This session was cancelled. Schedule a new one instead."


def published(
    invited: tuple[UUID, ...] = (BEN,),
    audience: str = "everyone",
    teams: tuple[str, ...] = (),
    despite: bool = False,
) -> Fact:
    return fact(
        Session.Published, audience=audience, teams=teams, invited=invited, despite_invitations=despite
    )


def invited(person: UUID) -> Fact:
    return fact(Session.PresenterInvited, person=person)


def accepted(person: UUID) -> Fact:
    return fact(Session.PresenterAccepted, person=person)


def publish(
    audience: str = "everyone", teams: tuple[str, ...] = (), despite: bool = False, now: datetime = NOW
) -> Deed:
    return lambda session: session.publish(audience, teams, (BEN,), despite, now)


def reschedule(wall: datetime, zone: str = LISBON, now: datetime = NOW) -> Deed:
    return lambda session: session.reschedule(wall, zone, now)


def join_audience(person: UUID, team: str = "", member: bool = False, now: datetime = NOW) -> Deed:
    return lambda session: session.invite_later(person, team, member, now)


def schedule(outline: Outline = OUTLINE, slot: Appointment = SLOT) -> Story[Session]:
    return given().when(lambda _: Session.schedule(PROGRAMME, outline, slot, (ADA,)))
