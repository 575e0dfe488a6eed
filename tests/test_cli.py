"""The command line: everything can begin there, and what it refuses it says in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.store import accounts
from tests.company import Company

ROOT = Path(__file__).parents[1]
Run = Callable[..., Result]
ADA = ("person", "add", "Ada Beck", "--email", "ada@tern.example", "--team", "Web", "--admin")
FOUND = ("programme", "found", "tech-hour", "Tech hour", "--champion", "ada@tern.example")
TABLE = "Title,Date,Speaker\nKnots,2024-05-03,Ada Beck\nSails,2024-05-10,Somebody Else\n"


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
    """An installation with Ada, who champions a programme."""
    run("init")
    run(*ADA)
    run(*FOUND, "--zone", "Europe/Lisbon")
    return run


@pytest.fixture
def house(app: Flask) -> Installation:
    found: Installation = app.extensions["learn-together"].installation
    return found


def test_init_prepares_and_says_where_things_are(run: Run, house: Installation) -> None:
    assert "Ready at event 0" in run("init").output
    assert house.is_prepared()
    assert run("init").output.startswith("Ready at event 0")


def test_an_init_after_an_update_says_what_it_rebuilt(begun: Run, house: Installation) -> None:
    with house.database.writing() as connection:
        connection.execute(text("UPDATE lt_projection SET version = 'old' WHERE name = 'roles'"))
    assert "Built what pages read: roles." in begun("init").output


def test_rebuild_does_all_or_one_and_refuses_what_it_does_not_know(begun: Run) -> None:
    assert "programmes, charters, roles, people" in begun("rebuild").output
    assert begun("rebuild", "seats").output.startswith("Rebuilt seats from ")
    assert "no read model “saets”" in begun("rebuild", "saets", code=2).output


def test_verify_prints_what_differs(begun: Run, house: Installation) -> None:
    assert "All is well" in begun("verify").output
    with house.database.writing() as connection:
        connection.execute(text("UPDATE lt_people SET team = 'Nowhere'"))
    assert "stored 'Nowhere', should be 'Web'" in begun("verify", code=1).output
    begun("rebuild", "people")
    begun("verify")


def test_tick_does_what_is_due(begun: Run, house: Installation, clock: SteppedClock) -> None:
    assert begun("tick").output == "Nothing was due.\n"
    company = Company(house, clock, "boats")
    company.session(days=1)
    clock.pass_by(days=2)
    assert begun("tick").output == "Recorded 1 events.\n"
    assert begun("tick").output == "Nothing was due.\n"


def test_people_are_added_listed_moved_and_leave(begun: Run) -> None:
    begun("person", "add", "Ben Holm", "--zone", "America/Halifax")
    begun("person", "team", "Ben Holm", "Boats")
    assert begun("person", "list").output == "Ada Beck\tada@tern.example\tWeb\nBen Holm\t\tBoats\n"
    begun("person", "leave", "Ben Holm")
    assert "Ben Holm\t\tBoats\tleft" in begun("person", "list").output
    begun("person", "return", "Ben Holm")
    assert "left" not in begun("person", "list").output


def test_an_empty_list_says_how_to_begin(run: Run) -> None:
    run("init")
    assert "flask lt person add" in run("person", "list").output
    assert "flask lt programme found" in run("programme", "list").output
    assert run("role", "list").output == "Nobody yet.\n"


def test_a_password_is_asked_for_and_lets_one_sign_in(begun: Run, app: Flask, house: Installation) -> None:
    words = ("person", "add", "Ben Holm", "--email", "ben@tern.example", "--sign-in")
    begun(*words, input="a kind sentence\na kind sentence\n")
    with house.database.reading() as db:
        first = accounts.of_username(db, "ben@tern.example")
    assert first
    assert "a kind sentence" not in first.password_hash
    begun("person", "password", "ben@tern.example", input="another sentence\nanother sentence\n")
    begun("person", "password", "Ada Beck", input="another sentence\nanother sentence\n")
    with house.database.reading() as db:
        second, ada = accounts.of_username(db, first.username), accounts.of_username(db, "ada@tern.example")
    assert second
    assert (second.epoch, second.password_hash == first.password_hash) == (2, False)
    assert ada


def test_a_short_password_is_refused_and_nobody_is_added(begun: Run) -> None:
    words = ("person", "add", "Ben Holm", "--email", "ben@tern.example", "--sign-in")
    assert "at least 10 characters" in begun(*words, input="short\nshort\n", code=1).output
    assert "Ben" not in begun("person", "list").output
    assert "--email" in begun("person", "add", "Ben Holm", "--sign-in", code=2).output


def test_roles_are_given_listed_and_taken(begun: Run) -> None:
    begun("person", "add", "Ben Holm")
    begun("role", "give", "Ben Holm", "champion", "--programme", "tech-hour", "--reason", "Helps Ada")
    assert (
        begun("role", "list", "--programme", "tech-hour").output == "Ada Beck\tchampion\nBen Holm\tchampion\n"
    )
    begun("role", "take", "Ada Beck", "champion", "--programme", "tech-hour")
    assert begun("role", "list", "--programme", "tech-hour").output == "Ben Holm\tchampion\n"
    begun("role", "give", "Ben Holm", "admin")
    assert begun("role", "list").output == "Ada Beck\tadmin\nBen Holm\tadmin\n"
    begun("role", "take", "Ada Beck", "admin")
    assert "--programme" in begun("role", "give", "Ada Beck", "champion", code=2).output


def test_programmes_are_listed(begun: Run) -> None:
    assert begun("programme", "list").output == "tech-hour\tTech hour\tEurope/Lisbon\topen to all\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("role", "take", "Ada Beck", "champion", "--programme", "tech-hour"), "This is the last champion."),
        (("role", "give", "Ada Beck", "captain", "--programme", "tech-hour"), "role: Pick one of the roles"),
        (("role", "give", "Nobody", "admin"), "There is nobody called “Nobody”."),
        (("role", "list", "--programme", "boats"), "There is no programme “boats”. There is: tech-hour."),
        ((*FOUND, "--zone", "Europe/Lisbon"), "There is a programme of that short name already."),
        ((*FOUND, "--zone", "Tern/Tide"), "already"),
        (
            ("programme", "found", "x y", "X", "--champion", "Ada Beck", "--zone", "Europe/Lisbon"),
            "slug: Use 2",
        ),
        (("person", "add", "Ada Two", "--email", "ada@tern.example"), "email: Somebody with this address"),
        (("person", "add", " "), "name: This cannot be left empty."),
    ],
)
def test_a_refusal_is_a_sentence(begun: Run, words: tuple[str, ...], sentence: str) -> None:
    assert sentence in begun(*words, code=1).output


def test_two_people_of_one_name_are_told_apart_by_their_ids(begun: Run) -> None:
    begun("person", "add", "Ben Holm")
    begun("person", "add", "Ben Holm", "--team", "Boats")
    said = begun("person", "leave", "Ben Holm", code=1).output
    assert "There are 2 people" in said
    begun("person", "leave", said.split("id instead: ")[1].split(",")[0])
    assert begun("person", "list").output.count("left") == 1


def test_nothing_works_in_an_application_without_us() -> None:
    result = Flask("tern").test_cli_runner().invoke(lt, ["tick"])
    assert (result.exit_code, "not part of this application" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [("tick", "Error: The database cannot do this now"), ("doctor", "bad   Looking at database failed")],
)
def test_a_database_that_is_not_there_is_a_sentence(tmp_path: Path, word: str, sentence: str) -> None:
    nowhere = {
        "LT_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
        "LT_DATA_DIR": str(tmp_path),
    }
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "lt", word]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=os.environ | nowhere)
    said = done.stdout + done.stderr
    assert (done.returncode, sentence in said, "Traceback" in said) == (1, True, False), said


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_database_that_was_never_prepared_is_a_sentence(run: Run) -> None:
    assert "“flask lt doctor” says more" in run("person", "list", code=1).output


# Import


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], str]:
    def written(words: str) -> str:
        file = tmp_path / "table.csv"
        file.write_text(words, encoding="utf-8")
        return str(file)

    return written


def test_an_import_says_first_what_it_would_do(begun: Run, table: Any, house: Installation) -> None:
    before = house.health()["position"]
    said = begun("import", table(TABLE), "--programme", "tech-hour").output
    assert "2 new sessions, 0 here already, 0 rows left out." in said
    assert "noon is kept. Rows: 2, 3." in said
    assert "--yes" in said
    assert house.health()["position"] == before


def test_an_import_is_done_once(begun: Run, table: Any, house: Installation) -> None:
    words = ("import", table(TABLE), "--programme", "tech-hour", "--yes")
    assert "Recorded 2 sessions; 1 names are new here." in begun(*words).output
    before = house.health()["position"]
    assert "0 new sessions, 2 here already" in begun(*words).output
    assert house.health()["position"] == before
    begun("verify")


def test_an_import_asks_which_way_round_dates_are(begun: Run, table: Any) -> None:
    words = ("import", table("Title,Date\nKnots,03/05/2024\n"), "--programme", "tech-hour")
    assert "Which is meant? Say --day-first or --month-first." in begun(*words, code=1).output
    assert "1 new sessions" in begun(*words, "--day-first").output


def test_an_import_names_what_is_wrong_by_row_and_column(begun: Run, table: Any) -> None:
    words = "Title,Date\nKnots,tomorrow\nSails,2031-01-01\nTides,2024-01-01\n"
    given = ("import", table(words), "--programme", "tech-hour", "--yes")
    refused = begun(*given, code=1).output
    assert "Mend the rows that are left out, or say --leave-out-faulty." in refused
    assert "Recorded" not in refused
    said = begun(*given, "--leave-out-faulty").output
    assert "Left out: Row 2, Date: “tomorrow” cannot be read as a date." in said
    assert "Left out: Row 3: 1 January 2031 is still to come" in said
    assert "Recorded 1 sessions" in said
    assert "not a table" in begun("import", table("<html></html>"), "--programme", "tech-hour", code=1).output
    assert "title" in begun("import", table("A,B\n1,2\n"), "--programme", "tech-hour", code=1).output


def test_an_import_takes_the_clock_it_is_told(begun: Run, table: Any, house: Installation) -> None:
    file = table("Title,Date,Time\nKnots,2024-05-03,14:00\n")
    begun("import", file, "--programme", "tech-hour", "--zone", "America/Halifax", "--yes")
    with house.database.reading() as db:
        row = db.execute(text("SELECT wall, zone FROM lt_sessions")).one()
    assert tuple(row) == ("2024-05-03T14:00", "America/Halifax")
    said = begun("import", file, "--programme", "tech-hour", "--zone", "Tern/Tide", code=1).output
    assert "There is no time zone “Tern/Tide”." in said
