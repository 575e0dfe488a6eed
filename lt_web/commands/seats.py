"""Deeds about seats: answer, answer for somebody else, give a seat out of turn, change how many there are."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import (
    person_of,
    require_champion,
    require_in_sight,
    require_member,
    standing_in,
)
from lt_web.events.ids import seats_id
from lt_web.events.programme import Programme
from lt_web.events.refusals import Refused
from lt_web.events.seats import Seats, Terms
from lt_web.events.session import Session
from lt_web.log.work import Missing, Work
from lt_web.permissions import may_see_unpublished


def answer(work: Work, session: UUID, answer: str, programme: UUID | None = None) -> None:
    """Say yes, maybe or no to a session; when it is full, yes means a place in line.

    Where `programme` is given, no session of another one is meant.
    """
    person = person_of(work)
    about, seats = _both(work, session)
    if programme not in (None, about.programme):
        raise Missing("session")
    if not about.published and not may_see_unpublished(standing_in(work, about.programme), about.presenters):
        raise Missing("session")
    require_member(work, about.programme)
    if not about.published:
        raise Refused("This session is not published yet, so there is nothing to answer.")
    _require_attendee(about, person)
    seats.answer(person, answer, work.now, terms(work, about.programme))
    work.save(seats)


def answer_for(work: Work, session: UUID, person: UUID, answer: str) -> None:
    """Answer on somebody's behalf, as a champion; the history shows who acted for whom."""
    about, seats = _both(work, session)
    require_champion(work, about.programme)
    require_in_sight(work, about.programme, person, "person")
    _require_published(about)
    _require_attendee(about, person)
    seats.answer(person, answer, work.now, terms(work, about.programme))
    work.save(seats, on_behalf_of=person)


def remove(work: Work, session: UUID, person: UUID) -> None:
    """Take somebody off the list of a session; whoever is next moves up."""
    about, seats = _both(work, session)
    require_champion(work, about.programme)
    seats.remove(person, work.now, terms(work, about.programme))
    work.save(seats, on_behalf_of=person)


def seat(work: Work, session: UUID, person: UUID, reason: str) -> None:
    """Give somebody a seat whatever the capacity and the line, with a reason."""
    about, seats = _both(work, session)
    require_champion(work, about.programme)
    require_in_sight(work, about.programme, person, "person")
    _require_published(about)
    _require_attendee(about, person)
    seats.seat(person, reason, work.now)
    work.save(seats, on_behalf_of=person)


def set_capacity(work: Work, session: UUID, capacity: int | None) -> None:
    """Change the number of seats; None removes the limit."""
    about, seats = _both(work, session)
    require_champion(work, about.programme)
    if about.state in ("held", "cancelled"):
        raise Refused(
            "This session is over or was cancelled, so its seats no longer change. Schedule another."
        )
    seats.set_capacity(capacity, work.now, terms(work, about.programme))
    work.save(seats)


def lapse_offers(work: Work, session: UUID) -> None:
    """Record which offers have lapsed and pass their seats on (a routine)."""
    of_session(work, session)


def terms(work: Work, programme: UUID) -> Terms:
    """How the programme offers seats shortly before the start."""
    return work.load(Programme, programme).terms


def of_session(work: Work, session: UUID) -> Seats:
    """The seats of a session; offers that have lapsed by now are recorded first, as the routine's doing."""
    seats = work.load(Seats, seats_id(session))
    seats.settle(work.now, terms(work, seats.programme))
    work.save(seats, routine="offers")
    return seats


def _both(work: Work, session: UUID) -> tuple[Session, Seats]:
    return work.load(Session, session), of_session(work, session)


def _require_attendee(session: Session, person: UUID) -> None:
    if session.presenters.get(person) == "accepted":
        raise Refused("Who presents a session is there anyway and needs no seat.")


def _require_published(session: Session) -> None:
    if not session.published:
        raise Refused("Publish the session first; then seats can be given.")
