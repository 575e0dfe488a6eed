"""Made-up years of a programme, told in any order by the domain itself: what figures are tried on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from lt_web.events.attendance import STANDINGS, Attendance
from lt_web.events.envelope import Envelope
from lt_web.events.feedback import Answer, Feedback
from lt_web.events.person import Person
from lt_web.events.planned import Appointment, Outline
from lt_web.events.programme import Programme
from lt_web.events.seats import Seats, Terms
from lt_web.events.session import Session
from lt_web.events.write_up import WriteUp

BEGIN = datetime(2026, 11, 20, 9, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "Asia/Tokyo", "America/Los_Angeles")
OUTLINE = Outline("Knots", "What they hold.", "demo", 30)


class CountedStory:
    """Tells a story by dice; `events` is what came of it, in the order of the log."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.events: list[Any] = []
        self.now = BEGIN
        self.least = 4  # answers from which they are shown
        self.people = [UUID(int=self.dice.getrandbits(128), version=4) for _ in range(9)]
        for n, person in enumerate(self.people):
            self.save(
                Person.join(person, f"Team {n % 3}") if n < 7 else Person.join(person, "", claimed=False)
            )
        self.programme = Programme.found("tech-hour", "Tech hour", "", ZONES[0])
        self.save(self.programme)
        lives = [self.session() for _ in range(self.dice.randint(1, 6))] + [self.terms()]
        while lives:
            life = self.dice.choice(lives)
            self.now += timedelta(hours=self.dice.expovariate(1 / 9))
            if next(life, None) is None:
                lives.remove(life)

    def save(self, *aggregates: Any, source: str = "web") -> None:
        """Note what happened."""
        for aggregate in aggregates:
            for event in aggregate.collect_events():
                object.__setattr__(event, "envelope", Envelope(self.now, self.people[0], source=source))
                object.__setattr__(event, "position", len(self.events) + 1)
                self.events.append(event)

    def terms(self) -> Iterator[int]:
        """The programme moves to another zone, or write-ups are due sooner."""
        for _ in range(self.dice.randint(0, 3)):
            yield 1
            if self.dice.random() < 0.2:
                self.least = self.dice.randint(3, 6)
                self.programme.set("feedback_least", self.least)
            elif self.dice.random() < 0.5:
                self.programme.describe("Tech hour", "", self.dice.choice(ZONES))
            else:
                self.programme.set("write_up_days", self.dice.randint(1, 20))
            self.save(self.programme)

    def some(self, most: int = 9) -> list[UUID]:
        """Some people, perhaps none."""
        return self.dice.sample(self.people, self.dice.randint(0, most))

    def session(self) -> Iterator[int]:
        """One session, announced or imported, and what follows."""
        dice = self.dice
        later = timedelta(days=dice.randint(0, 120), hours=dice.choice((0, 6, 15, 23)))
        wall = datetime.fromisoformat("2026-12-01") + later
        slot, presenters = Appointment(wall, dice.choice(ZONES)), tuple(self.some(2))
        if dice.random() < 0.2:
            id = UUID(int=dice.getrandbits(128), version=4)
            session = Session.recall(id, self.programme.id, OUTLINE, slot, presenters)
            self.save(session, source="import")
            yield from self.after(session, [])
            return
        session = Session.schedule(self.programme.id, OUTLINE, slot, presenters or (self.people[0],))
        seats = Seats.open_for(session.id, self.programme.id, dice.choice((1, 3, None)), session.starts)
        self.save(session, seats)
        yield 1
        session.publish("everyone", (), tuple(self.some()), False, BEGIN)
        self.save(session)
        yield from self.answers(session, seats)
        if dice.random() < 0.1:
            session.cancel("Storm.")
            self.save(session)
            return
        yield from self.after(session, [p for p in seats.seated if p not in session.presenters])

    def answers(self, session: Session, seats: Seats) -> Iterator[int]:
        """People say yes and no, join later, and present it too."""
        for person in self.some() + self.some():
            yield 1
            if person not in session.presenters:
                seats.answer(person, self.dice.choice(("yes", "yes", "maybe", "no")), BEGIN, Terms())
            elif self.dice.random() < 0.3 and len(session.presenters) > 1:
                session.lose_presenter(person, "they left")
            session.invite_later(self.dice.choice(self.people), "", False, BEGIN)
            self.save(seats, session)
        if self.dice.random() < 0.3:
            other = self.dice.choice(self.people)
            if other not in session.presenters:
                session.invite_presenter(other)
                session.accept_presenting(other)
                seats.vacate(other, session.latest, BEGIN, Terms())
                self.save(session, seats)

    def after(self, session: Session, seated: list[UUID]) -> Iterator[int]:
        """It is held; before and after that somebody notes who came, says what it was worth, and so on."""
        dice, deeds = self.dice, [self.marks(session, seated), self.said(session), self.written(session)]
        held_after = dice.randint(0, 3)
        while deeds or held_after >= 0:
            yield 1
            if held_after == 0 and session.state != "held":
                session.hold(session.ends)
                self.save(session)
            held_after -= 1
            if deeds and next(deed := dice.choice(deeds), None) is None:
                deeds.remove(deed)

    def marks(self, session: Session, seated: list[UUID]) -> Iterator[int]:
        """The sheet, put right now and then; a name of an old table turns out to be a colleague."""
        dice, sheet = self.dice, Attendance.open_for(session.id, self.programme.id)
        for person in self.some() + self.some():
            yield 1
            how = dice.choice((*STANDINGS, "unknown"))
            if person not in session.presenters:
                sheet.mark(person, how, person in seated, "They said so.")
            if dice.random() < 0.2:
                sheet.check_in(person, person in seated)
            self.save(sheet)
        if dice.random() < 0.4:
            sheet.count_heads(dice.randint(9, 12))
            sheet.note_length(dice.randint(10, 90))
        if dice.random() < 0.4 and session.state == "held":
            was, person = dice.sample(self.people, 2)
            session.recognise(was, person, "it is them")
            sheet.recognise(was, person, person in session.presenters, "it is them")
        self.save(sheet, session)

    def said(self, session: Session) -> Iterator[int]:
        """Some sign, others leave the ballot box together."""
        dice, feedback = self.dice, Feedback.open_for(session.id, self.programme.id)
        for person in self.some(3) + self.some(2):
            yield 1
            feedback.sign(person, Answer.checked(dice.randint(1, 5), ""))
            self.save(feedback)
        feedback.release([Answer.checked(dice.randint(1, 5), "") for _ in range(dice.randint(0, 5))], 3)
        self.save(feedback)
        yield 1
        if dice.random() < 0.5:
            feedback.close(dice.randint(0, 2), dice.randint(0, 8), [])
        if dice.random() < 0.2:
            feedback.recall(430, None)
        self.save(feedback)

    def written(self, session: Session) -> Iterator[int]:
        """Somebody writes it up, or nobody does."""
        yield 1
        if self.dice.random() < 0.6:
            write_up = WriteUp.open_for(session.id, self.programme.id)
            self.now += timedelta(days=self.dice.randint(0, 40))
            write_up.publish("What we saw.", based_on=0)
            self.save(write_up)
