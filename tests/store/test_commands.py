"""Command ids are kept with the deed, for two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from lt_web.installation import Installation
from lt_web.store import commands
from lt_web.store.commands import Done, digest

THEN = datetime(2027, 3, 1, 9, tzinfo=UTC)
DONE = Done("form-1", UUID(int=1), "propose", digest("a title"), UUID(int=7), THEN)


def test_what_was_done_is_found_by_its_id(installation: Installation) -> None:
    with installation.database.writing() as connection:
        commands.remember(connection, DONE)
        commands.remember(connection, replace(DONE, id="form-2", person=None, result=None))
    with installation.database.reading() as connection:
        assert commands.find(connection, "form-1") == DONE
        assert commands.find(connection, "form-2") == replace(DONE, id="form-2", person=None, result=None)
        assert commands.find(connection, "form-3") is None


def test_it_is_forgotten_after_two_days(installation: Installation) -> None:
    with installation.database.writing() as connection:
        commands.remember(connection, DONE)
        commands.remember(connection, replace(DONE, id="form-2", at=THEN + timedelta(hours=48)))
        assert commands.find(connection, "form-1") == DONE
        commands.remember(connection, replace(DONE, id="form-3", at=THEN + timedelta(hours=48, seconds=1)))
        assert commands.find(connection, "form-1") is None


def test_a_repeat_is_the_same_person_doing_the_same_with_the_same() -> None:
    assert DONE.repeats(replace(DONE, result=None, at=THEN + timedelta(minutes=1)))
    assert not DONE.repeats(replace(DONE, person=UUID(int=2)))
    assert not DONE.repeats(replace(DONE, name="comment"))
    assert not DONE.repeats(replace(DONE, body=digest("another title")))
