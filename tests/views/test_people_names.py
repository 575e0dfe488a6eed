"""Names from imported tables: who they are is said by those who keep people, after a look at what changes."""

from __future__ import annotations

from typing import Any

import pytest

from lt_web.commands.imports import import_rows
from lt_web.identity import Deed
from lt_web.store import directory
from lt_web.tables import read_table
from tests.views.conftest import OWN, Web

TABLE = (
    b"Title,Date,Speakers,Attendees\nTar,2024-05-03,S. Body,\nPitch,2024-05-10,,S. Body\nRope,2024-05-17,,\n"
)


@pytest.fixture
def name(web: Web) -> Any:
    """A name that presented one session and came to another."""

    def read_in(work: Any) -> None:
        import_rows(work, web.programmes[OWN], read_table(TABLE).rows, "Europe/Lisbon")

    web.installation.perform(Deed(actor=web.people["champion"], source="import"), read_in)
    with web.installation.database.reading() as db:
        return directory.named(db, "S. Body")[0].person


def somebody(web: Web) -> Any:
    with web.installation.database.reading() as db:
        return directory.of_people(db, [web.people["employee"]])[web.people["employee"]]


def test_a_preview_shows_where_the_name_stands_and_records_nothing(web: Web, name: Any) -> None:
    champion, before = web.as_("champion"), web.position()
    assert "Say who this is" in champion.get(web.url(f"people/{name}")).text
    page = champion.get(web.url(f"people/{name}/identity?person={somebody(web).name}"))
    assert f"S. Body is {somebody(web).name}" in page.text
    assert ">Tar<" in page.text
    assert ">Pitch<" in page.text
    assert ">Rope<" not in page.text
    assert web.position() == before


def test_once_recognised_the_name_leads_to_the_colleague(web: Web, name: Any) -> None:
    champion, colleague = web.as_("champion"), somebody(web)
    answer = champion.send(web.url(f"people/{name}/identity"), person=colleague.name)
    assert (answer.status_code, answer.headers["Location"]) == (303, web.url(f"people/{colleague.person}"))
    assert ">Tar<" in champion.get(web.url(f"people/{colleague.person}")).text
    assert champion.get(web.url(f"people/{name}")).headers["Location"] == web.url(
        f"people/{colleague.person}"
    )
    assert "S. Body" not in champion.get(web.url("people/?tab=imported")).text
    theirs = web.url(f"people/{colleague.person}")
    again = champion.send(web.url(f"people/{name}/identity"), person=colleague.name)
    assert (again.status_code, again.headers["Location"]) == (303, theirs)
    assert champion.get(web.url(f"people/{name}/identity")).headers["Location"] == theirs


def test_a_name_nobody_has_is_said_and_kept(web: Web, name: Any) -> None:
    for answer in (
        web.as_("champion").get(web.url(f"people/{name}/identity?person=Nobody")),
        web.as_("champion").send(web.url(f"people/{name}/identity"), person="Nobody"),
    ):
        assert "Nobody here is called “Nobody”" in answer.text
        assert 'value="Nobody"' in answer.text


def test_a_colleague_is_not_asked_who_they_are(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}/identity")
    assert web.as_("champion").get(address).status_code == 404
