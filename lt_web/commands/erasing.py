"""Erasing a person: who they were is forgotten, and the keys to their words are destroyed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lt_web.commands.access import is_admin, trusted
from lt_web.commands.leaving import leave
from lt_web.events.ids import HOUSE, roles_id
from lt_web.events.person import Person
from lt_web.events.refusals import N_, Refused
from lt_web.events.roles import Roles
from lt_web.log.work import Work
from lt_web.permissions import ADMINS_ONLY, require
from lt_web.store import (
    accesses,
    accounts,
    attempts,
    commands,
    directory,
    drafts,
    editions,
    erasures,
    jobs,
    mails,
    provider_sessions,
    states,
    uploads,
)
from lt_web.store.erasures import Erasure

PERSONAL, WORK = "personal", "work"
LEFT_LONG_AGO = N_("Left longer ago than the rule of this house keeps names")
REPLAYED = N_("Erased before; a restored backup did not know it")


def erase(
    work: Work,
    person: UUID,
    everything: bool,
    ground: str,
    sessions: Collection[UUID] = (),
    proposals: Collection[UUID] = (),
    programmes: Collection[UUID] = (),
    names: Collection[UUID] = (),
) -> None:
    """Erase a person; with `everything` also what they wrote for work. What waits for them is let go first.

    The collections are what they have to do with, as when somebody leaves; `names` are those of imported
    tables that turned out to be them. What is derived is purged afterwards (`lt_web.erasing`).
    """
    require(is_admin(work) or trusted(work), ADMINS_ONLY)
    if person == work.deed.actor:
        raise Refused("You cannot erase yourself. Ask another admin to do it.")
    colleague = work.load(Person, person)
    if colleague.merged_into:
        raise Refused("This name is that of a colleague. Erase them, and the name goes with them.")
    if colleague.claimed:
        leave(work, person, sessions, proposals, programmes)
    for scope in (HOUSE, *programmes):
        _take_roles(work, scope, person, colleague.latest)
    colleague.erase(everything, ground)
    work.save(colleague)
    for name in names:
        _erase_name(work, name, person, everything, ground)
    forget(work, [person, *names], everything)


def erase_again(work: Work, erased: Collection[Erasure]) -> None:
    """Erase those anew whom a restored database has not erased, before anybody is answered."""
    require(trusted(work), ADMINS_ONLY)
    for one in erased:
        colleague = work.find(Person, one.person)
        if colleague is not None:
            colleague.leave()
            colleague.erase(one.work, REPLAYED)
            work.save(colleague)
    for everything in (False, True):
        forget(work, [one.person for one in erased if one.work is everything], everything)


def forget(work: Work, people: Collection[UUID], everything: bool) -> None:
    """Take away all that is kept of people beside the log, and every key to their words.

    Their keys are gone from this database; that no copy of it can be opened either is why those of everybody
    else are wrapped anew, and the old key-encryption key is destroyed once this is committed.
    """
    if not people:
        return
    db, keyring = work.connection, work.log.keyring
    for person in people:
        keyring.destroy(db, person, (PERSONAL, WORK) if everything else (PERSONAL,))
        _forget(work, person)
        position = work.log.recorder.max_notification_id() or 0
        erasures.add(db, Erasure(person, position, work.now, everything))
        editions.forget_name(db, person)
    keyring.rotate(db)
    uploads.forget_all(db)
    jobs.forget_all(db)
    for name in (states.KEYS, states.PAST):
        states.renew(db, name)
    work.log.erased()


def _forget(work: Work, person: UUID) -> None:
    db, account = work.connection, accounts.of_person(work.connection, person)
    entry = directory.of_people(db, [person]).get(person)
    for typed in {account.username if account else "", entry.email if entry else ""} - {""}:
        attempts.forget(db, typed)
    accesses.forget(db, person, entry.name if entry else "")
    provider_sessions.end_of_person(db, person)
    accounts.remove(db, person)
    drafts.forget_person(db, person)
    commands.forget_person(db, person)
    mails.forget_person(db, person)
    work.ballot_box.forget(person)
    directory.remove(db, person)


def _take_roles(work: Work, scope: UUID, person: UUID, cause: str) -> None:
    roles = work.find(Roles, roles_id(scope))
    if roles is not None:
        roles.let_go(person, cause)
        work.save(roles)


def _erase_name(work: Work, name: UUID, person: UUID, everything: bool, ground: str) -> None:
    alias = work.load(Person, name)
    if alias.merged_into != person:
        raise Refused("This name is not that of the person who is erased. Look at their page again.")
    alias.erase(everything, ground)
    work.save(alias)
