"""Somebody with the whole database, its raw bytes, the list of people and all the time in the world.

They lack one thing: the key files. Each strategy says which person gave which released answer; `links` counts
how often it is right. With nothing to go by, one guess in each session is right by chance.
"""

from __future__ import annotations

import hmac
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any
from uuid import UUID

from lt_web.events.feedback import Feedback
from tests.faults.loot import Loot, uuid_of

NEAR = 100  # bytes between a mark and an id that are taken to belong together
Guess = list[UUID]


def released(loot: Loot) -> dict[UUID, list[Any]]:
    """Session → its released answers as they lie in the log."""
    sessions = {e.originator_id: e.session for e in loot.events if isinstance(e, Feedback.Opened)}
    found: dict[UUID, list[Any]] = {}
    for event in loot.events:
        if isinstance(event, Feedback.Released):
            found.setdefault(sessions[event.originator_id], []).append(event)
    return found


def by_their_deeds(loot: Loot, session: UUID) -> Guess:
    """People in the order of what they last did under their names before the release."""
    first = released(loot)[session][0].position
    found = [e.envelope.actor for e in loot.events if e.position < first and e.envelope.actor in loot.people]
    return list(dict.fromkeys(reversed(found)))[::-1]


def by_participation(loot: Loot, session: UUID) -> Guess:
    """People in the order in which it was noted that they had answered."""
    stream = released(loot)[session][0].originator_id
    noted = [e for e in loot.events if isinstance(e, Feedback.Answered)]
    return [e.person for e in noted if e.originator_id == stream]


def along_the_marks(loot: Loot, session: UUID, owners: dict[bytes, UUID]) -> Guess:
    """Marks in the order in which they are read, each replaced by whose it is thought to be."""
    return [owners.get(mark, loot.people[0]) for mark in sorted(loot.marks.get(session, []))]


def by_the_order_of_the_box(loot: Loot, session: UUID) -> Guess:
    """Marks came in the order in which people did things."""
    came = loot.marks.get(session, [])
    owners = dict(zip(came, by_their_deeds(loot, session)[-len(came) :], strict=False))
    return along_the_marks(loot, session, owners)


def by_transactions(loot: Loot, session: UUID) -> Guess:
    """A mark belongs to the person who stands in another row of the same transaction."""
    writers: dict[int, set[UUID]] = {}
    for _table, transaction, row in loot.rows:
        writers.setdefault(transaction, set()).update(_people_in(row.values(), loot.people))
    found = {mark: writers.get(born, set()) if born else set() for mark, born in loot.born.items()}
    owners = {mark: next(iter(people)) for mark, people in found.items() if len(people) == 1}
    return along_the_marks(loot, session, owners)


def by_guessing_keys(loot: Loot, session: UUID) -> Guess:
    """A mark is an HMAC of a person under something that stands in the database."""
    keys = {session.bytes, session.hex.encode(), str(session).encode(), b""}
    for _table, _transaction, row in loot.rows:
        for value in row.values():
            if isinstance(value, bytes | memoryview) and len(value) < 200:
                blob = bytes(value)
                keys |= {blob, blob[:32], blob[12:44], blob[-32:]}
    marks = set(loot.marks.get(session, []))
    owners = {}
    for key in keys:
        for person in loot.people:
            for said in (person.bytes, person.hex.encode(), str(person).encode()):
                owners |= {m: person for m in (hmac.digest(key, said, sha256),) if m in marks}
    return along_the_marks(loot, session, owners)


def by_what_lies_near(loot: Loot, session: UUID) -> Guess:
    """A mark belongs to the person whose id lies next to it in the files, whatever table it was."""
    owners = {}
    for content in (*loot.files, *loot.beside):
        for mark in loot.marks.get(session, []):
            for at in _places(content, mark):
                around = content[max(0, at - NEAR) : at + len(mark) + NEAR]
                found = [p for p in loot.people if p.bytes in around or p.hex.encode() in around]
                if found:
                    owners[mark] = found[0]
    return along_the_marks(loot, session, owners)


def by_sizes(loot: Loot, session: UUID) -> Guess:
    """The longest box became the longest line."""
    answers, came = released(loot)[session], loot.marks.get(session, [])
    owners = dict(zip(came, by_their_deeds(loot, session)[-len(came) :], strict=False))
    marks = sorted(came, key=lambda mark: loot.sizes.get(mark, 0))
    places = sorted(range(len(answers)), key=lambda place: len(answers[place].line))
    guess = [loot.people[0]] * len(answers)
    for place, mark in zip(places, marks, strict=False):
        guess[place] = owners.get(mark, loot.people[0])
    return guess


def by_the_log(loot: Loot, session: UUID) -> Guess:
    """A mark belongs to the person who stands elsewhere in what its first transaction wrote ahead."""
    wrote: dict[int, bytes] = {}
    for change in loot.log.get(session, []):
        wrote[change.transaction] = wrote.get(change.transaction, b"") + change.data
    owners: dict[bytes, UUID] = {}
    for data in wrote.values():
        marks = {m for m in loot.marks.get(session, []) if m in data} - owners.keys()
        people = [person for person in loot.people if _named(person, data) >= 0]
        if len(marks) == len(people) == 1:
            owners[marks.pop()] = people[0]
    return along_the_marks(loot, session, owners)


def by_the_deed_before(loot: Loot, session: UUID) -> Guess:
    """A mark belongs to the person whom the log named last before it; they were read in their order."""
    return along_the_marks(loot, session, _after_whom(loot, session))


def as_the_log_says_they_came(loot: Loot, session: UUID) -> Guess:
    """The same, but answers were read in the order in which they came."""
    return list(_after_whom(loot, session).values())


STRATEGIES: dict[str, Callable[[Loot, UUID], Guess]] = {
    "deeds": lambda loot, session: by_their_deeds(loot, session)[-len(released(loot)[session]) :],
    "participation": by_participation,
    "order of the box": by_the_order_of_the_box,
    "transactions": by_transactions,
    "keys": by_guessing_keys,
    "neighbours": by_what_lies_near,
    "sizes": by_sizes,
    "log": by_the_log,
    "log, deed before": by_the_deed_before,
    "log, as they came": as_the_log_says_they_came,
    "dice": lambda loot, _session: random.sample(loot.people, len(loot.people)),
}


def links(loot: Loot, strategy: str, truth: dict[int, UUID]) -> int:
    """How many released answers a strategy gives to the right person; `truth`: position → person."""
    right = 0
    for session, answers in released(loot).items():
        guess = STRATEGIES[strategy](loot, session)
        right += sum(truth[a.position] == who for a, who in zip(answers, guess, strict=False))
    return right


def _after_whom(loot: Loot, session: UUID) -> dict[bytes, UUID]:
    """Mark → the person whom the log named last when it came."""
    owners: dict[bytes, UUID] = {}
    last = loot.people[0]
    for data in _by_transaction(loot, session):
        for mark in loot.marks.get(session, []):
            if mark in data:
                owners.setdefault(mark, last)
        places = {_named(person, data): person for person in loot.people}
        last = places[max(places)] if max(places) >= 0 else last
    return owners


def _by_transaction(loot: Loot, session: UUID) -> list[bytes]:
    """What each transaction wrote ahead, in the order in which they began to, up to the release."""
    wrote: dict[int, list[bytes]] = {}
    for change in loot.log.get(session, []):
        wrote.setdefault(change.transaction, []).append(change.data)
    found = [b"".join(parts) for parts in wrote.values()]
    ends = [number for number, data in enumerate(found) if Feedback.Released.TOPIC.encode() in data]  # type: ignore[attr-defined]
    return found[: ends[0] + 1] if ends else found


def _named(person: UUID, data: bytes) -> int:
    """Where the person's id stands last, in whatever form; -1 where it does not."""
    return max(data.rfind(form) for form in (person.bytes, person.hex.encode(), str(person).encode()))


def _people_in(values: Iterable[Any], people: list[UUID]) -> set[UUID]:
    found = set()
    for value in values:
        with suppress(ValueError, AttributeError, TypeError):
            found.add(uuid_of(value))
    return found & set(people)


def _places(content: bytes, mark: bytes) -> Iterable[int]:
    at = content.find(mark)
    while at >= 0:
        yield at
        at = content.find(mark, at + 1)
