"""What is asked of the log: events that meet every condition, page by page, however many there are.

The narrowest condition leads: its positions are read in order from its own index, a stretch at a time, and
what is read is held against the others. So no page counts, skips or sorts what it does not show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, union_all

from lt_web.events.base import event_id
from lt_web.events.ids import HOUSE
from projections.trails import people, table, topics

STRETCH, LONGEST = 500, 8000  # positions read at once, at first and at most
WIDE = 2000  # conditions that more events than these meet are not told apart
PAGE = 50
WHOLE_HOUSE = HOUSE  # as a programme: what concerns all of them, alone


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


@dataclass(frozen=True)
class Way:
    """One way to the events: branches of an index in which positions stand in order."""

    name: str
    branches: tuple[tuple[Any, ColumnElement[bool]], ...]  # (column of the position, condition)


def page(
    db: Connection, wanted: Wanted, after: int | None = None, before: int | None = None, size: int = PAGE
) -> list[Any]:
    """Up to `size` rows, the newest first: those right before the position `before`, or right after `after`.

    Without either, the newest of all.
    """
    ascending = after is not None and before is None
    found = _search(db, _within(wanted, after, before), size, ascending)
    return found[::-1] if ascending else found


def positions(db: Connection, wanted: Wanted, after: int, most: int) -> list[int]:
    """Up to `most` positions after one, in order."""
    return [row.position for row in _search(db, _within(wanted, after, None), most, ascending=True)]


def one(db: Connection, position: int, programme: UUID | None = None) -> Any:
    """The row of an event; None where there is none, or where it is of another programme."""
    wanted = Wanted(programme=programme, first=position, last=position)
    return next(iter(_search(db, wanted, 1, ascending=True)), None)


def position_at(db: Connection, moment: datetime) -> int:
    """The last position of which the log's clock had not passed the moment; 0 before the first event."""
    return _before(db, table.c.latest > moment)


def head(db: Connection) -> int:
    """The position of the last event; 0 in an empty log."""
    return db.scalar(select(func.max(table.c.position))) or 0


def _before(db: Connection, passed: ColumnElement[bool]) -> int:
    first = select(table.c.position).where(passed).order_by(table.c.latest, table.c.position).limit(1)
    found = db.scalar(first)
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


def _search(db: Connection, wanted: Wanted, most: int, ascending: bool) -> list[Any]:
    low, high = _bounds(db, wanted)
    way, stretch, found = _narrowest(db, wanted), max(STRETCH, most), list[Any]()
    while low <= high:
        read = _read(way, low, high, stretch, ascending)
        found += db.execute(_matching(read, wanted, ascending).limit(most - len(found)))
        if len(found) == most:
            break
        count, first, last = db.execute(
            select(func.count(), func.min(read.c.position), func.max(read.c.position)).select_from(read)
        ).one()
        if count < stretch:
            break
        low, high = (last + 1, high) if ascending else (low, first - 1)
        stretch = min(stretch * 4, LONGEST)
    return found


def _bounds(db: Connection, wanted: Wanted) -> tuple[int, int]:
    """The positions between which the events lie, both included; moments are turned into positions first."""
    low, high = wanted.first or 1, head(db) if wanted.last is None else wanted.last
    if wanted.since is not None:
        low = max(low, _before(db, table.c.latest >= wanted.since) + 1)
    if wanted.until is not None:
        high = min(high, _before(db, table.c.latest >= wanted.until))
    return low, high


def _ways(wanted: Wanted) -> list[Way]:
    """Each condition that has an index of its own, the usually narrowest first."""
    scopes = () if wanted.programme is None else tuple(dict.fromkeys((wanted.programme, HOUSE)))
    t, found = table.c, list[Way]()
    if wanted.session is not None:
        found.append(Way("session", ((t.position, t.session == wanted.session),)))
    if wanted.correlation is not None:
        found.append(Way("correlation", ((t.position, t.correlation == wanted.correlation),)))
    if wanted.stream is not None:
        found.append(Way("stream", ((t.position, t.stream == wanted.stream),)))
    if wanted.person is not None:
        found.append(Way("person", ((people.c.position, people.c.person == wanted.person),)))
    if wanted.topic is not None:
        found.append(Way("topic", ((topics.c.position, topics.c.topic == wanted.topic),)))
    if wanted.types and scopes:
        each = [(t.programme == scope) & (t.topic == name) for scope in scopes for name in wanted.types]
        found.append(Way("types", tuple((t.position, one) for one in each)))
    if wanted.source is not None and scopes:
        each = [(t.programme == scope) & (t.source == wanted.source) for scope in scopes]
        found.append(Way("source", tuple((t.position, one) for one in each)))
    if scopes and not found:
        found.append(Way("programme", tuple((t.position, t.programme == scope) for scope in scopes)))
    return found or [Way("everything", ((t.position, t.position.is_not(None)),))]


def _narrowest(db: Connection, wanted: Wanted) -> Way:
    """The way with the fewest events on it, as far as a glance tells."""
    ways = _ways(wanted)
    if len(ways) == 1:
        return ways[0]
    counts = db.execute(select(*(_glance(way).label(way.name) for way in ways))).one()
    return min(zip(counts, range(len(ways)), ways, strict=True))[2]


def _glance(way: Way) -> Any:
    """How many events there are on a way, WIDE at most."""
    some = [select(column).where(which).limit(WIDE).subquery() for column, which in way.branches]
    together = union_all(*(select(part.c.position) for part in some)).limit(WIDE).subquery()
    return select(func.count()).select_from(together).scalar_subquery()


def _read(way: Way, low: int, high: int, stretch: int, ascending: bool) -> Any:
    """The next positions of a way; each branch is limited by itself, so that each is read from its index."""
    parts = []
    for column, which in way.branches:
        inside = select(column).where(which, column >= low, column <= high)
        part = inside.order_by(column if ascending else column.desc()).limit(stretch).subquery()
        parts.append(select(part.c.position))
    if len(parts) == 1:
        return parts[0].subquery()
    together = union_all(*parts).subquery()
    order = together.c.position if ascending else together.c.position.desc()
    return select(together.c.position).order_by(order).limit(stretch).subquery()


def _matching(read: Any, wanted: Wanted, ascending: bool) -> Select[Any]:
    rows = select(table).join_from(read, table, table.c.position == read.c.position)
    order = read.c.position if ascending else read.c.position.desc()
    return rows.where(and_(True, *_conditions(wanted))).order_by(order)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Every condition, on a row that was found by its position."""
    t, found = table.c, list[ColumnElement[bool]]()
    if wanted.programme is not None:
        found.append(t.programme.in_((wanted.programme, HOUSE)))
    if wanted.types:
        found.append(t.topic.in_(wanted.types))
    equal = {name: getattr(wanted, name) for name in ("session", "source", "correlation", "stream")}
    found += [t[name] == value for name, value in equal.items() if value is not None]
    if wanted.person is not None:
        found.append(_concerned(people, people.c.person == wanted.person))
    if wanted.topic is not None:
        found.append(_concerned(topics, topics.c.topic == wanted.topic))
    return found


def _concerned(beside: Any, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(beside.c.position == table.c.position, which)


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
