"""Appending: contiguous, never over a gap, and nothing where nothing happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, func, select

from lt_web.commands import people, seats
from lt_web.events.person import Person
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log import known
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


def forget_last(installation: Installation) -> None:
    with installation.database.writing() as connection:
        last = connection.scalar(select(func.max(events.c.position)))
        connection.execute(delete(events).where(events.c.position == last))
    installation.rebuild()


def test_a_deed_goes_on_from_what_a_restored_log_says(fragile: Installation, company: Company) -> None:
    for team in ("Dock", "Deck", "Pier"):
        company.house(people.move_team, company.dina, team)
    forget_last(fragile)
    with working(fragile.log, COMMAND_LINE) as work:
        assert work.load(Person, company.dina).team == "Deck"
    company.house(people.move_team, company.dina, "Quay")
    assert fragile.differences() == []


def test_a_restored_log_is_told_from_the_old_one_though_it_is_longer(
    fragile: Installation, company: Company, reopened: Callable[[], Installation]
) -> None:
    for team in ("Dock", "Deck"):
        company.house(people.move_team, company.dina, team)
    forget_last(fragile)
    other = reopened()
    for person, team in ((company.emil, "Quay"), (company.emil, "Dock"), (company.fay, "Quay")):
        other.perform(COMMAND_LINE, people.move_team, person, team)
    with working(fragile.log, COMMAND_LINE) as work:
        assert work.load(Person, company.dina).team == "Dock"
        assert work.load(Person, company.emil).team == "Dock"
    other.close()


def test_what_another_process_recorded_is_known_whether_little_or_much(
    company: Company, reopened: Callable[[], Installation], monkeypatch: pytest.MonkeyPatch
) -> None:
    other, here = reopened(), company.installation
    for most in (known.MOST_NEWS, 1):
        monkeypatch.setattr(known, "MOST_NEWS", most)
        for person in (company.dina, company.emil):
            company.house(people.move_team, person, "Web")
            for team in ("Dock", "Deck"):
                other.perform(COMMAND_LINE, people.move_team, person, team)
        with working(here.log, COMMAND_LINE) as work:
            assert {work.load(Person, p).team for p in (company.dina, company.emil)} == {"Deck"}
    other.close()


def test_what_could_not_be_committed_is_not_known(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    company.house(people.move_team, company.dina, "Dock")

    def fail(_connection: Connection) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(company.installation.log.read_models, "settle", fail)
        with pytest.raises(ZeroDivisionError):
            company.house(people.move_team, company.dina, "Deck")
    with working(company.installation.log, COMMAND_LINE) as work:
        assert work.load(Person, company.dina).team == "Dock"


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
