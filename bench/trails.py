"""Searching the log beside reading the same rows by their keys: the first page and one from deep in the past.

`python -m bench.trails [sqlite] [postgresql]`; how long the logs are is said by BENCH_TRAILS, with a million
as BENCH_TRAILS="10_000 100_000 1_000_000".
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bench.history import KEPT_IN, SLUG, history
from bench.measuring import say
from bench.stands import Stand, postgresql, stand
from lt_web.events.ids import programme_id
from lt_web.store.base import KEPT
from projections import trail_queries
from projections.standing import standings
from projections.trail_queries import Wanted
from projections.trails import people, table, topics, trails

SIZES = "10_000 100_000"
PAGE = 50


@dataclass(frozen=True)
class Costs:
    """Milliseconds of a page, and its ratio to reading the same rows by their keys."""

    milliseconds: float
    ratio: float

    def __str__(self) -> str:
        return f"{self.milliseconds:.1f} ms (**{self.ratio:.1f}**)"


def searches(db: Connection) -> dict[str, Wanted]:
    """Each condition with a value that is met often, and some of them together."""
    here = Wanted(programme=programme_id(SLUG))
    most = func.count().desc()
    busy = db.scalar(select(people.c.person).group_by(people.c.person).order_by(most).limit(1))
    topic = db.scalar(select(topics.c.topic).group_by(topics.c.topic).order_by(most).limit(1))
    sessions = select(table.c.session).where(
        table.c.session.is_not(None), table.c.programme == here.programme
    )
    session = db.scalar(sessions.group_by(table.c.session).order_by(most).limit(1))
    middle = db.scalar(select(table.c.recorded_at).where(table.c.position == trail_queries.head(db) // 2))
    assert middle is not None
    often, seldom = ("seats.answered", "seats.waitlisted"), ("session.cancelled",)
    return {
        "nothing": here,
        "everything of every programme": Wanted(),
        "person": replace(here, person=busy),
        "type, often": replace(here, types=often),
        "type, seldom": replace(here, types=seldom),
        "session": replace(here, session=session),
        "topic": replace(here, topic=topic),
        "source": replace(here, source="routine"),
        "days": replace(here, since=middle - timedelta(days=20), until=middle),
        "person, type": replace(here, person=busy, types=often),
        "person, topic, source": replace(here, person=busy, topic=topic, source="web"),
        "person, type: never together": replace(here, person=busy, types=("feedback.closed",)),
    }


def prepared(one: Stand) -> Any:
    """The installation with this one read model built."""
    installation = one.installation()
    with installation.database.writing() as connection:
        KEPT.create_all(connection)
        standings.create(connection, checkfirst=True)
    installation.rebuild([trails])
    return installation


def costs(db: Connection, wanted: Wanted, before: int | None, rounds: int) -> Costs:
    """Measure one page, in turn with the same rows by their keys."""
    found = [row.position for row in trail_queries.looked_for(db, wanted, before=before, size=PAGE).rows]
    by_key = select(table).where(table.c.position.in_(found or [1])).order_by(table.c.position.desc())
    page: list[float] = []
    rows: list[float] = []
    for _ in range(rounds):
        page.append(took(lambda: trail_queries.looked_for(db, wanted, before=before, size=PAGE)))
        rows.append(took(lambda: list(db.execute(by_key))))
    return Costs(statistics.median(page) * 1000, statistics.median(page) / statistics.median(rows))


def took(deed: Callable[[], Any]) -> float:
    """Seconds that it took."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def measured(kind: str, size: int, server: str, rounds: int) -> dict[str, tuple[Costs, Costs]]:
    """First and deep page of each search on one log."""
    say(f"searching a log of {size:,} events on {kind}")
    with stand(history(size), kind, server) as one:
        installation = prepared(one)
        with installation.database.reading() as db:
            deep = trail_queries.head(db) // 4
            found = {
                name: (costs(db, wanted, None, rounds), costs(db, wanted, deep, rounds))
                for name, wanted in searches(db).items()
            }
        installation.close()
        return found


def grown(by_size: list[dict[str, tuple[Costs, Costs]]], name: str) -> str:
    """How many times the first page of the shortest log that of the longest costs."""
    return f"{by_size[-1][name][0].milliseconds / by_size[0][name][0].milliseconds:.1f}"


def desk(databases: list[str], server: str, rounds: int, _seconds: int) -> str:
    """Measure it on each database and size; return what to put into the report."""
    sizes = [int(size) for size in os.environ.get("BENCH_TRAILS", SIZES).split()]
    parts = []
    for kind in databases:
        by_size = [measured(kind, size, server, max(rounds, 5) * 5) for size in sizes]
        head = ["Search", *(f"{page} of {size:,}" for size in sizes for page in ("first", "deep")), "Ratio"]
        rows = [
            [name, *(str(c) for one in by_size for c in one[name]), grown(by_size, name)]
            for name in by_size[0]
        ]
        lines = [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows)]
        parts.append(f"{kind}:\n\n" + "\n".join(lines))
    beside = "in brackets how many times that of reading the same rows by their keys"
    aim = "The longest log should cost no more than the shortest: the last column is their ratio"
    return "\n\n".join([f"A page of {PAGE} events of the log, {beside}. {aim}.", *parts])


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    with postgresql() as server:
        print(desk(sys.argv[1:] or ["sqlite", "postgresql"], server, 3, 1))
