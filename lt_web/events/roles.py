"""Roles: what people may do in a programme, and who administers the house."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line

OF_PROGRAMMES = ("employee", "champion", "sponsor", "auditor")
OF_THE_HOUSE = ("admin",)
NEVER_WITHOUT = ("champion", "admin")


class Roles(Aggregate):
    """The roles of one programme, or of the house; there is always a champion and always an admin."""

    STREAM: ClassVar[str] = "roles"

    scope: UUID
    held: dict[str, set[UUID]]

    class Opened(Created):
        """The list of roles began."""

        scope: UUID

        def apply(self, roles: Roles) -> None:
            roles.scope = self.scope

    class Given(Event):
        """Someone got a role."""

        person: UUID
        role: str

        def apply(self, roles: Roles) -> None:
            roles.held = roles.held | {self.role: roles.having(self.role) | {self.person}}

    class Taken(Event):
        """Someone no longer has a role."""

        person: UUID
        role: str

        def apply(self, roles: Roles) -> None:
            roles.held = roles.held | {self.role: roles.having(self.role) - {self.person}}

    def __init__(self) -> None:
        self.held = {}

    @classmethod
    def open_for(cls, scope: UUID) -> Roles:
        """Begin the roles of a programme, or of the house."""
        return cls._create(cls.Opened, id=roles_id(scope), scope=scope)

    def give(self, person: UUID, role: str, reason: str) -> None:
        """Give a role; giving it twice records nothing."""
        self._check(role, reason)
        if person not in self.having(role):
            self.trigger_event(Roles.Given, person=person, role=role, reason=reason.strip())

    def take(self, person: UUID, role: str, reason: str) -> None:
        """Take a role back; the last champion and the last admin stay until there is another."""
        self._check(role, reason)
        if role in NEVER_WITHOUT and self.having(role) == {person}:
            raise Refused("This is the last {role}. Give the role to somebody else first.", role=role)
        if person in self.having(role):
            self.trigger_event(Roles.Taken, person=person, role=role, reason=reason.strip())

    def having(self, role: str) -> set[UUID]:
        """The people who hold a role."""
        return self.held.get(role, set())

    def of(self, person: UUID | None) -> frozenset[str]:
        """The roles that a person holds."""
        return frozenset(role for role, people in self.held.items() if person in people)

    def _check(self, role: str, reason: str) -> None:
        if role not in (OF_THE_HOUSE if self.scope == HOUSE else OF_PROGRAMMES):
            raise Invalid("role", "Pick one of the roles offered.")
        one_line("reason", reason)
