"""Keys: one per owner and kind, wrapped by a key-encryption key that lives in a file outside the database."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Connection, LargeBinary, String, Table, Uuid, bindparam, select

from lt_web.store.base import KEPT

keys = Table(
    "lt_keys",
    KEPT,
    Column("owner", Uuid, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("wrapped_by", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
FIND = select(keys.c.wrapped_by, keys.c.wrapped).where(
    keys.c.owner == bindparam("owner"), keys.c.kind == bindparam("kind")
)
ADD = keys.insert()
NONCE_BYTES = 12


class Keyring:
    """Finds and makes keys. Unwrapped keys are remembered by this process only, never written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._ciphers: dict[tuple[UUID, str], AESGCM] = {}
        self._wrappers: dict[str, AESGCM] = {}
        self._fresh: set[tuple[UUID, str]] = set()

    def prepare(self) -> None:
        """Make the first key-encryption key, readable by its owner alone, unless there is one."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._names():
            path = self.directory / f"{os.urandom(8).hex()}.kek"
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(AESGCM.generate_key(256))
                file.flush()
                os.fsync(file.fileno())

    def cipher(self, connection: Connection, owner: UUID, kind: str) -> AESGCM | None:
        """Return the cipher of a key, None where that key does not exist (any more)."""
        known = self._ciphers.get((owner, kind))
        if known is not None:
            return known
        row = connection.execute(FIND, {"owner": owner, "kind": kind}).first()
        if row is None:
            return None
        key = self._unwrap(row.wrapped_by, row.wrapped, owner, kind)
        return self._remember(owner, kind, AESGCM(key))

    def cipher_for_writing(self, connection: Connection, owner: UUID, kind: str) -> AESGCM:
        """Return the cipher of a key, made now if it is the first use."""
        return self.cipher(connection, owner, kind) or self._make(connection, owner, kind)

    def kept(self) -> None:
        """The transaction that made the newest keys was committed."""
        self._fresh.clear()

    def undone(self) -> None:
        """The transaction that made the newest keys was rolled back: they exist nowhere any more."""
        for owner_and_kind in self._fresh:
            self._ciphers.pop(owner_and_kind, None)
        self._fresh.clear()

    def _make(self, connection: Connection, owner: UUID, kind: str) -> AESGCM:
        key, nonce, name = AESGCM.generate_key(256), os.urandom(NONCE_BYTES), self._names()[-1]
        wrapped = nonce + self._wrapper(name).encrypt(nonce, key, _label(owner, kind))
        connection.execute(ADD, {"owner": owner, "kind": kind, "wrapped_by": name, "wrapped": wrapped})
        self._fresh.add((owner, kind))
        return self._remember(owner, kind, AESGCM(key))

    def _remember(self, owner: UUID, kind: str, cipher: AESGCM) -> AESGCM:
        self._ciphers[owner, kind] = cipher
        return cipher

    def _unwrap(self, name: str, wrapped: bytes, owner: UUID, kind: str) -> bytes:
        nonce, ciphertext = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        return self._wrapper(name).decrypt(nonce, ciphertext, _label(owner, kind))

    def _wrapper(self, name: str) -> AESGCM:
        if name not in self._wrappers:
            self._wrappers[name] = AESGCM((self.directory / f"{name}.kek").read_bytes())
        return self._wrappers[name]

    def _names(self) -> list[str]:
        files = sorted(self.directory.glob("*.kek"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [path.stem for path in files]


def _label(owner: UUID, kind: str) -> bytes:
    return f"{owner.hex}/{kind}".encode()
