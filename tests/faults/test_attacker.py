"""Whose answer is whose: somebody with the whole database does no better than dice. A leak would be found."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import attendance, feedback, seats
from lt_web.identity import Deed
from lt_web.routines.ticking import tick
from lt_web.store import ballots
from lt_web.store.ballot_keys import BallotKeys
from tests.company import Company
from tests.faults.attacker import STRATEGIES, links, released
from tests.faults.loot import Attacker, Loot
from tests.faults.scale import seed

SESSIONS, VOTERS = 20, 25
# One in each session is right by chance, as in any shuffled list. Of twenty such that is a Poisson number of
# mean 20: 50 or more come up about once in ten million tries.
MOST_BY_CHANCE = 49
BY_TRANSACTION = ("transactions", "log", "log, deed before", "log, as they came")
MANY = 15  # of thirty in two sessions, where chance gives two


class Told:
    """People answer after something that they did under their names; the attacker watches; it is released."""

    def __init__(self, company: Company, sessions: int, voters: int, command_ids: bool = False) -> None:
        self.company, self.dice, self.command_ids = company, random.Random(seed()), command_ids
        self.people = [company.hire(f"Voter{number}") for number in range(voters)]
        self.attacker = Attacker(company.installation, self.people)
        self.lines: dict[str, UUID] = {}
        self.secrets: set[bytes] = set()
        coming = company.session(capacity=None, days=60)
        held = [company.session(capacity=None, days=1) for _ in range(sessions)]
        company.until(held[-1], hours=-1)
        for number, session in enumerate(held):
            company.by(company.ben, attendance.mark_all, session, self.people, "present")
            self.fill(session, coming, "no" if number % 2 else "yes")
            self.secrets |= self.keys(session)
            tick(company.installation)
            self.attacker.read_log(session)

    def fill(self, session: UUID, coming: UUID, turn: str) -> None:
        """Everybody answers in some order, and some think again."""
        for person in self.dice.sample(self.people, len(self.people)):
            self.company.by(person, seats.answer, coming, turn)
            self.answer(person, session)
            self.attacker.watch(session)
        for person in self.people[::5]:
            self.answer(person, session)
        self.attacker.watch(session)

    def keys(self, session: UUID) -> set[bytes]:
        """The keys of a box as they are in use, and those in the files that wrap them."""
        house = self.company.installation
        with house.database.reading() as db:
            found = [
                house.log.ballot_keys.find(db, session, kind) for kind in (ballots.VOTERS, ballots.BOXES)
            ]
        wrapping = [file.read_bytes() for file in house.log.ballot_keys.folder.glob("*.kek")]
        return {key for key in (*found, *wrapping) if key}

    def answer(self, person: UUID, session: UUID) -> None:
        line = f"{len(self.lines):04}" + "x" * self.dice.randrange(190)
        self.lines[line] = person
        deed = Deed(actor=person, command=f"form-{len(self.lines)}" if self.command_ids else "")
        self.company.installation.perform(deed, feedback.answer, session, self.dice.randrange(1, 6), line)

    def taken(self) -> tuple[Loot, dict[int, UUID]]:
        """The loot; and the truth, read with the keys that the attacker lacks."""
        loot, reveal = self.attacker.take_all(), self.company.installation.log.codec.reveal
        with self.company.installation.database.reading():
            answers = [a for several in released(loot).values() for a in several]
            return loot, {a.position: self.lines[str(reveal(a.line))] for a in answers}


def test_none_of_five_hundred_released_answers_is_linked_better_than_by_chance(company: Company) -> None:
    told = Told(company, SESSIONS, VOTERS)
    before, truth = told.taken()
    assert len(truth) == SESSIONS * VOTERS == 500
    found = {name: links(before, name, truth) for name in STRATEGIES if name != "participation"}
    company.clock.pass_by(days=20)
    tick(company.installation)
    before.rows.clear()
    after, truth = told.taken()
    found |= {f"{name}, at the end": links(after, name, truth) for name in STRATEGIES}
    print(found)
    assert {name: right for name, right in found.items() if right > MOST_BY_CHANCE} == {}
    assert len(set(after.sizes.values())) == 1, "boxes are of one size whatever is in them"
    assert not [row for table, _x, row in after.rows if table.startswith("lt_ballot")]
    written_ahead = b"".join(change.data for changes in after.log.values() for change in changes)
    in_clear = {line.encode() for line in told.lines if len(line) > 12}
    taken = b"".join((*after.files, written_ahead))
    assert not [secret for secret in told.secrets | in_clear if secret in taken]
    assert company.installation.database.is_sqlite or written_ahead.count(b"feedback.released") >= 500


# The same attacker in houses that are built wrongly: each leak is found by the strategy that looks for it.


def in_the_order_of_marks(monkeypatch: Any) -> None:
    monkeypatch.setattr(feedback, "shuffled", list)


def as_they_came(monkeypatch: Any) -> None:
    in_the_order_of_marks(monkeypatch)
    mark, waiting, came = ballots.voter_of, ballots.BallotBox.waiting, {}

    def remembering(key: bytes, person: UUID) -> bytes:
        made = mark(key, person)
        came.setdefault(made, len(came))
        return made

    def in_order(box: ballots.BallotBox, session: UUID) -> dict[bytes, tuple[int, str]]:
        return dict(sorted(waiting(box, session).items(), key=lambda one: came.get(one[0], 0)))

    monkeypatch.setattr(ballots, "voter_of", remembering)
    monkeypatch.setattr(ballots.BallotBox, "waiting", in_order)


def under_a_derived_key(monkeypatch: Any) -> None:
    in_the_order_of_marks(monkeypatch)
    find = BallotKeys.find

    def derived(keys: BallotKeys, connection: Any, session: UUID, kind: str) -> bytes | None:
        return session.bytes if kind == ballots.VOTERS else find(keys, connection, session, kind)

    monkeypatch.setattr(BallotKeys, "find", derived)


def beside_the_person(monkeypatch: Any) -> None:
    in_the_order_of_marks(monkeypatch)
    mark, seal, opened, last = ballots.voter_of, ballots.sealed, ballots.opened, []

    def remembering(key: bytes, person: UUID) -> bytes:
        last[:] = [person]
        return mark(key, person)

    monkeypatch.setattr(ballots, "voter_of", remembering)
    monkeypatch.setattr(ballots, "sealed", lambda *given: last[0].bytes + seal(*given))
    monkeypatch.setattr(
        ballots, "opened", lambda key, session, voter, box: opened(key, session, voter, box[16:])
    )


def without_padding(monkeypatch: Any) -> None:
    monkeypatch.setattr(ballots, "LINE_BYTES", 0)


def with_participation_in_order(monkeypatch: Any) -> None:
    mark, marks = ballots.voter_of, {}

    def remembering(key: bytes, person: UUID) -> bytes:
        marks[person] = mark(key, person)
        return marks[person]

    monkeypatch.setattr(ballots, "voter_of", remembering)
    monkeypatch.setattr(feedback, "shuffled", lambda things: sorted(things, key=lambda t: marks.get(t, b"")))


@pytest.mark.parametrize(
    ("leak", "strategy"),
    [
        (in_the_order_of_marks, "order of the box"),
        (in_the_order_of_marks, "transactions"),
        (under_a_derived_key, "keys"),
        (beside_the_person, "neighbours"),
        (without_padding, "sizes"),
        (with_participation_in_order, "participation"),
        (in_the_order_of_marks, "log"),
        (in_the_order_of_marks, "log, deed before"),
        (as_they_came, "log, as they came"),
    ],
)
def test_a_leak_is_found(company: Company, monkeypatch: Any, leak: Any, strategy: str) -> None:
    if strategy in BY_TRANSACTION and company.installation.database.is_sqlite:
        pytest.skip("SQLite does not keep which transaction wrote a row, nor a log of them")
    leak(monkeypatch)
    told = Told(company, 2, 15, command_ids=strategy in ("transactions", "log"))
    company.clock.pass_by(days=20 if strategy == "participation" else 0)
    tick(company.installation)
    loot, truth = told.taken()
    assert len(truth) == 30
    assert links(loot, strategy, truth) > MANY
