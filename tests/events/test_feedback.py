"""Feedback: what is said with a name at once, what without one in batches, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lt_web.events.feedback import Answer, Feedback, require_open
from lt_web.events.refusals import Invalid, Refused
from tests.story import ADA, BEN, CLEO, NOW, PROGRAMME, SESSION, fact, given

OPENED = fact(Feedback.Opened, session=SESSION, programme=PROGRAMME)
ADA_SIGNED = fact(Feedback.Signed, person=ADA, score=4, line="The knots stay.")
CLOSED = "Feedback on this session is closed. What you want to say still fits into a comment."


def released(score: int, together: int, line: str = "") -> object:
    return fact(Feedback.Released, score=score, together=together, line=line)


def test_an_answer_with_a_name_is_recorded_once_and_can_be_put_differently() -> None:
    story = given(OPENED).when(*2 * [lambda f: f.sign(ADA, Answer(4, "The knots stay."))])
    story.then(ADA_SIGNED)
    story.when(lambda f: f.sign(ADA, Answer(5))).then(fact(Feedback.Signed, person=ADA, score=5, line=""))


def test_who_has_signed_cannot_become_anonymous_again() -> None:
    given(OPENED, ADA_SIGNED).when(lambda f: f.require_unsigned(BEN)).then()
    given(OPENED, ADA_SIGNED).when(lambda f: f.require_unsigned(ADA)).refused(
        "You answered with your name, and that cannot become anonymous again. "
        "Leave “sign it” ticked to change what you said."
    )


def test_answers_without_a_name_are_recorded_all_together() -> None:
    given(OPENED).when(lambda f: f.release([Answer(5), Answer(2, "Too fast"), Answer(4)], 3)).then(
        released(5, 3), released(2, 3, "Too fast"), released(4, 3)
    )


@pytest.mark.parametrize(("waiting", "least"), [(3, 4), (2, 2), (2, 1), (0, 0)])
def test_too_few_are_never_recorded_and_never_fewer_than_three(waiting: int, least: int) -> None:
    given(OPENED).when(lambda f: f.release(waiting * [Answer(5)], least)).then()


def test_at_the_end_what_was_too_little_is_counted_and_who_had_answered_is_noted() -> None:
    batch = [released(score, 3) for score in (5, 4, 4)]
    story = given(OPENED, ADA_SIGNED, *batch)  # type: ignore[arg-type]
    story.when(*2 * [lambda f: f.close(2, 9, [BEN, ADA, CLEO])]).then(
        fact(Feedback.Closed, answered=6, destroyed=2, asked=9),
        *(fact(Feedback.Answered, person=person) for person in (BEN, ADA, CLEO)),
    )


def test_after_the_end_nothing_comes_any_more() -> None:
    closed = fact(Feedback.Closed, answered=1, destroyed=0, asked=3)
    given(OPENED, ADA_SIGNED, closed).when(lambda f: f.sign(ADA, Answer(1))).refused(CLOSED)
    given(OPENED, ADA_SIGNED, closed).when(lambda f: f.release(5 * [Answer(5)], 3)).then()


def test_it_is_open_from_the_start_for_so_many_days() -> None:
    for days in (timedelta(), timedelta(days=14, seconds=-1)):
        require_open(NOW + days, NOW, 14)
    with pytest.raises(Refused) as early:
        require_open(NOW - timedelta(seconds=1), NOW, 14)
    assert str(early.value) == (
        "This session has not begun. Tell us from its start on whether it was worth your time."
    )
    with pytest.raises(Refused, match="is closed"):
        require_open(NOW + timedelta(days=14), NOW, 14)


@pytest.mark.parametrize(
    ("score", "line", "field", "sentence"),
    [
        (0, "", "score", "Choose a number from 1, not at all, to 5, very much."),
        (6, "", "score", "Choose a number from 1, not at all, to 5, very much."),
        (3, "One\nTwo", "line", "Write this on one line."),
        (3, 201 * "a", "line", "This is 201 characters long; 200 is the most. Shorten it a little."),
    ],
)
def test_an_answer_is_a_number_and_a_line(score: int, line: str, field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as error:
        Answer.checked(score, line)
    assert (error.value.field, str(error.value)) == (field, sentence)
    assert Answer.checked(3, "  Two knots ") == Answer(3, "Two knots")


def test_an_average_of_the_past_is_taken_over_once() -> None:
    story = given(OPENED).when(*2 * [lambda f: f.recall(430, 12)], lambda f: f.recall(425, None))
    story.then(fact(Feedback.Recalled, mean=430, answers=12), fact(Feedback.Recalled, mean=425, answers=None))
    for mean in (99, 501):
        given(OPENED).when(lambda f, m=mean: f.recall(m, 3)).refused(
            "An average lies between 1, not at all, and 5, very much.", "mean"
        )
    given(OPENED).when(lambda f: f.recall(300, 0)).refused(
        "An average has at least one answer; leave this empty if unknown.", "answers"
    )
