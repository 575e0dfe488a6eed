"""Appending: contiguous, never over a gap, and nothing where nothing happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from lt_web.commands import people, seats
from lt_web.events.person import Person
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.faults import Stale
from lt_web.log.recorder import Recorder, events
from lt_web.log.work import Work, working
from tests.company import Company

COMMAND_LINE = Deed(routine="command-line", source="cli")


def size(installation: Installation) -> int:
    with installation.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(events)) or 0


def test_saving_what_did_not_change_records_nothing(company: Company) -> None:
    before = size(company.installation)
    with working(company.installation.log, COMMAND_LINE) as work:
        colleague = work.load(Person, company.dina)
        work.save(colleague)
        work.save()
        company.installation.log.save(colleague)
        assert Recorder(company.installation.database).insert_events([]) == []
    assert size(company.installation) == before


def test_the_same_answer_twice_records_nothing(company: Company) -> None:
    session = company.session()
    company.by(company.dina, seats.answer, session, "yes")
    before = size(company.installation)
    company.by(company.dina, seats.answer, session, "yes")
    assert size(company.installation) == before


def test_an_aggregate_loaded_twice_in_a_deed_is_the_same(company: Company) -> None:
    with working(company.installation.log, COMMAND_LINE) as work:
        colleague = work.load(Person, company.dina)
        colleague.move_to("Dock")
        work.save(colleague)
        assert work.load(Person, company.dina) is colleague
        colleague.move_to("Deck")
        work.save(colleague)
    assert company.installation.differences() == []


def test_what_a_failed_deed_did_to_an_aggregate_is_forgotten(company: Company) -> None:
    def fail(work: Work) -> None:
        people.move_team(work, company.dina, "Dock")
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            company.house(fail)
    company.house(people.move_team, company.dina, "Deck")
    with working(company.installation.log, COMMAND_LINE) as work:
        assert work.load(Person, company.dina).team == "Deck"


def test_a_log_that_was_restored_is_not_continued_over_a_gap(fragile: Installation, company: Company) -> None:
    for team in ("Dock", "Deck", "Deck"):
        company.house(people.move_team, company.dina, team)
    with fragile.database.writing() as connection:
        last = connection.scalar(select(func.max(events.c.position)))
        connection.execute(delete(events).where(events.c.position == last))
    fragile.rebuild()
    with pytest.raises(Stale), working(fragile.log, COMMAND_LINE) as work:
        people.move_team(work, company.dina, "Quay")
    company.house(people.move_team, company.dina, "Quay")
    assert fragile.differences() == []


def test_a_deed_meets_a_restored_log_without_noticing(fragile: Installation, company: Company) -> None:
    company.house(people.move_team, company.dina, "Dock")
    with fragile.database.writing() as connection:
        last = connection.scalar(select(func.max(events.c.position)))
        connection.execute(delete(events).where(events.c.position == last))
    fragile.rebuild()
    company.house(people.move_team, company.dina, "Quay")
    assert fragile.differences() == []


def test_another_process_goes_on_where_this_one_stopped(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    session, other = company.session(capacity=1), reopened()
    theirs = Company.__new__(Company)
    vars(theirs).update(vars(company) | {"installation": other})
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
        theirs.by(person, seats.answer, session, "no")
        company.by(person, seats.answer, session, "yes")
    with other.database.reading():
        last = other.log.load(seats.Seats, seats.seats_id(session))
    assert last is not None
    assert (list(last.seated), last.waiting) == ([company.dina], [company.emil, company.fay])
    other.close()
