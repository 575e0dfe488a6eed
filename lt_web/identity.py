"""Who is asking, and what they are in one programme."""

from __future__ import annotations

from collections.abc import Collection
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


@dataclass(frozen=True)
class Profile:
    """What a host, a sign-in provider or a file of people says about somebody.

    `issuer` and `subject` are the key, whatever else changes: who says so, and their own unchanging name for
    the person (200 characters each). `name` is how colleagues know them (120). `email` is an address, `team`
    the name of a team (60), `zone` an IANA name: "" where nothing is said of it, and what is known stays.
    `manager` says whether they lead others. `groups` are the names of the groups that they belong to there;
    None says nothing of either, while no groups at all means that no role comes from one any more.
    """

    issuer: str
    subject: str
    name: str
    email: str = ""
    team: str = ""
    zone: str = ""
    manager: bool | None = False
    groups: Collection[str] | None = ()
