"""Local accounts of the stand-alone server: who may sign in with which password."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Uuid, bindparam, select

from lt_web.store.base import KEPT
from lt_web.store.states import renew

ISSUER = "local"
FAR = 1_000_000  # further than any epoch ever came

accounts = Table(
    "lt_accounts",
    KEPT,
    Column("person", Uuid, primary_key=True),
    Column("username", String(254), nullable=False, unique=True),
    Column("password_hash", String(300), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("demo", Boolean, nullable=False),
)
OF_PERSON = select(accounts).where(accounts.c.person == bindparam("person"))


@dataclass(frozen=True)
class Account:
    """One account. `epoch` rises at each sign-out and password change: older sessions have ended."""

    person: UUID
    username: str
    password_hash: str = ""
    epoch: int = 1
    demo: bool = False


def add(connection: Connection, account: Account) -> None:
    """Write a new account."""
    connection.execute(accounts.insert(), vars(account) | {"username": account.username.strip().lower()})
    renew(connection)


def of_person(connection: Connection, person: UUID) -> Account | None:
    """Return a person's account."""
    row = connection.execute(OF_PERSON, {"person": person}).first()
    return Account(*row) if row else None


def of_username(connection: Connection, username: str) -> Account | None:
    """Return the account with that name, whatever its case."""
    found = select(accounts).where(accounts.c.username == username.strip().lower())
    row = connection.execute(found).first()
    return Account(*row) if row else None


def set_password(connection: Connection, person: UUID, password_hash: str) -> None:
    """Store another password and end every session of the person."""
    connection.execute(
        accounts.update()
        .where(accounts.c.person == person)
        .values(password_hash=password_hash, epoch=accounts.c.epoch + 1)
    )
    renew(connection)


def end_sessions(connection: Connection, person: UUID) -> None:
    """End every session of the person, on every server."""
    connection.execute(
        accounts.update().where(accounts.c.person == person).values(epoch=accounts.c.epoch + 1)
    )
    renew(connection)


def end_all_sessions(connection: Connection) -> None:
    """End every session of everybody, also those that a later state of this table knew of."""
    connection.execute(accounts.update().values(epoch=accounts.c.epoch + FAR))
    renew(connection)


def demo_people(connection: Connection) -> list[UUID]:
    """Return the people who can be tried out in demo mode."""
    rows = connection.execute(select(accounts.c.username, accounts.c.person).where(accounts.c.demo))
    return [row.person for row in sorted(rows)]


def others_than_demo(connection: Connection) -> int:
    """Return how many accounts belong to real people."""
    return len(connection.execute(select(accounts.c.person).where(~accounts.c.demo)).all())


def remove(connection: Connection, person: UUID) -> None:
    """Forget a person's account, and every session with it."""
    connection.execute(accounts.delete().where(accounts.c.person == person))
    renew(connection)
