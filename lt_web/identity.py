"""Who is asking, and what they are in one programme."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

ROLES = ("employee", "champion", "sponsor", "auditor")
ADMIN = "admin"


@dataclass(frozen=True)
class Deed:
    """One user action: by whom, through what. `command` makes a repeat of it recognisable."""

    actor: UUID | None = None
    routine: str = ""
    source: str = "web"
    command: str = ""
    body: str = ""
    correlation: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True)
class Standing:
    """What a person is within a programme: their roles there, whether an admin, whether it is open to all."""

    person: UUID | None
    roles: frozenset[str] = frozenset()
    admin: bool = False
    open: bool = True

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is held."""
        return not self.roles.isdisjoint(roles)
