"""Milestones that wait for a word: one's own, and those that one is asked to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lt_web.cards.people import known, nobody
from lt_web.web import db
from lt_web.words import day
from projections import competency_queries

KINDS = ("to_confirm", "reached", "not_yet", "confirmer_left")


@dataclass(frozen=True)
class Reaching:
    """One of them: `person` is on the way to `milestone`; `who` is their name, `day` the day they give."""

    milestone: UUID
    person: UUID
    statement: str
    slug: str
    who: str
    day: str


def waiting(ids: Sequence[UUID], slugs: dict[Any, str]) -> dict[UUID, Reaching]:
    """Return id of what waits → what it is about, in programmes that exist for who asks."""
    if not ids:
        return {}
    rows = competency_queries.to_tell(db(), ids, list(slugs))
    people = known(row.person for row in rows.values())
    return {
        id: Reaching(
            row.milestone,
            row.person,
            row.statement,
            slugs[row.programme],
            (people.get(row.person) or nobody(row.person)).name,
            day(row.reached) if row.reached else "",
        )
        for id, row in rows.items()
    }
