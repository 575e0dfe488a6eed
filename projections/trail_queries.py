"""What is asked of the log: events that meet every condition, page by page, however many there are.

The narrowest condition leads: its positions are read in order from its own index, a stretch at a time, and
what is read is held against the others. So no page counts, skips or sorts what it does not show.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from lt_web.events.base import event_id
from lt_web.events.ids import HOUSE
from projections.trail_statements import EQUAL, HEAD, ONE, Shape, glance, matching, reach, ways
from projections.trails import table

STRETCH, LONGEST = 500, 8000  # positions read at once, at first and at most
WIDE = 2000  # conditions that more events than these meet are not told apart
LOOKED = 10_000  # positions read for a page of what two wide conditions hardly ever meet together
PAGE = 50
DETOURS = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin")
WHOLE_HOUSE = HOUSE  # as a programme: what concerns all of them, alone
BY_CLOCK = select(table.c.position).order_by(table.c.latest, table.c.position).limit(1)
PASSED = BY_CLOCK.where(table.c.latest > bindparam("moment"))
REACHED = BY_CLOCK.where(table.c.latest >= bindparam("moment"))


@dataclass(frozen=True)
class Wanted:
    """Which events: those that meet every condition that is given.

    programme: its own events and those of the house. since, until: by the log's clock, which never goes back
    (since <= it < until). first, last: positions, both included. source: web, cli, import or routine.
    """

    programme: UUID | None = None
    person: UUID | None = None
    types: tuple[str, ...] = ()
    session: UUID | None = None
    topic: UUID | None = None
    source: str | None = None
    correlation: str | None = None
    stream: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    first: int | None = None
    last: int | None = None


class Found(NamedTuple):
    """Rows, and the last position that was looked at where there may be more beyond it, else None."""

    rows: list[Any]
    stopped: int | None = None


def page(
    db: Connection, wanted: Wanted, after: int | None = None, before: int | None = None, size: int = PAGE
) -> list[Any]:
    """Up to `size` rows, the newest first: those right before the position `before`, or right after `after`.

    Without either, the newest of all.
    """
    return looked_for(db, wanted, after, before, size, most=None).rows


def looked_for(
    db: Connection,
    wanted: Wanted,
    after: int | None = None,
    before: int | None = None,
    size: int = PAGE,
    most: int | None = LOOKED,
) -> Found:
    """The same, looking at about `most` positions: what is met hardly ever costs no more than what is."""
    ascending = after is not None and before is None
    found = _search(db, _within(wanted, after, before), size, ascending, most)
    return Found(found.rows[::-1], found.stopped) if ascending else found


def positions(db: Connection, wanted: Wanted, after: int, most: int) -> list[int]:
    """Up to `most` positions after one, in order."""
    return [row.position for row in _search(db, _within(wanted, after, None), most, ascending=True).rows]


def one(db: Connection, position: int, programme: UUID | None = None) -> Any:
    """The row of an event; None where there is none, or where it is of another programme."""
    row = db.execute(ONE, {"position": position}).first()
    seen = row is not None and (programme is None or row.programme in (programme, HOUSE))
    return row if seen else None


def position_at(db: Connection, moment: datetime) -> int:
    """The last position of which the log's clock had not passed the moment; 0 before the first event."""
    return _before(db, PASSED, moment)


def head(db: Connection) -> int:
    """The position of the last event; 0 in an empty log."""
    return db.scalar(HEAD) or 0


def _before(db: Connection, first: Select[Any], moment: datetime) -> int:
    found = db.scalar(first, {"moment": moment})
    return head(db) if found is None else found - 1


def _within(wanted: Wanted, after: int | None, before: int | None) -> Wanted:
    """The same, between two positions, neither included."""
    first = max(
        (p for p in (wanted.first, None if after is None else after + 1) if p is not None), default=None
    )
    last = min(
        (p for p in (wanted.last, None if before is None else before - 1) if p is not None), default=None
    )
    return replace(wanted, first=first, last=last)


def _search(db: Connection, wanted: Wanted, size: int, ascending: bool, most: int | None = None) -> Found:
    low, high = _bounds(db, wanted)
    if low > high:
        return Found([])
    with _in_order(db):
        return _read(db, wanted, low, high, size, ascending, most)


@contextmanager
def _in_order(db: Connection) -> Iterator[None]:
    """Let PostgreSQL go along indexes meanwhile.

    It would rather gather all that meets a condition and sort it, since it cannot know how little of it is
    wanted; right after a rebuild it knows nothing of the tables at all.
    """
    if db.dialect.name != "postgresql":
        yield
        return
    db.exec_driver_sql("; ".join(f"SET LOCAL {way} = off" for way in DETOURS))
    yield
    db.exec_driver_sql("; ".join(f"RESET {way}" for way in DETOURS))


def _read(
    db: Connection, wanted: Wanted, low: int, high: int, size: int, ascending: bool, most: int | None
) -> Found:
    shape, values = _shape(wanted), _values(wanted)
    way, on_it = _narrowest(db, shape, values | {"low": low, "high": high})
    stretch, read, rows = max(STRETCH, size), 0, list[Any]()
    while low <= high:
        here = values | {"low": low, "high": high, "stretch": stretch}
        rows += db.execute(matching(shape, way, ascending), here | {"most": size - len(rows)})
        if len(rows) == size or (on_it is not None and on_it <= stretch):
            break
        count, first, last = db.execute(reach(shape, way, ascending), here).one()
        if count < stretch:
            break
        low, high = (last + 1, high) if ascending else (low, first - 1)
        read, stretch = read + count, min(stretch * 4, LONGEST)
        if most is not None and read >= most and low <= high:
            return Found(rows, last if ascending else first)
    return Found(rows)


def _bounds(db: Connection, wanted: Wanted) -> tuple[int, int]:
    """The positions between which the events lie, both included; moments are turned into positions first."""
    low, high = wanted.first or 1, head(db) if wanted.last is None else wanted.last
    if wanted.since is not None:
        low = max(low, _before(db, REACHED, wanted.since) + 1)
    if wanted.until is not None:
        high = min(high, _before(db, REACHED, wanted.until))
    return low, high


def _narrowest(db: Connection, shape: Shape, values: dict[str, Any]) -> tuple[int, int | None]:
    """Which way has the fewest events between two positions, and how many; None where they were not counted.

    A way that one stretch reads to its end is taken at once.
    """
    found = range(len(ways(shape)))
    if len(found) == 1:
        return 0, None
    counted = []
    for way in found:
        counted.append((db.scalar(glance(shape, way), values | {"wide": WIDE}) or 0, way))
        if counted[-1][0] <= STRETCH:
            break
    count, way = min(counted)
    return way, count if count < WIDE else None


def _shape(wanted: Wanted) -> Shape:
    given = tuple(name for name in (*EQUAL, "person", "topic") if getattr(wanted, name) is not None)
    return Shape(len(_programmes(wanted)), len(wanted.types), given)


def _values(wanted: Wanted) -> dict[str, Any]:
    """What is sought, by the names that the statements have for it."""
    values = {name: getattr(wanted, name) for name in (*EQUAL, "person", "topic")}
    given = {name: value for name, value in values.items() if value is not None}
    numbered = {"programme": _programmes(wanted), "type": wanted.types}
    many = {f"{name}_{n}": value for name, some in numbered.items() for n, value in enumerate(some)}
    return given | many


def _programmes(wanted: Wanted) -> tuple[UUID, ...]:
    return () if wanted.programme is None else tuple(dict.fromkeys((wanted.programme, HOUSE)))


def in_stream(db: Connection, row: Any) -> tuple[Any, Any]:
    """The events right before and right after one in its stream; None where there is none."""
    at, found = table.c.position, select(table).where(table.c.stream == row.stream)
    before = db.execute(found.where(at < row.position).order_by(at.desc()).limit(1)).first()
    after = db.execute(found.where(at > row.position).order_by(at).limit(1)).first()
    return before, after


def caused_by(db: Connection, row: Any, most: int = 20) -> list[Any]:
    """The events that name this one as their cause, in order."""
    cause = event_id(row.stream, row.version)
    found = select(table).where(table.c.cause == cause).order_by(table.c.position)
    return list(db.execute(found.limit(most)))


def cause_of(db: Connection, row: Any) -> Any:
    """The event that led to this one; None where none did."""
    stream, _, version = (row.cause or "").rpartition("/")
    if not stream:
        return None
    named = (table.c.stream == UUID(stream)) & (table.c.version == int(version))
    return db.execute(select(table).where(named)).first()
