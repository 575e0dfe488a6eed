"""The doctor: what is wrong with a house is found, and the cure is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from jinja2 import DictLoader
from sqlalchemy import make_url, text

from lt_web import speech
from lt_web.app import create_app
from lt_web.arriving import group_roles
from lt_web.cli import lt
from lt_web.config import Config
from lt_web.doctor.storage import pooled_by_transaction, pooling
from lt_web.hosting import Around
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.pooler import Pooler

BASE = "{% block title %}{% endblock %}{% block head %}{% endblock %}{% block main %}{% endblock %}"
OK = "ok    Pages stand in “around.html”: title in “title”, head in “head”, content in “main”"
Run = Callable[..., Result]


@pytest.fixture
def app(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Flask]:
    made = create_app(settings, clock)
    yield made
    made.extensions["learn-together"].installation.close()


@pytest.fixture
def run(app: Flask) -> Run:
    """`run("person", "list")` as somebody types it; an error of ours would be raised."""

    def typed(*words: str, code: int = 0, input: str = "") -> Result:
        result = app.test_cli_runner().invoke(lt, list(words), input=input)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return typed


@pytest.fixture
def begun(run: Run) -> Run:
    """An installation in which something was recorded."""
    run("init")
    run(
        "person", "add", "Ada Beck", "--email", "ada@tern.example", "--sign-in", input="a kind sentence\n" * 2
    )
    run("programme", "found", "tide-hour", "Tide hour", "--champion", "Ada Beck", "--zone", "Europe/Lisbon")
    return run


@pytest.fixture
def house(app: Flask) -> Installation:
    found: Installation = app.extensions["learn-together"].installation
    return found


def test_the_doctor_finds_a_healthy_house_well(begun: Run) -> None:
    begun("tick")
    said = begun("doctor").output
    assert "bad" not in said
    assert "ok    The routines ran 0 minutes ago" in said


def test_the_doctor_finds_key_files_that_others_can_read(begun: Run, house: Installation) -> None:
    file = next(house.keyring.directory.glob("*.kek"))
    file.chmod(0o644)
    house.keyring.directory.chmod(0o755)
    said = begun("doctor", code=1).output
    assert f"chmod 600 {file}" in said
    assert f"chmod 700 {file.parent}" in said


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_database_is_its_owners_alone_and_the_doctor_warns_where_it_is_not(
    begun: Run, house: Installation
) -> None:
    file = Path(house.database.url.database or "")
    with house.database.reading():
        files = [Path(f"{file}{ending}") for ending in ("", "-wal", "-shm")]
        assert [path.stat().st_mode & 0o777 for path in files] == [0o600] * 3
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "Others may look" not in begun("doctor").output
    file.chmod(0o644)
    file.parent.chmod(0o755)
    said = begun("doctor").output
    assert f"warn  Others may look into {file} (0644). Run: chmod 600 {file}" in said
    assert f"chmod 700 {file.parent}" in said


def test_the_doctor_finds_that_no_key_of_a_ballot_box_can_be_made(begun: Run, house: Installation) -> None:
    (house.keyring.directory / "ballots").write_text("in the way of the folder")
    said = begun("doctor", code=1).output
    assert f"bad   No file can be made in {house.keyring.directory}/ballots: Not a directory" in said


def test_the_doctor_misses_keys_that_are_gone(begun: Run, house: Installation) -> None:
    next(house.keyring.directory.glob("*.kek")).unlink()
    assert "Key files are missing" in begun("doctor", code=1).output


def test_the_doctor_finds_tables_missing(app: Flask, run: Run, house: Installation) -> None:
    if not house.is_prepared():
        assert "Run: flask lt init" in run("doctor", code=1).output
    with house.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS lt_projection"))
    assert "Run: flask lt init" in run("doctor", code=1).output


def test_the_doctor_finds_read_models_behind(begun: Run, house: Installation) -> None:
    with house.database.writing() as connection:
        connection.execute(text("UPDATE lt_projection SET position = 1 WHERE name = 'seats'"))
    assert "Not at the head of the log: seats. Run: flask lt rebuild" in begun("doctor", code=1).output


def test_the_doctor_finds_a_clock_that_went_back(begun: Run, clock: SteppedClock) -> None:
    clock.now -= timedelta(hours=2)
    assert "The clock stands before the last event" in begun("doctor", code=1).output


def test_the_doctor_finds_that_nothing_ticks(begun: Run, clock: SteppedClock) -> None:
    assert "warn  The routines have never run" in begun("doctor").output
    begun("tick")
    clock.pass_by(hours=5)
    assert "warn  The routines last ran 5 hours ago" in begun("doctor").output


def test_the_doctor_knows_settings_by_name_and_value(begun: Run, app: Flask, monkeypatch: Any) -> None:
    monkeypatch.setenv("LT_TICK_SECOND", "5")
    app.config["LT_FLAVOUR"] = "vanilla"
    said = begun("doctor").output
    assert "warn  There is no setting LT_TICK_SECOND. Did you mean LT_TICK_SECONDS?" in said
    assert "warn  There is no setting LT_FLAVOUR. Remove it." in said


def test_the_doctor_finds_roles_in_a_programme_that_there_is_not(begun: Run, house: Installation) -> None:
    house.group_roles = group_roles.read("directors=sponsor@tide-our")
    said = begun("doctor").output
    assert (
        "warn  LT_GROUP_ROLES names the programme “tide-our”, which there is not. There is: tide-hour."
        in said
    )
    house.group_roles = group_roles.read("directors=sponsor@tide-hour")
    assert "ok    Every programme that LT_GROUP_ROLES names is here" in begun("doctor").output


def test_the_doctor_looks_at_the_base_template_and_the_languages(
    begun: Run, app: Flask, house: Installation, monkeypatch: Any, tmp_path: Path
) -> None:
    assert "ok    Pages speak English, Deutsch, العربية" in begun("doctor").output
    around = Around(app, Config({"LT_BASE_TEMPLATE": "around.html", "LT_BASE_BLOCKS": "content=main"}))
    monkeypatch.setattr(app.extensions["learn-together"].pages, "around", around)
    monkeypatch.setattr(speech, "HERE", tmp_path)
    said = begun("doctor", code=1).output
    assert "bad   LT_BASE_TEMPLATE is “around.html”, but “around.html” is no template" in said
    assert "bad   What is said in “de” is missing. Install the wheel anew" in said
    for template, found in (
        ("{% block main %}", "bad   LT_BASE_TEMPLATE is “around.html”, which cannot be read"),
        (BASE, OK),
    ):
        app.jinja_loader = DictLoader({"around.html": template})
        assert found in begun("doctor", code=1).output


@pytest.fixture
def pooled(settings: dict[str, Any]) -> Iterator[Installation]:
    """An installation behind a pooler in transaction mode."""
    url = make_url(settings["LT_DATABASE_URL"])
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with Pooler(address) as pooler:
        through = url.set(host="127.0.0.1", port=pooler.port, query={})
        config = Config(settings | {"LT_DATABASE_URL": through.render_as_string(hide_password=False)})
        made = Installation(config)
        yield made
        made.close()


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_the_doctor_finds_a_pooler_that_hands_connections_around(pooled: Installation) -> None:
    (finding,) = pooling(pooled)
    assert (finding.state, "pool_mode = session" in finding.cure) == ("bad", True)


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_the_doctor_finds_nothing_wrong_with_a_direct_connection(installation: Installation) -> None:
    assert not pooled_by_transaction(installation)
