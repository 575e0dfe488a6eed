"""Ways to alter a history, in the database and in evidence: each returns the first position it alters."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from lt_web.evidence import verify
from lt_web.log.recorder import events

AT = events.c.position
FAR = 1_000_000  # out of the way, while positions change places


def flipped(state: bytes, dice: random.Random) -> bytes:
    """The same bytes with one bit turned round."""
    place = dice.randrange(len(state))
    return state[:place] + bytes([state[place] ^ 1 << dice.randrange(8)]) + state[place + 1 :]


# In the database


def _rows(db: Connection) -> list[Any]:
    return list(db.execute(select(events).order_by(AT)))


def _set(db: Connection, at: int, **values: Any) -> None:
    db.execute(update(events).where(at == AT).values(**values))


def flip(db: Connection, dice: random.Random) -> int:
    row = dice.choice(_rows(db))
    _set(db, row.position, state=flipped(bytes(row.state), dice))
    return int(row.position)


def topic(db: Connection, dice: random.Random) -> int:
    row = dice.choice(_rows(db))
    _set(db, row.position, topic=row.topic + "s")
    return int(row.position)


def version(db: Connection, dice: random.Random) -> int:
    row = dice.choice(_rows(db))
    _set(db, row.position, version=row.version + 1000)
    return int(row.position)


def stream(db: Connection, dice: random.Random) -> int:
    row = dice.choice(_rows(db))
    _set(db, row.position, stream_id=UUID(int=dice.getrandbits(128)))
    return int(row.position)


def delete(db: Connection, dice: random.Random) -> int:
    row = dice.choice(_rows(db)[:-1])
    db.execute(events.delete().where(row.position == AT))
    return int(row.position)


def swap(db: Connection, dice: random.Random) -> int:
    one, other = sorted(dice.sample([row.position for row in _rows(db)], 2))
    for now, then in ((one, FAR), (other, one), (FAR, other)):
        _set(db, now, position=then)
    return int(one)


def insert(db: Connection, dice: random.Random) -> int:
    rows = _rows(db)
    row = dice.choice(rows)
    for later in reversed([r.position for r in rows if r.position >= row.position]):
        _set(db, later, position=later + 1)
    forged = row._asdict() | {"stream_id": UUID(int=dice.getrandbits(128))}
    db.execute(events.insert(), forged)
    return int(row.position)


def truncate(db: Connection, dice: random.Random) -> int:
    last = len(_rows(db))
    position = dice.randrange(last // 2, last + 1)
    db.execute(events.delete().where(position <= AT))
    return position


IN_DATABASES: dict[str, Callable[[Connection, random.Random], int]] = {
    deed.__name__: deed for deed in (flip, topic, version, stream, delete, swap, insert, truncate)
}

# In evidence


def in_a_bundle(name: str, bundle: Path, dice: random.Random) -> int:
    """Alter the events of a bundle so that each line is still one, numbered in its order."""
    file = bundle / verify.EVENTS
    parts = [_parts(line) for line in file.read_bytes().splitlines()]
    place = dice.randrange(len(parts) - 1)
    place = _altered(name, parts, place, dice)
    lines = [verify.line_of(index, *part) for index, part in enumerate(parts)]
    file.write_bytes(b"".join(lines))
    return place + 1


def _altered(name: str, parts: list[Any], place: int, dice: random.Random) -> int:
    stream, version, topic, state = parts[place]
    if name == "delete":
        del parts[place]
    elif name == "truncate":
        place = dice.randrange(len(parts) // 2, len(parts))
        del parts[place:]
    elif name == "swap":
        other = dice.randrange(place + 1, len(parts))
        parts[place], parts[other] = parts[other], parts[place]
    elif name == "insert":
        parts.insert(place, (str(UUID(int=dice.getrandbits(128))), version, topic, state))
    else:
        changed = {
            "flip": (stream, version, topic, flipped(state, dice)),
            "topic": (stream, version, topic + "s", state),
            "version": (stream, version + 1, topic, state),
            "stream": (str(UUID(int=dice.getrandbits(128))), version, topic, state),
        }
        parts[place] = changed[name]
    return place


def _parts(line: bytes) -> tuple[str, int, str, bytes]:
    told = json.loads(line)
    return told["stream"], told["version"], told["topic"], base64.b64decode(told["state"])
