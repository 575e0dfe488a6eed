"""From a draft to a session: who may do what to a proposal, and what comes of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lt_web.commands import proposals, seats
from lt_web.events.proposal import Proposal
from lt_web.events.refusals import Refused
from lt_web.events.session import Session
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from projections.proposals import table
from tests.company import Company, names, outline


def test_a_proposal_becomes_a_session_with_its_presenters(company: Company) -> None:
    proposal = company.proposal()
    other = company.proposal(company.emil, "Another one")
    company.by(company.ben, proposals.invite_presenter, proposal, company.cleo)
    company.by(company.ben, proposals.invite_presenter, proposal, company.gus)
    company.by(company.cleo, proposals.accept_presenting, proposal)
    company.by(company.dina, proposals.vote, proposal, "interested")
    company.by(company.fay, proposals.vote, proposal, "skip")
    what = (outline("Sails"), ["Sensors"], company.slot(7), 5)
    with company.recording() as recorded:
        session = company.by(company.ada, proposals.schedule, proposal, *what)
    assert names(recorded) == [
        "session.scheduled",
        "session.presenter_invited",
        "proposal.voting_closed",
        "proposal.scheduled",
        "seats.opened",
    ]
    assert len({event.envelope.correlation for event in recorded}) == 1
    with company.installation.database.reading() as db:
        known = company.installation.log.load(Session, session)
        rows = {row.id: row for row in db.execute(select(table))}
    assert known is not None
    assert known.presenters == {company.ben: "accepted", company.cleo: "accepted", company.gus: "invited"}
    assert (rows[proposal].state, rows[proposal].session) == ("scheduled", session)
    assert (rows[proposal].interested, rows[proposal].maybe, rows[proposal].skip) == (1, 0, 1)
    assert (rows[other].state, rows[other].closed) == ("open", False)


def test_a_draft_exists_for_its_people_alone(company: Company) -> None:
    draft = company.by(company.ben, proposals.draft, company.programme, outline("Knots"), ["Ropes"])
    for stranger in (company.dina, company.ada):
        with pytest.raises(Missing):
            company.by(stranger, proposals.comment, draft, "What is this?")
    company.by(company.ben, proposals.edit, draft, outline("Knots for all"), ["Ropes"])
    company.by(company.ben, proposals.send, draft)
    company.by(company.dina, proposals.comment, draft, "Nice.")


def test_a_proposal_is_changed_by_its_own_people_and_decided_by_champions(company: Company) -> None:
    proposal = company.proposal()
    for deed, arguments in (
        (proposals.edit, (outline("Mine now"), [])),
        (proposals.withdraw, ()),
        (proposals.accept, ()),
        (proposals.decline, ("No.",)),
        (proposals.close_voting, ()),
    ):
        with pytest.raises(Forbidden):
            company.by(company.dina, deed, proposal, *arguments)
    with pytest.raises(Refused):
        company.by(company.ben, proposals.vote, proposal, "interested")


def test_a_choice_is_known_to_whoever_counts_and_to_nobody_else(company: Company) -> None:
    proposal = company.proposal()
    with company.recording() as recorded:
        company.by(company.dina, proposals.vote, proposal, "maybe")
    assert "maybe" not in recorded[0].choice
    with company.installation.database.reading() as db:
        [row] = db.execute(select(table)).all()
        known = company.installation.log.load(Proposal, proposal)
    assert (row.interested, row.maybe, row.skip) == (0, 0, 0)
    assert known is not None
    assert known.votes == {company.dina: "maybe"}


def test_a_request_waits_for_somebody_who_presents_it(company: Company) -> None:
    request = company.by(company.dina, proposals.ask, company.programme, outline("Charts"), ["Charts"])
    what = (outline("Charts"), ["Charts"], company.slot(7), None)
    with pytest.raises(Refused):
        company.by(company.ada, proposals.schedule, request, *what)
    company.by(company.emil, proposals.adopt, request)
    session = company.by(company.ada, proposals.schedule, request, *what)
    with pytest.raises(Missing):
        company.by(company.dina, seats.answer, session, "yes")
