"""What an event says, field by field: ids as names, times in words; what is closed says that it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import url_for

from lt_web.cards.people import Person, known, nobody
from lt_web.events.base import COMMON_FIELDS
from lt_web.events.marks import marks_of
from lt_web.log.codec import ERASED
from lt_web.permissions import may_read_feedback
from lt_web.speech import _
from lt_web.web import db, installation, programme, standing
from lt_web.words import number, when
from projections import learning_queries, proposal_queries, session_queries
from projections.concerning import PEOPLE, PEOPLE_BY_EVENT, SESSIONS, TOPICS, TOPICS_BY_EVENT

FEEDBACK = {"feedback.signed": ("score", "line"), "feedback.released": ("score", "line")}
MOST_NAMED = 200


@dataclass(frozen=True)
class Part:
    """A piece of a value; `url` leads to what it names."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Field:
    """One field by its recorded name. `closed` stands in place of what may not, or can no longer, be read."""

    name: str
    parts: tuple[Part, ...] = ()
    closed: str = ""
    is_text: bool = False
    personal: bool = False


def fields(event: Any) -> list[Field]:
    """The content of an event; `known` names are asked for together."""
    names = [name for name in type(event).__dataclass_fields__ if name not in COMMON_FIELDS]
    called = _Called(event, names)
    return [_field(event, name, called) for name in names]


def _field(event: Any, name: str, called: _Called) -> Field:
    value, mark = getattr(event, name), marks_of(type(event)).get(name)
    if name in FEEDBACK.get(type(event).TOPIC, ()) and not may_read_feedback(standing(), ()):
        return Field(name, closed=_("Shown to champions and presenters alone; others see the figure."))
    if mark is not None and mark.kind == "sealed":
        return Field(name, closed=_("Sealed: shown to nobody."))
    if mark is not None and mark.kind == "personal" and value:
        text = installation().log.codec.reveal(value)
        return Field(name, (Part(text),), is_text=True, personal=True) if text is not None else _erased(name)
    if mark is not None and value == ERASED:
        return _erased(name)
    if mark is not None and value:
        return Field(name, (Part(value),), is_text=True)
    values = value if isinstance(value, tuple) else (value,)
    parts = tuple(called.part(name, one) for one in values[:MOST_NAMED] if one not in (None, ""))
    if len(values) > MOST_NAMED:
        parts += (Part(_("and {n} more", n=number(len(values) - MOST_NAMED))),)
    return Field(name, parts or (Part(_("nothing")),))


def _erased(name: str) -> Field:
    return Field(name, closed=_("Erased with the person who wrote it."))


class _Called:
    """The names of all that an event's ids stand for, asked for at once."""

    def __init__(self, event: Any, names: Iterable[str]) -> None:
        stored_as = type(event).TOPIC
        self.people_in = {*PEOPLE, *PEOPLE_BY_EVENT.get(stored_as, ()), "invited"}
        self.topics_in = {*TOPICS, *TOPICS_BY_EVENT.get(stored_as, ())}
        ids = {name: _ids(getattr(event, name)) for name in names}
        self.people = known(id for name in self.people_in for id in ids.get(name, ()))
        topics = {id for name in self.topics_in for id in ids.get(name, ())}
        self.topics = learning_queries.names_of_topics(db(), topics)
        sessions = {id for name in SESSIONS for id in ids.get(name, ())}
        self.sessions = {row.id: row.title for row in session_queries.some(db(), sessions)}
        self.proposals = proposal_queries.some(db(), set(ids.get("proposal", ())))

    def part(self, name: str, value: Any) -> Part:
        """One value in words."""
        if isinstance(value, UUID):
            return self._named(name, value)
        if isinstance(value, bool):
            return Part(_("yes") if value else _("no"))
        if isinstance(value, int):
            return Part(number(value))
        if isinstance(value, datetime) and value.tzinfo:
            return Part(when(value, programme().zone))
        return Part(value.isoformat(" ") if isinstance(value, datetime) else _plain(value))

    def _named(self, name: str, id: UUID) -> Part:
        if name in self.people_in:
            person: Person = self.people.get(id) or nobody(id)
            return Part(person.name, "" if person.former else url_for("lt.people.page", person=id))
        if id in self.topics:
            return Part(self.topics[id], url_for("lt.topics.page", topic=id))
        if id in self.sessions:
            return Part(self.sessions[id], url_for("lt.sessions.page", session=id))
        if id in self.proposals:
            return Part(self.proposals[id].title, url_for("lt.proposals.page", proposal=id))
        return Part(str(id))


def _ids(value: Any) -> list[UUID]:
    values = value if isinstance(value, tuple) else (value,)
    return [one for one in values[:MOST_NAMED] if isinstance(one, UUID)]


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
