"""A file of people is read whole: in any spelling of its headings, with every fault said by its row."""

from __future__ import annotations

import json

import pytest

from lt_web.arriving.people_file import read
from lt_web.identity import Profile
from lt_web.tables import TableError

HANA = Profile("host", "u-1", "Hana Holm", "hana@tern.example", "Dock", "Asia/Tokyo", True, ("tech", "choir"))
IVO = Profile("host", "u-2", "Ivo Reyes", "", "", "", False, ())


@pytest.mark.parametrize(
    "data",
    [
        b"id,name,email,team,zone,manager,groups\n"
        b"u-1,Hana Holm,hana@tern.example,Dock,Asia/Tokyo,yes,tech|choir\nu-2,Ivo Reyes\n",
        "\ufeffKennung;Anzeigename;E-Mail-Adresse;Abteilung;Zeitzone;Führungskraft;Gruppen\r\n"
        'u-1;Hana Holm;hana@tern.example;Dock;Asia/Tokyo;ja;"tech, choir"\r\n'
        "u-2;Ivo Reyes;;;;nein;\r\n".encode(),
        "Username\tFull name\tE-mail\tDepartment\tTime zone\tManager\tGroups\n"
        "u-1\tHana Holm\thana@tern.example\tDock\tAsia/Tokyo\tX\ttech;choir\nu-2\tIvo Reyes\n".encode(
            "utf-16"
        ),
        json.dumps(
            [
                vars(HANA) | {"id": "u-1", "groups": ["tech", "choir"], "address": "hana@tern.example"},
                {"id": "u-2", "name": "Ivo Reyes", "manager": False, "groups": [], "team": None},
            ]
        )
        .replace('"issuer": "host", "subject": "u-1", ', "")
        .replace('"email": "hana@tern.example", ', "")
        .encode(),
    ],
    ids=["csv", "excel in German", "tabs in UTF-16", "json"],
)
def test_the_same_people_are_read_from_each_form(data: bytes) -> None:
    said = read(data, "host")
    assert (said.problems, said.ignored) == ([], [])
    assert said.people == [HANA, IVO]


def test_what_a_file_has_no_column_for_is_not_said_and_what_is_not_known_is_named() -> None:
    said = read(b"id,name,salary,phone\n7,Hana Holm,1,2\n", "https://tern.example")
    assert said.people == [Profile("https://tern.example", "7", "Hana Holm", manager=None, groups=None)]
    assert said.ignored == ["salary", "phone"]
    assert read(b'[{"id": 7, "name": "Hana Holm", "salary": 1}]', "host").people[0].subject == "7"


def test_every_faulty_row_is_said_with_its_reason() -> None:
    rows = [
        "id,name,email,team,zone,manager",
        "u-1,Hana Holm",
        ",Nobody",
        "u-3,",
        "u-1,Hana Again",
        "u-5,Ivo Reyes,no address",
        f"u-6,Ivo Reyes,,{'x' * 61}",
        "u-7,Ivo Reyes,,,Moon/Sea",
        "u-8,Ivo Reyes,,,,perhaps",
        f"{'u' * 201},Ivo Reyes",
    ]
    said = read("\n".join(rows).encode(), "host")
    assert [problem.split(":")[0] for problem in said.problems] == [
        "Row 3, id",
        "Row 4, name",
        "Row 5, id",
        "Row 6, email",
        "Row 7, team",
        "Row 8, zone",
        "Row 9, manager",
        "Row 10, id",
    ]
    assert "stands in row 2 already" in said.problems[2]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"name,team\nHana,Dock\n", "no column id"),
        (b"id,team\nu-1,Dock\n", "no column name"),
        (b"id,user,name\nu-1,u-1,Hana\n", "same as another column"),
        (b'{"people": []}', "list of objects"),
        (b'[{"id": "u-1"', "no valid JSON"),
        (b"PK\x03\x04[Content_Types].xml", "Excel"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(TableError, match=why):
        read(data, "host")
