"""A session and its seats change together, each change naming what led to it."""

from __future__ import annotations

import pytest

from lt_web.commands import seats, sessions
from lt_web.events.ids import seats_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.seats import Seats
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from tests.company import Company, names, outline


def test_a_session_moves_with_its_seats(company: Company) -> None:
    session = company.session()
    company.by(company.dina, seats.answer, session, "yes")
    with company.recording() as recorded:
        company.by(company.ada, sessions.reschedule, session, company.slot(9, place="Room Gull"))
        company.by(company.ada, sessions.reschedule, session, company.slot(9, place="Room Gull"))
    assert names(recorded) == ["session.rescheduled", "session.relocated", "seats.moved"]
    assert recorded[2].cause == recorded[0].id
    with company.recording() as recorded:
        company.by(company.ada, sessions.postpone, session, "No room")
        company.by(company.ada, sessions.cancel, session, "Nobody can come")
    assert names(recorded) == ["session.postponed", "seats.suspended", "session.cancelled", "seats.closed"]
    assert [recorded[1].cause, recorded[3].cause] == [recorded[0].id, recorded[2].id]
    with pytest.raises(Refused):
        company.by(company.ada, sessions.edit, session, outline("Too late"), [])


def test_a_session_that_is_not_published_exists_for_its_people_alone(company: Company) -> None:
    session = company.scheduled()
    with pytest.raises(Missing):
        company.by(company.dina, seats.answer, session, "yes")
    with pytest.raises(Refused):
        company.by(company.ben, seats.answer, session, "yes")
    company.by(company.ben, sessions.edit, session, outline("A better title"), [])
    for deed, arguments in ((sessions.cancel, ("No.",)), (sessions.reschedule, (company.slot(9),))):
        with pytest.raises(Forbidden):
            company.by(company.ben, deed, session, *arguments)


def test_whoever_presents_too_gives_their_seat_away(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.cleo, company.dina):
        company.by(person, seats.answer, session, "yes")
    company.by(company.ben, sessions.invite_presenter, session, company.cleo)
    with company.recording() as recorded:
        company.by(company.cleo, sessions.accept_presenting, session)
    assert names(recorded) == ["session.presenter_accepted", "seats.vacated", "seats.promoted"]
    assert [event.cause for event in recorded[1:]] == [recorded[0].id, recorded[1].id]
    with company.installation.database.reading():
        known = company.installation.log.load(Seats, seats_id(session))
    assert known is not None
    assert list(known.seated) == [company.dina]


def test_a_session_is_held_once_it_is_over(company: Company) -> None:
    session, other = company.session(), company.session(days=30)
    with company.recording() as recorded:
        for hours in (1, -0.4, -0.6, -2):
            company.until(session, hours=hours)
            for one in (session, other):
                company.routine("sessions", sessions.hold, one)
    assert names(recorded) == ["session.held"]
    assert (recorded[0].originator_id, recorded[0].envelope.by) == (session, "system:sessions")


def test_a_date_in_the_past_is_refused(company: Company) -> None:
    with pytest.raises(Invalid):
        company.scheduled(days=-1)


def test_past_sessions_are_read_in_once(company: Company) -> None:
    table = b"title;date;presenters\nFirst hour;2026-11-05;Ada Holm\nSecond hour;2026-11-12;Nobody Known\n"
    with company.recording() as recorded:
        company.reads_in(table)
        company.reads_in(table)
    assert names(recorded).count("session.held") == 2
    held = [event for event in recorded if event.originator_id == recorded[-1].originator_id]
    assert {event.envelope.source for event in held} == {"import"}
    assert all(event.at < event.envelope.recorded_at for event in held)
