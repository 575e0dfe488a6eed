"""What is kept of who is who: any change, in any process, shows at the next request; nothing else does."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from lt_web.commands import accounts as account_deeds
from lt_web.commands import leaving, people, programmes, seats
from lt_web.events.refusals import Invalid
from lt_web.installation import Installation
from lt_web.log.work import Work
from lt_web.store import accounts, directory, states
from lt_web.who_is_who.kept import MOST, Who
from projections.catalogue import PROJECTIONS
from tests.company import Company

CHANGES: dict[str, Callable[[Company], Any]] = {
    "somebody comes": lambda c: c.hire("Hana"),
    "somebody leaves": lambda c: c.house(leaving.leave, c.emil),
    "somebody changes team": lambda c: c.house(people.move_team, c.gus, "Dock"),
    "somebody is called otherwise": lambda c: c.by(c.gus, people.change_profile, "Gustav Holm", ""),
    "somebody signs out everywhere": lambda c: c.by(c.gus, account_deeds.end_sessions),
    "a password changes": lambda c: c.by(c.gus, account_deeds.set_password, "hash"),
    "an account is opened": lambda c: c.house(people.open_account, c.gus, "gus@tern.example", "hash"),
    "a role is given": lambda c: c.by(c.ada, programmes.give_role, c.programme, c.gus, "champion", "Helps"),
    "an admin is made": lambda c: c.house(programmes.make_admin, c.gus, "Looks after the house"),
    "a programme closes": lambda c: c.by(c.ada, programmes.set_up, c.programme, {}, False),
    "the read models are rebuilt": lambda c: c.installation.rebuild(PROJECTIONS),
}


def state(installation: Installation) -> Who:
    with installation.database.reading() as connection:
        return installation.who_is_who.at(connection)


def test_what_is_kept_ends_with_a_change_in_another_process(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    other = reopened()
    for change, carry_out in CHANGES.items():
        before, own = state(other), state(company.installation)
        assert state(other) is before
        carry_out(company)
        assert state(other) is not before, change
        assert state(company.installation) is not own, change
    other.close()


def test_an_answer_leaves_what_is_kept(company: Company) -> None:
    session = company.session()
    before = state(company.installation)
    company.by(company.dina, seats.answer, session, "yes")
    assert state(company.installation) is before


def test_what_was_rolled_back_has_no_word(company: Company) -> None:
    before = state(company.installation)

    def change_and_fail(work: Work) -> None:
        people.change_profile(work, "Somebody Else", "")
        people.change_profile(work, "", "")

    with pytest.raises(Invalid):
        company.by(company.gus, change_and_fail)
    assert state(company.installation) is before


def test_a_snapshot_is_answered_as_it_stands(company: Company, reopened: Callable[[], Installation]) -> None:
    """Whoever reads on while another process changes something keeps what was so when they began."""
    other = reopened()
    with other.database.reading() as connection:
        before = other.who_is_who.at(connection)
        company.hire("Hana")
        assert other.who_is_who.at(connection) is before
        after = state(company.installation)
        assert after is not before
    assert state(other) is not before
    other.close()


def test_a_state_that_was_restored_has_its_own_word(company: Company) -> None:
    """As with a backup that is put back: the same events have been counted, but others."""
    with company.installation.database.reading() as connection:
        saved = states.word_of(connection)
    company.hire("Hana")
    later = state(company.installation)
    with company.installation.database.writing() as connection:
        connection.execute(text("UPDATE lt_states SET word = :word"), {"word": saved})
    assert state(company.installation) is not later


def test_where_no_state_has_a_word_nothing_is_kept(company: Company) -> None:
    with company.installation.database.writing() as connection:
        connection.execute(text("DELETE FROM lt_states"))
    assert state(company.installation) is not state(company.installation)


def test_whatever_writes_accounts_or_the_directory_gives_another_word() -> None:
    for module in (accounts, directory):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            source = inspect.getsource(function) if function.__module__ == module.__name__ else ""
            writes = any(f".{deed}(" in source for deed in ("insert", "update", "delete"))
            assert not writes or "renew(connection)" in source, f"{module.__name__}.{name}"


def test_nothing_is_kept_without_end(company: Company) -> None:
    full = state(company.installation)
    full.entries.update((UUID(int=number), None) for number in range(MOST + 1))
    assert state(company.installation) is not full
