"""Deeds of whoever looks after the server: the first people, and passwords for others."""

from __future__ import annotations

from uuid import UUID

from lt_web.commands.access import is_admin, trusted
from lt_web.commands.people import join, open_account
from lt_web.commands.programmes import make_admin
from lt_web.events.refusals import Refused
from lt_web.events.roles import ADDED_AS_ADMIN
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import accounts, directory


def add_person(
    work: Work, name: str, email: str, team: str, zone: str, password_hash: str = "", admin: bool = False
) -> UUID:
    """Add a colleague who may sign in (with a password) and administer the house: all of it or nothing."""
    person = join(work, name, email, team, zone)
    if password_hash:
        open_account(work, person, email, password_hash)
    if admin:
        make_admin(work, person, ADDED_AS_ADMIN)
    return person


def set_password(work: Work, person: UUID, password_hash: str) -> None:
    """Give somebody another password, or the first one; every session of theirs ends."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    if accounts.of_person(work.connection, person):
        accounts.set_password(work.connection, person, password_hash)
    else:
        open_account(work, person, _address(work, person), password_hash)


def _address(work: Work, person: UUID) -> str:
    entry = directory.of_people(work.connection, [person]).get(person)
    if entry and entry.issuer not in ("", accounts.ISSUER):
        raise Refused("They sign in on the company's own page. A password here would not let them in.")
    if entry is None or not entry.email:
        raise Refused("There is no address to sign in with. Add the person anew with one.")
    return entry.email
