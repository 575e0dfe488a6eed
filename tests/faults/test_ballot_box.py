"""Many answer at the same moment, and processes are killed: one answer for each person, and none lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import attendance
from lt_web.events.feedback import Feedback
from lt_web.installation import Installation
from lt_web.routines.ticking import tick
from lt_web.store.ballots import Ballot, BallotBox
from tests.company import Company
from tests.faults.judge import diaries, noted, recorded
from tests.faults.scale import seed, sized
from tests.faults.writers import TAKEN

PROCESSES, PEOPLE, SESSIONS = 8, 50, 6


@pytest.fixture
def people(company: Company) -> list[UUID]:
    """Those who were there, at every session."""
    return [company.hire(f"Voter{number}") for number in range(PEOPLE)]


@pytest.fixture
def sessions(company: Company, people: list[UUID]) -> list[UUID]:
    """Sessions that have just taken place."""
    made = [company.session(capacity=None, days=1) for _ in range(SESSIONS)]
    company.until(made[0], hours=-1)
    for session in made:
        company.by(company.ben, attendance.mark_all, session, people, "present")
    return made


def test_a_race_for_the_box_leaves_one_answer_for_each_person(
    company: Company, people: list[UUID], sessions: list[UUID], writers: Callable[..., Any]
) -> None:
    attempts = sized(2_000, 10_000) // PROCESSES
    race = {"writers": PROCESSES, "attempts": attempts, "people": people, "sessions": sessions}
    folder = writers(work="say", seed=seed(), **race).ended()
    said = [intent for intent in diaries(folder) if intent.kind == "feedback"]
    assert len(said) == PROCESSES * attempts
    taken = {(UUID(i.args[0]), UUID(i.args[1])) for i in said if i.result == TAKEN}
    company.clock.pass_by(days=20)
    for _twice in range(2):
        tick(company.installation)
    told = Outcome(company.installation)
    for session in sessions:
        there = {person for person, about in taken if about == session}
        assert told.participants[session] == there
        assert sorted([*told.released[session], *told.signed[session]]) == sorted(
            {*told.released[session], *told.signed[session]}
        ), "somebody is counted twice"
        counted = len(told.released[session]) + len(told.signed[session]) + told.destroyed[session]
        assert counted == len(there)
        assert {*told.released[session], *told.signed[session]} <= there
    assert sum(map(len, told.released.values())) > len(taken) / 2


class Outcome:
    """What the log says in the end; each line begins with the id of whoever wrote it."""

    def __init__(self, house: Installation) -> None:
        self.released: dict[UUID, list[UUID]] = {}
        self.signed: dict[UUID, set[UUID]] = {}
        self.participants: dict[UUID, set[UUID]] = {}
        self.destroyed: dict[UUID, int] = {}
        sessions: dict[UUID, UUID] = {}
        for event in recorded(house):
            session = sessions.get(event.originator_id, UUID(int=0))
            if isinstance(event, Feedback.Opened):
                session = sessions[event.originator_id] = event.session
                self.released[session], self.signed[session] = [], set()
                self.participants[session] = set()
            elif isinstance(event, Feedback.Released):
                self.released[session].append(author(house, event.line))
            elif isinstance(event, Feedback.Signed):
                self.signed[session].add(event.person)
            elif isinstance(event, Feedback.Closed):
                self.destroyed[session] = event.destroyed
            elif isinstance(event, Feedback.Answered):
                self.participants[session].add(event.person)


def author(house: Installation, token: str) -> UUID:
    with house.database.reading():
        return UUID(str(house.log.codec.reveal(token)).split()[0])


def test_no_answer_is_lost_by_kills(
    company: Company, people: list[UUID], sessions: list[UUID], writers: Callable[..., Any]
) -> None:
    crowd = {"writers": 5, "people": people[:5], "sessions": sessions[:2]}
    folder = writers(work="say on", seed=seed(), kills=sized(15, 50), way_back=0.02, **crowd).ended()
    said = diaries(folder)
    assert all(intent.result == TAKEN for intent in said), "each was sent again after the kill"
    last = {(UUID(i.args[0]), UUID(i.args[1])): i.args[3] for i in said}
    with company.installation.database.reading() as db:
        box = BallotBox(db, company.installation.log.ballot_keys)
        found = {(who, about): box.find(about, who) for who, about in last}
    assert {key: ballot and ballot.line for key, ballot in found.items()} == last
    assert all(isinstance(ballot, Ballot) and ballot.waits for ballot in found.values())
    tick(company.installation)
    lines = released_lines(company.installation)
    assert lines == sorted(last.values())
    print(f"{len(said)} answers, {noted(folder, 'again')} of them interrupted")
    assert noted(folder, "again") > 3, "the kills came at the wrong moments"


def released_lines(house: Installation) -> list[str]:
    with house.database.reading():
        tokens = [e.line for _p, _n, e in house.log.replay() if isinstance(e, Feedback.Released)]
        return sorted(str(house.log.codec.reveal(token)) for token in tokens)
