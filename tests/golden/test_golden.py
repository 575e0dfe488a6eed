"""The events that every version stored are read by this one, and become the same rows."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from lt_web import __version__
from lt_web.events import all_events
from lt_web.installation import Installation
from lt_web.log.codec import ERASED
from lt_web.log.recorder import replayable
from projections.catalogue import PROJECTIONS
from projections.standing import standing_of
from tests.golden.replaying import FOLDER, digests, pour, stored, versions

WRITE = "if that is meant: python -m tests.golden.write"


@pytest.mark.parametrize("version", versions())
def test_a_stored_log_becomes_the_rows_it_became(version: str, installation: Installation) -> None:
    pour(installation, version)
    assert installation.rebuild().faults == {}
    with installation.database.reading() as connection:
        head, known = len(stored(version)), standing_of(connection)
        assert {name: row["position"] for name, row in known.items()} == {p.name: head for p in PROJECTIONS}
        assert digests(connection) == json.loads((FOLDER / f"{version}.rows.json").read_text()), WRITE


@pytest.mark.parametrize("version", versions())
def test_every_word_of_a_stored_log_can_be_read(version: str, installation: Installation) -> None:
    pour(installation, version)
    installation.rebuild()
    with installation.database.reading():
        found: list[Any] = [
            installation.log.codec.to_domain_event(s) for s in replayable(installation.database)
        ]
    assert len(found) == len(stored(version))
    lost = [event.position for event in found if ERASED in vars(event).values()]
    assert set(lost) <= _of_the_erased(version)


def _of_the_erased(version: str) -> set[int]:
    """The positions of events with words of people who were erased in the course of the log."""
    log = stored(version)
    owned = [f'"o":"{UUID(e["stream"]).hex}"' for e in log if e["topic"] == "person.erased"]
    return {event["position"] for event in log if any(owner in event["state"] for owner in owned)}


def test_the_log_of_this_version_holds_every_kind_of_event() -> None:
    topics = {event["topic"] for event in stored(__version__)}
    assert topics == {str(event.TOPIC) for event in all_events()}, WRITE  # type: ignore[attr-defined]


def test_a_stored_log_is_contiguous() -> None:
    for version in versions():
        assert [event["position"] for event in stored(version)] == list(range(1, len(stored(version)) + 1))
