"""Yes, maybe, no, a place in line, and a champion who acts for somebody: as recorded and as shown."""

from __future__ import annotations

from typing import Any

import pytest

from lt_web.commands import programmes, seats, sessions
from lt_web.events.refusals import Refused
from lt_web.permissions import Forbidden
from projections import seats as rows
from tests.company import Company, names


def counts(company: Company, session: Any) -> tuple[int, ...]:
    with company.installation.database.reading() as db:
        row = rows.of_sessions(db, [session])[session]
    return (row.yes, row.maybe, row.no, row.waitlisted, row.offered)


def test_a_full_session_puts_you_on_the_waitlist_until_a_seat_is_free(company: Company) -> None:
    session, other = company.session(capacity=1), company.session(capacity=1)
    company.by(company.dina, seats.answer, other, "yes")
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    assert counts(company, session) == (1, 0, 0, 2, 0)
    with company.recording() as recorded:
        company.by(company.dina, seats.answer, session, "maybe")
    assert names(recorded) == ["seats.answered", "seats.promoted"]
    assert (recorded[1].person, recorded[1].cause) == (company.emil, recorded[0].id)
    assert counts(company, session) == (1, 1, 0, 1, 0)
    assert counts(company, other) == (1, 0, 0, 0, 0)
    with company.installation.database.reading() as db:
        assert rows.of_person(db, company.fay, [session])[session].place == 1


def test_an_offer_stands_as_long_as_the_programme_says(company: Company) -> None:
    company.by(company.ada, programmes.set_up, company.programme, {"offer_hours": 2}, True)
    session = company.session(capacity=1)
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=10)
    with company.recording() as recorded:
        company.by(company.dina, seats.answer, session, "no")
        for minutes in (119, 1, 1):
            company.clock.pass_by(minutes=minutes)
            company.routine("offers", seats.lapse_offers, session)
    assert names(recorded) == ["seats.answered", "seats.offered", "seats.offer_lapsed", "seats.offered"]
    assert [event.envelope.by for event in recorded[2:]] == ["system:offers"] * 2
    assert counts(company, session) == (0, 0, 1, 0, 1)


def test_a_champion_acts_for_others_and_the_history_says_so(company: Company) -> None:
    session = company.session(capacity=1)
    with company.recording() as recorded:
        company.by(company.ada, seats.answer_for, session, company.dina, "yes")
        company.by(company.ada, seats.seat, session, company.emil, "Flew in for it")
        company.by(company.ada, seats.remove, session, company.dina)
    assert names(recorded) == ["seats.answered", "seats.seated_by_champion", "seats.removed"]
    assert {event.envelope.actor for event in recorded} == {company.ada}
    assert [e.envelope.on_behalf_of for e in recorded] == [company.dina, company.emil, company.dina]
    assert recorded[1].reason == "Flew in for it"
    assert counts(company, session) == (1, 0, 0, 0, 0)


def test_only_champions_act_for_others(company: Company) -> None:
    session = company.session()
    for deed, arguments in (
        (seats.answer_for, (company.emil, "yes")),
        (seats.remove, (company.emil,)),
        (seats.seat, (company.emil, "Because")),
    ):
        with pytest.raises(Forbidden):
            company.by(company.dina, deed, session, *arguments)
    with pytest.raises(Forbidden):
        company.by(company.dina, seats.set_capacity, session, 99)


def test_presenters_need_no_seat_and_the_past_takes_no_answer(company: Company) -> None:
    session = company.session()
    with pytest.raises(Refused, match="needs no seat"):
        company.by(company.ben, seats.answer, session, "yes")
    company.until(session, hours=0)
    with pytest.raises(Refused, match="has started"):
        company.by(company.dina, seats.answer, session, "yes")
    company.until(session, hours=-1)
    company.routine("sessions", sessions.hold, session)
    with pytest.raises(Refused):
        company.by(company.ada, seats.set_capacity, session, 9)
