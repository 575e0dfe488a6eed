"""Whose content goes along: the rest of the log stays in the evidence as fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from lt_web.bundle.belonging import Belonging
from lt_web.bundle.faults import BundleError
from lt_web.events.ids import programme_id
from lt_web.installation import Installation
from lt_web.log.faults import Undecodable

LEDGER = "ledger."  # what is said of the log itself goes along in any case: epochs are told by it
Keeps = Callable[
    [UUID, str], bool
]  # whether the content of an event of this stream, of this name, goes along

NO_PROGRAMME = "There is no programme “{name}” here. “flask lt programme list” says which there are."
NOBODYS = "There is neither a programme nor a stream “{name}” here."


def everything(_stream: UUID, _topic: str) -> bool:
    """Leave nothing out."""
    return True


def chosen(house: Installation, redacted: Iterable[str] = (), only_of: str = "") -> Keeps:
    """Leave out what is named, and all that is not of one programme where one is.

    Raises `BundleError` for what is not here.
    """
    if only_of and not of_programme(house, programme_id(only_of)):
        raise BundleError(NO_PROGRAMME.format(name=only_of))
    first = only(house, programme_id(only_of)) if only_of else everything
    second = without(house, redacted)
    return lambda stream, topic: first(stream, topic) and second(stream, topic)


def without(house: Installation, named: Iterable[str]) -> Keeps:
    """Leave out the streams with these ids, and all those of the programmes with these short names."""
    streams: set[UUID] = set()
    for name in named:
        streams |= _streams(house, name)
    return lambda stream, topic: stream not in streams or topic.startswith(LEDGER)


def only(house: Installation, programme: UUID) -> Keeps:
    """Leave out what is not of this programme."""
    streams = of_programme(house, programme)
    return lambda stream, topic: stream in streams or topic.startswith(LEDGER)


def of_programme(house: Installation, programme: UUID) -> set[UUID]:
    """Every stream of a programme."""
    belonging = Belonging(programme)
    with house.database.reading():
        for _position, _name, event in house.log.replay():
            if not isinstance(event, Undecodable):
                belonging.has(event)
    return belonging.ours


def _streams(house: Installation, name: str) -> set[UUID]:
    if found := of_programme(house, programme_id(name)):
        return found
    try:
        stream = UUID(name)
    except ValueError:
        raise BundleError(NOBODYS.format(name=name)) from None
    with house.database.reading():
        known = house.log.known([stream])
    if not known:
        raise BundleError(NOBODYS.format(name=name))
    return known
