"""Writers are killed at random moments: what was acknowledged is there, once and whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.installation import Installation
from tests.faults.judge import diaries, done_once, noted, recorded, seats_were_kept
from tests.faults.scale import sized


def test_what_was_acknowledged_before_a_kill_is_there_once(
    installation: Installation, storm: Callable[..., Any]
) -> None:
    folder = storm(kills=sized(40, 200), way_back=0.02).ended()
    intents, events = diaries(folder), recorded(installation)
    done_once(intents, events)
    seats_were_kept(events)
    assert all(intent.done for intent in intents), "each was sent again after the kill"
    interrupted = noted(folder, "again")
    print(f"{len(intents)} deeds, {interrupted} of them interrupted, {len(events)} events")
    assert interrupted > 10, "the kills came at the wrong moments"
