"""Mail at the command line, and in a host."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask, current_app

from lt_web import LearnTogether
from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.commands import people, programmes
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company
from tests.hosts import host
from tests.mail.conftest import appoint, by
from tests.mail.peer import HERE, Peer, free_port, listening

CLI = Deed(routine="command-line", source="cli")
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def typed(app: Flask, *words: str, code: int = 0) -> str:
    """What is said to somebody who types this."""
    result: Result = app.test_cli_runner().invoke(lt, list(words))
    assert result.exit_code == code, result.output
    return str(result.output)


@pytest.fixture
def app(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Flask]:
    made = create_app(settings, clock)
    yield made
    house(made).close()


def house(app: Flask) -> Installation:
    found: Installation = app.extensions["learn-together"].installation
    return found


def test_the_doctor_says_which_way_mail_goes_and_tries_it_when_asked(app: Flask, peer: Peer) -> None:
    said = typed(app, "doctor", "--mail")
    assert f"ok    Mail goes out by smtp://{HERE}:{peer.port}" in said
    assert f"ok    smtp://{HERE}:{peer.port} can be used" in said
    assert peer.taken == []
    assert "can be used" not in typed(app, "doctor")


def test_the_doctor_finds_a_server_that_is_away(
    settings: dict[str, Any], clock: SteppedClock, tmp_path: Path
) -> None:
    away = by(f"smtp://learn:hush@{HERE}:{free_port()}")
    app = create_app(settings | away | {"LT_EXTERNAL_URL": ""}, clock)
    said = typed(app, "doctor", "--mail", code=1)
    assert "cannot be used: away (ConnectionRefusedError)" in said
    assert "warn  Mails have no links" in said
    assert "hush" not in said
    house(app).close()


def test_without_a_way_the_doctor_says_so(settings: dict[str, Any], clock: SteppedClock) -> None:
    app = create_app({**settings, "LT_MAIL_SERVER": ""}, clock)
    assert "ok    No mail is sent" in typed(app, "doctor", "--mail")
    assert "There is no way out" in typed(app, "mail", "try", "ada@tern.example", code=1)
    house(app).close()


def test_the_doctor_finds_what_did_not_arrive(app: Flask, clock: SteppedClock, peer: Peer) -> None:
    company = Company(house(app), clock)
    for person in (company.dina, company.emil):
        appoint(company, company.programme, person)
    peer.refused.add("dina@tech-hour.tern.example")
    peer.later.add("emil@tech-hour.tern.example")
    assert "Nothing was due." in typed(app, "tick")
    said = typed(app, "doctor")
    assert "warn  Mails were given up in the last 30 days: 1 refused" in said
    assert "warn  Mails wait that were tried in vain: 1, since 2027-03-01 09:00" in said
    peer.later.clear()
    clock.pass_by(minutes=1)
    assert typed(app, "tick") == "Sent 1 mail.\n"


def test_one_message_is_sent_to_try(app: Flask, peer: Peer) -> None:
    assert "Handed to smtp://" in typed(app, "mail", "try", "ada@tern.example")
    (one,) = peer.taken
    assert one.to == ["ada@tern.example"]
    assert "does mail go out?" in one.message["Subject"]
    assert "is no address" in typed(app, "mail", "try", "ada", code=1)
    peer.refused.add("gone@tern.example")
    assert "refused (550 5.1.1" in typed(app, "mail", "try", "gone@tern.example", code=1)


def test_a_hosts_function_sends_in_its_context(settings: dict[str, Any], clock: SteppedClock) -> None:
    got: list[tuple[str, EmailMessage]] = []
    app = host(Path(settings["LT_DATA_DIR"]))
    LearnTogether(app, clock=clock, mail=lambda message: got.append((current_app.name, message)))
    installation = house(app)
    installation.prepare()
    ada = installation.perform(CLI, people.join, "Ada Quay", "ada@tern.example", issuer="host", subject="ada")
    programme = installation.perform(
        CLI, programmes.found, "tech-hour", "Tech hour", "", "Europe/Lisbon", ada
    )
    installation.perform(CLI, programmes.give_role, programme, ada, "auditor", "Looks after the log")
    assert "Mail goes out by a function of the host" in typed(app, "doctor", "--mail")
    assert got == []
    assert "Sent 1 mail." in typed(app, "tick")
    ((name, message),) = got
    assert name == "host"
    assert str(message["To"]) == "Ada Quay <ada@tern.example>"
    installation.close()


def test_a_server_that_listens_late_is_found(settings: dict[str, Any], clock: SteppedClock) -> None:
    port = free_port()
    app = create_app(settings | by(f"smtp://{HERE}:{port}"), clock)
    assert "away" in typed(app, "mail", "try", "ada@tern.example", code=1)
    with listening(Peer(port)) as there:
        typed(app, "mail", "try", "ada@tern.example")
        assert there.to() == ["ada@tern.example"]
    house(app).close()
