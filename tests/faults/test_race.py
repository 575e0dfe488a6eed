"""Many people want few seats at the same moment: exact, and nobody has to try twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.installation import Installation
from tests.company import Company
from tests.faults.judge import diaries, noted, recorded, seats_were_kept
from tests.faults.scale import seed, sized

PROCESSES, PEOPLE, SEATS = 8, 60, 10


def test_a_race_for_seats_is_exact(
    installation: Installation, company: Company, writers: Callable[..., Any]
) -> None:
    people = [company.hire(f"Racer{number}") for number in range(PEOPLE)]
    sessions = [company.session(capacity=SEATS) for _ in range(sized(20, 100))]
    attempts = sized(2_000, 10_000)
    folder = writers(
        work="race",
        writers=PROCESSES,
        attempts=attempts // PROCESSES,
        people=people,
        sessions=sessions,
        seed=seed(),
    ).ended()
    intents, events = diaries(folder), recorded(installation)
    kinds = seats_were_kept(events)
    assert len(intents) == attempts
    assert all(intent.done for intent in intents)
    assert noted(folder, "retried") == 0
    assert kinds["seats.waitlisted"] > SEATS
    assert kinds["seats.promoted"] > SEATS
    assert _answers_say_what_was_asked(events) > attempts / 2


def _answers_say_what_was_asked(events: list[Any]) -> int:
    found = [event for event in events if type(event).TOPIC in ("seats.answered", "seats.waitlisted")]
    assert len({event.envelope.correlation for event in found}) == len(found)
    return len(found)
