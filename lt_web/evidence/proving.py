"""A proof that one event is in the log: a small text that the verifier checks and that shows no other."""

from __future__ import annotations

import base64

from sqlalchemy import Connection, select

from lt_web.bundle.faults import BundleError
from lt_web.evidence import verify
from lt_web.evidence.exporting import sealed
from lt_web.installation import Installation
from lt_web.log import checkpoints, proofs
from lt_web.log.recorder import events
from lt_web.log.tree import canonical, is_included, leaf


class Unprovable(Exception):
    """The event is there, and is not what was sealed."""


def prove(house: Installation, position: int, *, with_event: bool = False) -> str:
    """Seal the log and return the proof of one event; `with_event` puts its stored bytes in.

    Raises `BundleError` where there is no such event, `Unprovable` where it is not what was sealed.
    """
    fault = sealed(house)
    with house.database.reading() as connection:
        newest = checkpoints.newest(connection)
        if newest is None or not 0 < position <= newest.size:
            many = newest.size if newest else 0
            raise BundleError(fault or f"There is no event {position}: the log ends at {many}.")
        return _proof(connection, position, newest.note, with_event)


def _proof(connection: Connection, position: int, note: str, with_event: bool) -> str:
    found, sealed_as = (
        connection.execute(select(events).where(events.c.position == position)).first(),
        checkpoints.read(note),
    )
    if found is None:
        raise Unprovable(f"Event {position} was sealed and is not in the log any more.")
    state = bytes(found.state)
    digest = leaf(canonical(found.stream_id, found.version, found.topic, state))
    path = proofs.inclusion(connection, position - 1, sealed_as.size)
    if not is_included(digest, position - 1, sealed_as.size, path, sealed_as.root):
        raise Unprovable(f"Event {position} is not what was sealed: it was altered, or its tiles were.")
    lines = [verify.PROOF, f"index {position - 1}", f"leaf {_text(digest)}"]
    if with_event:
        lines += [f"stream {found.stream_id}", f"version {found.version}", f"topic {found.topic}"]
        lines.append(f"state {_text(state)}")
    lines += [f"path {_text(step)}" for step in path]
    return "\n".join([*lines, "", note])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
