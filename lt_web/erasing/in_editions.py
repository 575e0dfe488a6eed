"""By which marks somebody's words for work stand in published reports (`lt_web.reports.naming`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection, select

from lt_web.erasing.holding import by_person
from lt_web.log.recorder import events
from lt_web.reports.naming import COHORT, MILESTONE, PURPOSE, REASON, SESSION, START, mark

Marks = Callable[[UUID, Mapping[str, Any]], set[str]]


def _of_stream(kind: str) -> Marks:
    return lambda stream, _data: {mark(kind, stream)}


def _stated(_stream: UUID, data: Mapping[str, Any]) -> set[str]:
    return {mark(kind, UUID(data["milestone"])) for kind in (MILESTONE, START)}


def _formed(_stream: UUID, data: Mapping[str, Any]) -> set[str]:
    return {mark(COHORT, UUID(data["cohort"]))}


def _published(_stream: UUID, data: Mapping[str, Any]) -> set[str]:
    return {mark(REASON, UUID(data["edition"]))}


# Events whose words an edition may hold, by the beginning of their stored names.
WRITTEN: Mapping[str, Marks] = {
    "session.": _of_stream(SESSION),
    "programme.founded": _of_stream(PURPOSE),
    "programme.described": _of_stream(PURPOSE),
    "competency.milestone_stated": _stated,
    "competency.cohort_formed": _formed,
    "editions.published": _published,
}


def marks(connection: Connection, person: UUID) -> set[str]:
    """Every mark behind which words of a person may stand."""
    found = select(events.c.topic, events.c.stream_id, events.c.state).where(by_person(connection, person))
    return {
        one
        for topic, stream, state in connection.execute(found)
        for begins, of in WRITTEN.items()
        if topic.startswith(begins)
        for one in of(stream, orjson.loads(state)["d"])
    }
