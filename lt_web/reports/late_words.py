"""Kinds of facts that come late, and how many there were of each in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lt_web.speech import _n
from projections.late_facts import DATED


@dataclass(frozen=True)
class Words:
    """One kind: of which events it is, how to say a number of them, and whether sessions are counted.

    `apart` says the same of sessions, for those who see no number of people that is small.
    """

    topics: tuple[str, ...]
    say: Callable[[int], str]
    by_session: bool = True
    apart: Callable[[int], str] | None = None


KINDS = {
    "held": Words(
        ("session.held",),
        lambda n: _n("{n} session entered later", "{n} sessions entered later", n),
    ),
    "marked": Words(
        ("attendance.marked", "attendance.checked_in"),
        lambda n: _n("{n} person noted later", "{n} people noted later", n),
        by_session=False,
        apart=lambda n: _n("people noted later at {n} session", "people noted later at {n} sessions", n),
    ),
    "corrected": Words(
        ("attendance.corrected", "attendance.recognised"),
        lambda n: _n("{n} mark put right", "{n} marks put right", n),
        by_session=False,
        apart=lambda n: _n("marks put right at {n} session", "marks put right at {n} sessions", n),
    ),
    "heads": Words(
        ("attendance.heads_counted",),
        lambda n: _n("heads counted later at {n} session", "heads counted later at {n} sessions", n),
    ),
    "length": Words(
        ("attendance.length_noted",),
        lambda n: _n("the length of {n} session noted later", "the length of {n} sessions noted later", n),
    ),
    "presented": Words(
        (
            "session.presenter_accepted",
            "session.presenter_withdrawn",
            "session.presenter_left",
            "session.presenter_recognised",
        ),
        lambda n: _n("who presented {n} session put right", "who presented {n} sessions put right", n),
    ),
    "feedback": Words(
        ("feedback.signed", "feedback.released", "feedback.closed", "feedback.recalled"),
        lambda n: _n("answers to {n} session came in later", "answers to {n} sessions came in later", n),
    ),
    "written": Words(
        ("write_up.published", "write_up.link_added", "write_up.link_removed"),
        lambda n: _n("{n} session written up later", "{n} sessions written up later", n),
    ),
    "reached": Words(
        tuple(DATED),
        lambda n: _n("{n} day of a milestone noted later", "{n} days of milestones noted later", n),
        by_session=False,
    ),
}
WHO_CAME = ("held", "marked", "corrected")
# Figure → what it is made of. Of the others nothing comes late: they speak of what is so today.
MADE_OF = {
    "sessions": ("held",),
    "participation": (*WHO_CAME, "presented"),
    "satisfaction": ("held", "feedback"),
    "reach": WHO_CAME,
    "show_up": WHO_CAME,
    "walk_ins": WHO_CAME,
    "duration": ("held", "length"),
    "new_presenters": ("held", "presented"),
    "most_frequent": ("held", "presented"),
    "reciprocity": (*WHO_CAME, "presented"),
    "write_ups": ("held", "written"),
    "competency": ("reached",),
    "hours": (*WHO_CAME, "heads", "length"),
}
