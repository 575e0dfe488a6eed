"""Writers are killed at random moments: what was acknowledged is there, once and whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lt_web.installation import Installation
from tests.company import Company
from tests.faults.judge import diaries, done_once, noted, recorded, seats_were_kept
from tests.faults.scale import seed, sized

WRITERS = 4


def test_what_was_acknowledged_before_a_kill_is_there_once(
    installation: Installation, company: Company, writers: Callable[..., Path]
) -> None:
    people = [company.hire(f"Writer{number}") for number in range(WRITERS)]
    sessions = [company.session(capacity=2) for _ in range(3)]
    folder = writers(
        work="write",
        writers=WRITERS,
        kills=sized(40, 200),
        people=people,
        sessions=sessions,
        programme=company.programme,
        champion=company.ada,
        seed=seed(),
    )
    intents, events = diaries(folder), recorded(installation)
    done_once(intents, events)
    seats_were_kept(events)
    assert all(intent.done for intent in intents), "each was done again after the kill"
    assert installation.differences() == []
    interrupted = noted(folder, "again")
    print(f"{len(intents)} deeds, {interrupted} of them interrupted, {len(events)} events")
    assert interrupted > 10, "the kills came at the wrong moments"
