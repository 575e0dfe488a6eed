"""Why a topic counts as covered, and why so many people, one or nobody can teach it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from lt_web.cards.teaching import of_topic
from lt_web.events.ids import teaching_id
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.speech import _, _n
from lt_web.web import db, programme
from lt_web.why import stories
from lt_web.why.explanation import Why
from lt_web.why.seats import at
from projections import session_queries, teaching_queries


def _held(topic: UUID) -> list[Any]:
    """What took place on a topic, the latest first."""
    return [row for row in session_queries.on_topic(db(), topic) if row.state == "held"]


def covered(row: Any) -> Why:
    """How often a topic was covered, and when last."""
    sessions = _held(row.id)
    if not sessions:
        return Why(_("Not covered yet"), [_("No session on it took place so far.")])
    said = _n(
        "{n} session on it took place, on {when}.",
        "{n} sessions on it took place, the last of them on {when}.",
        len(sessions),
        when=at(sessions[0].start_at),
    )
    title = _n("Covered once", "Covered {n} times", len(sessions))
    return Why(title, [said], _noted(sessions), _called(sessions))


def teach(row: Any) -> Why:
    """Who counts as able to teach a topic, and whether it is on the watch list."""
    sessions = _held(row.id)
    shown = of_topic(row.id, row.name, bool(sessions))
    risky = len(shown.able) <= teaching_queries.AT_RISK
    said = [
        shown.said,
        _("Whoever presented a session on it counts, and whoever says so and was confirmed by a colleague."),
        *(
            _("{name}: {how}", name=t.person.name, how=_("; ").join(t.how))
            for t in shown.all
            if t.able and t.how
        ),
        _("One person or nobody can teach it: so it is on the watch list.")
        if risky
        else _("Two people or more can teach it: so it is not on the watch list."),
    ]
    able = {t.person.id for t in shown.able}
    taught = [row for row in sessions if _presented(row, able)]
    return Why(
        _("On the watch list") if risky else _("Not on the watch list"),
        said,
        sorted([*_noted(taught), *_declared(row.id)]),
        _called(taught),
    )


def _called(sessions: Sequence[Any]) -> dict[UUID, str]:
    return {row.id: row.title for row in sessions}


def _presented(row: Any, people: set[UUID]) -> bool:
    found = session_queries.presenters_of(db(), [row.id])[row.id]
    return any(p.person in people and p.standing == "accepted" for p in found)


def _noted(sessions: Sequence[Any]) -> list[int]:
    """That they took place."""
    events = stories.of_streams(*(row.id for row in sessions)) if sessions else []
    return [e.position for e in events if isinstance(e, Session.Held)]


def _declared(topic: UUID) -> list[int]:
    """What people last said of teaching it, and who confirmed it since."""
    kinds = (Teaching.Declared, Teaching.Confirmed, Teaching.Withdrawn)
    told = stories.of_streams(teaching_id(programme().id))
    events = [e for e in told if isinstance(e, kinds) and e.topic == topic]
    since = {e.person: e.position for e in events if isinstance(e, Teaching.Declared | Teaching.Withdrawn)}
    return [e.position for e in events if e.position >= since.get(e.person, 0)]


QUESTIONS = {"covered": covered, "teach": teach}
