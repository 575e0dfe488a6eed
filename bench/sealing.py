"""Sealing and verifying a log beside hashing alone what is in it. `python -m bench.sealing`

BENCH_SEALED says how many events (250,000); what hashes alone is given them in memory, with no database.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bench.measuring import say
from bench.stands import database, no_database, postgresql
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log import checkpoints, tiles
from lt_web.log.recorder import events
from lt_web.log.tree import Frontier, canonical, leaf
from lt_web.log.verifying import verified
from projections import bulk

SIZE = int(os.environ.get("BENCH_SEALED", "250_000").replace("_", ""))
AT_ONCE = 20_000
MOST_BYTES, LEAST_A_SECOND = 40, 20_000
Event = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """Events a second that are hashed alone, sealed and verified; and bytes beside the log for each."""

    alone: float
    sealed: float
    verified: float
    bytes: float


def logged(size: int) -> Iterator[list[Event]]:
    """As many events as asked for, as long as those of a programme are, some thousand at a time."""
    dice = random.Random(5)
    at = '{"e":{"at":"2027-01-04T09:00:00+00:00","by":"system:bench"},"d":"'
    for first in range(0, size, AT_ONCE):
        yield [
            {
                "position": position,
                "stream_id": UUID(int=dice.getrandbits(128)),
                "version": 1,
                "topic": "seats.answered",
                "state": f'{at}{dice.randbytes(dice.randrange(20, 200)).hex()}"}}'.encode(),
                "recorded_at": "2027-01-04T09:00:00+00:00",
                "actor": "system:bench",
                "correlation": "",
            }
            for position in range(first + 1, min(size, first + AT_ONCE) + 1)
        ]


@contextmanager
def standing(kind: str, server: str, size: int) -> Iterator[Installation]:
    """An installation whose log has so many events, none of them sealed."""
    folder = Path(tempfile.mkdtemp(prefix="sealed-"))
    with database(server) if kind == "postgresql" else no_database() as url:
        house = Installation(Config({"LT_DATA_DIR": str(folder), "LT_DATABASE_URL": url}))
        try:
            house.prepare()
            for some in logged(size):
                with house.database.writing() as db:
                    bulk.insert(db, events, some)
            yield house
        finally:
            house.close()
            shutil.rmtree(folder)


def cost(kind: str, server: str, size: int, rounds: int) -> Cost:
    """What each takes, the median of some rounds; each round seals from nothing."""
    with standing(kind, server, size) as house:
        before = room(house)
        house.seal_now()
        beside = room(house) - before
        rates = []
        for _round in range(rounds):
            with house.database.writing() as db:
                for table in (tiles.tiles, tiles.heads, checkpoints.kept):
                    db.execute(table.delete())
            rates.append(
                (
                    rate(size, lambda: alone(size)),
                    rate(size, house.seal_now),
                    rate(size, lambda: verified(house.database)),
                )
            )
    hashed, sealed, read = (statistics.median(each) for each in zip(*rates, strict=True))
    return Cost(hashed, sealed, read, beside / size)


def alone(size: int) -> float:
    """Seconds to hash the events and put them into a tree, with nothing to read and nothing to keep."""
    tree, spent = Frontier(), 0.0
    for some in logged(size):
        began = time.perf_counter()
        tree.extend(leaf(canonical(e["stream_id"], e["version"], e["topic"], e["state"])) for e in some)
        spent += time.perf_counter() - began
    return spent


def rate(size: int, work: Callable[[], Any]) -> float:
    """Events a second; work that returns seconds has taken its own time."""
    began = time.perf_counter()
    said = work()
    return size / (said if isinstance(said, float) else time.perf_counter() - began)


def room(house: Installation) -> int:
    """Bytes that the tiles take, with all that the database needs to keep and find them."""
    with house.database.reading() as db:
        if not house.database.is_sqlite:
            return int(db.scalar(text(f"SELECT pg_total_relation_size('{tiles.tiles.name}')")) or 0)
        pages, size = db.scalar(text("PRAGMA page_count")), db.scalar(text("PRAGMA page_size"))
        free = db.scalar(text("PRAGMA freelist_count"))
        return (int(pages or 0) - int(free or 0)) * int(size or 0)


def desk(databases: Sequence[str], server: str, rounds: int, _seconds: int) -> str:
    """The figures as a table of the README's."""
    head = (
        "| events | database | sealed a second | verified a second | hashed alone | sealing | verifying | "
        "bytes beside an event | aim |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    )
    rows = []
    for kind in databases:
        say(f"sealing {SIZE:,} events on {kind}")
        c = cost(kind, server, SIZE, rounds)
        rows.append(
            f"| {SIZE:,} | {kind} | {c.sealed:,.0f} | {c.verified:,.0f} | {c.alone:,.0f} "
            f"| **{c.sealed / c.alone:.2f}** | **{c.verified / c.alone:.2f}** | {c.bytes:.1f} "
            f"| ≥ {LEAST_A_SECOND:,} a second, ≤ {MOST_BYTES} bytes |"
        )
    return "\n".join(["Sealing and verifying, against hashing alone:", "", head, *rows])


if __name__ == "__main__":
    with postgresql() as address:
        print(desk(("sqlite", "postgresql"), address, int(os.environ.get("BENCH_ROUNDS", "3")), 0))
