"""Why a session is in the state in which it is, when its write-up is due, and how its feedback came about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.cards.attendance import counts
from lt_web.cards.attendance_words import arrived
from lt_web.cards.feedback import about
from lt_web.events.feedback import Feedback
from lt_web.events.ids import feedback_id, write_up_id
from lt_web.events.session import Session
from lt_web.events.write_up import WriteUp
from lt_web.figures.specs import SPECS
from lt_web.permissions import may_read_feedback
from lt_web.reports.saying import mean_said
from lt_web.speech import N_, _, _n
from lt_web.web import db, standing
from lt_web.why import counting, stories
from lt_web.why.deciding import folded
from lt_web.why.explanation import Why
from lt_web.why.seats import at
from lt_web.words import date_said
from projections import write_up_queries

STATES = {
    "scheduled": N_("Not published yet"),
    "published": N_("Published"),
    "postponed": N_("Postponed"),
    "cancelled": N_("Cancelled"),
    "held": N_("Held"),
}
TURNS = (Session.Published, Session.Postponed, Session.Rescheduled, Session.Cancelled, Session.Held)
SAID: dict[type[Any], str] = {
    Session.Scheduled: N_("It was planned on {when}, and nobody has announced it since."),
    Session.Published: N_("It was announced on {when}: from then on people could answer."),
    Session.Rescheduled: N_("It got its present date on {when}."),
    Session.Postponed: N_("It was postponed on {when}; answers are kept until there is a new date."),
    Session.Cancelled: N_("It was cancelled on {when}. The reason stands below."),
    Session.Held: N_("Its time was over, nobody had called it off, and so it counts as held since {when}."),
}


def state(row: Any) -> Why:
    """Why a session is planned, announced, postponed, cancelled or over."""
    first, *later = stories.of_streams(row.id)
    turns = [first, *(event for event in later if isinstance(event, TURNS))]
    now = folded(turns).state
    moved = [e.position for e in turns[1:] if folded(turns, e.position).state != now]
    listed = [first.position, *moved]
    said = [_(SAID[type(e)], when=at(e.at)) for e in turns if e.position in (moved or listed)]
    return Why(_(STATES[now]), said, listed)


def write_up(row: Any, _presenters: Any = ()) -> Why:
    """Why a write-up is due, or since when it is written."""
    known = write_up_queries.one(db(), row.id)
    if known is None or (known.due_on is None and not known.revision):
        return Why(_("No write-up is due"), [_("Write-ups are due once a session was held.")])
    events = [*stories.of_streams(row.id, write_up_id(row.id)), *stories.terms()]
    held = [e for e in events if isinstance(e, Session.Held)]
    written = [e for e in events if isinstance(e, WriteUp.Published)][:1]
    said = [_("It was first published on {when}.", when=at(e.at)) for e in written]
    if known.due_on:
        said = [_due(row, known), *said]
    positions = [e.position for e in (*held, *written)] + _days_set(events, known)
    title = _("Written up") if written else _("Due by {day}", day=date_said(known.due_on))
    return Why(title, said, sorted(positions))


def _due(row: Any, known: Any) -> str:
    ended, day = at(row.end_at), date_said(known.due_on)
    return _(
        "The session ended on {ended}. Counted in working days, as the programme is set, the write-up is due "
        "by {day}.",
        ended=ended,
        day=day,
    )


def _days_set(events: list[Any], known: Any) -> list[int]:
    """Since when the number of working days is what it is; nothing where it is the usual one."""
    until = known.published_at
    set_to = [e for e in events if getattr(e, "setting", "") == "write_up_days"]
    before = [e.position for e in set_to if until is None or e.at <= until]
    return before[-1:]


def feedback(row: Any, presenters: Any = ()) -> Why:
    """How the figure of the feedback came about."""
    shown = about(row, presenters)
    if shown is None:
        return Why(_("No feedback yet"), [_("People are asked once the session has begun.")])
    result, inside = shown.result, may_read_feedback(standing(), presenters)
    mean = result.mean
    events = stories.of_streams(feedback_id(row.id))
    said = [_("People were asked: “{question}”", question=shown.question), _counted(result)]
    title = _("{mean} of 5", mean=mean_said(mean)) if mean is not None else _("Not enough answers yet")
    return Why(title, said, _answers(events) if mean is not None or inside else [])


def _counted(result: Any) -> str:
    if result.mean is None:
        return _n(
            "The mean is shown from {n} answer on. Answers without a name are opened together, never alone.",
            "The mean is shown from {n} answers on. Answers without a name are opened together, never alone.",
            result.least,
        )
    return _n(
        "It is the mean of {n} answer that was signed or opened, of {asked} people who could answer.",
        "It is the mean of {n} answers that were signed or opened, of {asked} people who could answer.",
        result.answers,
        asked=result.asked,
    )


def _answers(events: list[Any]) -> list[int]:
    """What was signed, the last word of each; what left the ballot box together; and how it was closed."""
    signed = {e.person: e.position for e in events if isinstance(e, Feedback.Signed)}
    released = [e for e in events if isinstance(e, Feedback.Released)]
    batches = {e.envelope.recorded_at: e.position for e in reversed(released)}  # the first stands for all
    closed = [e.position for e in events if isinstance(e, Feedback.Closed)]
    return sorted([*signed.values(), *batches.values(), *closed])


def attendance(row: Any, _presenters: Any = ()) -> Why:
    """How the number of those who came is made up."""
    noted = counts(row)
    if row.state != "held" or not noted.came:
        return Why(_("Nobody is noted yet."), [_("Who was there is counted once a session was held.")])
    events = sorted([*stories.terms(), *stories.of_session(row.id)], key=lambda e: e.position)
    said = [
        _(
            "Whoever checked in counts, and whoever was noted as present or partly there, with a seat or "
            "without."
        ),
        _("Of whom nothing is noted, nothing is concluded."),
    ]
    behind = counting.behind(events, row.id, SPECS["walk_ins"])
    return Why(arrived(noted.came, noted.walk_ins, over=True), said, behind)


QUESTIONS: dict[str, Callable[[Any, Any], Why]] = {
    "state": lambda row, _presenters: state(row),
    "write-up": write_up,
    "feedback": feedback,
    "attendance": attendance,
}
