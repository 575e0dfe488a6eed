"""Roles: what people may do in a programme, and who administers the house."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.refusals import N_, Invalid, Refused
from lt_web.events.texts import one_line

OF_PROGRAMMES = ("employee", "champion", "sponsor", "auditor")
OF_THE_HOUSE = ("admin",)
FOUNDED = N_("Founded the programme")
ADDED = N_("Added to the programme")
ADDED_AS_ADMIN = N_("Added as an admin")
SET_UP = N_("Set the house up")
ASKED_FOR_HOURS = N_("Was asked to make room for it")
HANDED_OVER = N_("Stays after handing the programme over")
OWN_REASONS = (
    FOUNDED,
    ADDED,
    ADDED_AS_ADMIN,
    SET_UP,
    ASKED_FOR_HOURS,
    HANDED_OVER,
)  # what stands for the words of a person where nobody gave any
THE_LAST = {
    "champion": N_("This is the last champion. Give the role to somebody else first."),
    "admin": N_("This is the last admin. Give the role to somebody else first."),
}

THE_LAST_HERE = N_("Nobody else who is here administers Learn Together. Make somebody else an admin first.")


class LastHere(Refused):
    """Whoever would leave is the last who administers the house."""


class Roles(Aggregate):
    """The roles of one programme, or of the house; there is always a champion and always an admin."""

    STREAM: ClassVar[str] = "roles"

    scope: UUID
    held: dict[str, set[UUID]]
    by_group: dict[UUID, frozenset[str]]  # the roles that nobody here gave: they came with a group

    class Opened(Created):
        """The list of roles began."""

        scope: UUID

        def apply(self, roles: Roles) -> None:
            roles.scope = self.scope

    class Given(Event):
        """Someone got a role."""

        person: UUID
        role: str
        group: str = ""  # the group outside that it came with

        def apply(self, roles: Roles) -> None:
            roles.held = roles.held | {self.role: roles.having(self.role) | {self.person}}
            came = roles.from_groups(self.person)
            roles.by_group[self.person] = came | {self.role} if self.group else came - {self.role}

    class Taken(Event):
        """Someone no longer has a role."""

        person: UUID
        role: str
        with_group: bool = False  # they no longer belong to a group that it comes with

        def apply(self, roles: Roles) -> None:
            roles.held = roles.held | {self.role: roles.having(self.role) - {self.person}}
            roles.by_group[self.person] = roles.from_groups(self.person) - {self.role}

    def __init__(self) -> None:
        self.held, self.by_group = {}, {}

    @classmethod
    def open_for(cls, scope: UUID) -> Roles:
        """Begin the roles of a programme, or of the house."""
        return cls._create(cls.Opened, id=roles_id(scope), scope=scope)

    def give(self, person: UUID, role: str, reason: str) -> None:
        """Give a role; giving it twice records nothing. What came with a group is theirs for good then."""
        self._check(role, reason)
        if person not in self.having(role) or role in self.from_groups(person):
            self.trigger_event(Roles.Given, person=person, role=role, reason=reason.strip())

    def take(self, person: UUID, role: str, reason: str) -> None:
        """Take a role back; the last champion and the last admin stay until there is another."""
        self._check(role, reason)
        if self._is_last(person, role):
            raise Refused(THE_LAST[role])
        if person in self.having(role):
            self.trigger_event(Roles.Taken, person=person, role=role, reason=reason.strip())

    def follow_groups(self, person: UUID, wanted: dict[str, str], cause: str = "") -> list[str]:
        """Give the roles that come with groups (role → group), take those back that no group brings any more.

        A role that somebody here gave stays. Returns the roles that would have gone, but that the list must
        not be without: they stay until somebody else holds them.
        """
        for role, group in sorted(wanted.items()):
            self._check_role(role)
            if person not in self.having(role):
                self.trigger_event(Roles.Given, person=person, role=role, group=group, cause=cause)
        gone = sorted(self.from_groups(person) - wanted.keys())
        kept = [role for role in gone if self._is_last(person, role)]
        for role in gone:
            if role not in kept:
                self.trigger_event(Roles.Taken, person=person, role=role, with_group=True, cause=cause)
        return kept

    def let_go(self, person: UUID, cause: str) -> None:
        """Take every role from somebody who was erased; the last champion and the last admin stay."""
        for role in sorted(self.of(person)):
            if self._is_last(person, role):
                raise Refused(THE_LAST[role])
            self.trigger_event(Roles.Taken, person=person, role=role, cause=cause)

    def let_leave(self, person: UUID, others: Collection[UUID]) -> None:
        """Refuse that an admin leaves who is the last: `others` are those who are still here then."""
        admins = self.having("admin")
        if person in admins and admins.isdisjoint(others):
            raise LastHere(THE_LAST_HERE)

    def from_groups(self, person: UUID) -> frozenset[str]:
        """The roles of a person that came with a group."""
        return self.by_group.get(person, frozenset())

    def having(self, role: str) -> set[UUID]:
        """The people who hold a role."""
        return self.held.get(role, set())

    def of(self, person: UUID | None) -> frozenset[str]:
        """The roles that a person holds."""
        return frozenset(role for role, people in self.held.items() if person in people)

    def _check(self, role: str, reason: str) -> None:
        self._check_role(role)
        one_line("reason", reason)

    def _check_role(self, role: str) -> None:
        if role not in (OF_THE_HOUSE if self.scope == HOUSE else OF_PROGRAMMES):
            raise Invalid("role", "Pick one of the roles offered.")

    def _is_last(self, person: UUID, role: str) -> bool:
        return role in THE_LAST and self.having(role) == {person}
