"""The sealer: puts what was recorded into the tree, and signs how far it goes.

Any process may seal at any time, and there is no leader. Events are read and hashed before the writers' lock
is taken; under it stand the comparison with the size that was read, the tiles and the signature. Whoever
finds that another was quicker reads again.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from lt_web.log import checkpoints, tiles
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.database import Database
from lt_web.log.digest import leaves
from lt_web.log.epochs import epoch_of
from lt_web.log.faults import LogError
from lt_web.log.recorder import HEAD
from lt_web.log.signing import Signer
from lt_web.log.tiles import Growth, Head, head_of, move_head

AT_ONCE = 16384  # events of one transaction: 64 tiles


class Broken(LogError):
    """What was sealed is not there any more: nothing is sealed on top of it. The message says what."""


def seal(database: Database, signer: Signer) -> Checkpoint:
    """Seal and sign everything that is recorded by now; returns the newest checkpoint.

    Call it outside of a transaction. Raises `Broken` where what was sealed before is not there any more.
    """
    with database.reading() as connection:
        wanted = _recorded(connection)
    while True:
        with database.reading() as connection:
            before = head_of(connection)
            if before.size >= wanted and (known := _signed(connection, before)):
                return known
            grown = _grown(connection, before, wanted)
        after = replace(before, size=grown.size, root=grown.root)
        with database.writing() as connection:
            if not _put(connection, before, after, grown):
                continue
            if after.size >= wanted:
                return signer.sign(connection, head_of(connection))


def renew_tiles(database: Database) -> None:
    """Make the tiles anew from the events, where those give the root that was sealed; else raise `Broken`."""
    with database.reading() as connection:
        head = head_of(connection)
        growth = Growth().extend(leaves(connection, 0, head.size))
    if growth.root != head.root:
        raise Broken(f"The events do not give the root that was sealed over {head.size} of them.")
    with database.writing() as connection:
        if head_of(connection) == head:
            connection.execute(tiles.tiles.delete())
            tiles.write(connection, growth)


def is_sealed(connection: Connection) -> bool:
    """Whether every event is sealed and signed."""
    head = head_of(connection)
    return head.size == _recorded(connection) and _signed(connection, head) is not None


def unsealed(connection: Connection) -> int:
    """Return how many events are not sealed yet."""
    return _recorded(connection) - head_of(connection).size


def _recorded(connection: Connection) -> int:
    """The position of the last event; raise `Broken` where the tree has more."""
    last: int = connection.scalar(HEAD) or 0
    if last < (size := head_of(connection).size):
        raise Broken(f"Events {last + 1} to {size} were sealed and are not in the log any more.")
    return last


def _grown(connection: Connection, before: Head, wanted: int) -> Growth:
    """The tiles with some more events; raise `Broken` where those that there are do not give their root."""
    growth = Growth.from_tiles(connection, before.size)
    if growth.root != before.root:
        raise Broken(f"The tiles up to event {before.size} do not give the root that was sealed.")
    return growth.extend(leaves(connection, before.size, min(wanted, before.size + AT_ONCE)))


def _put(connection: Connection, before: Head, after: Head, grown: Growth) -> bool:
    """Write what grew, unless another process was quicker; returns whether it was written."""
    if not before.size:
        after = replace(after, epoch=epoch_of(connection))
    if not move_head(connection, before, after):
        return False
    tiles.write(connection, grown)
    return True


def _signed(connection: Connection, head: Head) -> Checkpoint | None:
    """The newest checkpoint, where it is of this head."""
    row = checkpoints.newest(connection)
    if row is None or (row.epoch, row.size) != (head.epoch, head.size):
        return None
    found = checkpoints.read(row.note)
    return found if found.root == head.root else None
