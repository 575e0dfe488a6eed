"""Writes the log out as evidence: sealed first, then read in one snapshot, event by event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from lt_web import __version__
from lt_web.bundle import files
from lt_web.bundle.files import Put
from lt_web.evidence import verify
from lt_web.evidence.readme import readme
from lt_web.evidence.selecting import Keeps, everything
from lt_web.installation import Installation
from lt_web.log import checkpoints, notes, signing
from lt_web.log.digest import AT_ONCE, STORED
from lt_web.log.faults import LogError
from lt_web.log.recorder import events
from lt_web.log.tiles import Tiles

VERIFIER = "verify.py"
README = "README.txt"


@dataclass(frozen=True)
class Exported:
    """What was written: how many events, how many of them as fingerprints alone, and how they are sealed.

    `fault` says why nothing could be sealed any more, where that is so: what was sealed before is written.
    """

    events: int
    left_out: int
    foot: str
    key: str
    fault: str = ""


def export(house: Installation, target: Path, keeps: Keeps = everything) -> Exported:
    """Seal the log and write it to a new folder, or to a zip where its name ends so.

    A log of which something is gone is written too: that it is, is what has to be shown. Raises `BundleError`
    where something stands there.
    """
    fault = sealed(house)
    with house.database.reading() as connection, files.writing(target) as put:
        return replace(write(connection, put, keeps), fault=fault)


def sealed(house: Installation) -> str:
    """Seal what was recorded by now; return why it could not be, "" where it was."""
    try:
        house.seal_now()
    except LogError as fault:
        return str(fault)
    return ""


def write(connection: Connection, put: Put, keeps: Keeps) -> Exported:
    """Write every file of the evidence, as the log stands in this snapshot."""
    sealed = [row.note for row in checkpoints.every(connection)]
    last, left_out = checkpoints.read(sealed[-1]), [0]
    put(verify.ABOUT, [about(last.size)])
    put(verify.EVENTS, _lines(connection, last.size, keeps, left_out))
    put(verify.LEAVES, _leaves(connection, last.size))
    put(verify.CHECKPOINTS, [notes.joined(sealed).encode()])
    put(verify.KEYS, [keys_text(connection, last.origin).encode()])
    put(VERIFIER, [verifier()])
    done = Exported(last.size, left_out[0], last.footer, newest_key(connection))
    put(README, [readme(last.origin, done.events, done.left_out, done.foot, done.key).encode()])
    return done


def about(size: int) -> bytes:
    """Return which form this is of."""
    told = {"format": verify.FORMAT, "events": size, "program": f"Learn Together {__version__}"}
    return json.dumps(told, indent=2).encode() + b"\n"


def verifier() -> bytes:
    """Return the verifier as it is."""
    return Path(verify.__file__).read_bytes()


def keys_text(connection: Connection, origin: str) -> str:
    """Return every public key, the oldest first, as the verifier and others' programs read them."""
    lines = (_key_lines(key, origin) for key in signing.keys(connection))
    return "".join(lines)


def newest_key(connection: Connection) -> str:
    """Return what the key that signs now is called."""
    return str(verify.Key(signing.keys(connection)[-1].public))


def _key_lines(key: signing.Key, origin: str) -> str:
    lost = f", lost {key.lost_at:%Y-%m-%d}" if key.lost_at else ""
    told = f"# {verify.Key(key.public)}, since {key.since:%Y-%m-%d}{lost}"
    return f"{told}\n{notes.public_line(origin, key.public)}\n"


def _lines(connection: Connection, last: int, keeps: Keeps, left_out: list[int]) -> Iterator[bytes]:
    for row in stored(connection, last):
        index, state = row.position - 1, bytes(row.state)
        if keeps(row.stream_id, row.topic):
            yield verify.line_of(index, str(row.stream_id), row.version, row.topic, state)
        else:
            left_out[0] += 1
            parts = (row.stream_id.bytes, row.version, row.topic.encode(), state)
            yield verify.line_left_out(index, verify.leaf(verify.canonical(*parts)))


def stored(connection: Connection, last: int) -> Iterable[Any]:
    """Yield the events up to a position as they are stored, whatever is missing between them."""
    after = 0
    while rows := connection.execute(
        STORED.where(events.c.position > after, events.c.position <= last)
        .order_by(events.c.position)
        .limit(AT_ONCE)
    ).all():
        yield from rows
        after = rows[-1].position


def _leaves(connection: Connection, last: int) -> Iterator[bytes]:
    yield from islice(Tiles(connection, last).leaves(), last)
