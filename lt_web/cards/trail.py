"""Events of the log as sentences: who, what, to which thing, when, on whose behalf and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from lt_web.cards.history import Line, lines
from lt_web.cards.people import known
from lt_web.events.ids import HOUSE
from lt_web.permissions import is_champion
from lt_web.speech import _
from lt_web.trail_words import AMONG_THEM, KINDS, NOT_SENT, SOURCES, UNTOLD
from lt_web.web import db, standing
from projections import history, learning_queries, proposal_queries, session_queries

ON_TOPICS = ("topics.", "teaching.", "competency.")
# Nobody reads whom these are about, but everybody what they are about.
OF_A_THING = ("proposal.voted", "feedback.opened", "feedback.answered", "feedback.released")


@dataclass(frozen=True)
class Thing:
    """What an event happened to; `url` is "" where it has no page."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One event in words. `closed` says why there is no more of it to be read, "" where there is."""

    row: Any
    line: Line
    kind: str
    thing: Thing | None = None
    closed: str = ""

    @property
    def position(self) -> int:
        """Its number in the log."""
        return int(self.row.position)

    @property
    def day_alone(self) -> bool:
        """Whether its time would tell whose it is."""
        return bool(self.row.readers == "nobody")

    @property
    def of_the_house(self) -> bool:
        """Whether it concerns every programme."""
        return bool(self.row.programme == HOUSE)

    @property
    def source(self) -> str:
        """Where it came from."""
        return _(SOURCES.get(self.row.source, self.row.source))


def entries(rows: Sequence[Any]) -> list[Entry]:
    """Rows of the log in words, in a fixed number of queries."""
    closed = _closed(rows)
    told = history.at(db(), [row.position for row in rows if not closed[row.position]])
    spoken = {line.position: line for line in lines(list(told.values()))}
    things = _Things([row for row in rows if not closed[row.position] or row.topic in OF_A_THING], told)
    return [
        Entry(
            row,
            spoken.get(row.position) or _untold(row),
            _(KINDS.get(row.topic.partition(".")[0], row.topic)),
            things.of(row),
            closed[row.position],
        )
        for row in rows
    ]


def _closed(rows: Sequence[Any]) -> dict[int, str]:
    """Why whoever asks reads no more of each event; "" where they do."""
    proposals = proposal_queries.some(db(), {row.stream for row in rows if row.topic.startswith("proposal.")})
    return {row.position: _why_closed(row, proposals.get(row.stream)) for row in rows}


def _why_closed(row: Any, proposal: Any) -> str:
    if row.readers == "nobody":
        return _("Nobody reads whom this is about, so that nothing can be traced back to one of them.")
    if row.readers == "draft" and not (proposal and proposal.sent):
        return _("What is not sent is for those alone who write it.")
    declined = proposal is not None and proposal.state == "declined"
    if (row.readers == "owners" or declined) and not is_champion(standing()):
        return _("What it says is for the people concerned alone. That it happened is proved all the same.")
    return ""


def _untold(row: Any) -> Line:
    """What to say of an event of which no more is told."""
    otherwise = NOT_SENT if row.readers == "draft" else AMONG_THEM
    return Line(
        at=row.at,
        who=_("Somebody"),
        for_whom="",
        sentence=_(UNTOLD.get(row.topic, otherwise)),
        reason="",
        position=row.position,
    )


class _Things:
    """Which things these events happened to, asked for together."""

    def __init__(self, rows: Sequence[Any], told: dict[int, Any]) -> None:
        self.told = told
        self.sessions = {
            row.id: row for row in session_queries.some(db(), {r.session for r in rows} - {None})
        }
        of_proposals = {row.stream for row in rows if row.topic.startswith("proposal.")}
        self.proposals = proposal_queries.some(db(), of_proposals)
        self.people = known(row.stream for row in rows if row.topic.startswith("person."))
        self.topics = learning_queries.names_of_topics(db(), {t for t in map(self._topic, rows) if t})

    def of(self, row: Any) -> Thing | None:
        """What an event happened to, None where that has no name."""
        if row.stream in self.proposals:
            where = url_for("lt.proposals.page", proposal=row.stream)
            return Thing(self.proposals[row.stream].title, where)
        if row.session in self.sessions:
            where = url_for("lt.sessions.page", session=row.session)
            return Thing(self.sessions[row.session].title, where)
        if row.stream in self.people:
            return Thing(self.people[row.stream].name, url_for("lt.people.page", person=row.stream))
        topic = self._topic(row)
        if topic in self.topics:
            return Thing(self.topics[topic], url_for("lt.topics.page", topic=topic))
        return None

    def _topic(self, row: Any) -> UUID | None:
        said = self.told.get(row.position)
        named = json.loads(said.details).get("topic") if said and row.topic.startswith(ON_TOPICS) else None
        return UUID(named) if isinstance(named, str) and named else None
