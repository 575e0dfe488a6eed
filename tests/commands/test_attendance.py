"""Attendance: who may note what, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lt_web.commands import attendance, leaving, seats, sessions
from lt_web.events.attendance import Attendance
from lt_web.events.ids import attendance_id
from lt_web.events.refusals import Refused
from lt_web.permissions import Forbidden
from projections import attendance as sheets
from tests.company import Company, names


def test_a_walk_in_is_told_from_who_had_a_seat(company: Company) -> None:
    session, other = company.session(), company.session(days=8)
    company.by(company.dina, seats.answer, session, "yes")
    company.by(company.emil, seats.answer, session, "maybe")
    company.until(session, hours=-2)
    for person in (company.dina, company.emil, company.fay):
        company.by(company.ben, attendance.mark, session, person, "present")
    with company.installation.database.reading() as db:
        found = sheets.of_sessions(db, [session, other])
    assert (found[session].present, found[session].walk_ins) == (3, 2)
    assert other not in found


def test_what_is_noted_afterwards_counts_for_the_time_of_the_session(company: Company) -> None:
    session = company.session()
    company.until(session, hours=-48)
    with company.recording() as found:
        company.by(company.ben, attendance.mark, session, company.dina, "absent")
        company.by(company.ben, attendance.mark, session, company.dina, "present", "I looked again")
    assert names(found) == ["attendance.opened", "attendance.marked", "attendance.corrected"]
    corrected = found[-1]
    assert (corrected.was, corrected.standing, corrected.reason) == ("absent", "present", "I looked again")
    assert corrected.envelope.recorded_at - corrected.envelope.effective_at == timedelta(hours=48)


def test_a_session_that_was_called_off_has_no_attendance(company: Company) -> None:
    session = company.session()
    company.by(company.ada, sessions.cancel, session, "The room is flooded")
    company.until(session, hours=-1)
    for person, command, rest in (
        (company.ben, attendance.mark, (company.dina, "present")),
        (company.dina, attendance.check_in, ()),
    ):
        with pytest.raises(Refused, match="called off"):
            company.by(person, command, session, *rest)


def test_check_in_is_open_from_shortly_before_the_start_until_shortly_after_the_end(company: Company) -> None:
    session = company.session()
    company.until(session, minutes=16)
    with pytest.raises(Refused, match="opens 15 minutes before"):
        company.by(company.dina, attendance.check_in, session)
    company.until(session, minutes=15)
    company.by(company.dina, attendance.check_in, session)
    company.until(session, minutes=-60)
    company.by(company.emil, attendance.check_in, session)
    company.until(session, minutes=-61)
    with pytest.raises(Refused, match="Check-in is over"):
        company.by(company.fay, attendance.check_in, session)


def test_only_presenters_and_champions_mark(company: Company) -> None:
    session = company.session()
    company.until(session, minutes=-5)
    with pytest.raises(Forbidden):
        company.by(company.dina, attendance.mark, session, company.emil, "present")
    company.by(company.ada, attendance.mark, session, company.emil, "present")


def test_nothing_is_noted_long_before_the_start_nor_of_presenters(company: Company) -> None:
    session = company.session()
    company.until(session, hours=1)
    with pytest.raises(Refused, match="Nobody can be there yet"):
        company.by(company.ben, attendance.mark, session, company.dina, "present")
    company.until(session, hours=-1)
    with pytest.raises(Refused, match="there anyway"):
        company.by(company.ada, attendance.mark, session, company.ben, "present")


def test_who_left_since_can_still_be_noted(company: Company) -> None:
    session = company.session()
    company.until(session, hours=-1)
    company.house(leaving.leave, company.dina)
    company.by(company.ben, attendance.mark, session, company.dina, "present")
    with company.installation.database.reading():
        sheet = company.installation.log.load(Attendance, attendance_id(session))
    assert sheet is not None
    assert sheet.standing_of(company.dina) == "present"
