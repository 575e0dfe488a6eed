"""What is said outside of people is taken in: who comes, what changes, which roles groups bring."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from lt_web.arriving import arrivals, group_roles
from lt_web.commands import leaving, people, programmes
from lt_web.commands.arriving import arrive
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.refusals import Invalid
from lt_web.events.roles import Roles
from lt_web.identity import Profile
from lt_web.permissions import Forbidden
from lt_web.store import directory
from projections import people as rows
from projections import roles
from tests.company import Company, names

HANA = Profile("host", "u-17", "Hana Holm", "Hana@tern.example", "Dock", "Asia/Tokyo", groups=("tech",))
GIVEN = group_roles.read("tech=champion@tech-hour, board=sponsor@*, it=admin")


def comes(company: Company, profile: Profile, source: str = "host") -> UUID:
    return company.made(company.house(arrive, profile, GIVEN, [company.programme], source))


def held(company: Company, person: UUID) -> tuple[frozenset[str], bool]:
    with company.installation.database.reading() as db:
        found = roles.of_person(db, person)
    return roles.in_programme(found, company.programme), roles.administers(found)


def seen(company: Company, person: UUID) -> tuple[directory.Entry, Any]:
    with company.installation.database.reading() as db:
        return directory.of_people(db, [person])[person], rows.one(db, person)


def test_who_is_not_known_joins_with_the_roles_of_their_groups(company: Company) -> None:
    with company.recording() as recorded:
        hana = comes(company, HANA)
        assert comes(company, HANA) == hana, "the same person, and nothing to record"
    assert names(recorded) == ["person.joined", "roles.given"]
    assert (recorded[1].group, recorded[1].cause) == ("tech", recorded[0].id)
    entry, row = seen(company, hana)
    assert (entry.name, entry.email, entry.zone) == ("Hana Holm", "hana@tern.example", "Asia/Tokyo")
    assert (row.team, row.here, held(company, hana)) == ("Dock", True, (frozenset({"champion"}), False))


def test_the_key_is_issuer_and_subject_and_never_the_address(company: Company) -> None:
    hana = comes(company, HANA)
    other = comes(company, replace(HANA, issuer="https://sign-in.tern.example"))
    third = comes(company, replace(HANA, subject="U-17"))
    assert len({hana, other, third}) == 3
    assert comes(company, replace(HANA, email="hana.holm@tern.example", name="Hana Reyes")) == hana
    entry, _row = seen(company, hana)
    assert (entry.name, entry.email) == ("Hana Reyes", "hana.holm@tern.example")
    assert seen(company, other)[0].name == "Hana Holm"


def test_name_and_address_change_without_an_event_and_a_team_with_one(company: Company) -> None:
    hana = comes(company, HANA)
    with company.recording() as recorded:
        comes(company, replace(HANA, name="Hana Reyes", manager=True))
        comes(company, replace(HANA, name="Hana Reyes", team="Deck", email="", zone="", manager=None))
        comes(company, replace(HANA, name="Hana Reyes", team="", manager=None))
    assert [(event.TOPIC, event.team) for event in recorded] == [("person.moved_team", "Deck")]
    entry, row = seen(company, hana)
    assert (entry.email, entry.zone, entry.manager) == ("hana@tern.example", "Asia/Tokyo", True)
    assert row.team == "Deck", "of what nothing is said, what is known stays"


def test_roles_follow_the_groups_and_what_a_champion_gave_stays(company: Company) -> None:
    hana = comes(company, HANA)
    comes(company, replace(HANA, groups=("tech", "board", "it", "choir")))
    assert held(company, hana) == (frozenset({"champion", "sponsor"}), True)
    company.by(company.ada, programmes.give_role, company.programme, hana, "champion", "Asked to stay")
    company.by(company.ada, programmes.give_role, company.programme, hana, "auditor", "Reads along")
    comes(company, replace(HANA, groups=None))
    assert held(company, hana) == (frozenset({"champion", "sponsor", "auditor"}), True)
    with company.recording() as recorded:
        comes(company, replace(HANA, groups=()))
    assert held(company, hana) == (frozenset({"champion", "auditor"}), True)
    assert [(event.TOPIC, event.role, event.with_group) for event in recorded] == [
        ("roles.taken", "sponsor", True)
    ], "the last admin stays until there is another"
    company.house(programmes.make_admin, company.ada, "Looks after it too")
    comes(company, replace(HANA, groups=()))
    assert held(company, hana) == (frozenset({"champion", "auditor"}), False)


def test_who_was_noted_here_as_having_left_is_not_brought_back_from_outside(company: Company) -> None:
    hana = comes(company, HANA)
    company.house(leaving.leave, hana)
    with company.recording() as recorded:
        assert comes(company, replace(HANA, team="Deck")) == hana
    assert (recorded, seen(company, hana)[1].here) == ([], False)
    company.house(people.come_back, hana)
    comes(company, replace(HANA, team="Deck"))
    assert (seen(company, hana)[1].team, seen(company, hana)[1].here) == ("Deck", True)


def test_what_is_no_key_no_name_and_no_zone_is_refused(company: Company) -> None:
    for wrong in ({"subject": ""}, {"subject": " u"}, {"issuer": "x" * 201}, {"name": " "}, {"zone": "Moon"}):
        with company.recording() as recorded, pytest.raises(Invalid):
            comes(company, replace(HANA, **wrong))
        assert recorded == []
    with pytest.raises(Forbidden):
        company.by(company.ada, arrive, HANA)


def test_one_can_ask_whether_anything_is_new(company: Company) -> None:
    house = company.installation
    house.group_roles = group_roles.read("tech=employee@tech-hour")

    def new(profile: Profile) -> bool:
        with house.database.reading() as db:
            return arrivals.differs(house, db, profile)

    odd = replace(HANA, zone="Moon/Sea", email="half an address", name="Hana\n" + "x" * 200, team="  Dock ")
    assert new(odd)
    hana = arrivals.welcome(house, odd)
    assert not new(odd)
    entry, row = seen(company, hana)
    assert (len(entry.name), entry.email, entry.zone, row.team) == (120, "", "", "Dock")
    assert (new(replace(odd, groups=())), new(replace(odd, team="Deck"))) == (True, True)
    house.group_roles = group_roles.read("tech=auditor@tech-hour")
    assert new(odd), "the mapping has changed"
    assert arrivals.welcome(house, odd) == hana
    assert (new(odd), held(company, hana)[0]) == (False, {"auditor"})
    company.house(leaving.leave, hana)
    company.house(people.come_back, hana)
    assert new(odd)


def test_the_list_of_admins_begins_with_a_group(company: Company) -> None:
    hana = comes(company, replace(HANA, groups=("it",)))
    with company.installation.database.reading():
        known = company.installation.log.load(Roles, roles_id(HOUSE))
    assert known is not None
    assert known.from_groups(hana) == {"admin"}
