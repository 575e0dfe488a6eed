"""A person is erased: nobody reads their words or knows who they were, and all else stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import erasing, feedback, people, programmes, proposals, seats, sessions
from lt_web.erasing import purging
from lt_web.events.refusals import Refused
from lt_web.installation import Installation
from lt_web.log import digest
from lt_web.log.codec import ERASED
from lt_web.permissions import Forbidden
from lt_web.routines.ticking import tick
from lt_web.store import accounts, ballots, directory, erasures, keys, uploads
from projections import comments, ties
from projections import proposals as proposal_rows
from tests.company import Company, names

GROUND = "Asked for it on 1 March"


def erases(company: Company, person: UUID, everything: bool = False, by: UUID | None = None) -> None:
    with company.installation.database.reading() as db:
        tied = vars(ties.of_person(db, person, company.clock.now))
    given = (erasing.erase, person, everything, GROUND)
    company.by(by, *given, **tied) if by else company.house(*given, **tied)
    purging.finish(company.installation)


def comment(company: Company, session: UUID) -> str | None:
    with company.installation.database.reading() as db:
        return company.installation.log.codec.reveal(comments.about(db, session)[0].text)


def title(company: Company, proposal: UUID) -> str:
    with company.installation.database.reading() as db:
        found = proposal_rows.table
        return str(db.scalar(found.select().with_only_columns(found.c.title).where(found.c.id == proposal)))


def root(company: Company, position: int) -> bytes:
    with company.installation.database.reading() as db:
        return digest.recomputed(db, position).root


def position(company: Company) -> int:
    return int(company.installation.health()["position"])


def written(company: Company) -> tuple[UUID, UUID]:
    session = company.session()
    company.by(company.gus, sessions.comment, session, "I sailed with that one")
    return session, company.proposal(company.gus, "Knots that hold")


def test_personal_words_are_unreadable_and_work_stays_unless_it_is_asked_for(company: Company) -> None:
    session, proposal = written(company)
    before = position(company)
    proof = root(company, before)
    erases(company, company.gus)
    assert comment(company, session) is None
    assert title(company, proposal) == "Knots that hold"
    erases(company, company.gus, everything=True)
    assert title(company, proposal) == ERASED
    assert root(company, before) == proof, "not a byte of what was recorded is another"


def test_who_they_were_is_gone_and_what_waits_for_them_goes_to_others(company: Company) -> None:
    session = company.session(capacity=1)
    company.house(people.open_account, company.gus, "gus@tern.example", "a hash")
    for person in (company.gus, company.fay):
        company.by(person, seats.answer, session, "yes")
    with company.recording() as recorded:
        erases(company, company.gus)
    assert names(recorded) == ["person.left", "seats.vacated", "seats.promoted", "person.erased"]
    with company.installation.database.reading() as db:
        assert directory.of_people(db, [company.gus]) == {}
        assert accounts.of_person(db, company.gus) is None
        assert {row.owner for row in db.execute(keys.keys.select())}.isdisjoint({company.gus})
        [erased] = erasures.everybody(db)
    assert (erased.person, erased.work) == (company.gus, False)
    assert erased.purged_at is not None


def test_everybody_else_reads_on_under_a_new_key_file_and_the_old_one_is_gone(company: Company) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, "See you there")
    folder = company.installation.keyring.directory
    [old] = folder.glob("*.kek")
    erases(company, company.gus)
    [new] = folder.glob("*.kek")
    assert new != old
    company.installation.keyring.forget()
    assert comment(company, session) == "See you there"


def test_another_process_forgets_what_it_could_read(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    session, proposal = written(company)
    other = reopened()
    with other.database.reading() as db:
        token = comments.about(db, session)[0].text
        other.who_is_who.at(db)
        assert other.log.codec.reveal(token) == "I sailed with that one"
    erases(company, company.gus, everything=True)
    with other.database.reading() as db:
        other.who_is_who.at(db)
        assert other.log.codec.reveal(token) is None
    with other.log.writing():
        known = other.log.load(proposals.Proposal, proposal)
        assert known is not None
        assert known.outline.title == ERASED
    other.close()


def test_roles_go_but_for_the_last_champion_and_the_last_admin(company: Company) -> None:
    company.house(programmes.make_admin, company.fay, "Looks after the server")
    company.by(company.ada, programmes.give_role, company.programme, company.fay, "auditor", "Reads along")
    with pytest.raises(Refused, match="Nobody else who is here administers"):
        erases(company, company.fay)
    company.house(programmes.make_admin, company.dina, "Looks after the server too")
    with pytest.raises(Refused, match="last champion"):
        erases(company, company.ada)
    with company.recording() as recorded:
        erases(company, company.fay)
    assert names(recorded) == ["person.left", "roles.taken", "roles.taken", "person.erased"]


def test_admins_alone_erase_and_never_themselves(company: Company) -> None:
    company.house(programmes.make_admin, company.fay, "Looks after the server")
    with pytest.raises(Forbidden):
        erases(company, company.gus, by=company.ada)
    with pytest.raises(Refused, match="You cannot erase yourself"):
        erases(company, company.fay, by=company.fay)
    erases(company, company.gus, by=company.fay)
    with pytest.raises(Refused, match="Who this was is erased"):
        company.by(company.fay, people.come_back, company.gus)


def test_a_name_of_a_table_goes_with_the_colleague_that_it_is(company: Company) -> None:
    name = company.house(_noted, "Gus M.")
    other = company.house(_noted, "Somebody else")
    company.by(company.ada, people.merge, company.programme, name, company.gus, [])
    with pytest.raises(Refused, match="This name is that of a colleague"):
        erases(company, name)
    with pytest.raises(Refused, match="not that of the person"):
        company.house(erasing.erase, company.gus, False, GROUND, names=[other])
    company.house(erasing.erase, company.gus, False, GROUND, names=[name])
    with company.installation.database.reading() as db:
        assert set(directory.of_people(db, [name, other])) == {other}


def test_what_they_put_into_a_box_is_taken_out_and_the_others_are_closed_anew(company: Company) -> None:
    session = company.session(capacity=None)
    for person in (company.gus, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=-2)
    tick(company.installation)
    for person, line in ((company.gus, "A gull in it"), (company.fay, "Worth it")):
        company.by(person, feedback.answer, session, 4, line)
    keyring = company.installation.log.ballot_keys
    with company.installation.database.reading() as db:
        before = keyring.find(db, session, ballots.BOXES)
    erases(company, company.gus)
    with company.installation.log.writing() as db:
        box = ballots.BallotBox(db, keyring)
        assert [line for _score, line in box.waiting(session).values()] == ["Worth it"]
        assert keyring.find(db, session, ballots.BOXES) != before


def test_a_restored_copy_erases_again_before_it_answers(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    session, _proposal = written(company)
    erases(company, company.gus)
    with company.installation.database.writing() as db:  # as if it were a copy from before
        db.execute(erasures.erasures.delete())
        directory.add(db, directory.Entry(company.gus, "Gus Holm"))
    again = reopened()
    again.prepare()
    with again.database.reading() as db:
        assert directory.of_people(db, [company.gus]) == {}
        assert [one.person for one in erasures.everybody(db)] == [company.gus]
    again.close()
    assert comment(company, session) is None


@pytest.mark.parametrize("killed_after", range(4))
def test_killed_at_any_step_nothing_is_lost_and_the_next_start_finishes(
    company: Company,
    reopened: Callable[[], Installation],
    killed_after: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, "See you there")
    company.by(company.gus, sessions.comment, session, "Me too")
    monkeypatch.setattr(purging, "PURGES", purging.PURGES[:killed_after])
    monkeypatch.setattr(erasures, "purged", _killed)
    with pytest.raises(KeyboardInterrupt):
        erases(company, company.gus)
    monkeypatch.undo()
    again = reopened()
    again.prepare()
    with again.database.reading() as db:
        mine, theirs = (again.log.codec.reveal(row.text) for row in comments.about(db, session))
        assert erasures.to_purge(db) == []
    assert (mine, theirs) == ("See you there", None)
    assert len(list(again.keyring.directory.glob("*.kek"))) == 1
    again.close()


def test_a_deed_that_fails_destroys_no_key(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _proposal = written(company)
    monkeypatch.setattr(uploads, "forget_all", _killed)
    with pytest.raises(KeyboardInterrupt):
        erases(company, company.gus)
    monkeypatch.undo()
    tick(company.installation)
    company.installation.keyring.forget()
    assert comment(company, session) == "I sailed with that one"
    company.by(company.gus, sessions.comment, session, "And again")


def _killed(*_given: Any) -> None:
    raise KeyboardInterrupt


def _noted(work: Any, name: str) -> UUID:
    return people.note_unclaimed(work, name)
