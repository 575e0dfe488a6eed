"""The proof as its page says it: the last check in one sentence, and what a printed line is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for

from lt_web.evidence.feet import LATER, NO_LINE, OURS, Foot
from lt_web.reports.editions import period_of
from lt_web.speech import _
from lt_web.store.checks import BROKEN, WHOLE
from lt_web.words import number

NEVER = "never"
AT_WORK = "running"


@dataclass(frozen=True)
class Check:
    """The last check, or the one at work: its state (whole, broken, unknown, never, running) in words."""

    state: str
    title: str
    text: str
    details: list[str]
    v: str
    at: datetime | None = None
    by: str = ""
    foot: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state != AT_WORK


@dataclass(frozen=True)
class Answer:
    """What a printed line is: kind (ok, warn), and the editions that bear it."""

    is_ours: bool
    title: str
    text: str
    editions: list[Printed]


@dataclass(frozen=True)
class Printed:
    """An edition that bears the line, and whether its data is what was published."""

    name: str
    url: str
    holds: bool


def check(at_work: Any, rows: list[Any], people: Mapping[UUID, Any]) -> Check:
    """The check that is to be shown large."""
    if at_work is not None:
        text = _(
            "Every event is read again and held against its seal. You may leave this page and come back."
        )
        return Check(AT_WORK, _("Reading the log"), text, [], f"{at_work.number}-{at_work.state}")
    if not rows:
        text = _("Let it be read once: every event is held against the seal that was put on it.")
        return Check(NEVER, _("The log was not checked here yet"), text, [], "")
    return line(rows[0], people)


def line(row: Any, people: Mapping[UUID, Any]) -> Check:
    """A check that is over."""
    title, text = _words(row)
    by = people[row.by].name if row.by in people else ""
    details = row.said.split("\n") if row.state == BROKEN else []
    return Check(row.state, title, text, details, f"{row.number}-{row.state}", row.at, by, row.foot)


def _words(row: Any) -> tuple[str, str]:
    if row.state == WHOLE:
        return (
            _("Nothing was altered"),
            _(
                "Every event of the log was read again and is the one that was sealed: {events} of {events}.",
                events=number(row.size),
            ),
        )
    if row.state == BROKEN and row.position:
        where = number(row.position)
        return (
            _("Event {n} is not what was sealed", n=where),
            _("The log is broken from there. Tell somebody who does not run the server, and change nothing."),
        )
    if row.state == BROKEN:
        return (
            _("The log is not what was sealed"),
            _("Tell somebody who does not run the server, and change nothing until it was looked at."),
        )
    return (
        _("It cannot be told"),
        _("The check did not come to its end. Check again; the server’s log says what happened."),
    )


def answer(foot: Foot) -> Answer:
    """What a typed line is."""
    size = number(foot.size)
    if foot.kind == NO_LINE:
        text = _("It has a number and then 16 characters, such as 1234 kG3mXk0Qp2u9dBvE. Type both.")
        return Answer(False, _("This is not such a line"), text, [])
    if foot.kind == LATER:
        text = _("This log has {events} events. Look at the number once more.", events=number(foot.events))
        return Answer(False, _("The line speaks of {size} events", size=size), text, [])
    if foot.kind == OURS:
        return Answer(True, _("Yes, it is from this log"), _whence(foot, size), _editions(foot))
    text = _(
        "At event {size} this log has other characters. Look once more at what is alike: 0 and O, 1, l "
        "and I. If you read them right, the report is from another log, or this one was altered since.",
        size=size,
    )
    return Answer(False, _("No, not as you typed it"), text, [])


def _whence(foot: Foot, size: str) -> str:
    if foot.read_again:
        return _("The first {size} events were read again just now: they give these characters.", size=size)
    return _(
        "These characters were sealed over the first {size} events. Check now reads all again.", size=size
    )


def _editions(foot: Foot) -> list[Printed]:
    return [
        Printed(
            _("{period}, edition {number}", period=period_of(row), number=row.number),
            url_for("lt.editions.page", edition=row.edition),
            holds,
        )
        for row, holds in foot.editions
    ]
