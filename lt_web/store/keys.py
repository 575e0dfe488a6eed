"""Keys: one per owner and kind, wrapped by a key-encryption key that lives in a file outside the database."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, LargeBinary, String, Table, Uuid, bindparam, select

from lt_web.log.faults import Unavailable
from lt_web.store.base import KEPT
from lt_web.store.shredding import shred

keys = Table(
    "lt_keys",
    KEPT,
    Column("owner", Uuid, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("wrapped_by", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
# Files that wrapped keys until they were replaced: they are destroyed as soon as no key needs them.
retired = Table("lt_retired_key_files", KEPT, Column("name", String(32), primary_key=True))
FIND = select(keys.c.wrapped_by, keys.c.wrapped).where(
    keys.c.owner == bindparam("owner"), keys.c.kind == bindparam("kind")
)
ADD = keys.insert()
REWRAP = (
    keys.update()
    .where(keys.c.owner == bindparam("whose"), keys.c.kind == bindparam("what"))
    .values(wrapped_by=bindparam("by"), wrapped=bindparam("now"))
)
NONCE_BYTES = 12
KEY_BYTES = 32


class _Fresh(threading.local):
    """The keys that this thread's transaction made: nobody else may use them until it is committed."""

    def __init__(self) -> None:
        self.ciphers: dict[tuple[UUID, str], AESGCM] = {}


class Keyring:
    """Finds and makes keys. Unwrapped keys are remembered by this process only, never written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._ciphers: dict[tuple[UUID, str], AESGCM] = {}
        self._wrappers: dict[str, AESGCM] = {}
        self._fresh = _Fresh()
        self.at_the_end: list[Callable[[bool], None]] = []  # told whether the transaction was committed

    def prepare(self) -> None:
        """Make the first key-encryption key, readable by its owner alone, unless there is one."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._names():
            write_whole(self.directory, f"{os.urandom(8).hex()}.kek", os.urandom(KEY_BYTES))

    def cipher(self, connection: Connection, owner: UUID, kind: str) -> AESGCM | None:
        """Return the cipher of a key, None where that key does not exist (any more)."""
        known = self._fresh.ciphers.get((owner, kind)) or self._ciphers.get((owner, kind))
        return known or self._stored(connection, owner, kind)

    def cipher_for_writing(self, connection: Connection, owner: UUID, kind: str) -> AESGCM:
        """Return the cipher of a key as it is in the database now, made if this is its first use.

        What this process remembers is not asked: words under a key that is gone by now would be lost.
        """
        known = self._fresh.ciphers.get((owner, kind)) or self._stored(connection, owner, kind)
        return known or self.keep(connection, owner, kind, os.urandom(KEY_BYTES))

    def keep(self, connection: Connection, owner: UUID, kind: str, key: bytes) -> AESGCM:
        """Wrap and store a key, and return its cipher."""
        name = self._newest(connection)
        wrapped = self._wrapped(name, key, owner, kind)
        connection.execute(ADD, {"owner": owner, "kind": kind, "wrapped_by": name, "wrapped": wrapped})
        self._fresh.ciphers[owner, kind] = AESGCM(key)
        return self._fresh.ciphers[owner, kind]

    def destroy(self, connection: Connection, owner: UUID, kinds: Collection[str]) -> int:
        """Take keys away; call `rotate` in the same transaction. Returns how many there were."""
        gone = keys.delete().where(keys.c.owner == owner, keys.c.kind.in_(list(kinds)))
        return connection.execute(gone).rowcount

    def rotate(self, connection: Connection) -> None:
        """Wrap every key anew under a new key-encryption key, and retire the old ones: whoever has them and
        an old copy of the database opens that copy alone, nobody who has the files of today.

        Call it under the writer's lock. Where this transaction is not committed the new file wraps what comes
        next and the old ones stay; where it is, `sweep` destroys them, at the latest when the next process
        starts: killed at any step, nothing is lost.
        """
        old, new = self._names(), os.urandom(8).hex()
        rows = connection.execute(select(keys)).all()
        unwrapped = [(r.owner, r.kind, self._unwrap(r.wrapped_by, r.wrapped, r.owner, r.kind)) for r in rows]
        write_whole(self.directory, f"{new}.kek", os.urandom(KEY_BYTES))
        wrapped = [
            {"whose": owner, "what": kind, "by": new, "now": self._wrapped(new, key, owner, kind)}
            for owner, kind, key in unwrapped
        ]
        if wrapped:
            connection.execute(REWRAP, wrapped)
        self.retire(connection, {*old, *(row.wrapped_by for row in rows)})

    def retire(self, connection: Connection, names: Collection[str]) -> None:
        """Note files that are to be destroyed as soon as no key needs them."""
        known = set(connection.execute(select(retired.c.name)).scalars())
        for name in sorted({*names} - known):
            connection.execute(retired.insert(), {"name": name})

    def sweep(self, connection: Connection) -> int:
        """Destroy retired files that no key needs; call it under the writer's lock, in a transaction of its
        own. Returns how many were destroyed; a file that cannot be is tried again."""
        names = connection.execute(select(retired.c.name)).scalars().all()
        needed = set(connection.execute(select(keys.c.wrapped_by).distinct()).scalars()) if names else set()
        gone = [name for name in names if name not in needed and shred(self.directory / f"{name}.kek")]
        if gone:
            connection.execute(retired.delete().where(retired.c.name.in_(gone)))
        return len(gone)

    def forget(self) -> None:
        """Forget every key that this process remembers: some may be destroyed by now."""
        self._ciphers, self._wrappers = {}, {}

    def kept(self) -> None:
        """The transaction of this thread was committed, and with it the keys that it made."""
        self._ciphers |= self._fresh.ciphers
        self._fresh.ciphers.clear()
        for deed in self.at_the_end:
            deed(True)

    def undone(self) -> None:
        """The transaction of this thread was rolled back: the keys that it made exist nowhere any more."""
        self._fresh.ciphers.clear()
        for deed in self.at_the_end:
            deed(False)

    def _stored(self, connection: Connection, owner: UUID, kind: str) -> AESGCM | None:
        row = connection.execute(FIND, {"owner": owner, "kind": kind}).first()
        if row is None:
            return None
        self._ciphers[owner, kind] = AESGCM(self._unwrap(row.wrapped_by, row.wrapped, owner, kind))
        return self._ciphers[owner, kind]

    def _wrapped(self, name: str, key: bytes, owner: UUID, kind: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._wrapper(name).encrypt(nonce, key, label(owner, kind))

    def _unwrap(self, name: str, wrapped: bytes, owner: UUID, kind: str) -> bytes:
        nonce, ciphertext = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return self._wrapper(name).decrypt(nonce, ciphertext, label(owner, kind))
        except InvalidTag:
            raise Unavailable(f"the key file {name}.kek is not the one that closed the keys") from None

    def _wrapper(self, name: str) -> AESGCM:
        if name not in self._wrappers:
            try:
                self._wrappers[name] = AESGCM((self.directory / f"{name}.kek").read_bytes())
            except FileNotFoundError:
                raise Unavailable(f"the key file {name}.kek is missing; put it back") from None
        return self._wrappers[name]

    def _newest(self, connection: Connection) -> str:
        """The newest file that is not retired: a backup that is put back may look newer than it is."""
        names = self._names()
        if len(names) > 1:
            gone = set(connection.execute(select(retired.c.name)).scalars())
            names = [name for name in names if name not in gone] or names
        return names[-1]

    def _names(self) -> list[str]:
        files = sorted(self.directory.glob("*.kek"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [path.stem for path in files]


def write_whole(folder: Path, name: str, content: bytes) -> None:
    """Write a file that is whole and on the disk before it has its name."""
    unfinished = folder / f"{name}.unfinished"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)
    listing = os.open(folder, os.O_RDONLY)
    os.fsync(listing)
    os.close(listing)


def label(owner: UUID, kind: str) -> bytes:
    """What is authenticated with a wrapped key: whose it is."""
    return f"{owner.hex}/{kind}".encode()
