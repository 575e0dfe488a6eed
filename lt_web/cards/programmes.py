"""Programmes side by side, as admins see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lt_web.cards.charters import state_said, today
from lt_web.cards.people import Person, known
from lt_web.speech import _n
from lt_web.web import db, now
from projections import charters, programme_queries

LATELY = timedelta(days=91)


@dataclass(frozen=True)
class Beside:
    """One programme: who plans it, in which state it is, what comes next, what took place lately."""

    row: Any
    state: str
    champions: list[Person]
    next_title: str
    next_start: datetime | None
    held: str


def side_by_side(rows: Sequence[Any]) -> list[Beside]:
    """The programmes of these rows, in a few queries for all of them."""
    ids = [row.id for row in rows]
    if not ids:
        return []
    said = charters.some(db(), ids)
    champions = programme_queries.champions(db(), ids)
    people = known(person for held in champions.values() for person in held)
    coming = programme_queries.next_sessions(db(), ids, now())
    held = programme_queries.held_since(db(), ids, now() - LATELY)
    return [
        Beside(
            row,
            state_said(said.get(row.id), today(row.zone)),
            sorted((people[id] for id in champions[row.id]), key=lambda person: person.name),
            coming[row.id].title if row.id in coming else "",
            coming[row.id].start_at if row.id in coming else None,
            _n("{n} session in three months", "{n} sessions in three months", held.get(row.id, 0)),
        )
        for row in rows
    ]
