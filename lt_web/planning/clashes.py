"""What stands in the way of a date: whoever presents is elsewhere, on holiday or gone, the room is taken.

All of it warns and nothing forbids. Pure: what is known of other dates comes in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Taken:
    """Something that takes place, or is to: when, where, and who presents it; `title` "" if secret."""

    thing: UUID
    title: str
    start: datetime
    end: datetime
    place: str
    presenters: Collection[UUID]


class Clash(NamedTuple):
    """One thing to know. kind: elsewhere, room, holiday, gone; `what` is the title or the holiday's name."""

    kind: str
    what: str = ""
    person: UUID | None = None


@dataclass(frozen=True)
class Around:
    """What is known beside a date: all else, zone by person, holidays by zone and day, who has left."""

    others: Collection[Taken] = ()
    zones: Mapping[UUID, str] = field(default_factory=dict)
    holidays: Mapping[tuple[str, date], str] = field(default_factory=dict)
    gone: Collection[UUID] = ()


def clashes(about: Taken, around: Around) -> list[Clash]:
    """Name everything that stands in the way of it, each once."""
    found = [*_people(about, around), *_elsewhere(about, around.others), *_room(about, around.others)]
    return list(dict.fromkeys(found))


def _people(about: Taken, around: Around) -> Iterator[Clash]:
    for person in about.presenters:
        if person in around.gone:
            yield Clash("gone", person=person)
        zone = around.zones.get(person, "")
        named = zone and around.holidays.get((zone, about.start.astimezone(ZoneInfo(zone)).date()), "")
        if named:
            yield Clash("holiday", named, person)


def _elsewhere(about: Taken, others: Iterable[Taken]) -> Iterator[Clash]:
    for other in _meanwhile(about, others):
        for person in about.presenters:
            if person in other.presenters:
                yield Clash("elsewhere", other.title, person)


def _room(about: Taken, others: Iterable[Taken]) -> Iterator[Clash]:
    place = about.place.strip().casefold()
    for other in _meanwhile(about, others):
        if place and other.place.strip().casefold() == place:
            yield Clash("room", other.title)


def _meanwhile(about: Taken, others: Iterable[Taken]) -> Iterator[Taken]:
    for other in others:
        if other.thing != about.thing and other.start < about.end and other.end > about.start:
            yield other
