"""Failed sign-ins and uploaded tables: kept for a while beside the log, on both databases."""

from __future__ import annotations

from uuid import uuid4

from lt_web.commands import accounts as account_deeds
from lt_web.commands import people, programmes, uploads
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.sign_in.accounts import PasswordHash
from lt_web.store import accounts, attempts
from lt_web.store import uploads as kept

CLI = Deed(routine="command-line", source="cli")


def failures(installation: Installation, name: str) -> int:
    with installation.database.reading() as db:
        return attempts.recent(db, name, installation.clock())


def test_failures_are_counted_for_a_quarter_of_an_hour_and_then_forgotten(
    installation: Installation, clock: SteppedClock
) -> None:
    for name in ("Ben@tern.example", " ben@TERN.example ", "ada@tern.example"):
        installation.perform(CLI, account_deeds.note_failure, name)
    assert failures(installation, "ben@tern.example") == 2
    clock.pass_by(minutes=15)
    assert failures(installation, "ben@tern.example") == 0
    installation.perform(CLI, account_deeds.note_failure, "ada@tern.example")
    with installation.database.reading() as db:
        assert len(db.exec_driver_sql("select * from lt_attempts").all()) == 1


def test_getting_in_forgets_the_failures_of_that_name_alone(installation: Installation) -> None:
    for name in ("ben@tern.example", "ada@tern.example"):
        installation.perform(CLI, account_deeds.note_failure, name)
    installation.perform(CLI, account_deeds.forget_failures, "ben@tern.example")
    assert failures(installation, "ben@tern.example") == 0
    assert failures(installation, "ada@tern.example") == 1


def test_a_password_is_stored_and_a_repeat_of_its_command_is_known(installation: Installation) -> None:
    ada = installation.perform(CLI, people.join, "Ada", "ada@tern.example")
    programme = installation.perform(CLI, programmes.found, "tech-hour", "Tech hour", "", "UTC", ada)
    deed = Deed(actor=ada, command="once")
    given = ("Ben", "ben@tern.example", "", "")
    made = installation.perform(deed, people.add, programme, *given, PasswordHash("first"))
    assert installation.perform(deed, people.add, programme, *given, PasswordHash("second")) == made
    with installation.database.reading() as db:
        account = accounts.of_username(db, "ben@tern.example")
    assert account
    assert account.password_hash == "first"


def test_an_upload_is_found_by_its_sender_for_its_programme_within_a_day(
    installation: Installation, clock: SteppedClock
) -> None:
    ada = installation.perform(CLI, people.join, "Ada", "ada@tern.example")
    programme = installation.perform(CLI, programmes.found, "tech-hour", "Tech hour", "", "UTC", ada)
    assert ada
    assert programme
    first = installation.perform(Deed(actor=ada), uploads.keep, programme, "a.csv", b"\x00\xff")
    made = installation.perform(Deed(actor=ada), uploads.keep, programme, "b.csv", b"Title\xe4\x00")
    assert first
    assert made
    with installation.database.reading() as db:
        found = kept.find(db, made, ada, programme, clock())
        assert found
        assert (found.name, found.data) == ("b.csv", b"Title\xe4\x00")
        assert kept.find(db, first, ada, programme, clock()) is None  # the second took its place
        assert kept.find(db, made, uuid4(), programme, clock()) is None
        assert kept.find(db, made, ada, uuid4(), clock()) is None
    clock.pass_by(hours=25)
    with installation.database.reading() as db:
        assert kept.find(db, made, ada, programme, clock()) is None
