"""How long a rebuild takes beside the driver's own executemany of the finished rows."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.stands import Stand
from lt_web.log.engine import ON_SQLITE
from projections.catalogue import PROJECTIONS

TABLES = [table.name for projection in PROJECTIONS for table in projection.tables]


@dataclass(frozen=True)
class Rebuilt:
    """Seconds for a rebuild and for its limit, so many rows, and the median of the ratios pair by pair."""

    seconds: float
    limit: float
    rows: int
    ratio: float


def rebuilt(stand: Stand, rounds: int) -> Rebuilt:
    """Build the read models, then again in turn with the limit."""
    installation = stand.installation()
    installation.prepare()
    limit = on_sqlite if stand.kind == "sqlite" else on_postgresql
    pairs, rows = [], 0
    for _ in range(rounds):
        seconds = took(installation.rebuild)
        bare, rows = limit(stand)
        pairs.append((seconds, bare))
    installation.close()
    return Rebuilt(
        statistics.median(ours for ours, _ in pairs),
        statistics.median(bare for _, bare in pairs),
        rows,
        statistics.median(bare / ours for ours, bare in pairs),
    )


def took(deed: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def on_sqlite(stand: Stand) -> tuple[float, int]:
    """Seconds and rows of sqlite3's executemany, in one transaction, into tables with the same indexes."""
    file = stand.folder / "limit.db"
    source = sqlite3.connect(stand.folder / "learn-together.db")
    target = sqlite3.connect(file, isolation_level=None)
    for pragma in ON_SQLITE:
        target.execute(f"PRAGMA {pragma}")
    for (statement,) in source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC"
    ).fetchall():
        target.execute(statement)
    finished = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}

    def write() -> None:
        target.execute("BEGIN IMMEDIATE")
        for name, rows in finished.items():
            if rows:
                target.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        target.execute("COMMIT")

    seconds = took(write)
    source.close()
    target.close()
    for left in Path(stand.folder).glob("limit.db*"):
        left.unlink()
    return seconds, sum(map(len, finished.values()))


def on_postgresql(stand: Stand) -> tuple[float, int]:
    """Seconds and rows of psycopg's executemany, in one transaction, into tables with the same indexes."""
    address = stand.url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS finished CASCADE")
        connection.execute("CREATE SCHEMA finished")
        for name in TABLES:
            connection.execute(f"CREATE TABLE finished.{name} (LIKE {name} INCLUDING ALL)")
        finished = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}

        def write() -> None:
            with connection.transaction(), connection.cursor() as cursor:
                for name, rows in finished.items():
                    if rows:
                        marks = ", ".join(["%s"] * len(rows[0]))
                        cursor.executemany(f"INSERT INTO finished.{name} VALUES ({marks})", rows)

        seconds = took(write)
        connection.execute("DROP SCHEMA finished CASCADE")
    return seconds, sum(map(len, finished.values()))
