"""The history of a thing of each kind, as far as whoever asks may read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from lt_web.cards.history import Line, lines
from lt_web.cards.people import known
from lt_web.cards.proposals import card as proposal_card
from lt_web.events import ids
from lt_web.permissions import may_audit, may_read_reason, may_see_who_waits
from lt_web.speech import N_, _
from lt_web.web import db, my_id, programme, standing
from projections import competency_queries, history, people, topic_queries, trail_queries

MOST = 500
OF_TOPICS = ("topics.added", "topics.renamed", "topics.merged", "topics.linked", "topics.unlinked")
OF_TEACHING = ("teaching.declared", "teaching.confirmed", "teaching.withdrawn")


@dataclass(frozen=True)
class Told:
    """What happened to a thing, the latest first. `log`: how auditors find it in the log."""

    name: str
    url: str
    lines: Sequence[Line]
    log: dict[str, str]
    more: bool = False


def of_session(row: Any) -> Told:
    """Of a session, with its seats, sheet, feedback and write-up."""
    names = may_see_who_waits(standing())
    readers = ["open", *(["names", "owners"] if names else [])]
    rows = history.of_session(db(), row.id, readers, my_id())
    return _told(
        row.title, url_for("lt.sessions.page", session=row.id), rows, {"session": str(row.id)}, names
    )


def of_proposal(row: Any) -> Told:
    """Of a proposal or a request."""
    shown = proposal_card(row)
    own = [shown.by.id, *(person.id for person in shown.presenting)]
    readers = ["open", *(["owners"] if may_read_reason(standing(), own) else [])]
    where = url_for("lt.proposals.page", proposal=row.id)
    return _of_stream(row.title, where, row.id, readers)


def of_topic(id: UUID) -> Told | None:
    """Of a topic: its names, what it builds on, and who said that they can teach it."""
    row = topic_queries.one(db(), programme().id, id)
    if row is None:
        return None
    wanted = trail_queries.Wanted(programme().id, topic=id, types=(*OF_TOPICS, *OF_TEACHING))
    found = [one.position for one in trail_queries.page(db(), wanted, size=MOST) if one.readers == "open"]
    rows = sorted(history.at(db(), found).values(), key=lambda one: one.position)
    return _told(row.name, url_for("lt.topics.page", topic=id), rows, {"topic": str(id)})


def of_person(id: UUID) -> Told | None:
    """Of a colleague: that they came, changed team, left."""
    if people.one(db(), id) is None:
        return None
    name = known([id])[id].name
    rows = history.of_stream(db(), id, ["open"], my_id())
    return _told(name, url_for("lt.people.page", person=id), rows, {"person": str(id)})


def of_milestone(id: UUID) -> Told | None:
    """Of a milestone and those on the way to it."""
    row = competency_queries.one(db(), programme().id, id)
    stream = competency_queries.stream_of(db(), id) if row else None
    if row is None or stream is None:
        return None
    rows = [r for r in history.of_stream(db(), stream, ["open", "owners"], my_id()) if id.hex in r.details]
    return _told(
        row.statement, url_for("lt.competency.milestone", milestone=id), rows, {"thing": str(stream)}
    )


# Things of which a programme has one: what they are called, where they stand, and their stream.
ONLY_ONES: dict[str, tuple[str, str, Callable[[UUID], UUID]]] = {
    "programme": (N_("The programme"), "lt.home.page", lambda programme: programme),
    "charter": (N_("What the programme is for"), "lt.charter.page", ids.charter_id),
    "roles": (N_("Roles"), "lt.home.page", ids.roles_id),
    "dates": (N_("Planned dates"), "lt.home.page", ids.cadence_id),
    "templates": (N_("Templates"), "lt.home.page", ids.guides_id),
    "editions": (N_("Published reports"), "lt.editions.index", ids.editions_id),
}


def of_only_one(kind: str, id: UUID) -> Told | None:
    """Of something that a programme has one of."""
    if kind not in ONLY_ONES or id != programme().id:
        return None
    name, where, stream = ONLY_ONES[kind]
    return _of_stream(_(name), url_for(where), stream(id), ["open"])


def _of_stream(name: str, url: str, stream: UUID, readers: list[str]) -> Told:
    rows = history.of_stream(db(), stream, readers, my_id())
    return _told(name, url, rows, {"thing": str(stream)})


def _told(name: str, url: str, rows: Sequence[Any], log: dict[str, str], names: bool = True) -> Told:
    shown = lines(rows[-MOST:], names)
    return Told(name, url, shown, log if may_audit(standing()) else {}, len(rows) > MOST)
