"""Deeds about feedback: answer, with or without one's name; what routines make of the ballot box."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from lt_web.commands.access import person_of, require_champion, require_member, standing_in
from lt_web.events.attendance import THERE, Attendance
from lt_web.events.feedback import LEAST, Answer, Feedback, closes, require_open
from lt_web.events.ids import attendance_id, feedback_id, seats_id
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.log.work import Missing, Work
from lt_web.store import directory

T = TypeVar("T")


def answer(work: Work, session: UUID, score: int, line: str) -> None:
    """Answer without one's name: into the ballot box, changeable there. No event tells of it."""
    known, person = _askable(work, session)
    of_session(work, known).require_unsigned(person)
    given = Answer.checked(score, line)
    if not work.ballot_box.put(session, person, given.score, given.line):
        raise Refused("Your answer has been counted together with others, so it is final. Thank you for it.")


def sign(work: Work, session: UUID, score: int, line: str) -> None:
    """Answer with one's name; what one has in the ballot box is taken out of it."""
    known, person = _askable(work, session)
    feedback, given = of_session(work, known), Answer.checked(score, line)
    ballot = work.ballot_box.find(session, person)
    if ballot and not ballot.waits:
        raise Refused("You answered without your name, and that has been counted. It stays as it is.")
    feedback.sign(person, given)
    work.ballot_box.take_out(session, person)
    work.save(feedback)


def release(work: Work, session: UUID) -> None:
    """Record what waits in a ballot box, in no order, once enough do (a routine)."""
    known, waiting = work.load(Session, session), work.ballot_box.waiting(session)
    feedback = of_session(work, known)
    if _takes_place(known) and feedback.release(shuffled(_answers(waiting)), _least(work, known)):
        work.ballot_box.empty(session, waiting)
        _save_unlinked(work, feedback)


def close(work: Work, session: UUID) -> None:
    """End the feedback on a session; what was too little to be released is destroyed unread (a routine).

    What is enough is released first: then this waits for another turn, so that who had answered is not
    recorded beside what was answered.
    """
    known, box = work.load(Session, session), work.ballot_box
    feedback = of_session(work, known)
    over = work.now >= closes(known.starts, _days(work, known)) and known.state != "postponed"
    enough = len(box.waiting(session)) >= max(LEAST, _least(work, known)) and not feedback.closed
    if known.state == "cancelled" or (over and not enough):
        everybody = [entry.person for entry in directory.everybody(work.connection)]
        answered = {*box.who_answered(session, everybody), *feedback.signed}
        feedback.close(box.destroy(session), len(could_answer(work, known)), shuffled(answered))
        _save_unlinked(work, feedback)


def recall(work: Work, session: UUID, mean: int, answers: int | None = None) -> None:
    """Take over an average from a table of the past: `mean` in hundredths on the scale from 1 to 5."""
    known = work.load(Session, session)
    require_champion(work, known.programme)
    if known.state != "held":
        raise Invalid("mean", "This session has not taken place yet, so nobody can say how it was.")
    feedback = of_session(work, known)
    feedback.recall(mean, answers)
    work.save(feedback)


def of_session(work: Work, session: Session) -> Feedback:
    """The feedback on a session, begun now if nothing is recorded of it."""
    known = work.find(Feedback, feedback_id(session.id))
    return known or Feedback.open_for(session.id, session.programme)


def could_answer(work: Work, session: Session) -> set[UUID]:
    """Who was there by the sheet; of the others those who had a seat; never who presented it."""
    sheet, seats = work.find(Attendance, attendance_id(session.id)), work.find(Seats, seats_id(session.id))
    noted = sheet.standings if sheet else {}
    there = {person for person, standing in noted.items() if standing in THERE}
    seated = {person for person in seats.seated if person not in noted} if seats else set()
    return (there | seated) - set(session.presenting)


def shuffled(things: Iterable[T]) -> list[T]:
    """In an order that nobody can know or repeat."""
    return sorted(things, key=lambda _thing: os.urandom(16))


def _askable(work: Work, session: UUID) -> tuple[Session, UUID]:
    """A session, and whoever acts, if they may answer now."""
    known, person = work.load(Session, session), person_of(work)
    standing_in(work, known.programme)
    if not known.published:
        raise Missing("session")
    require_member(work, known.programme)
    if not _takes_place(known):
        raise Refused("This session was called off, so there is nothing to say about it.")
    require_open(work.now, known.starts, _days(work, known))
    _require_was_there(work, known, person)
    return known, person


def _require_was_there(work: Work, session: Session, person: UUID) -> None:
    if person in session.presenting:
        raise Refused("You presented this session; the others say whether it was worth their time.")
    if person not in could_answer(work, session):
        raise Refused(
            "Feedback is asked of those who were there. If you were, ask whoever presented it to note that."
        )


def _takes_place(session: Session) -> bool:
    return session.published and session.state in ("published", "held")


def _days(work: Work, session: Session) -> int:
    return work.load(Programme, session.programme).setting("feedback_days")


def _least(work: Work, session: Session) -> int:
    return work.load(Programme, session.programme).setting("feedback_least")


def _answers(waiting: dict[bytes, tuple[int, str]]) -> list[Answer]:
    return [Answer(score, line) for score, line in waiting.values()]


def _save_unlinked(work: Work, feedback: Feedback) -> None:
    """Record it as nobody's deed, with no mark that it would share with anything else."""
    work.then(replace(work.deed, actor=None, command="", correlation="")).save(feedback)
