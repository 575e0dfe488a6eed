"""Somebody leaves: nothing waits for them any more, and what they did stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import leaving, people, programmes, proposals, seats, sessions, teaching, topics
from lt_web.events.ids import seats_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.permissions import Forbidden
from lt_web.routines.ticking import tick
from projections import inbox, session_queries, ties
from tests.company import Company, names, outline


def leaves(company: Company, person: UUID, source: str = "") -> None:
    with company.installation.database.reading() as db:
        tied = ties.of_person(db, person, company.clock.now)
    company.house(leaving.leave, person, **vars(tied), source=source)


def answer(company: Company, session: UUID, person: UUID) -> str:
    with company.installation.database.reading():
        known = company.installation.log.load(Seats, seats_id(session))
    assert known is not None
    return known.answer_of(person)


def waits(company: Company, person: UUID) -> list[tuple[str, UUID]]:
    with company.installation.database.reading() as db:
        rows = inbox.of_person(db, person, company.clock.now)
        return [(row.kind, row.about) for row in rows if row.kind != "named_champion"]


def presenters(company: Company, session: UUID) -> list[UUID]:
    with company.installation.database.reading() as db:
        return [row.person for row in session_queries.presenters_of(db, [session])[session]]


def test_a_leaver_s_seat_goes_to_who_is_next_and_names_why(company: Company) -> None:
    first, second, past = (company.session(capacity=1, days=days) for days in (7, 8, 1))
    for session in (first, past):
        company.by(company.fay, seats.answer, session, "yes")
        company.by(company.dina, seats.answer, session, "yes")
    for person in (company.gus, company.fay, company.emil):
        company.by(person, seats.answer, second, "yes")
    company.until(past, hours=-2)
    with company.recording() as recorded:
        leaves(company, company.fay)
        leaves(company, company.fay)
    assert names(recorded) == ["person.left", "seats.vacated", "seats.promoted", "seats.vacated"]
    left, vacated, promoted, gave_up_place = recorded
    assert (vacated.cause, gave_up_place.cause, promoted.cause) == (left.id, left.id, vacated.id)
    assert (answer(company, first, company.dina), answer(company, second, company.emil)) == (
        "yes",
        "waitlisted",
    )
    assert answer(company, past, company.fay) == "yes", "what has been stays"


def test_an_offer_that_was_held_for_a_leaver_goes_on(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=20)
    company.by(company.dina, seats.answer, session, "no")
    leaves(company, company.emil)
    assert (answer(company, session, company.emil), answer(company, session, company.fay)) == ("", "offered")


def test_the_champions_hear_that_a_presenter_left_until_somebody_else_presents(company: Company) -> None:
    alone, together = company.session(presenter=company.gus), company.session(days=9, presenter=company.ben)
    company.by(company.ben, sessions.invite_presenter, together, company.gus)
    company.by(company.gus, sessions.accept_presenting, together)
    asked = company.scheduled(days=11)
    company.by(company.ben, sessions.invite_presenter, asked, company.gus)
    with company.recording() as recorded:
        leaves(company, company.gus)
    assert [event.TOPIC for event in recorded[1:]] == [
        "session.presenter_left",
        "session.presenter_left",
        "session.presenter_withdrawn",
    ]
    assert {event.cause for event in recorded[1:]} == {recorded[0].id}
    assert [presenters(company, id) for id in (alone, together, asked)] == [[], [company.ben], [company.ben]]
    assert waits(company, company.ada) == [("presenter_left", alone), ("presenter_left", together)]
    assert waits(company, company.gus) == []
    company.by(company.ada, people.take_note, "presenter_left", together, 10**9)
    company.by(company.ada, sessions.invite_presenter, alone, company.cleo)
    assert waits(company, company.ada) == [("presenter_left", alone)]
    company.by(company.cleo, sessions.accept_presenting, alone)
    assert waits(company, company.ada) == []


def test_a_session_without_anybody_to_present_it_is_not_announced(company: Company) -> None:
    session = company.scheduled(presenter=company.gus)
    leaves(company, company.gus)
    with pytest.raises(Refused, match="Nobody presents this session any more"):
        company.by(company.ada, sessions.publish, session, "everyone", [], company.everyone)
    company.by(company.ada, sessions.cancel, session, "Nobody is left to show it")
    assert waits(company, company.ada) == []


def test_what_a_leaver_proposed_stays_and_is_scheduled_by_who_remains(company: Company) -> None:
    alone, together = company.proposal(company.gus), company.proposal(company.ben, "Ropes that hold")
    for proposal, person in ((alone, company.cleo), (together, company.gus)):
        author = company.gus if proposal == alone else company.ben
        company.by(author, proposals.invite_presenter, proposal, person)
    asked = company.proposal(company.gus, "Knots")
    company.by(company.gus, proposals.invite_presenter, asked, company.dina)
    with company.recording() as recorded:
        leaves(company, company.gus)
        leaves(company, company.dina)
    assert names(recorded) == ["person.left", "proposal.presenter_withdrawn"] * 2
    assert [event.person for event in recorded[1::2]] == [company.gus, company.dina]
    schedule = (outline("Sails"), ["Sensors"], company.slot(9), 5)
    with pytest.raises(Refused, match="Whoever presents this has left"):
        company.by(company.ada, proposals.schedule, alone, *schedule)
    company.by(company.cleo, proposals.accept_presenting, alone)
    session = company.made(company.by(company.ada, proposals.schedule, alone, *schedule))
    assert presenters(company, session) == [company.cleo]


def test_asks_to_teach_are_withdrawn_those_of_a_leaver_and_those_to_one(company: Company) -> None:
    here, knots = (
        company.programme,
        company.made(company.by(company.ada, topics.add, company.programme, "Knots")),
    )
    for by, person in ((company.emil, company.gus), (company.dina, company.gus), (company.gus, company.ben)):
        company.by(by, teaching.ask, here, knots, person)
    company.by(company.fay, teaching.ask, here, knots, company.ben)
    with company.recording() as recorded:
        leaves(company, company.gus)
    asks = [(event.person, event.by, event.others_wait) for event in recorded[1:]]
    assert sorted(asks, key=str) == sorted(
        [
            (company.ben, company.gus, True),
            (company.gus, company.dina, asks[[a[1] for a in asks].index(company.dina)][2]),
            (company.gus, company.emil, asks[[a[1] for a in asks].index(company.emil)][2]),
        ],
        key=str,
    )
    assert waits(company, company.ben) == [("asked_to_teach", knots)], "Fay waits still"
    leaves(company, company.fay)
    assert waits(company, company.ben) == []


def test_who_has_left_can_no_longer_act_wherever_they_are_signed_in(company: Company) -> None:
    session = company.session()
    leaves(company, company.fay)
    for deed in ((seats.answer, session, "yes"), (sessions.comment, session, "I am still here")):
        with pytest.raises(Forbidden, match="noted as having left"):
            company.by(company.fay, *deed)
    for refused in (
        lambda: company.by(company.ada, seats.answer_for, session, company.fay, "yes"),
        lambda: company.by(company.ben, sessions.invite_presenter, session, company.fay),
    ):
        with pytest.raises(Invalid, match="has left the company"):
            refused()
    company.house(people.come_back, company.fay)
    company.by(company.fay, seats.answer, session, "yes")


def test_the_routine_completes_what_was_not_known_when_they_left(company: Company) -> None:
    session, alone = company.session(capacity=1), company.session(days=9, presenter=company.gus)
    proposal = company.proposal()
    company.by(company.ben, proposals.invite_presenter, proposal, company.gus)
    topic = company.by(company.ada, topics.add, company.programme, "Knots")
    company.by(company.emil, teaching.ask, company.programme, topic, company.gus)
    for person in (company.gus, company.dina):
        company.by(person, seats.answer, session, "yes")
    company.house(leaving.leave, company.gus)
    with company.recording() as recorded:
        tick(company.installation)
        tick(company.installation)
    assert names(recorded) == [
        "seats.vacated",
        "seats.promoted",
        "session.presenter_left",
        "proposal.presenter_withdrawn",
        "teaching.ask_withdrawn",
    ]
    assert {event.envelope.routine for event in recorded} == {"leavers"}
    assert presenters(company, alone) == []


def test_a_postponed_session_lets_go_of_a_leaver_too(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.fay, company.dina):
        company.by(person, seats.answer, session, "yes")
    company.by(company.ada, sessions.postpone, session, "A storm")
    company.clock.pass_by(days=30)
    leaves(company, company.fay)
    assert (answer(company, session, company.fay), answer(company, session, company.dina)) == (
        "",
        "waitlisted",
    )


def test_a_held_session_keeps_who_presented_it(company: Company) -> None:
    session = company.session(presenter=company.gus)
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    leaves(company, company.gus)
    known: Any
    with company.installation.database.reading():
        known = company.installation.log.load(Session, session)
    assert known.presenting == (company.gus,)


def test_the_last_admin_who_is_here_stays(company: Company) -> None:
    company.house(programmes.make_admin, company.ada, "Runs the server")
    company.house(programmes.make_admin, company.ben, "Runs the other server")
    leaves(company, company.ben)
    with company.recording() as recorded, pytest.raises(Refused, match="Nobody else who is here administers"):
        leaves(company, company.ada)
    assert recorded == []
    company.house(programmes.make_admin, company.cleo, "Runs the server now")
    leaves(company, company.ada)
    leaves(company, company.ada)
