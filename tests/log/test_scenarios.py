"""After every story pages show what the log says (the fixture compares), and no kind of event is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from lt_web.config import Config
from lt_web.events import all_events
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from projections import rebuild, spilling
from tests.company import Company
from tests.scenarios import SCENARIOS


@pytest.mark.parametrize("name", SCENARIOS)
def test_live_equals_rebuild_after(
    name: str, installation: Installation, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rebuild that compares keeps everything in memory, the one that writes as little as it can."""
    monkeypatch.setattr(rebuild, "BATCH", 9)
    monkeypatch.setattr(rebuild, "NEARLY_THERE", 2)
    monkeypatch.setattr(spilling, "MOST_HELD", 0)
    SCENARIOS[name](Company(installation, clock))
    before = installation.differences()
    assert installation.rebuild().faults == {}
    assert before == installation.differences() == []


def test_the_stories_record_every_kind_of_event(tmp_path: Path, clock: SteppedClock) -> None:
    installation = Installation(Config({"LT_DATA_DIR": str(tmp_path)}), clock)
    installation.prepare()
    for number, told in enumerate(SCENARIOS.values()):
        told(Company(installation, clock, f"programme-{number}"))
    with installation.database.reading() as connection:
        recorded = set(connection.execute(select(events.c.topic)).scalars())
    installation.close()
    assert recorded == {str(event.TOPIC) for event in all_events()}  # type: ignore[attr-defined]
