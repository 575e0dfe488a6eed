"""Somebody with the whole database, its raw bytes, the list of people and all the time in the world.

They lack one thing: the key files. Each strategy says which person gave which released answer; `links` counts
how often it is right. With nothing to go by, one guess in each session is right by chance.
"""

from __future__ import annotations

import hmac
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, text

from lt_web.events.feedback import Feedback
from lt_web.installation import Installation
from tests.faults.judge import recorded

NEAR = 100  # bytes between a mark and an id that are taken to belong together
Guess = list[UUID]


@dataclass
class Loot:
    """What was taken: rows in the order in which they lie there, marks in the order in which they came."""

    people: list[UUID]
    events: list[Any] = field(default_factory=list)
    marks: dict[UUID, list[bytes]] = field(default_factory=dict)  # session → as they came into the box
    sizes: dict[bytes, int] = field(default_factory=dict)
    born: dict[bytes, int] = field(default_factory=dict)  # mark → the transaction that wrote it first
    beside: list[bytes] = field(default_factory=list)  # what stood in the row of each mark
    rows: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)  # table, transaction, row
    files: list[bytes] = field(default_factory=list)


class Attacker:
    """Watches the box while it fills, and takes everything at the end."""

    def __init__(self, house: Installation, people: list[UUID]) -> None:
        self.house, self.loot = house, Loot(people)

    def watch(self, session: UUID) -> None:
        """Look into the table of ballots: whose mark is new came last."""
        known = self.loot.marks.setdefault(session, [])
        for row in self._rows("lt_ballots"):
            mark = bytes(row["voter"])
            if _uuid(row["session"]) == session and mark not in known:
                known.append(mark)
                self.loot.born[mark] = int(row.get("xmin", 0))
            if row["box"] is not None:
                self.loot.sizes[mark] = len(row["box"])
                self.loot.beside.append(mark + bytes(row["box"]))

    def take_bytes(self) -> None:
        """Copy the files of the database and its write-ahead log as they are now."""
        if self.house.database.is_sqlite:
            file = Path(str(self.house.database.url.database))
            self.loot.files = [p.read_bytes() for p in sorted(file.parent.glob(f"{file.name}*"))]

    def take_rows(self) -> None:
        """Copy every table, with the numbers of the transactions that wrote its rows."""
        for table in inspect(self.house.database.engine).get_table_names():
            for row in self._rows(table):
                self.loot.rows.append((table, int(row.pop("xmin", 0) or 0), row))

    def take_all(self) -> Loot:
        """Copy everything there is."""
        self.loot.events = recorded(self.house)
        self.take_rows()
        self.take_bytes()
        return self.loot

    def _rows(self, table: str) -> list[dict[str, Any]]:
        more = "" if self.house.database.is_sqlite else ", xmin::text::bigint AS xmin"
        order = "" if self.house.database.is_sqlite else " ORDER BY ctid"
        with self.house.database.reading() as db:
            found = db.execute(text(f'SELECT *{more} FROM "{table}"{order}'))
            return [dict(row._mapping) for row in found]


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


STRATEGIES: dict[str, Callable[[Loot, UUID], Guess]] = {
    "deeds": lambda loot, session: by_their_deeds(loot, session)[-len(released(loot)[session]) :],
    "participation": by_participation,
    "order of the box": by_the_order_of_the_box,
    "transactions": by_transactions,
    "keys": by_guessing_keys,
    "neighbours": by_what_lies_near,
    "sizes": by_sizes,
    "dice": lambda loot, _session: random.sample(loot.people, len(loot.people)),
}


def links(loot: Loot, strategy: str, truth: dict[int, UUID]) -> int:
    """How many released answers a strategy gives to the right person; `truth`: position → person."""
    right = 0
    for session, answers in released(loot).items():
        guess = STRATEGIES[strategy](loot, session)
        right += sum(truth[a.position] == who for a, who in zip(answers, guess, strict=False))
    return right


def _people_in(values: Iterable[Any], people: list[UUID]) -> set[UUID]:
    found = set()
    for value in values:
        with suppress(ValueError, AttributeError, TypeError):
            found.add(_uuid(value))
    return found & set(people)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _places(content: bytes, mark: bytes) -> Iterable[int]:
    at = content.find(mark)
    while at >= 0:
        yield at
        at = content.find(mark, at + 1)
