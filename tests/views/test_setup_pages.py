"""The first start: an empty server leads its first person step by step."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from lt_web.app import create_app
from lt_web.commands import programmes, sessions
from lt_web.events.ids import programme_id
from lt_web.events.planned import Appointment, Outline
from lt_web.identity import Deed
from lt_web.store import accounts
from tests.views.conftest import OWN, Visitor, Web

WHO = {
    "name": "Ada Okafor",
    "email": "ada@tern.example",
    "password": "a long sentence",
    "again": "a long sentence",
    "command": "once",
}
PROGRAMME = {
    "name": "Tech hour",
    "slug": "tech-hour",
    "purpose": "",
    "zone": "Europe/Lisbon",
    "command": "two",
}


def code(web: Web) -> str:
    return Path(web.installation.config["LT_DATA_DIR"], "setup-code").read_text().strip()


def come_in(web: Web) -> Visitor:
    client = web.as_(None)
    answer = client.send("/learn/setup", code=code(web), **WHO)
    assert answer.headers["Location"] == "/learn/programmes/new"
    return client


def test_every_way_leads_a_stranger_to_the_set_up(empty: Web) -> None:
    answer = empty.as_(None).get("/", follow_redirects=True)
    assert answer.request.path == "/learn/setup"
    assert "Welcome. Who are you?" in answer.text


def test_the_code_is_in_the_log_and_in_a_file_for_its_owner_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        create_app({"LT_DATA_DIR": str(tmp_path)})
    path = tmp_path / "setup-code"
    assert path.read_text().strip() in caplog.text
    assert str(path) in caplog.text
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_code_stays_the_same_until_it_is_used(tmp_path: Path) -> None:
    create_app({"LT_DATA_DIR": str(tmp_path)})
    first = (tmp_path / "setup-code").read_text()
    create_app({"LT_DATA_DIR": str(tmp_path)})
    assert (tmp_path / "setup-code").read_text() == first


@pytest.mark.parametrize("given", ["", "wrong", "aaaa-bbbb-cccc-dddd", "ä", "‮", "0" * 5000])
def test_without_the_code_nobody_comes_in(empty: Web, given: str) -> None:
    answer = empty.as_(None).send("/learn/setup", code=given, **WHO)
    assert answer.status_code == 422
    assert 'value="Ada Okafor"' in answer.text
    assert empty.position() == 0


def test_the_code_may_be_typed_as_it_is_read_out(empty: Web) -> None:
    spoken = f" {code(empty).upper().replace('-', ' ')} "
    assert empty.as_(None).send("/learn/setup", code=spoken, **WHO).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "This cannot be left empty."),
        ({"email": "ada"}, "Write the address in full"),
        ({"password": "short", "again": "short"}, "Use at least 10 characters"),
        ({"again": "something else"}, "The two are not the same."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_recorded(
    empty: Web, fields: dict[str, str], sentence: str
) -> None:
    answer = empty.as_(None).send("/learn/setup", code=code(empty), **WHO | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert empty.position() == 0


def test_the_first_person_founds_the_first_programme_and_finds_what_comes_next(empty: Web) -> None:
    client = come_in(empty)
    page = client.get("/learn/programmes/new").text
    assert "Found the first programme" in page
    assert 'aria-current="step"' in page
    answer = client.send("/learn/programmes/new", **PROGRAMME)
    assert answer.headers["Location"] == "/learn/tech-hour/"
    home = client.get("/learn/tech-hour/").text
    for step in ("Invite your colleagues", "Bring what you already have", "Schedule the first session"):
        assert step in home
    assert "0 of 4 done" in home


def test_leaving_in_between_one_is_led_on_from_the_start_page(empty: Web) -> None:
    client = come_in(empty)
    page = client.get("/", follow_redirects=True).text
    assert "There is no programme yet." in page
    assert 'href="/learn/programmes/new"' in page


def test_once_somebody_administers_the_house_there_is_no_set_up(empty: Web) -> None:
    used = code(empty)
    client = come_in(empty)
    assert client.get("/learn/setup").status_code == 404
    stranger = empty.as_(None)
    assert stranger.get("/learn/setup").status_code == 404
    another = WHO | {"name": "Eve", "email": "eve@tern.example", "password": "another sentence"}
    answer = stranger.send("/learn/setup", code=used, **another | {"again": "another sentence"})
    assert answer.status_code == 404
    assert not Path(empty.installation.config["LT_DATA_DIR"], "setup-code").exists()
    assert empty.as_(None).get("/learn/", follow_redirects=True).request.path == "/learn/sign-in"


def test_a_double_click_lets_the_same_person_in_twice(empty: Web) -> None:
    known = code(empty)
    come_in(empty)
    before = empty.position()
    again = empty.as_(None).send("/learn/setup", code=known, **WHO)
    assert again.status_code == 303
    assert empty.position() == before


def test_after_the_set_up_the_server_starts_without_a_code(
    empty: Web, caplog: pytest.LogCaptureFixture
) -> None:
    come_in(empty)
    folder = empty.installation.config["LT_DATA_DIR"]
    caplog.clear()
    create_app({"LT_DATA_DIR": str(folder)})
    assert "setup" not in caplog.text
    assert not Path(folder, "setup-code").exists()


def test_the_demo_has_no_set_up(tmp_path: Path) -> None:
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_DEMO": "1", "TESTING": True})
    assert app.test_client().get("/learn/setup").status_code == 404
    assert not (tmp_path / "setup-code").exists()


def steps(client: Visitor) -> list[str]:
    """The steps that are done."""
    home = client.get("/learn/tech-hour/").text
    return [part.split("<h3>")[1].split("<")[0] for part in home.split('class="lt-step lt-step--done"')[1:]]


def test_each_step_is_ticked_off_when_it_is_done_and_all_go_with_the_first_published_session(
    empty: Web,
) -> None:
    client = come_in(empty)
    client.send("/learn/programmes/new", **PROGRAMME)
    assert steps(client) == []
    new = {"name": "Ben", "email": "", "team": "", "zone": "", "command": "three"}
    client.send("/learn/tech-hour/people/new", **new)
    assert steps(client) == ["Invite your colleagues"]
    made = schedule(empty)
    assert steps(client) == ["Invite your colleagues", "Schedule the first session"]
    empty.installation.perform(ada(empty), sessions.publish, made, "everyone", [], [])
    assert "Your first steps" not in client.get("/learn/tech-hour/").text


def ada(web: Web) -> Deed:
    with web.installation.database.reading() as db:
        account = accounts.of_username(db, "ada@tern.example")
    assert account
    return Deed(actor=account.person)


def schedule(web: Web) -> Any:
    deed = ada(web)
    slot = Appointment(web.clock().replace(tzinfo=None, day=20, hour=14), "Europe/Lisbon", "Quay 2")
    outline = Outline("Knots", "", "demo", 30)
    return web.installation.perform(
        deed, sessions.schedule, programme_id("tech-hour"), outline, [], slot, [deed.actor], 12
    )


def test_somebody_without_any_programme_is_told_whom_to_ask(web: Web) -> None:
    web.do("champion", programmes.set_up, web.programmes[OWN], {}, False)
    page = web.as_("employee").get("/learn/", follow_redirects=True).text
    assert "There is no programme for you yet." in page
    assert "Fay Lindqvist" in page
