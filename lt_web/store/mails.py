"""The outbox: who is to be written to, of which kind and on what occasion; and every attempt.

No address, no subject and no text is in it: whom a letter goes to is looked up, and what it says is written,
when it is sent. The same occasion is put in once, however often a routine comes by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    func,
    select,
)

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

KEPT_FOR = timedelta(days=90)
WAITING, SENDING, SENT, GIVEN_UP, DROPPED = "waiting", "sending", "sent", "given-up", "dropped"
OPEN = (WAITING, SENDING)
# Outcomes of attempts that were none; those of a way out are in `lt_web.mail.ways`.
INTERRUPTED, LATE, RESTORED = "interrupted", "late", "restored"

mails = Table(
    "lt_mails",
    KEPT,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("person", Uuid, nullable=False),
    Column("occasion", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("due", UtcDateTime, nullable=False),  # when it is tried next, whoever may be at it
    Column("until", UtcDateTime, nullable=False),  # when it is of no use any more
    Column("tries", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    UniqueConstraint("person", "kind", "occasion", name="lt_mails_once"),
    Index("lt_mails_due", "state", "due"),
)
attempts = Table(
    "lt_mail_attempts",
    KEPT,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("mail", Uuid, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", String(20), nullable=False),
)


@dataclass(frozen=True)
class Mail:
    """One letter that is to be written and sent, as it stands."""

    id: UUID
    kind: str
    person: UUID
    occasion: str
    at: datetime
    due: datetime
    until: datetime
    tries: int = 0
    state: str = WAITING


def put(connection: Connection, mail: Mail) -> bool:
    """Put a letter in, unless there is one for the same person and occasion; under the writer's lock."""
    same = (mails.c.person == mail.person) & (mails.c.kind == mail.kind) & (mails.c.occasion == mail.occasion)
    if connection.execute(select(mails.c.id).where(same)).first():
        return False
    connection.execute(mails.insert(), vars(mail))
    return True


def told_of(connection: Connection, kind: str, occasions: Iterable[str]) -> set[tuple[UUID, str]]:
    """Return for whom and what occasion there is a letter already, sent or not."""
    found = select(mails.c.person, mails.c.occasion).where(
        mails.c.kind == kind, mails.c.occasion.in_(sorted(set(occasions)))
    )
    return {(row.person, row.occasion) for row in connection.execute(found)}


def is_any_due(connection: Connection, now: datetime) -> bool:
    """Return whether something is to be done."""
    found = select(mails.c.id).where(mails.c.state.in_(OPEN), (mails.c.due <= now) | (mails.c.until <= now))
    return connection.execute(found.limit(1)).first() is not None


def drop_late(connection: Connection, now: datetime) -> None:
    """Let go of what came too late to be of use, unless somebody is at it just now."""
    late = mails.c.until <= now
    _drop(connection, late & ((mails.c.state == WAITING) | (mails.c.due <= now)), now, LATE)


def drop_waiting(connection: Connection, now: datetime) -> None:
    """Let go of all that waits: it stood in a backup, and may have been sent since."""
    _drop(connection, mails.c.state.in_(OPEN), now, RESTORED)


def _drop(connection: Connection, which: Any, now: datetime, outcome: str) -> None:
    found = select(mails.c.id).where(which, mails.c.state.in_(OPEN))
    for id in list(connection.execute(found).scalars()):
        move(connection, id, DROPPED, now, outcome)


def take(connection: Connection, now: datetime, lease: timedelta) -> Mail | None:
    """Take what has waited longest, for as long as the lease; call it under the writer's lock.

    Nobody else finds it meanwhile. Whoever took it and did not come back in time is gone: that is noted.
    """
    due = select(mails).where(mails.c.state.in_(OPEN), mails.c.due <= now).order_by(mails.c.due, mails.c.id)
    row = connection.execute(due.limit(1)).first()
    if row is None:
        return None
    if row.state == SENDING:
        _note(connection, row.id, now, INTERRUPTED)
    taken: dict[str, Any] = {"state": SENDING, "tries": row.tries + 1, "due": now + lease}
    connection.execute(mails.update().where(mails.c.id == row.id).values(taken))
    return replace(Mail(*row), **taken)


def move(
    connection: Connection, id: UUID, state: str, now: datetime, outcome: str, due: datetime | None = None
) -> bool:
    """Note an attempt and what becomes of the letter; returns whether it is still there."""
    later = {"due": due} if due else {}
    moved = connection.execute(mails.update().where(mails.c.id == id).values(state=state, **later))
    if moved.rowcount:
        _note(connection, id, now, outcome)
    return bool(moved.rowcount)


def _note(connection: Connection, mail: UUID, at: datetime, outcome: str) -> None:
    connection.execute(attempts.insert(), {"mail": mail, "at": at, "outcome": outcome})


def forget_person(connection: Connection, person: UUID) -> None:
    """Forget all letters to somebody, sent or not, and every attempt."""
    _forget(connection, mails.c.person == person)


def purge(connection: Connection, now: datetime) -> None:
    """Forget what has long been of no use."""
    _forget(connection, mails.c.until < now - KEPT_FOR)


def _forget(connection: Connection, which: Any) -> None:
    connection.execute(attempts.delete().where(attempts.c.mail.in_(select(mails.c.id).where(which))))
    connection.execute(mails.delete().where(which))


def of_person(connection: Connection, person: UUID) -> list[Any]:
    """Return every letter to somebody, in the order in which they were put in."""
    return list(connection.execute(select(mails).where(mails.c.person == person).order_by(mails.c.at)))


def given_up(connection: Connection, since: datetime) -> dict[str, int]:
    """Return how many letters were given up since then, by the word of their last attempt."""
    last = select(func.max(attempts.c.number)).group_by(attempts.c.mail)
    found = (
        select(attempts.c.outcome, func.count())
        .join(mails, mails.c.id == attempts.c.mail)
        .where(mails.c.state == GIVEN_UP, mails.c.at >= since, attempts.c.number.in_(last))
    )
    rows = connection.execute(found.group_by(attempts.c.outcome).order_by(attempts.c.outcome))
    return {row[0]: row[1] for row in rows}


def tried_again(connection: Connection) -> tuple[int, datetime | None]:
    """Return how many letters wait that were tried in vain, and since when the oldest does."""
    waits = select(func.count(), func.min(mails.c.at)).where(mails.c.state == WAITING, mails.c.tries > 0)
    count, since = connection.execute(waits).one()
    return count, since
