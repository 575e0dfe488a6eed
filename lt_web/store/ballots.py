"""The ballot box: answers without a name, until enough of them wait to be recorded together.

A row says for whom it is only to who has the session's key, and holds no time, no number and no deed.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, LargeBinary, Table, Uuid, bindparam, func, select

from lt_web.store.ballot_keys import BallotKeys
from lt_web.store.base import KEPT
from lt_web.store.keys import NONCE_BYTES

ballots = Table(
    "lt_ballots",
    KEPT,
    Column("session", Uuid, primary_key=True),
    Column("voter", LargeBinary(32), primary_key=True),
    Column("box", LargeBinary, nullable=True),  # None: what was in it has been recorded with others
    sqlite_with_rowid=False,  # kept in the order of the keys, which means nothing
)
VOTERS, BOXES = "voters", "boxes"
LINE_BYTES = 800  # two hundred characters at the widest
_THIS = (ballots.c.session == bindparam("of")) & (ballots.c.voter == bindparam("whose"))
FIND = select(ballots).where(_THIS)
SOME = select(ballots.c.session, ballots.c.voter).where(
    ballots.c.voter.in_(bindparam("voters", expanding=True))
)
OF_SESSION = select(ballots).where(ballots.c.session == bindparam("of")).order_by(ballots.c.voter)
FILL = ballots.update().where(_THIS).values(box=bindparam("content"))
TAKE_OUT = ballots.delete().where(_THIS)
DESTROY = ballots.delete().where(ballots.c.session == bindparam("of"))
WAITING = select(ballots.c.session).where(ballots.c.box.is_not(None)).group_by(ballots.c.session)


@dataclass(frozen=True)
class Ballot:
    """What somebody put into the box: `waits` and changeable, or recorded (and unknown) by now."""

    waits: bool
    score: int = 0
    line: str = ""


class BallotBox:
    """The boxes of one transaction."""

    def __init__(self, connection: Connection, keys: BallotKeys) -> None:
        self.connection, self.keys = connection, keys

    def put(self, session: UUID, person: UUID, score: int, line: str) -> bool:
        """Put an answer in, in place of an earlier one. Returns False where that is recorded already."""
        voter = voter_of(self.keys.find_or_make(self.connection, session, VOTERS), person)
        this = {"of": session, "whose": voter}
        before = self.connection.execute(FIND, this).first()
        if before is not None and before.box is None:
            return False
        key = self.keys.find_or_make(self.connection, session, BOXES)
        box = sealed(key, session, voter, score, line)
        if before is None:
            row = {"session": session, "voter": voter, "box": box}
            self.connection.execute(ballots.insert(), row)
        else:
            self.connection.execute(FILL, this | {"content": box})
        return True

    def find(self, session: UUID, person: UUID) -> Ballot | None:
        """Return what somebody put in; None where they have not."""
        voters = self.keys.find(self.connection, session, VOTERS)
        if voters is None:
            return None
        row = self.connection.execute(FIND, {"of": session, "whose": voter_of(voters, person)}).first()
        if row is None or row.box is None:
            return Ballot(waits=False) if row else None
        key = self.keys.find(self.connection, session, BOXES)
        return Ballot(True, *((key and opened(key, session, row.voter, row.box)) or (0, "")))

    def with_mine(self, sessions: Collection[UUID], person: UUID) -> set[UUID]:
        """Return those of the sessions in whose box somebody has put something, in two queries."""
        keys = self.keys.of_several(self.connection, sessions, VOTERS)
        voters = {session: voter_of(key, person) for session, key in keys.items()}
        rows = self.connection.execute(SOME, {"voters": list(voters.values())}) if voters else ()
        return {row.session for row in rows if voters.get(row.session) == row.voter}

    def take_out(self, session: UUID, person: UUID) -> None:
        """Take an answer out, whoever has read it or not."""
        voters = self.keys.find(self.connection, session, VOTERS)
        if voters is not None:
            self.connection.execute(TAKE_OUT, {"of": session, "whose": voter_of(voters, person)})

    def forget(self, person: UUID) -> None:
        """Take out what somebody put into any box, and close the others' answers under another key."""
        for session in sessions(self.connection):
            if not self.who_answered(session, [person]):
                continue
            self.take_out(session, person)
            others = self.waiting(session)
            if others:
                self._close_anew(session, others)

    def _close_anew(self, session: UUID, answers: Mapping[bytes, tuple[int, str]]) -> None:
        """Nobody opens the old boxes any more, wherever there is a copy of them."""
        self.keys.destroy(self.connection, session, BOXES)
        key = self.keys.find_or_make(self.connection, session, BOXES)
        for voter, (score, line) in answers.items():
            box = sealed(key, session, voter, score, line)
            self.connection.execute(FILL, {"of": session, "whose": voter, "content": box})

    def waiting(self, session: UUID) -> dict[bytes, tuple[int, str]]:
        """Return voter → score and line of all that wait; what nobody can open any more is not there."""
        key = self.keys.find(self.connection, session, BOXES)
        rows = self.connection.execute(OF_SESSION, {"of": session}).all() if key else []
        found = {row.voter: opened(key, session, row.voter, row.box) for row in rows if key and row.box}
        return {voter: content for voter, content in found.items() if content}

    def empty(self, session: UUID, voters: Iterable[bytes]) -> None:
        """Destroy what these put in, and the key to it. That they did put something in stays."""
        for voter in voters:
            self.connection.execute(FILL, {"of": session, "whose": voter, "content": None})
        self.keys.destroy(self.connection, session, BOXES)

    def who_answered(self, session: UUID, people: Collection[UUID]) -> list[UUID]:
        """Return which of these people have put something in, by trying each."""
        key = self.keys.find(self.connection, session, VOTERS)
        rows = {row.voter for row in self.connection.execute(OF_SESSION, {"of": session})} if key else set()
        return [person for person in people if key and voter_of(key, person) in rows]

    def destroy(self, session: UUID) -> int:
        """Destroy everything of a session unread, with both keys. Returns how many still waited."""
        rows = self.connection.execute(OF_SESSION, {"of": session}).all()
        self.connection.execute(DESTROY, {"of": session})
        for kind in (VOTERS, BOXES):
            self.keys.destroy(self.connection, session, kind)
        return sum(row.box is not None for row in rows)


def voter_of(key: bytes, person: UUID) -> bytes:
    """The name of a person in one session's box: nobody without its key can tell whose it is."""
    return hmac.digest(key, person.bytes, sha256)


def sealed(key: bytes, session: UUID, voter: bytes, score: int, line: str) -> bytes:
    """Encrypt an answer, always to the same length; it can be opened in its own row alone."""
    nonce, words = os.urandom(NONCE_BYTES), bytes([score]) + line.encode().ljust(LINE_BYTES, b"\0")
    return nonce + AESGCM(key).encrypt(nonce, words, session.bytes + voter)


def opened(key: bytes, session: UUID, voter: bytes, box: bytes) -> tuple[int, str] | None:
    """Decrypt an answer; None where it was closed with another key."""
    try:
        words = AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], session.bytes + voter)
    except InvalidTag:
        return None
    return words[0], words[1:].rstrip(b"\0").decode()


def with_at_least(connection: Connection, least: int) -> list[UUID]:
    """Sessions in whose box so many wait."""
    return list(connection.execute(WAITING.having(func.count() >= least)).scalars())


def sessions(connection: Connection) -> list[UUID]:
    """Sessions that have a box."""
    return list(connection.execute(select(ballots.c.session).distinct()).scalars())
