"""What must be so whatever happened: read from the log itself, by position, and held against the diaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from lt_web.events.base import replayed
from lt_web.events.seats import Seats
from lt_web.installation import Installation
from tests.faults.diary import Intent, lines, read


def diaries(folder: Path) -> list[Intent]:
    """Everything that was meant to be done."""
    return [intent for path in sorted(folder.glob("*.diary")) for intent in read(path)]


def noted(folder: Path, what: str) -> int:
    """How often something was noted."""
    return sum(what in line for path in folder.glob("*.diary") for line in lines(path))


def recorded(installation: Installation) -> list[Any]:
    """Every event of the log, in order."""
    with installation.database.reading():
        found = [event for _position, _name, event in installation.log.replay()]
    assert [event.position for event in found] == list(range(1, len(found) + 1))
    return found


def seats_were_kept(events: Iterable[Any]) -> Counter[str]:
    """After each deed: never over capacity, no seat empty while someone waits, nobody overtaken.

    Returns how many events of each kind there were.
    """
    now: dict[UUID, Seats] = {}
    deeds: dict[UUID, str] = {}
    kinds: Counter[str] = Counter()
    for event in events:
        kinds[type(event).TOPIC] += 1
        if not type(event).TOPIC.startswith("seats."):
            continue
        stream = event.originator_id
        if deeds.get(stream) != event.envelope.correlation:
            _settled(now.get(stream))
        if isinstance(event, Seats.Promoted | Seats.Offered):
            assert now[stream].waiting[0] == event.person, f"position {event.position}: overtaken"
        now[stream] = replayed(now.get(stream), [event])  # type: ignore[assignment]
        deeds[stream] = event.envelope.correlation
    for seats in now.values():
        _settled(seats)
    return kinds


def _settled(seats: Seats | None) -> None:
    if seats is not None and seats.capacity is not None and not seats.closed:
        assert len(seats.seated) + len(seats.offers) <= seats.capacity, f"{seats.session} is over capacity"
        assert not (seats.waiting and seats.has_room_for_the_next), f"{seats.session} leaves a seat empty"


def done_once(intents: list[Intent], events: list[Any]) -> None:
    """Each acknowledged deed is there once and whole; one without an answer is there once or not at all."""
    by_deed: dict[str, Counter[str]] = {}
    for event in events:
        by_deed.setdefault(event.envelope.correlation, Counter())[type(event).TOPIC] += 1
    for intent in intents:
        found = by_deed.get(intent.id, Counter())
        times = {_times(found, part) for part in PARTS[intent.kind]}
        assert times == {1} or (times == {0} and not intent.done), f"{intent}: {dict(found)}"


PARTS = {
    "answer": [("seats.answered", "seats.waitlisted")],
    "comment": [("session.commented",)],
    "propose": [("topics.added",), ("proposal.drafted",), ("proposal.sent",)],
    "move": [("session.rescheduled",), ("seats.moved",)],
}


def _times(found: Counter[str], part: tuple[str, ...]) -> int:
    return sum(found[name] for name in part)
