"""Feedback as pages show it: what I am asked and have said, and what everybody said together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import g

from lt_web.cards.people import Person, known
from lt_web.events.feedback import LEAST, QUESTION, SCALE
from lt_web.permissions import may_read_feedback, may_take_part
from lt_web.speech import _
from lt_web.web import ballot_box, db, installation, my_id, now, once, programme, standing
from projections import feedback_queries as queries


@dataclass(frozen=True)
class Asked:
    """The question as it is put to me. `state` is open, waiting (in the box), signed or final.

    `line` is my own words; of what is final nothing is known any more.
    """

    session: UUID
    title: str
    slug: str
    start: datetime
    closes: datetime
    state: str = "open"
    score: int = 0
    line: str = ""

    @property
    def question(self) -> str:
        """What is asked."""
        return _(QUESTION)

    @property
    def scale(self) -> list[tuple[int, str]]:
        """The numbers, each with its meaning."""
        return [(score, _(meaning)) for score, meaning in SCALE.items()]


@dataclass(frozen=True)
class Said:
    """One answer that may be read: `line` is a token or "", `by` is None without a name."""

    score: int
    line: str
    by: Person | None


@dataclass(frozen=True)
class Result:
    """What everybody said together. `mean` is None while there are too few to be shown.

    `spread`: (score, its meaning, how many, share of the largest in percent), the best first. `rate` in
    percent of `asked`. `recalled`: (average, answers or None) from a table of the past.
    """

    answers: int = 0
    mean: float | None = None
    asked: int = 0
    rate: int = 0
    least: int = LEAST
    spread: Sequence[tuple[int, str, int, int]] = ()
    said: Sequence[Said] = ()
    recalled: tuple[float, int | None] | None = None
    closed: bool = False
    destroyed: int = 0


@dataclass(frozen=True)
class About:
    """Everything about the feedback on one session; `asked` is None for whoever is not asked."""

    session: UUID
    asked: Asked | None
    result: Result
    reads_lines: bool

    @property
    def question(self) -> str:
        """What is asked."""
        return _(QUESTION)


def about(row: Any, presenting: Sequence[UUID]) -> About | None:
    """The feedback on a session; None before it began and where it does not take place."""
    if row.state not in ("published", "held") or row.start_at > now():
        return None
    reads = may_read_feedback(standing(), presenting)
    return About(row.id, _asked(row, presenting), _result(row, reads), reads)


def asks() -> list[Asked]:
    """What I am asked and have not answered, in every programme in which I take part; the latest first."""
    return once(_asks)


def _asks() -> list[Asked]:
    known = {row.id: row for row, held in g.lt_programmes if may_take_part(held)}
    days = {id: queries.setting(row, "feedback_days") for id, row in known.items()}
    rows = queries.waiting_for(db(), my_id(), now(), days)
    done = ballot_box().with_mine([row.id for row in rows], my_id())
    return [_question(row, known[row.programme]) for row in rows if row.id not in done]


def _asked(row: Any, presenting: Sequence[UUID]) -> Asked | None:
    question = _question(row, programme())
    takes_part = may_take_part(standing()) and my_id() not in presenting
    if not takes_part or now() >= question.closes:
        return None
    signed = queries.of_person(db(), my_id(), [row.id]).get(row.id)
    if signed:
        return _question(row, programme(), "signed", signed.score, _words(signed.line))
    ballot = ballot_box().find(row.id, my_id())
    if ballot:
        state = "waiting" if ballot.waits else "final"
        return _question(row, programme(), state, ballot.score, ballot.line)
    return question if queries.asked_of(db(), my_id(), row.id) else None


def _question(row: Any, of: Any, state: str = "open", score: int = 0, line: str = "") -> Asked:
    closes = row.start_at + timedelta(days=queries.setting(of, "feedback_days"))
    return Asked(row.id, row.title, of.slug, row.start_at, closes, state, score, line)


def _result(row: Any, reads_lines: bool) -> Result:
    numbers = queries.of_sessions(db(), [row.id]).get(row.id)
    least = max(LEAST, queries.setting(programme(), "feedback_least"))
    if numbers is None:
        return Result(least=least)
    answers = queries.answers_of(db(), row.id)
    asked = max(numbers.asked or queries.could_answer(db(), row.id), numbers.answers)
    enough = numbers.answers >= least
    return Result(
        answers=numbers.answers if enough else 0,
        mean=numbers.total / numbers.answers if enough else None,
        asked=asked,
        rate=round(100 * numbers.answers / asked) if enough else 0,
        least=least,
        spread=_spread(answers) if enough else (),
        said=_said(answers) if reads_lines else (),
        recalled=_recalled(numbers, least),
        closed=numbers.closed,
        destroyed=numbers.destroyed,
    )


def _spread(answers: Sequence[Any]) -> list[tuple[int, str, int, int]]:
    counts = Counter(answer.score for answer in answers)
    most = max(counts.values())
    return [(n, _(SCALE[n]), counts[n], round(100 * counts[n] / most)) for n in sorted(SCALE, reverse=True)]


def _said(answers: Sequence[Any]) -> list[Said]:
    """What was signed, and what has words: a bare number without a name says nothing on its own."""
    people = known(answer.person for answer in answers)
    told = [answer for answer in answers if answer.person or answer.line]
    return [Said(a.score, a.line, people[a.person] if a.person else None) for a in told]


def _recalled(numbers: Any, least: int) -> tuple[float, int | None] | None:
    few = numbers.recalled_answers is not None and numbers.recalled_answers < least
    return None if few or numbers.recalled_mean is None else (numbers.recalled_mean, numbers.recalled_answers)


def _words(token: str) -> str:
    return (installation().log.codec.reveal(token) or "") if token else ""
