"""Who is who, as this request has it: out of memory where nothing has changed, else from its snapshot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from flask import g, request
from sqlalchemy import Connection

from lt_web.store import accounts, directory
from lt_web.store.accounts import Account
from lt_web.store.directory import Entry
from lt_web.web import db, installation, live_db, past
from lt_web.who_is_who.kept import Who
from projections import people, people_queries, programmes

K = TypeVar("K")
V = TypeVar("V")


def who() -> Who:
    """Who is who in the snapshot of this request."""
    connection = live_db()
    if "lt_who" not in g or g.lt_who[0] is not connection:
        g.lt_who = connection, installation().who_is_who.at(connection)
    found: Who = g.lt_who[1]
    return found


def account_of(person: UUID) -> Account | None:
    """A person's account."""
    return _known(lambda w: w.accounts, person, lambda db: accounts.of_person(db, person))


def of_whom_signs_in(issuer: str, subject: str) -> tuple[Entry | None, Any, dict[UUID, frozenset[str]]]:
    """Return entry, row and roles of whoever signs in as `subject` at `issuer`."""
    return _known(lambda w: w.asking, (issuer, subject), lambda db: _asking(db, issuer, subject))


def every_programme() -> list[Any]:
    """Every programme, the oldest first."""
    return _known(lambda w: w.programmes, None, programmes.everything)


def entries(wanted: Iterable[UUID | None]) -> dict[UUID, Entry]:
    """Return id → directory entry for those of these people who have one."""
    found = _of_many(who().entries, {id for id in wanted if id}, directory.of_people)
    return {id: entry for id, entry in found.items() if entry is not None}


def rows(wanted: Iterable[UUID]) -> dict[UUID, Any]:
    """Return id → row of these colleagues."""
    if past():
        return dict(people.some(db(), set(wanted)))
    return _of_many(who().people, set(wanted), people.some)


def _known(part: Callable[[Who], dict[K, V]], key: K, ask: Callable[[Connection], V]) -> V:
    """An answer from memory, else from the snapshot.

    Before a deed one glance at the database tells whether memory will do; no snapshot is begun for it.
    """
    if request.method == "POST" and "lt_db" not in g:
        glanced = part(_glance())
        if key in glanced:
            return glanced[key]
    known = part(who())
    if key not in known:
        known[key] = ask(live_db())
    return known[key]


def forget() -> None:
    """Look again: this request itself has changed who is who."""
    g.pop("lt_glance", None)


def _glance() -> Who:
    if "lt_glance" not in g:
        with installation().database.glancing() as connection:
            g.lt_glance = installation().who_is_who.at(connection)
    found: Who = g.lt_glance
    return found


def _asking(db: Connection, issuer: str, subject: str) -> Any:
    entry = directory.by_subject(db, issuer, subject)
    return (entry, *people_queries.asking(db, entry.person)) if entry else (None, None, {})


def _of_many(
    known: dict[UUID, Any], wanted: Collection[UUID], ask: Callable[[Connection, Collection[UUID]], Any]
) -> dict[UUID, Any]:
    """Answers about several people; those not known yet are asked for in one query."""
    unknown = [id for id in wanted if id not in known]
    if unknown:
        asked = ask(live_db(), unknown)
        known.update((id, asked.get(id)) for id in unknown)
    return {id: known[id] for id in wanted}
