"""What was changed in the table of events behind the log's back is found, with its position."""

from __future__ import annotations

import orjson
import pytest
from sqlalchemy import delete, select, update

from lt_web.commands import people
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.integrity import envelope_differences
from lt_web.log.recorder import events
from tests.company import Company

POSITION = 3


@pytest.fixture
def told(fragile: Installation, clock: SteppedClock) -> Installation:
    company = Company(fragile, clock)
    company.house(people.move_team, company.dina, "Dock")
    assert found(fragile) == []
    return fragile


def found(installation: Installation) -> list[str]:
    with installation.database.reading():
        return envelope_differences(installation.database)


def change(installation: Installation, position: int = POSITION, **values: object) -> None:
    with installation.database.writing() as connection:
        connection.execute(update(events).where(events.c.position == position).values(**values))


def test_a_missing_event_is_found(told: Installation) -> None:
    with told.database.writing() as connection:
        connection.execute(delete(events).where(events.c.position == POSITION))
    assert found(told) == ["position 3 is missing"]


def test_a_changed_version_is_found(told: Installation) -> None:
    change(told, version=7)
    assert found(told) == ["position 3: version 7 of its stream, should be 1"]


@pytest.mark.parametrize("column", ["recorded_at", "actor", "correlation"])
def test_a_changed_column_is_found(told: Installation, column: str) -> None:
    change(told, **{column: "somebody else"})
    [line] = found(told)
    assert line.startswith(f"position 3: column {column} says 'somebody else', the event '")


def test_a_changed_envelope_is_found(told: Installation) -> None:
    with told.database.reading() as connection:
        state = orjson.loads(connection.scalar(select(events.c.state).where(events.c.position == POSITION)))
    state["e"]["by"] = "system:nobody"
    change(told, state=orjson.dumps(state))
    [line] = found(told)
    assert line == "position 3: column actor says 'system:command-line', the event 'system:nobody'"


@pytest.mark.parametrize("state", [b"", b"{", b"[]", b"{}", b'{"e": 1}', b'{"e": {"at": 1}}', b"\xff"])
def test_a_state_that_cannot_be_read_is_found(told: Installation, state: bytes) -> None:
    change(told, state=state)
    assert found(told) == ["position 3: its state cannot be read"]


def test_a_truncated_log_is_found(told: Installation) -> None:
    with told.database.writing() as connection:
        last = max(connection.execute(select(events.c.position)).scalars())
        connection.execute(delete(events).where(events.c.position == last))
    assert any("stands at" in line for line in told.differences())


def test_an_event_under_another_name_is_found(told: Installation) -> None:
    with told.database.reading() as connection:
        last = max(connection.execute(select(events.c.position)).scalars())
    change(told, last, topic="person.left")
    assert any("lt_people" in line for line in told.differences())
