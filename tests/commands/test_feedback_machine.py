"""Any mixture of answers, signatures, releases and the end, held against a plain account of it."""

from __future__ import annotations

import tempfile
from collections import Counter
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lt_web.commands import attendance, feedback
from lt_web.config import Config
from lt_web.events.refusals import Refused
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.store.ballots import BallotBox
from projections import feedback_queries as queries
from tests.company import Company
from tests.conftest import MONDAY
from tests.story import CALM

WHO, LEAST = range(7), 4
numbers, people = st.integers(1, 5), st.sampled_from(WHO)


class FeedbackMachine(RuleBasedStateMachine):
    """Seven people, one session that was held; the account beside it knows no keys and no events."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        house = Installation(Config({"LT_DATA_DIR": self.folder.name}), SteppedClock(MONDAY))
        house.prepare()
        clock: Any = house.clock
        self.company = Company(house, clock)
        self.people = [self.company.hire(f"Voter{number}") for number in WHO]
        self.session = self.company.session(capacity=None, days=1)
        self.company.until(self.session, hours=-1)
        self.company.by(self.company.ben, attendance.mark_all, self.session, self.people, "present")
        self.box: dict[int, int] = {}
        self.signed: dict[int, int] = {}
        self.final: set[int] = set()
        self.shown: Counter[int] = Counter()
        self.destroyed, self.closed = 0, False

    @rule(who=people, score=numbers)
    def answer(self, who: int, score: int) -> None:
        allowed = not (self._is_over() or who in self.final or who in self.signed)
        assert self._did(feedback.answer, who, score) == allowed
        if allowed:
            self.box[who] = score

    @rule(who=people, score=numbers)
    def sign(self, who: int, score: int) -> None:
        allowed = not (self._is_over() or who in self.final)
        assert self._did(feedback.sign, who, score) == allowed
        if allowed:
            self.box.pop(who, None)
            self.signed[who] = score

    @rule()
    def release(self) -> None:
        self.company.routine("ballot-box", feedback.release, self.session)
        if len(self.box) >= LEAST and not self.closed:
            self.shown.update(self.box.values())
            self.final |= self.box.keys()
            self.box.clear()

    @rule(over=st.sampled_from([False, False, False, True]))
    def close(self, over: bool) -> None:
        if over:
            self.company.clock.pass_by(days=14)
        self.company.routine("closing", feedback.close, self.session)
        if self._is_over() and len(self.box) < LEAST and not self.closed:
            self.destroyed, self.closed = len(self.box), True
            self.answered = len(self.box) + len(self.final) + len(self.signed)
            self.box.clear()

    def _is_over(self) -> bool:
        return self.company.clock.now >= MONDAY.replace(day=16)

    def _did(self, command: Any, who: int, score: int) -> bool:
        try:
            self.company.by(self.people[who], command, self.session, score, f"{who} says {score}")
        except Refused:
            return False
        return True

    @invariant()
    def the_box_holds_what_waits(self) -> None:
        house = self.company.installation
        with house.database.reading() as db:
            box = BallotBox(db, house.log.ballot_keys)
            found = [box.find(self.session, person) for person in self.people]
        waiting = {who: ballot.score for who, ballot in enumerate(found) if ballot and ballot.waits}
        assert waiting == self.box
        final = {who for who, ballot in enumerate(found) if ballot and not ballot.waits}
        assert final == (set() if self.closed else self.final)

    @invariant()
    def pages_show_what_may_be_shown(self) -> None:
        house = self.company.installation
        with house.database.reading() as db:
            row = queries.of_sessions(db, [self.session]).get(self.session)
            answers = queries.answers_of(db, self.session)
        assert Counter(a.score for a in answers if not a.person) == self.shown
        named = {self.people.index(a.person): a.score for a in answers if a.person}
        assert named == self.signed
        if row is not None:
            assert (row.answers, row.total) == (len(answers), sum(a.score for a in answers))
            assert (row.closed, row.destroyed) == (self.closed, self.destroyed)
            assert row.answered == (self.answered if self.closed else None)

    def teardown(self) -> None:
        """What pages show is what the log says."""
        if not hasattr(self, "company"):
            return
        assert self.company.installation.differences() == []
        self.company.installation.close()
        self.folder.cleanup()


TestFeedbackMachine = FeedbackMachine.TestCase
TestFeedbackMachine.settings = settings(CALM, max_examples=10, stateful_step_count=25)
