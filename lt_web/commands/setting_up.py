"""The first deed of all: somebody comes who looks after the house, while nobody does yet."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import trusted
from lt_web.commands.server import add_person
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.roles import Roles
from lt_web.log.work import Missing, Work
from lt_web.permissions import ADMINS_ONLY, require


def begin(work: Work, name: str, email: str, password_hash: str) -> UUID:
    """Let the first person in, as an admin; there is no such deed once somebody administers the house."""
    require(trusted(work), ADMINS_ONLY)
    roles = work.find(Roles, roles_id(HOUSE))
    if roles and roles.having("admin"):
        raise Missing("set-up")
    return add_person(work, name, email, "", "", password_hash, admin=True)
