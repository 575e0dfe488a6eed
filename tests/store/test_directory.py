"""Who is who: found by id, by how they sign in, by name, in the same order on every database."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import Connection

from lt_web.installation import Installation
from lt_web.store import accounts, directory
from lt_web.store.accounts import Account
from lt_web.store.directory import Entry

NAMES = ["Zoë Ánimo", "ada holm", "Åse Tern", "Ben_Holm", "Ada Tide", "Ben%Holm"]
ENTRIES = [
    Entry(UUID(int=n), name, f"p{n}@tern.example", "Asia/Tokyo", "local", f"p{n}")
    for n, name in enumerate(NAMES, 1)
]


@pytest.fixture
def filled(installation: Installation) -> Connection:
    with installation.database.writing() as connection:
        for entry in ENTRIES:
            directory.add(connection, entry)
    with installation.database.reading() as connection:
        yield connection


def test_people_are_found_by_what_is_known_of_them(filled: Connection) -> None:
    ada = ENTRIES[1]
    assert directory.of_people(filled, [ada.person, ada.person, UUID(int=99)]) == {ada.person: ada}
    assert directory.of_people(filled, []) == {}
    assert directory.by_subject(filled, "local", "p2") == ada
    assert directory.by_subject(filled, "elsewhere", "p2") is None
    assert directory.named(filled, "ada holm") == [ada]
    assert directory.with_email(filled, " P2@tern.example ") == [ada]
    assert directory.size(filled) == len(ENTRIES)


def test_everybody_is_listed_in_the_same_order_everywhere(filled: Connection) -> None:
    listed = [entry.name for entry in directory.everybody(filled)]
    assert listed == ["ada holm", "Ada Tide", "Ben%Holm", "Ben_Holm", "Zoë Ánimo", "Åse Tern"]


def test_a_part_of_a_name_finds_people_whatever_its_case(filled: Connection) -> None:
    assert [e.name for e in directory.matching(filled, "HOLM")] == ["ada holm", "Ben%Holm", "Ben_Holm"]
    assert [e.name for e in directory.matching(filled, "ásE")] == []
    assert [e.name for e in directory.matching(filled, "ÅSE")] == ["Åse Tern"]
    assert [e.name for e in directory.matching(filled, "n%h")] == ["Ben%Holm"]
    assert [e.name for e in directory.matching(filled, "_")] == ["Ben_Holm"]
    assert len(directory.matching(filled, "", most=2)) == 2


def test_an_entry_can_be_changed(installation: Installation) -> None:
    with installation.database.writing() as connection:
        for entry in ENTRIES[:2]:
            directory.add(connection, entry)
        directory.change(connection, ENTRIES[0].person, name="Zoë Holm", zone="")
    with installation.database.reading() as connection:
        changed, other = (directory.of_people(connection, [e.person])[e.person] for e in ENTRIES[:2])
    assert (changed.name, changed.zone, changed.email) == ("Zoë Holm", "", "p1@tern.example")
    assert other == ENTRIES[1]


def test_an_account_is_found_by_its_name_whatever_its_case(installation: Installation) -> None:
    with installation.database.writing() as connection:
        accounts.add(connection, Account(UUID(int=1), " Ada@Tern.example ", "hash"))
        accounts.add(connection, Account(UUID(int=2), "b-demo", demo=True))
        accounts.add(connection, Account(UUID(int=3), "B.demo", demo=True))
    with installation.database.reading() as connection:
        found = accounts.of_username(connection, "ADA@tern.example")
        assert found == accounts.of_person(connection, UUID(int=1))
        assert accounts.of_person(connection, UUID(int=9)) is None
        assert accounts.demo_people(connection) == [UUID(int=2), UUID(int=3)]
    assert found == Account(UUID(int=1), "ada@tern.example", "hash", 1)


def test_another_password_ends_every_session(installation: Installation) -> None:
    with installation.database.writing() as connection:
        for number in (1, 2):
            accounts.add(connection, Account(UUID(int=number), f"p{number}", "hash"))
        accounts.set_password(connection, UUID(int=1), "another")
        accounts.end_sessions(connection, UUID(int=1))
        mine, other = (accounts.of_person(connection, UUID(int=number)) for number in (1, 2))
    assert mine == Account(UUID(int=1), "p1", "another", 3)
    assert other == Account(UUID(int=2), "p2", "hash", 1)


def test_tables_of_an_earlier_version_get_their_new_columns(installation: Installation) -> None:
    with installation.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE lt_directory DROP COLUMN seen")
        connection.exec_driver_sql("ALTER TABLE lt_directory DROP COLUMN manager")
        connection.exec_driver_sql(
            "INSERT INTO lt_directory (person, name, email, zone, issuer, subject) "
            "VALUES ('00000000000000000000000000000001', 'Ada Holm', '', '', 'host', 'u-1')"
        )
    assert installation.prepare() == []
    with installation.database.reading() as connection:
        found = directory.by_subject(connection, "host", "u-1")
    assert found == Entry(UUID(int=1), "Ada Holm", "", "", "host", "u-1", manager=False, seen="")
