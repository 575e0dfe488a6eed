"""What belongs to a programme, told by recorded facts alone: by the first event of each stream."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.bundle.faults import BundleError
from lt_web.events import ids
from lt_web.events.base import Event
from lt_web.events.ids import HOUSE
from lt_web.events.ledger import Ledger
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.roles import OF_PROGRAMMES, Roles

NOWHERE = "nothing tells which programme {topic} belongs to"


class Belonging:
    """Follows a log from its beginning: which streams are the programme's, and which are people."""

    def __init__(self, programme: UUID) -> None:
        self.programme = programme
        self.ours: set[UUID] = set()
        self.people: set[UUID] = set()
        self._others: set[UUID] = set()

    def has(self, event: Event) -> bool:
        """Whether an event belongs to the programme. People belong to nobody: see `people`.

        Raises `BundleError` for one of which it cannot be told: leaving it out in silence would lose it.
        """
        stream: UUID = event.originator_id
        if stream not in self.ours and stream not in self.people and stream not in self._others:
            self._place(event)
        return stream in self.ours

    def _place(self, event: Any) -> None:
        if isinstance(event, Person.Joined):
            self.people.add(event.originator_id)
        elif whose(event) == self.programme:
            self.ours.add(event.originator_id)
        else:
            self._others.add(event.originator_id)


def whose(event: Any) -> UUID:
    """Return the programme that the first event of a stream names, or `HOUSE`."""
    if isinstance(event, Programme.Founded):
        return event.originator_id
    if isinstance(event, Roles.Opened):
        return event.scope
    if isinstance(event, Ledger.Opened | Ledger.EpochBegun):
        return HOUSE
    programme = getattr(event, "programme", None)
    if not isinstance(programme, UUID):
        raise BundleError(NOWHERE.format(topic=type(event).TOPIC))
    return programme


def stands_where_it_should(event: Any) -> bool:
    """Whether a stream has the id that follows from what its first event says, where it is a derived one.

    Otherwise what calls itself the roles of a programme could become the roles of the house.
    """
    kind: str = type(event).TOPIC.partition(".")[0]
    derived = getattr(ids, f"{kind}_id", None)
    of = next(
        (getattr(event, name) for name in ("slug", "session", "scope", "programme") if hasattr(event, name)),
        None,
    )
    if derived is not None:
        return bool(event.originator_id == derived(of))
    return event.originator_id not in (HOUSE, ids.roles_id(HOUSE))


def is_a_role_here(event: Any) -> bool:
    """Whether a role is one of those of programmes."""
    return not isinstance(event, Roles.Given) or event.role in OF_PROGRAMMES
