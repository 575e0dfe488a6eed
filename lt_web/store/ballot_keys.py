"""Keys of ballot boxes: each wrapped by a key in a file of its own, which is destroyed with it.

A row that was deleted is still in backups and in write-ahead logs. Without its file it opens nothing, so
what such a key closed stays closed for everybody, whatever copies of the database there are.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, LargeBinary, String, Table, Uuid, bindparam, select

from lt_web.store.base import KEPT
from lt_web.store.keys import KEY_BYTES, NONCE_BYTES, Keyring, label, write_whole
from lt_web.store.shredding import shred

ballot_keys = Table(
    "lt_ballot_keys",
    KEPT,
    Column("session", Uuid, primary_key=True),
    Column("kind", String(8), primary_key=True),  # voters or boxes
    Column("file", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
_THIS = (ballot_keys.c.session == bindparam("of")) & (ballot_keys.c.kind == bindparam("what"))
FIND = select(ballot_keys).where(_THIS)
SEVERAL = select(ballot_keys).where(
    ballot_keys.c.session.in_(bindparam("several", expanding=True)), ballot_keys.c.kind == bindparam("what")
)
DELETE = ballot_keys.delete().where(_THIS)
FOLDER = "ballots"


class Doomed(threading.local):
    """The files that go once this thread's transaction is committed."""

    def __init__(self) -> None:
        self.files: list[Path] = []


class BallotKeys:
    """Finds, makes and destroys them. None is remembered: a destroyed key must be gone from memory too."""

    def __init__(self, keyring: Keyring) -> None:
        self.folder = keyring.directory / FOLDER
        self._doomed = Doomed()
        keyring.at_the_end.append(self._ended)

    def find(self, connection: Connection, session: UUID, kind: str) -> bytes | None:
        """Return a key; None where there is none, or nobody can unwrap it any more."""
        row = connection.execute(FIND, {"of": session, "what": kind}).first()
        return self._unwrapped(row.file, row.wrapped, label(session, kind)) if row else None

    def of_several(self, connection: Connection, sessions: Collection[UUID], kind: str) -> dict[UUID, bytes]:
        """Return session → key for those that have one, in one query."""
        rows = connection.execute(SEVERAL, {"several": list(sessions), "what": kind}) if sessions else ()
        keys = {row.session: self._unwrapped(row.file, row.wrapped, label(row.session, kind)) for row in rows}
        return {session: key for session, key in keys.items() if key}

    def find_or_make(self, connection: Connection, session: UUID, kind: str) -> bytes:
        """Return a key, a new one where there is none; call it under the writer's lock."""
        known = self.find(connection, session, kind)
        return known or self._make(connection, session, kind)

    def destroy(self, connection: Connection, session: UUID, kind: str) -> None:
        """Take a key away: its row now, its file as soon as that is committed."""
        row = connection.execute(FIND, {"of": session, "what": kind}).first()
        if row is not None:
            connection.execute(DELETE, {"of": session, "what": kind})
            self._doomed.files.append(self._path(row.file))

    def sweep(self, connection: Connection) -> None:
        """Destroy files that no key needs: what a killed process left. Call it under the writer's lock."""
        needed = set(connection.execute(select(ballot_keys.c.file)).scalars())
        for path in self.folder.glob("*.kek*"):
            if path.name.partition(".")[0] not in needed:
                shred(path)

    def _make(self, connection: Connection, session: UUID, kind: str) -> bytes:
        self.destroy(connection, session, kind)
        key, wrapper, nonce = os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
        name = os.urandom(16).hex()
        self.folder.mkdir(exist_ok=True, mode=0o700)
        write_whole(self.folder, f"{name}.kek", wrapper)
        wrapped = nonce + AESGCM(wrapper).encrypt(nonce, key, label(session, kind))
        row = {"session": session, "kind": kind, "file": name, "wrapped": wrapped}
        connection.execute(ballot_keys.insert(), row)
        return key

    def _unwrapped(self, file: str, wrapped: bytes, what: bytes) -> bytes | None:
        try:
            wrapper = AESGCM(self._path(file).read_bytes())
            return wrapper.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], what)
        except (FileNotFoundError, ValueError, InvalidTag):
            return None

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.kek"

    def _ended(self, committed: bool) -> None:
        """Files of a transaction that failed stay: its commit may have come through. `sweep` finds out."""
        doomed, self._doomed.files = self._doomed.files, []
        for path in doomed if committed else ():
            shred(path)
