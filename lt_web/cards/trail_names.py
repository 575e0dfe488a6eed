"""What people write to say which events they mean: names of types, sessions, topics."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from lt_web.events import AGGREGATES
from lt_web.events.base import events_of
from lt_web.web import db, programme
from projections import people, session_queries, topic_queries


@cache
def types_by_kind() -> dict[str, tuple[str, ...]]:
    """Kind → the stored names of its types, in the order of the catalogue."""
    return {
        aggregate.STREAM: tuple(str(event.TOPIC) for event in events_of(aggregate))  # type: ignore[attr-defined]
        for aggregate in AGGREGATES
    }


def types_of(name: str | None) -> tuple[str, ...]:
    """The types that a name of a kind, or of a type, stands for; none for none."""
    return types_by_kind().get(name or "", (name,) if name else ())


def is_person(id: UUID) -> bool:
    """Whether somebody ever was here under that id."""
    return people.one(db(), id) is not None


def sessions_called(text: str) -> list[UUID]:
    """The sessions of the programme with that id or title."""
    return session_queries.called(db(), programme().id, text)


def topic_called(text: str) -> UUID | None:
    """The topic of the programme with that id, name or former name."""
    return topic_queries.called(db(), programme().id, text)
