"""Which events go into the bundle of a programme, in two readings of the log in one snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lt_web.bundle.belonging import Belonging
from lt_web.bundle.votes import is_secret
from lt_web.events.base import Event
from lt_web.events.person import Person
from lt_web.log.faults import Undecodable
from lt_web.log.log import EventLog
from lt_web.log.recorder import replayable


@dataclass
class Chosen:
    """What a first reading finds: streams of the programme, people who occur, everything that is named."""

    ours: set[UUID]
    people: set[UUID]
    named: set[UUID]
    left_out: Counter[str] = field(default_factory=Counter)


def choose(log: EventLog, programme: UUID, with_votes: bool) -> Chosen:
    """Read the log once. Raises `Undecodable` and `BundleError`: nothing is left out in silence."""
    belonging = Belonging(programme)
    named: set[UUID] = set()
    of_people: dict[UUID, set[UUID]] = {}
    for _position, _topic, event in log.replay():
        if isinstance(event, Undecodable):
            raise event
        if belonging.has(event):
            # Who did nothing but vote does not occur where votes are left out.
            named |= ids_in(event) if with_votes or not is_secret(event) else set()
        elif event.originator_id in belonging.people and not isinstance(event, Person.Noted):
            of_people.setdefault(event.originator_id, set()).update(ids_in(event))
    people = _with_theirs(named & belonging.people, of_people)
    return Chosen(belonging.ours, people, named | belonging.ours | people)


def _with_theirs(people: set[UUID], of_people: dict[UUID, set[UUID]]) -> set[UUID]:
    """Those people, and whoever occurs in what is told of them: who they turned out to be, who moved them."""
    found: set[UUID] = set()
    waiting = list(people)
    while waiting:
        person = waiting.pop()
        if person not in found:
            found.add(person)
            waiting += of_people[person] & of_people.keys()
    return found


def selected(log: EventLog, chosen: Chosen, with_votes: bool) -> Iterator[tuple[int, Event]]:
    """Yield (position, event in clear) in the order of the log; what is left out is counted."""
    for stored in replayable(log.database):
        if stored.originator_id not in chosen.ours and stored.originator_id not in chosen.people:
            continue
        event = log.codec.to_domain_event(stored)
        if isinstance(event, Person.Noted):
            # Of what waited elsewhere nobody is told here.
            if event.about in chosen.named:
                yield stored.id, event
        elif is_secret(event) and not with_votes:
            chosen.left_out[str(stored.topic)] += 1
        else:
            yield stored.id, event


def ids_in(event: Event) -> set[UUID]:
    """Every id that an event names, its actor's included."""
    envelope = event.envelope
    found = {id for id in (envelope.actor, envelope.on_behalf_of) if id}
    for value in vars(event).values():
        found.update(_ids(value))
    return found


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _ids(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _ids(part)
