"""A deed is done once under its id, tried again when the lock is busy, and leaves nothing when it fails."""

from __future__ import annotations

import logging
import threading
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from lt_web.commands import people, proposals, seats
from lt_web.commands.perform import AnotherDeed
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.faults import Busy
from lt_web.log.recorder import events
from lt_web.log.work import Missing, Work
from lt_web.store.commands import commands
from lt_web.store.keys import keys
from tests.company import Company, outline


def sizes(installation: Installation) -> tuple[int, ...]:
    """How many events, keys and command ids there are."""
    with installation.database.reading() as connection:
        tables = (events, keys, commands)
        return tuple(connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables)


def propose(company: Company, person: UUID, title: str, command: str = "form-1") -> Any:
    deed = Deed(actor=person, command=command)
    return company.installation.perform(deed, proposals.propose, company.programme, outline(title), ["Ropes"])


def test_the_same_form_sent_twice_gives_the_first_result(company: Company) -> None:
    first = propose(company, company.ben, "Knots")
    before = sizes(company.installation)
    assert propose(company, company.ben, "Knots") == first
    assert sizes(company.installation) == before
    assert propose(company, company.ben, "Knots", "form-2") != first


def test_the_same_form_with_other_content_is_another_deed(company: Company) -> None:
    propose(company, company.ben, "Knots")
    before = sizes(company.installation)
    with pytest.raises(AnotherDeed, match="sent before with other content"):
        propose(company, company.ben, "Ropes")
    with pytest.raises(AnotherDeed):
        propose(company, company.cleo, "Knots")
    assert sizes(company.installation) == before


def test_what_the_web_says_was_sent_is_compared_where_it_says_so(company: Company) -> None:
    def sent(body: str, team: str) -> None:
        deed = Deed(routine="command-line", command="form-1", body=body)
        company.installation.perform(deed, people.move_team, company.dina, team)

    sent("team=Dock", "Dock")
    sent("team=Dock", "dock")
    with pytest.raises(AnotherDeed):
        sent("team=Deck", "Dock")


def test_a_deed_that_fails_leaves_neither_event_nor_key_nor_command_id(company: Company) -> None:
    def fail(work: Work) -> None:
        proposals.propose(work, company.programme, outline("Never"), ["Never"])
        raise ZeroDivisionError

    before = sizes(company.installation)
    deed = Deed(actor=company.gus, command="form-1")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            company.installation.perform(deed, fail)
    assert sizes(company.installation) == before
    assert propose(company, company.gus, "Now it works")


def test_a_refused_form_may_be_sent_again(company: Company) -> None:
    session = company.session()
    company.by(company.dina, seats.answer, session, "yes")
    deed = Deed(actor=company.ada, command="form-1")
    for _ in range(2):
        with pytest.raises(Refused):
            company.installation.perform(deed, seats.remove, session, company.emil)
    company.installation.perform(deed, seats.remove, session, company.dina)


def test_what_does_not_exist_is_missing(company: Company) -> None:
    with pytest.raises(Missing):
        company.by(company.dina, seats.answer, UUID(int=1), "yes")


def test_the_lock_is_tried_for_three_times(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    company.installation.database.lock_seconds = 0.05
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with company.installation.log.writing():
            held.set()
            let_go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    with caplog.at_level(logging.WARNING), pytest.raises(Busy):
        company.house(people.move_team, company.dina, "Dock")
    let_go.set()
    thread.join()
    tried = "trying-again command=move_team kind=Busy"
    assert [record.message.split(" what=")[0] for record in caplog.records] == [tried] * 2
    company.house(people.move_team, company.dina, "Dock")
