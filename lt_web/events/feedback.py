"""Feedback: one question about a session. What was said without a name is recorded in batches alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import feedback_id
from lt_web.events.marks import personal_text
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.texts import one_line

QUESTION = N_("Was this worth your time?")
SCALE = {1: N_("Not at all"), 2: N_("Hardly"), 3: N_("Partly"), 4: N_("Mostly"), 5: N_("Very much")}
LEAST = 3  # never are fewer released together, whatever a programme sets
CLOSED = N_("Feedback on this session is closed. What you want to say still fits into a comment.")


@dataclass(frozen=True)
class Answer:
    """What somebody says: from 1, not at all, to 5, very much; and a line, "" for none."""

    score: int
    line: str = ""

    @classmethod
    def checked(cls, score: int, line: str) -> Answer:
        """Return it with its line in order; raise `Invalid` at the field that is not."""
        if score not in SCALE:
            raise Invalid("score", "Choose a number from 1, not at all, to 5, very much.")
        return cls(score, one_line("line", line, required=False))


class Feedback(Aggregate):
    """What people say about one session. Of answers without a name it knows how many there are, no more."""

    STREAM: ClassVar[str] = "feedback"

    session: UUID
    programme: UUID
    signed: dict[UUID, Answer]
    released: int
    closed: bool
    recalled: tuple[int, int | None] | None

    class Opened(Created):
        """The first feedback on a session was recorded."""

        session: UUID
        programme: UUID

        def apply(self, feedback: Feedback) -> None:
            feedback.session, feedback.programme = self.session, self.programme

    class Signed(Event):
        """Someone answered with their name, or put such an answer differently."""

        person: UUID
        score: int
        line: str = personal_text(owner="person", default="")

        def apply(self, feedback: Feedback) -> None:
            feedback.signed[self.person] = Answer(self.score, self.line)

    class Released(Event):
        """An answer without a name left the ballot box, together with others and in no order."""

        score: int
        together: int  # how many left it at once; the line is under a key of the session's, nobody's own
        line: str = personal_text(owner="originator_id", default="")

        def apply(self, feedback: Feedback) -> None:
            feedback.released += 1

    class Closed(Event):
        """Feedback ended; answers that were too few to be released were counted and destroyed unread."""

        answered: int
        destroyed: int
        asked: int  # how many could have answered

        def apply(self, feedback: Feedback) -> None:
            feedback.closed = True

    class Answered(Event):
        """Someone had answered, with or without their name; noted after the end, in no order."""

        person: UUID

    class Recalled(Event):
        """An average was taken over from a table of the past."""

        mean: int  # in hundredths, on the scale from 1 to 5
        answers: int | None = None

        def apply(self, feedback: Feedback) -> None:
            feedback.recalled = (self.mean, self.answers)

    def __init__(self) -> None:
        self.signed, self.released, self.closed, self.recalled = {}, 0, False, None

    @classmethod
    def open_for(cls, session: UUID, programme: UUID) -> Feedback:
        """Begin what is said about a session."""
        return cls._create(cls.Opened, id=feedback_id(session), session=session, programme=programme)

    def sign(self, person: UUID, answer: Answer) -> None:
        """Answer with one's name, at once and changeable. The same twice records nothing."""
        if self.closed:
            raise Refused(CLOSED)
        if self.signed.get(person) != answer:
            self.trigger_event(Feedback.Signed, person=person, score=answer.score, line=answer.line)

    def require_unsigned(self, person: UUID) -> None:
        """Raise `Refused` where somebody has signed: a name that was read cannot be taken back."""
        if person in self.signed:
            raise Refused(
                "You answered with your name, and that cannot become anonymous again. "
                "Leave “sign it” ticked to change what you said."
            )

    def release(self, shuffled: Collection[Answer], least: int) -> bool:
        """Record answers without a name, all that wait, unless they are too few. Returns whether it did."""
        if self.closed or len(shuffled) < max(LEAST, least):
            return False
        for answer in shuffled:
            together = len(shuffled)
            self.trigger_event(Feedback.Released, score=answer.score, line=answer.line, together=together)
        return True

    def close(self, destroyed: int, asked: int, shuffled: Iterable[UUID]) -> None:
        """End it; `shuffled` are the people who had answered in whatever way. Twice changes nothing."""
        if not self.closed:
            answered = self.released + len(self.signed) + destroyed
            self.trigger_event(Feedback.Closed, answered=answered, destroyed=destroyed, asked=asked)
            for person in shuffled:
                self.trigger_event(Feedback.Answered, person=person)

    def recall(self, mean: int, answers: int | None) -> None:
        """Take over an average from elsewhere, in hundredths; the same again records nothing."""
        if not 100 <= mean <= 500:
            raise Invalid("mean", "An average lies between 1, not at all, and 5, very much.")
        if answers is not None and answers < 1:
            raise Invalid("answers", "An average has at least one answer; leave this empty if unknown.")
        if (mean, answers) != self.recalled:
            self.trigger_event(Feedback.Recalled, mean=mean, answers=answers)


def require_open(now: datetime, starts: datetime, days: int) -> None:
    """Raise `Refused` before a session begins, and from so many days after that on."""
    if now < starts:
        raise Refused("This session has not begun. Tell us from its start on whether it was worth your time.")
    if now >= closes(starts, days):
        raise Refused(CLOSED)


def closes(starts: datetime, days: int) -> datetime:
    """When feedback ends."""
    return starts + timedelta(days=days)
