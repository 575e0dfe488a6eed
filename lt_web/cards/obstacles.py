"""What stands in the way of the dates on the board, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import g

from lt_web.cards.people import Person, known, nobody
from lt_web.planning.clashes import Around, Clash, Taken, clashes
from lt_web.speech import _
from lt_web.web import db, programme
from lt_web.who_is_who import asking
from projections import board_queries, holidays

AWAY = (timedelta(days=-1), timedelta(0), timedelta(days=1))


def obstacles(dates: Mapping[UUID, Taken]) -> dict[UUID, list[str]]:
    """Return date → sentences about what stands in its way; all dates are looked at together."""
    if not dates:
        return {}
    people = known(person for taken in dates.values() for person in taken.presenters)
    around = _around(dates, people)
    return {id: [_said(clash, people) for clash in clashes(taken, around)] for id, taken in dates.items()}


def _around(dates: Mapping[UUID, Taken], people: Mapping[UUID, Person]) -> Around:
    entries = asking.entries(people)
    zones = {id: (entries[id].zone if id in entries else "") or programme().zone for id in people}
    return Around(
        [*dates.values(), *_elsewhere(dates, people)],
        zones,
        holidays.in_zones(db(), programme().id, set(zones.values()), _days(dates)),
        {id for id, person in people.items() if person.left},
    )


def _days(dates: Mapping[UUID, Taken]) -> set[date]:
    """The days on which these dates may be somewhere on earth."""
    return {(taken.start + away).date() for taken in dates.values() for away in AWAY}


def _elsewhere(dates: Mapping[UUID, Taken], people: Mapping[UUID, Person]) -> list[Taken]:
    """What else these people and rooms have; of another programme without its title, unless they see it."""
    start, end = min(t.start for t in dates.values()), max(t.end for t in dates.values())
    places = {t.place for t in dates.values() if t.place}
    rows = board_queries.meanwhile(db(), start, end, list(people), places)
    ours = {taken.thing for taken in dates.values()}
    others = [row for row in rows if row.id not in ours]
    presenting = board_queries.presenting(db(), [row.id for row in others])
    seen = {row.id for row, _standing in g.lt_programmes}
    return [_taken(row, presenting.get(row.id, []), row.programme in seen) for row in others]


def _taken(row: Any, presenters: list[UUID], seen: bool) -> Taken:
    told = seen and (row.published or row.programme == programme().id)
    return Taken(row.id, row.title if told else "", row.start_at, row.end_at, row.place, presenters)


def _said(clash: Clash, people: Mapping[UUID, Person]) -> str:
    name = (people.get(clash.person) or nobody(clash.person)).name if clash.person else ""
    if clash.kind == "gone":
        return _("{name} has left the company.", name=name)
    if clash.kind == "holiday":
        return _("{name} has a public holiday: {holiday}.", name=name, holiday=clash.what)
    if clash.kind == "room":
        if not clash.what:
            return _("The room is taken at that time by another programme.")
        return _("The room is taken at that time by “{title}”.", title=clash.what)
    if not clash.what:
        return _("{name} presents in another programme at that time.", name=name)
    return _("{name} presents “{title}” at that time.", name=name, title=clash.what)
