"""Topics that one is asked to teach: by whom, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lt_web.cards.people import known
from lt_web.web import db, my_id
from lt_web.words import listing
from projections import teaching_queries, topic_queries


@dataclass(frozen=True)
class Ask:
    """One topic; `words` are what the askers wrote, as tokens that are decrypted when rendered."""

    name: str
    slug: str
    who: str
    words: tuple[str, ...]


def waiting(ids: Sequence[UUID], slugs: dict[Any, str]) -> dict[UUID, Ask]:
    """Return topic → the ask; those of programmes that no longer exist for the person are left out."""
    if not ids:
        return {}
    asks = teaching_queries.asks_of(db(), my_id(), ids)
    people = known(ask.by for found in asks.values() for ask in found)
    homes = topic_queries.homes_of(db(), ids, list(slugs))
    return {
        id: Ask(
            name,
            slugs[programme],
            listing([people[ask.by].name for ask in asks[id]]),
            tuple(ask.text for ask in asks[id] if ask.text),
        )
        for id, (name, programme) in homes.items()
        if asks.get(id)
    }
