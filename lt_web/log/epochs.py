"""Epochs: a history that lacks what was recorded once says so, and names what it does not reach.

Who restores a backup loses what was recorded after it. Checkpoints of those events may be outside: they
would look like forgeries, or the log like one. So the restored log begins an epoch of its own, whose first
event names the last checkpoint that was kept elsewhere.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from lt_web.events.ids import epoch_id
from lt_web.events.ledger import Ledger
from lt_web.identity import Deed
from lt_web.log import checkpoints
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.digest import recomputed
from lt_web.log.log import EventLog
from lt_web.log.recorder import HEAD, events
from lt_web.log.tiles import head_of, move_head
from lt_web.log.work import working

FIRST, MOST = 1, 500
EPOCHS = {epoch_id(number): number for number in range(FIRST + 1, MOST + 1)}


def epoch_of(connection: Connection) -> int:
    """Return the number of the epoch that the log is in, from its events."""
    begun = select(events.c.stream_id).where(events.c.stream_id.in_(EPOCHS), events.c.version == 1)
    return max((EPOCHS[stream] for stream in connection.execute(begun).scalars()), default=FIRST)


def reaches(connection: Connection, outside: Checkpoint) -> bool:
    """Whether the log begins with what a checkpoint is of, by its events alone."""
    if outside.size > (connection.scalar(HEAD) or 0):
        return False
    return recomputed(connection, outside.size).root == outside.root


def begin_epoch(log: EventLog, outside: str, *, whatever: bool = False) -> int | None:
    """Begin an epoch where the log does not reach a checkpoint that was kept elsewhere (its whole note).

    Returns the number of the epoch, None where the log reaches it and nothing was lost. With "" nobody
    knows what was lost; then, or with `whatever`, an epoch begins in any case. Call it outside of a
    transaction, before anything else is recorded. Raises `Malformed` where `outside` is no checkpoint; who
    signed it is not asked, since the key may be lost with the rest.
    """
    told = checkpoints.read(outside) if outside else None
    with log.database.reading() as connection:
        if told and not whatever and reaches(connection, told):
            return None
        epoch = max(epoch_of(connection), told.epoch if told else FIRST) + 1
    with working(log, Deed(routine="restore", source="cli")) as work:
        lost = max(0, told.size - (work.connection.scalar(HEAD) or 0)) if told else None
        work.save(Ledger.begin_epoch(epoch, outside, lost))
        head = head_of(work.connection)
        move_head(work.connection, head, replace(head, epoch=epoch))
    return epoch
