"""What an event concerns: which programme, session, people and topics, and who may read of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.events.competency import Competency
from lt_web.events.ids import HOUSE
from lt_web.events.programme import Programme
from lt_web.events.roles import Roles
from lt_web.events.session import Session
from projections.history import ABOUT_EVERYBODY, ABOUT_PEOPLE, COMPETENCY, OF_OWNERS, UNSEEN

# Every field that holds an id is named in one of these: a test says so of a new one.
PEOPLE = ("person", "by", "asked", "former", "presenters", "sponsors")
PEOPLE_BY_EVENT = {
    "attendance.recognised": ("was",),
    "session.presenter_recognised": ("was",),
    "person.merged": ("into",),
}
TOPICS = ("topics", "topic", "on")
TOPICS_BY_EVENT = dict.fromkeys(
    ("topics.merged", "teaching.topic_merged", "competency.topic_merged"), ("into",)
)
SESSIONS = ("session",)
# Whom a session was announced to is told by the session: it may be everybody there is.
OTHER_IDS = (
    "invited", "programme", "scope", "about", "thing", "rule", "calendar", "slot", "proposal",
    "comment", "link", "milestone", "cohort", "entry", "edition", "replaces",
)  # fmt: skip

ABOUT_NOBODY = (
    Competency.Opened,
    Competency.MilestoneStated,
    Competency.MilestoneRetired,
    Competency.CohortFormed,
    Competency.TopicMerged,
)


def belongs_to(first: Any) -> UUID:
    """The programme that the first event of a stream names; `HOUSE` where it concerns all of them."""
    if isinstance(first, Programme.Founded):
        founded: UUID = first.originator_id
        return founded
    if isinstance(first, Roles.Opened):
        return first.scope
    named: UUID = getattr(first, "programme", HOUSE)
    return named


def session_of(event: Any) -> UUID | None:
    """The session that an event itself speaks of."""
    if isinstance(event, Session.Scheduled):
        own: UUID = event.originator_id
        return own
    named: UUID | None = getattr(event, "session", None)
    return named


def people_of(event: Any) -> tuple[UUID, ...]:
    """Who did it, on whose behalf, and whom it concerns."""
    envelope, stored_as = event.envelope, type(event).TOPIC
    found = [envelope.actor, envelope.on_behalf_of]
    if stored_as.startswith("person."):
        found.append(event.originator_id)
    found += _named(event, (*PEOPLE, *PEOPLE_BY_EVENT.get(stored_as, ())))
    return tuple(dict.fromkeys(person for person in found if person is not None))


def topics_of(event: Any) -> tuple[UUID, ...]:
    """The topics that an event itself names."""
    return tuple(_named(event, (*TOPICS, *TOPICS_BY_EVENT.get(type(event).TOPIC, ()))))


def readers_of(event: Any, place: str) -> str:
    """Who may read of an event: open, names, draft, owners or nobody.

    `place` is what holds for its stream now, "" for nothing particular. Of what waits in somebody's inbox,
    who voted, who answered and who said “not yet”, nobody reads whom it was.
    """
    if isinstance(event, UNSEEN):
        return "nobody"
    if place:
        return place
    stored_as: str = type(event).TOPIC
    if isinstance(event, OF_OWNERS) or (
        stored_as.startswith(COMPETENCY) and not isinstance(event, ABOUT_NOBODY)
    ):
        return "owners"
    about_people = stored_as.startswith(ABOUT_PEOPLE) and not isinstance(event, ABOUT_EVERYBODY)
    return "names" if about_people else "open"


def _named(event: Any, fields: tuple[str, ...]) -> list[UUID]:
    found: list[UUID] = []
    for name in fields:
        value = getattr(event, name, None)
        if isinstance(value, UUID):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(value)
    return found
