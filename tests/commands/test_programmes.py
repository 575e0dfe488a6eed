"""Programmes are founded by the house, led by champions, and seen by those whom they let in."""

from __future__ import annotations

import pytest

from lt_web.commands import people, programmes, seats, sessions
from lt_web.events.refusals import Invalid, Refused
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from projections import programmes as rows
from projections import roles as role_rows
from tests.company import ZONE, Company, names


def test_a_programme_is_founded_with_its_champion(company: Company) -> None:
    with company.recording() as recorded:
        tide = company.house(programmes.found, "tide-hour", "Tide hour", "", ZONE, champion=company.cleo)
    assert names(recorded) == ["programme.founded", "roles.opened", "roles.given", "topics.opened"]
    with pytest.raises(Invalid):
        company.house(programmes.found, "tide-hour", "Tide hour again", "", ZONE, champion=company.cleo)
    with pytest.raises(Forbidden):
        company.by(company.cleo, programmes.found, "own-hour", "Own hour", "", ZONE)
    with company.installation.database.reading() as db:
        assert [row.slug for row in rows.everything(db)] == [company.slug, "tide-hour"]
        assert role_rows.of_programme(db, tide) == {company.cleo: frozenset({"champion"})}
        assert role_rows.of_programme(db, company.programme) == {company.ada: frozenset({"champion"})}


def test_champions_describe_and_set_it_up(company: Company) -> None:
    with company.recording() as recorded:
        for _twice in range(2):
            company.by(company.ada, programmes.describe, company.programme, "Tide hour", "Slower.", ZONE)
            company.by(company.ada, programmes.set_up, company.programme, {"offer_hours": 2}, True)
    assert names(recorded) == ["programme.described", "programme.setting_changed"]
    with pytest.raises(Forbidden):
        company.by(company.dina, programmes.describe, company.programme, "Mine", "", ZONE)
    with pytest.raises(Invalid):
        company.by(company.ada, programmes.set_up, company.programme, {"offer_hours": 99}, True)


def test_a_closed_programme_does_not_exist_for_others(company: Company) -> None:
    session = company.session()
    company.by(
        company.ada, programmes.give_role, company.programme, company.dina, "employee", "Asked to join"
    )
    company.by(company.ada, programmes.set_up, company.programme, {}, False)
    company.by(company.dina, seats.answer, session, "yes")
    with pytest.raises(Missing):
        company.by(company.emil, seats.answer, session, "yes")
    with pytest.raises(Missing):
        company.by(company.emil, sessions.comment, session, "Hello?")


def test_there_is_always_a_champion_and_an_admin(company: Company) -> None:
    with pytest.raises(Refused, match="last champion"):
        company.by(company.ada, programmes.take_role, company.programme, company.ada, "champion", "Leave")
    company.house(programmes.make_admin, company.ben, "Runs the server")
    with pytest.raises(Refused, match="last admin"):
        company.by(company.ben, programmes.unmake_admin, company.ben, "Tired")
    company.by(company.ben, people.join, "Hana Holm", "hana@tern.example")
    with pytest.raises(Forbidden):
        company.by(company.dina, programmes.make_admin, company.dina, "Why not")


def test_sponsors_look_and_do_not_take_part(company: Company) -> None:
    session = company.session()
    company.by(company.ada, programmes.give_role, company.programme, company.gus, "sponsor", "Pays for it")
    with pytest.raises(Forbidden):
        company.by(company.gus, seats.answer, session, "yes")
