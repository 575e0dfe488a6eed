"""Write-ups: who may write what when, drafts, reminders, and what waits for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from lt_web.commands import attendance, programmes, seats, sessions, write_ups
from lt_web.events.refusals import Invalid, Refused
from lt_web.permissions import Forbidden
from lt_web.routines.ticking import Ticked, tick
from lt_web.store import drafts
from projections import inbox, write_up_queries
from tests.company import Company, names

SLIDES = ("slides", "https://files.tern.example/plans.pdf", "Slides")
FILM = ("recording", "https://files.tern.example/film")
WIKI = ("notes", "https://wiki.tern.example/plans")


def held(company: Company) -> Any:
    """A session on Monday 8 March that Ben showed; Dina and Emil had a seat, Dina was noted as absent."""
    session = company.session(capacity=None)
    for person in (company.dina, company.emil):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=-1)
    tick(company.installation)
    company.by(company.ben, attendance.mark, session, company.dina, "absent")
    return session


def row(company: Company, session: Any) -> Any:
    with company.installation.database.reading() as db:
        return write_up_queries.one(db, session)


def waits(company: Company, person: Any) -> list[str]:
    with company.installation.database.reading() as db:
        return [row.kind for row in inbox.of_person(db, person, company.clock.now)]


def test_a_write_up_is_due_ten_working_days_after_the_session_and_waits_for_its_presenters(
    company: Company,
) -> None:
    session, other = held(company), company.session(days=20)
    assert row(company, session).due_on == date(2027, 3, 22)
    assert row(company, other).due_on is None
    assert (waits(company, company.ben), waits(company, company.emil)) == (["write_up"], [])
    company.by(company.ada, programmes.set_up, company.programme, {"write_up_days": 3}, True)
    assert row(company, session).due_on == date(2027, 3, 11)
    company.by(company.ben, write_ups.publish, session, "Plans have leaves.", 0)
    assert waits(company, company.ben) == []
    company.by(company.ada, programmes.set_up, company.programme, {"write_up_days": 30}, True)
    found = row(company, session)
    assert (found.due_on, found.revision, found.text) == (date(2027, 3, 11), 1, "Plans have leaves.")


def test_only_its_people_and_champions_write_and_nothing_before_it_took_place(company: Company) -> None:
    session, coming = held(company), company.session(days=20)
    for person in (company.emil, company.gus):
        with pytest.raises(Forbidden):
            company.by(person, write_ups.publish, session, "Mine", 0)
    with pytest.raises(Refused, match="not taken place yet"):
        company.by(company.ben, write_ups.publish, coming, "Early", 0)
    company.by(company.ada, write_ups.publish, session, "Hers", 0)
    with pytest.raises(Invalid, match="Nothing is lost"):
        company.by(company.ben, write_ups.publish, session, "His", 0)
    company.by(company.ben, write_ups.add_co_author, session, company.emil)
    assert waits(company, company.emil) == ["co_author"]
    company.by(company.emil, write_ups.publish, session, "Ours", 1)
    assert row(company, session).text == "Ours"


def test_whoever_was_there_adds_what_they_learned(company: Company) -> None:
    session = held(company)
    company.by(company.ben, attendance.mark, session, company.fay, "partly")
    for person in (company.emil, company.fay, company.ben):
        company.by(person, write_ups.note, session, "Read it from the inside out.")
    for person in (company.dina, company.gus):
        with pytest.raises(Refused, match="those who were there"):
            company.by(person, write_ups.note, session, "I hear it was good.")
    with pytest.raises(Forbidden):
        company.by(company.emil, write_ups.withdraw_note, session, company.fay)
    company.by(company.ada, write_ups.withdraw_note, session, company.fay)
    with company.installation.database.reading() as db:
        assert {n.person for n in write_up_queries.notes_of(db, session)} == {company.emil, company.ben}


def test_slides_may_come_before_and_a_recording_with_everybodys_leave(company: Company) -> None:
    session = company.session()
    company.by(company.ben, write_ups.add_link, session, *SLIDES)
    company.by(company.ben, write_ups.allow_recording, session)
    with pytest.raises(Refused, match="not taken place yet"):
        company.by(company.ben, write_ups.add_link, session, *FILM)
    company.by(company.ada, sessions.invite_presenter, session, company.cleo)
    company.by(company.cleo, sessions.accept_presenting, session)
    company.until(session, hours=-1)
    tick(company.installation)
    with pytest.raises(Invalid, match="Not everybody"):
        company.by(company.ben, write_ups.add_link, session, *FILM)
    company.by(company.cleo, write_ups.allow_recording, session)
    with company.recording() as found:
        company.by(company.ben, write_ups.add_link, session, *FILM)
        company.by(company.ben, write_ups.remove_link, session, company.ben)
    assert names(found) == ["write_up.link_added"]


def test_reminders_come_by_themselves_then_whoever_was_there_takes_it_on(company: Company) -> None:
    session = held(company)  # due on Monday 22 March
    company.clock.pass_by(days=14)
    assert tick(company.installation) == Ticked()
    with pytest.raises(Refused, match="still has time"):
        company.by(company.emil, write_ups.take_over, session)
    for days, recorded in ((1, 2), (3, 0), (3, 1), (9, 0)):  # Tuesday 23; Friday 26; Monday 29
        company.clock.pass_by(days=days)
        assert tick(company.installation) == Ticked(recorded=recorded)
    with pytest.raises(Refused, match="those who were there"):
        company.by(company.dina, write_ups.take_over, session)
    company.by(company.emil, write_ups.take_over, session)
    assert (waits(company, company.ben), waits(company, company.emil)) == (["taken_over"], ["write_up"])
    company.by(company.emil, write_ups.publish, session, "What I remember.", 0)
    assert waits(company, company.emil) == []


def test_notes_that_are_kept_elsewhere_end_the_asking(company: Company) -> None:
    session = held(company)
    company.by(company.ben, write_ups.add_link, session, *WIKI)
    assert (waits(company, company.ben), row(company, session).elsewhere) == ([], 1)
    company.clock.pass_by(days=60)
    assert tick(company.installation) == Ticked()


def test_nobody_is_asked_to_write_up_what_was_imported(company: Company) -> None:
    company.reads_in(b"title;date;time;presenters\nFirst hour;2026-11-05;14:00;Ben Holm\n")
    assert waits(company, company.ben) == []
    assert tick(company.installation) == Ticked()


def test_what_changes_nothing_records_nothing(company: Company) -> None:
    session = held(company)
    with company.recording() as found:
        company.by(company.ben, write_ups.remove_link, session, company.ben)
        company.by(company.ben, write_ups.remove_co_author, session, company.gus)
        company.by(company.emil, write_ups.withdraw_note, session, company.emil)
        company.by(company.ben, write_ups.refuse_recording, session)
        company.routine("write-ups", write_ups.nudge, session)
    assert found == []


def test_a_draft_is_its_writers_alone_encrypted_and_gone_once_published(company: Company) -> None:
    session, house = held(company), company.installation
    with company.recording() as found:
        for text in ("What we", "What we coverd"):
            company.by(company.ben, write_ups.keep_draft, session, text, 0)
    assert found == []

    def draft(person: Any) -> Any:
        with house.database.reading() as db:
            return drafts.find(db, house.keyring, person, session)

    assert (draft(company.ben).text, draft(company.ben).based_on) == ("What we coverd", 0)
    assert draft(company.ada) is None
    with house.database.reading() as db:
        stored = db.execute(select(drafts.drafts.c.sealed)).scalars().all()
    assert len(stored) == 1
    assert b"coverd" not in stored[0]
    with pytest.raises(Forbidden):
        company.by(company.emil, write_ups.keep_draft, session, "What we", 0)
    company.by(company.ben, write_ups.publish, session, "What we covered", 0)
    assert draft(company.ben) is None
    company.by(company.ben, write_ups.keep_draft, session, "More", 1)
    company.clock.pass_by(days=181)
    tick(house)
    assert draft(company.ben) is None


def test_a_draft_can_be_thrown_away(company: Company) -> None:
    session = held(company)
    company.by(company.ben, write_ups.keep_draft, session, "What we", 0)
    company.by(company.ben, write_ups.discard_draft, session)
    with company.installation.database.reading() as db:
        assert drafts.find(db, company.installation.keyring, company.ben, session) is None
