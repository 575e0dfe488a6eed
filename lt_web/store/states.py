"""A word for each state of what every page asks anew: where the word is the same, so is all that it names."""

from __future__ import annotations

import os

from sqlalchemy import Column, Connection, String, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from lt_web.store.base import KEPT

# Accounts, the directory, and the read models of people, roles and programmes.
WHO_IS_WHO = "who is who"
# Which keys there are: where the word is another, what was deciphered or kept of old may be erased by now.
KEYS = "keys"
# Copies of the past: where the word is another, they may hold what is erased by now.
PAST = "past"

states = Table(
    "lt_states",
    KEPT,
    Column("name", String(40), primary_key=True),
    # Random, never a number that goes up: a backup that was restored counts up to the same number again.
    Column("word", String(32), nullable=False),
)
WORD = select(states.c.word).where(states.c.name == bindparam("name"))


def word_of(connection: Connection, name: str = WHO_IS_WHO) -> str | None:
    """Return the word of the state that this connection sees, None where there is none yet."""
    word: str | None = connection.scalar(WORD, {"name": name})
    return word


def renew(connection: Connection, name: str = WHO_IS_WHO) -> None:
    """Give another word to what this transaction changes; where it is rolled back, so is the word."""
    adding = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(states)
    word = adding.excluded.word
    renewed = adding.on_conflict_do_update(index_elements=["name"], set_={"word": word})
    connection.execute(renewed, {"name": name, "word": os.urandom(16).hex()})
