"""Feedback: who may answer and when, what waits, what is released, and what is destroyed."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from lt_web.commands import attendance, feedback, programmes, seats, sessions
from lt_web.events.refusals import Invalid, Refused
from lt_web.identity import Deed
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from lt_web.routines.ticking import tick
from lt_web.store import ballot_keys, ballots, commands
from lt_web.store.ballots import Ballot, BallotBox
from projections import feedback_queries as queries
from tests.company import Company, names

LONG_AGO = {"hours": -24 * 14}


@pytest.fixture
def session(company: Company) -> UUID:
    """A session that has begun; Cleo to Gus had seats, and nobody is on the sheet yet."""
    made = company.session(capacity=None)
    for person in company.everyone[2:]:
        company.by(person, seats.answer, made, "yes")
    company.session(days=9)
    company.until(made, hours=-1)
    company.routine("sessions", sessions.hold, made)
    return made


def in_the_box(company: Company, session: UUID, person: UUID) -> Ballot | None:
    with company.installation.database.reading() as db:
        return BallotBox(db, company.installation.log.ballot_keys).find(session, person)


def shown(company: Company, session: UUID) -> Any:
    with company.installation.database.reading() as db:
        row = queries.of_sessions(db, [session]).get(session)
        answers = queries.answers_of(db, session)
        reveal = company.installation.log.codec.reveal
        said = Counter((a.score, reveal(a.line) if a.line else "", a.person) for a in answers)
    return row, said


def four_answer(company: Company, session: UUID) -> None:
    for person, score in zip(company.everyone[3:], (5, 5, 2, 4), strict=True):
        company.by(person, feedback.answer, session, score, "Too fast" if score == 2 else "")


def test_an_answer_without_a_name_is_no_event_and_can_be_changed(company: Company, session: UUID) -> None:
    with company.recording() as found:
        for score, line in ((4, "Good"), (4, "Good"), (2, "On reflection")):
            company.by(company.dina, feedback.answer, session, score, line)
    assert found == []
    assert in_the_box(company, session, company.dina) == Ballot(True, 2, "On reflection")
    assert in_the_box(company, session, company.emil) is None
    assert shown(company, session) == (None, Counter())


def test_four_are_released_at_once_and_then_final(company: Company, session: UUID) -> None:
    company.by(company.dina, feedback.answer, session, 1, "")
    assert tick(company.installation).recorded == 0
    four_answer(company, session)
    with company.recording() as found:
        assert tick(company.installation).failed == 0
    assert names(found) == ["feedback.opened", *4 * ["feedback.released"]]
    row, said = shown(company, session)
    assert (row.answers, row.released, row.total, row.asked) == (4, 4, 16, None)
    assert said == Counter({(5, "", None): 2, (2, "Too fast", None): 1, (4, "", None): 1})
    assert in_the_box(company, session, company.dina) == Ballot(False)
    with pytest.raises(Refused, match="final"):
        company.by(company.dina, feedback.answer, session, 1, "")
    with pytest.raises(Refused, match="has been counted"):
        company.by(company.dina, feedback.sign, session, 1, "")
    assert tick(company.installation).recorded == 0


def test_what_is_released_names_nothing_and_nobody(company: Company, session: UUID) -> None:
    four_answer(company, session)
    with company.recording() as found:
        tick(company.installation)
    for event in found:
        envelope = event.envelope
        assert (envelope.actor, envelope.routine) == (None, "ballot-box")
        assert (envelope.command, envelope.correlation, envelope.on_behalf_of) == ("", "", None)
        assert envelope.recorded_at == company.clock.now


def test_a_later_answer_waits_for_others(company: Company, session: UUID) -> None:
    four_answer(company, session)
    tick(company.installation)
    company.by(company.cleo, feedback.answer, session, 1, "Late")
    assert tick(company.installation).recorded == 0
    row, _said = shown(company, session)
    assert (row.answers, row.total) == (4, 16)


def test_at_the_end_too_few_are_destroyed_unread_and_keys_with_them(company: Company, session: UUID) -> None:
    four_answer(company, session)
    tick(company.installation)
    company.by(company.cleo, feedback.answer, session, 1, "Late")
    company.until(session, **LONG_AGO)
    with company.recording() as found:
        tick(company.installation)
    told = [name for name in names(found) if name.startswith("feedback.")]
    assert told == ["feedback.closed", *5 * ["feedback.answered"]]
    assert {event.person for event in found if hasattr(event, "person")} == set(company.everyone[2:])
    row, _said = shown(company, session)
    assert (row.closed, row.answers, row.answered, row.destroyed, row.asked) == (True, 4, 5, 1, 5)
    with company.installation.database.reading() as db:
        for table in (ballots.ballots, ballot_keys.ballot_keys):
            assert db.scalar(select(func.count()).select_from(table)) == 0
        assert queries.answered_by(db, company.gus) == [session]
    assert list((company.installation.keyring.directory / ballot_keys.FOLDER).iterdir()) == []
    with pytest.raises(Refused, match="is closed"):
        company.by(company.cleo, feedback.answer, session, 5, "")


def test_what_waits_long_enough_is_released_before_the_end(company: Company, session: UUID) -> None:
    four_answer(company, session)
    company.until(session, **LONG_AGO)
    with company.recording() as first:
        tick(company.installation)
    with company.recording() as second:
        tick(company.installation)
    assert names(first)[-4:] == 4 * ["feedback.released"]
    assert names(second) == ["feedback.closed", *4 * ["feedback.answered"]]


def test_a_signed_answer_is_there_at_once_and_stays_signed(company: Company, session: UUID) -> None:
    company.by(company.dina, feedback.answer, session, 2, "")
    company.by(company.dina, feedback.sign, session, 4, "Thank you")
    company.by(company.dina, feedback.sign, session, 5, "Thank you")
    assert in_the_box(company, session, company.dina) is None
    row, said = shown(company, session)
    assert (row.answers, row.signed, row.total) == (1, 1, 5)
    assert said == Counter({(5, "Thank you", company.dina): 1})
    with pytest.raises(Refused, match="cannot become anonymous again"):
        company.by(company.dina, feedback.answer, session, 1, "")


def test_only_those_who_were_there_are_asked(company: Company, session: UUID) -> None:
    with pytest.raises(Refused, match="those who were there"):
        company.by(company.ada, feedback.answer, session, 5, "")
    with pytest.raises(Refused, match="You presented"):
        company.by(company.ben, feedback.answer, session, 5, "")
    company.by(company.ben, attendance.mark, session, company.ada, "partly")
    company.by(company.ben, attendance.mark, session, company.gus, "absent")
    company.by(company.ada, feedback.answer, session, 5, "")
    with pytest.raises(Refused, match="those who were there"):
        company.by(company.gus, feedback.sign, session, 5, "")
    company.by(company.emil, feedback.answer, session, 5, "")
    with company.installation.database.reading() as db:
        asked = [person for person in company.everyone if queries.asked_of(db, person, session)]
        assert set(asked) == {company.ada, *company.everyone[2:6]}
        assert queries.could_answer(db, session) == 5


def test_it_opens_at_the_start_and_not_for_what_was_called_off(company: Company) -> None:
    session, draft = company.session(capacity=None), company.scheduled()
    company.by(company.dina, seats.answer, session, "yes")
    with pytest.raises(Missing):
        company.by(company.dina, feedback.answer, draft, 5, "")
    with pytest.raises(Refused, match="has not begun"):
        company.by(company.dina, feedback.answer, session, 5, "")
    company.until(session, hours=0)
    company.by(company.dina, feedback.answer, session, 5, "")
    company.by(company.ada, sessions.cancel, session, "The room is flooded")
    with pytest.raises(Refused, match="called off"):
        company.by(company.dina, feedback.answer, session, 5, "")
    tick(company.installation)
    row, _said = shown(company, session)
    assert (row.closed, row.destroyed, row.answers) == (True, 1, 0)


def test_those_who_look_on_are_not_asked(company: Company, session: UUID) -> None:
    company.by(company.ada, programmes.give_role, company.programme, company.dina, "auditor", "Checks")
    with pytest.raises(Forbidden):
        company.by(company.dina, feedback.answer, session, 5, "")


def test_what_was_typed_wrongly_leaves_what_is_in_the_box(company: Company, session: UUID) -> None:
    company.by(company.dina, feedback.answer, session, 4, "")
    for score, line in ((0, ""), (6, ""), (3, "a\nb")):
        with pytest.raises(Invalid):
            company.by(company.dina, feedback.answer, session, score, line)
    assert in_the_box(company, session, company.dina) == Ballot(True, 4, "")


def test_a_command_id_would_link_and_is_not_kept(company: Company, session: UUID) -> None:
    """The command itself cannot help it: pages send none (see the tests of the pages)."""
    company.by(company.dina, feedback.answer, session, 4, "")
    with company.installation.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(commands.commands)) == 0


def test_an_answer_whose_key_file_is_gone_is_read_by_nobody(company: Company, session: UUID) -> None:
    four_answer(company, session)
    with company.installation.database.reading() as db:
        rows = db.execute(select(ballot_keys.ballot_keys)).all()
    boxes = next(row.file for row in rows if row.kind == "boxes")
    (company.installation.keyring.directory / ballot_keys.FOLDER / f"{boxes}.kek").unlink()
    assert tick(company.installation).failed == 0
    assert in_the_box(company, session, company.dina) == Ballot(True)
    company.by(company.dina, feedback.answer, session, 3, "")
    assert in_the_box(company, session, company.dina) == Ballot(True, 3, "")
    company.until(session, **LONG_AGO)
    tick(company.installation)
    row, _said = shown(company, session)
    assert (row.destroyed, row.answered) == (4, 4)


def test_files_that_a_killed_process_left_are_swept(company: Company, session: UUID) -> None:
    company.by(company.dina, feedback.answer, session, 4, "")
    folder = company.installation.keyring.directory / ballot_keys.FOLDER
    before = set(folder.iterdir())
    for name in ("f00d.kek", "f00e.kek.unfinished"):
        (folder / name).write_bytes(b"left")
    tick(company.installation)
    assert set(folder.iterdir()) == before
    assert in_the_box(company, session, company.dina) == Ballot(True, 4, "")


def test_an_answer_that_was_not_committed_leaves_nothing(company: Company, session: UUID) -> None:
    def fails(work: Any) -> None:
        feedback.answer(work, session, 4, "")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        company.installation.perform(Deed(actor=company.dina), fails)
    assert in_the_box(company, session, company.dina) is None


def test_only_champions_take_over_an_average_and_only_of_the_past(company: Company, session: UUID) -> None:
    with pytest.raises(Forbidden):
        company.by(company.dina, feedback.recall, session, 430)
    company.by(company.ada, feedback.recall, session, 430, 12)
    row, _said = shown(company, session)
    assert (row.recalled_mean, row.recalled_answers, row.answers) == (4.3, 12, 0)
    with pytest.raises(Invalid, match="not taken place"):
        company.by(company.ada, feedback.recall, company.session(days=30), 430)
