"""A word that all copies of the past bear: whoever is erased changes it, and every process begins anew."""

from __future__ import annotations

from sqlalchemy import Connection

from lt_web.store import states

PAST = "past"


def word(connection: Connection) -> str:
    """Return the word that copies must bear now; "" before the database was prepared."""
    return states.word_of(connection, PAST) or ""


def begin(connection: Connection) -> None:
    """Give the first word, where there is none."""
    if not word(connection):
        states.renew(connection, PAST)


def renew(connection: Connection) -> None:
    """Make every copy of the past worthless, in the transaction that erases something."""
    states.renew(connection, PAST)
