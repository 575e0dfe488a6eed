"""The key that signs checkpoints: a file outside the database, readable by its owner alone.

Public keys stay in the database for ever. When the key is changed the old one signs beside the new one for
a while, so that whoever trusts the old one learns of the new one from it. When its file is lost, another
begins, and it is written down that the old one was lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, select, update

from lt_web.columns import UtcDateTime
from lt_web.log import checkpoints
from lt_web.log.checkpoints import Checkpoint, origin_of
from lt_web.log.clock import Clock
from lt_web.log.faults import Unavailable
from lt_web.log.tiles import Head
from lt_web.store.base import KEPT
from lt_web.store.keys import write_whole

public_keys = Table(
    "lt_sealing_keys",
    KEPT,
    Column("number", Integer, primary_key=True),
    Column("public", LargeBinary, nullable=False, unique=True),
    Column("since", UtcDateTime, nullable=False),
    Column("signs_until", UtcDateTime, nullable=True),  # None: for as long as its file is there
    Column("lost_at", UtcDateTime, nullable=True),
)

BESIDE = timedelta(days=30)  # how long an old key signs beside the new one
ENDING = ".ed25519"


@dataclass(frozen=True)
class Key:
    """A public key (32 bytes) and what became of it."""

    public: bytes
    since: datetime
    signs_until: datetime | None
    lost_at: datetime | None

    @property
    def name(self) -> str:
        """What its file is called, but for the ending."""
        return self.public[:8].hex()


class Signer:
    """Signs what the sealer has sealed, with the keys that are in force."""

    def __init__(self, directory: Path, instance: str, clock: Clock) -> None:
        self.directory = directory
        self._instance = instance
        self._clock = clock
        self._read: dict[bytes, Ed25519PrivateKey] = {}

    def prepare(self, connection: Connection) -> None:
        """Make the first key, unless there is one. Call it under the writer's lock."""
        if not keys(connection):
            self._begin_key(connection, self._clock())

    def instance(self, connection: Connection) -> str:
        """The name under which it signs: LT_INSTANCE, or one made of the very first key."""
        return self._instance or f"learn-together-{keys(connection)[0].name}"

    def sign(self, connection: Connection, head: Head) -> Checkpoint:
        """Sign what is sealed and keep the checkpoint. Call it under the writer's lock."""
        now = self._clock()
        in_force = self._in_force(connection, now)
        checkpoint = Checkpoint(origin_of(self.instance(connection), head.epoch), head.size, head.root)
        checkpoints.keep(connection, checkpoint, checkpoints.signed(checkpoint, in_force), now)
        return checkpoint

    def rotate(self, connection: Connection) -> Key:
        """Let a new key begin; those before it sign beside it for a while. Returns the new one."""
        now = self._clock()
        still = public_keys.c.signs_until.is_(None)
        connection.execute(update(public_keys).where(still).values(signs_until=now + BESIDE))
        self._begin_key(connection, now)
        return keys(connection)[-1]

    def destroy_old_keys(self, connection: Connection) -> None:
        """Delete the files of keys that no longer sign."""
        now = self._clock()
        for key in keys(connection):
            if key.signs_until is not None and key.signs_until <= now:
                self._read.pop(key.public, None)
                self._path(key).unlink(missing_ok=True)

    def missing(self, connection: Connection) -> list[Key]:
        """Keys that should sign and whose file is not there."""
        return [key for key in self._wanted(connection, self._clock()) if not self._path(key).exists()]

    def _in_force(self, connection: Connection, now: datetime) -> list[Ed25519PrivateKey]:
        """Those that sign now, the oldest first; where none has its file any more, a new one."""
        found = [private for key in self._wanted(connection, now) if (private := self._private(key))]
        if found:
            return found
        gone = public_keys.c.lost_at.is_(None)
        connection.execute(update(public_keys).where(gone).values(lost_at=now))
        return [self._begin_key(connection, now)]

    def _wanted(self, connection: Connection, now: datetime) -> list[Key]:
        return [key for key in keys(connection) if key.signs_until is None or key.signs_until > now]

    def _begin_key(self, connection: Connection, now: datetime) -> Ed25519PrivateKey:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        connection.execute(public_keys.insert(), {"public": public, "since": now})
        write_whole(self.directory, f"{public[:8].hex()}{ENDING}", private.private_bytes_raw())
        self._read[public] = private
        return private

    def _private(self, key: Key) -> Ed25519PrivateKey | None:
        """The private half, None where its file is lost; one of another key is a mistake that is said."""
        if key.public not in self._read:
            try:
                private = Ed25519PrivateKey.from_private_bytes(self._path(key).read_bytes())
            except FileNotFoundError:
                return None
            except ValueError:
                raise Unavailable(f"the key file {key.name}{ENDING} is no key") from None
            if private.public_key().public_bytes_raw() != key.public:
                raise Unavailable(f"the key file {key.name}{ENDING} holds another key")
            self._read[key.public] = private
        return self._read[key.public]

    def _path(self, key: Key) -> Path:
        return self.directory / f"{key.name}{ENDING}"


def keys(connection: Connection) -> list[Key]:
    """Return every key that ever signed, the oldest first."""
    rows = connection.execute(select(public_keys).order_by(public_keys.c.number))
    return [Key(bytes(row.public), row.since, row.signs_until, row.lost_at) for row in rows]


def publics(connection: Connection) -> list[bytes]:
    """Return every public key, 32 bytes each."""
    return [key.public for key in keys(connection)]
