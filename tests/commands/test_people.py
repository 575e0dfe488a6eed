"""People come, move, leave and come back; their names stay beside the log."""

from __future__ import annotations

import pytest

from lt_web.commands import leaving, people
from lt_web.events.refusals import Invalid
from lt_web.permissions import Forbidden
from lt_web.store import accounts, directory
from projections import people as rows
from tests.company import Company, names


def test_a_colleague_comes_moves_leaves_and_comes_back(company: Company) -> None:
    with company.recording() as recorded:
        hana = company.hire("Hana", "Dock")
        company.house(people.open_account, hana, "hana@tern.example", "a hash")
        company.house(people.move_team, hana, "Deck")
        company.house(people.move_team, hana, "Deck")
        company.house(leaving.leave, hana)
        company.house(leaving.leave, hana)
        company.house(people.come_back, hana)
    assert names(recorded) == ["person.joined", "person.moved_team", "person.left", "person.came_back"]
    with company.installation.database.reading() as db:
        row, other = rows.one(db, hana), rows.one(db, company.dina)
        account = accounts.of_person(db, hana)
    assert (row.team, row.here, other.team) == ("Deck", True, "Web")
    assert account is not None
    assert account.epoch == 3, "each time they left, their sessions ended"


def test_one_s_own_name_changes_without_an_event(company: Company) -> None:
    with company.recording() as recorded:
        company.by(company.dina, people.change_profile, "Dina Holm-Reyes", "Asia/Tokyo")
    assert recorded == []
    with company.installation.database.reading() as db:
        found = directory.of_people(db, [company.dina, company.emil])
    assert (found[company.dina].name, found[company.emil].name) == ("Dina Holm-Reyes", "Emil Holm")


def test_colleagues_are_added_by_admins_and_an_address_once(company: Company) -> None:
    with pytest.raises(Forbidden):
        company.by(company.dina, people.join, "Hana Holm")
    with pytest.raises(Invalid):
        company.hire("Dina")
    with pytest.raises(Invalid):
        company.house(people.join, "Hana Holm", "no address")
