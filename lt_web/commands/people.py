"""Deeds about people: they come, move team, leave; accounts of the stand-alone server."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from lt_web.commands.access import is_admin, person_of, require_keeper, trusted
from lt_web.events.attendance import Attendance
from lt_web.events.clock import zone_named
from lt_web.events.ids import attendance_id, roles_id
from lt_web.events.person import Person
from lt_web.events.refusals import Invalid
from lt_web.events.roles import ADDED, Roles
from lt_web.events.session import Session
from lt_web.events.texts import one_line
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import accounts, directory
from lt_web.store.accounts import Account
from lt_web.store.directory import Entry


def join(
    work: Work,
    name: str,
    email: str = "",
    team: str = "",
    zone: str = "",
    subject: str = "",
    issuer: str = accounts.ISSUER,
    id: UUID | None = None,
) -> UUID:
    """Add a colleague: name and address to the directory, the coming itself to the log."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    return _come(work, name, email, team, zone, subject, issuer, id)


def add(
    work: Work,
    programme: UUID,
    name: str,
    email: str,
    team: str,
    zone: str,
    password_hash: str = "",
    member: bool = False,
) -> UUID:
    """Add a colleague for a programme: they can sign in (with a password) and be a member: all or nothing."""
    require_keeper(work, programme)
    person = _come(work, name, email, team, zone)
    if password_hash:
        _open(work, Account(person, email, password_hash))
    if member:
        roles = work.load(Roles, roles_id(programme))
        roles.give(person, "employee", ADDED)
        work.save(roles)
    return person


def _come(
    work: Work,
    name: str,
    email: str,
    team: str,
    zone: str,
    subject: str = "",
    issuer: str = accounts.ISSUER,
    id: UUID | None = None,
) -> UUID:
    person = id or uuid4()
    entry = checked_entry(person, name, email, zone)
    subject = subject or entry.email
    if subject and directory.by_subject(work.connection, issuer, subject):
        raise Invalid(
            "email", "Somebody with this address is here already. Look for them on the People page."
        )
    directory.add(work.connection, Entry(**vars(entry) | {"issuer": issuer, "subject": subject}))
    work.save(Person.join(person, team))
    return person


def note_unclaimed(work: Work, name: str) -> UUID:
    """Add a name from an imported table that nobody has claimed yet (a step of other deeds)."""
    person = uuid4()
    directory.add(work.connection, checked_entry(person, name, "", ""))
    work.save(Person.join(person, "", claimed=False))
    return person


def merge(work: Work, programme: UUID, name: UUID, into: UUID, sessions: Collection[UUID]) -> None:
    """Record which colleague a name from an imported table is, in the sessions where that name stands."""
    require_keeper(work, programme)
    unclaimed, colleague = work.load(Person, name), work.load(Person, into)
    if not colleague.claimed:
        raise Invalid("person", "Name a colleague who is here, not another name from a table.")
    unclaimed.merge(into)
    cause = unclaimed.latest
    work.gather()
    work.save(unclaimed)
    for id in sessions:
        session, sheet = work.load(Session, id), work.find(Attendance, attendance_id(id))
        session.recognise(name, into, cause)
        work.save(session)
        if sheet is not None:
            sheet.recognise(name, into, session.presenters.get(into) == "accepted", cause)
            work.save(sheet)


def open_account(work: Work, person: UUID, username: str, password_hash: str, demo: bool = False) -> None:
    """Let a person sign in at the stand-alone server."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    _open(work, Account(person, username, password_hash, demo=demo))


def _open(work: Work, account: Account) -> None:
    if accounts.of_username(work.connection, account.username):
        raise Invalid("email", "There is an account of that name already.")
    accounts.add(work.connection, account)


def change_profile(work: Work, name: str, zone: str, unwanted: Collection[str] | None = None) -> None:
    """Correct one's own name and zone, and say which kinds of mail one does without (None: as it was).

    All of it is kept beside the log.
    """
    entry = checked_entry(person_of(work), name, "", zone)
    values = {"name": entry.name, "zone": entry.zone}
    if unwanted is not None:
        values["unwanted"] = " ".join(sorted(unwanted))
    directory.change(work.connection, entry.person, **values)


def speak(work: Work, language: str) -> None:
    """Choose the language that one reads in; a preference, kept beside the log."""
    directory.change(work.connection, person_of(work), language=language)


def take_note(work: Work, kind: str, about: UUID, since: int) -> None:
    """Take note of something that waits in one's inbox, so that it goes away."""
    colleague = work.load(Person, person_of(work))
    colleague.note(kind, about, since)
    work.save(colleague)


def move_team(work: Work, person: UUID, team: str, programme: UUID | None = None) -> None:
    """Record that a colleague works in another team; champions do so for their `programme`."""
    if programme:
        require_keeper(work, programme)
    else:
        require(is_admin(work) or trusted(work), ADMINS_ONLY)
    colleague = work.load(Person, person)
    colleague.move_to(team)
    work.save(colleague)


def come_back(work: Work, person: UUID) -> None:
    """Record that a colleague is here again."""
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    colleague = work.load(Person, person)
    colleague.come_back()
    directory.change(work.connection, person, seen="")
    work.save(colleague)


def checked_entry(person: UUID, name: str, email: str, zone: str) -> Entry:
    """Return an entry with its words in order; raise `Invalid` at the field that is not (for other deeds)."""
    if zone:
        zone_named(zone)
    address = one_line("email", email, 254, required=False).lower()
    if address and "@" not in address:
        raise Invalid("email", "Write the address in full, such as ada@tern.example.")
    return Entry(person, one_line("name", name, 120), address, zone)
