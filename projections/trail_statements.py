"""The statements by which the log is searched: each is built once for a combination of conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)

from projections.trails import people, table, topics

MOST = 1000  # combinations that a process remembers
EQUAL = ("session", "correlation", "stream", "source")  # columns that are what was asked for
ONE = select(table).where(table.c.position == bindparam("position"))
HEAD = select(func.max(table.c.position))


class Shape(NamedTuple):
    """What a search is like, whatever is sought: how many programmes and types, which other conditions."""

    programmes: int
    types: int
    given: tuple[str, ...]  # of EQUAL, person, topic


@dataclass(frozen=True)
class Way:
    """One way to the events: branches of an index in which positions stand in order.

    `meets` are the conditions that whatever stands on it meets.
    """

    meets: tuple[str, ...]
    branches: tuple[tuple[Any, ColumnElement[bool]], ...]  # (column of the position, condition)


@lru_cache(MOST)
def ways(shape: Shape) -> tuple[Way, ...]:
    """Each condition that has an index of its own, the usually narrowest first."""
    t = table.c
    scopes = _one_of(t.programme, "programme", shape.programmes)
    of_types = _one_of(t.topic, "type", shape.types)
    found = [_equal(name) for name in ("session", "correlation", "stream") if name in shape.given]
    if "person" in shape.given:
        found.append(Way(("person",), ((people.c.position, people.c.person == bindparam("person")),)))
    if "topic" in shape.given:
        found.append(Way(("topic",), ((topics.c.position, topics.c.topic == bindparam("topic")),)))
    if of_types and scopes:
        branches = tuple((t.position, scope & name) for scope in scopes for name in of_types)
        found.append(Way(("programme", "types"), branches))
    if "source" in shape.given and scopes:
        branches = tuple((t.position, scope & _is("source")) for scope in scopes)
        found.append(Way(("programme", "source"), branches))
    if scopes and not found:
        found.append(Way(("programme",), tuple((t.position, scope) for scope in scopes)))
    return tuple(found) or (Way((), ((t.position, t.position.is_not(None)),)),)


@lru_cache(MOST)
def glance(shape: Shape, number: int) -> Select[Any]:
    """How many events there are on a way between two positions, `wide` at most."""
    parts = [
        select(column).where(which, *_between(column)).limit(_number("wide")).subquery()
        for column, which in ways(shape)[number].branches
    ]
    together = union_all(*(select(part.c.position) for part in parts)).limit(_number("wide")).subquery()
    return select(func.count()).select_from(together)


@lru_cache(MOST)
def matching(shape: Shape, number: int, ascending: bool) -> Select[Any]:
    """Up to `most` rows that meet every condition, among the next `stretch` positions of a way.

    What the way meets is not asked again: PostgreSQL would read all that meets it once more to compare.
    """
    read = _read(shape, number, ascending)
    found = select(table).join_from(read, table, table.c.position == read.c.position)
    order = read.c.position if ascending else read.c.position.desc()
    others = [which for name, which in _conditions(shape) if name not in ways(shape)[number].meets]
    return found.where(*others).order_by(order).limit(_number("most"))


@lru_cache(MOST)
def reach(shape: Shape, number: int, ascending: bool) -> Select[Any]:
    """How many those positions are, and the first and last of them."""
    read = _read(shape, number, ascending)
    return select(func.count(), func.min(read.c.position), func.max(read.c.position)).select_from(read)


def _read(shape: Shape, number: int, ascending: bool) -> Any:
    """The next positions of a way; each branch is limited by itself, so that each is read from its index."""
    parts = []
    for column, which in ways(shape)[number].branches:
        inside = select(column).where(which, *_between(column))
        ordered = inside.order_by(column if ascending else column.desc())
        part = ordered.limit(_number("stretch")).subquery()
        parts.append(select(part.c.position))
    if len(parts) == 1:
        return parts[0].subquery()
    together = union_all(*parts).subquery()
    order = together.c.position if ascending else together.c.position.desc()
    return select(together.c.position).order_by(order).limit(_number("stretch")).subquery()


def _conditions(shape: Shape) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Every condition by its name, on a row that was found by its position."""
    yield from ((name, _is(name)) for name in EQUAL if name in shape.given)
    if shape.programmes:
        yield "programme", or_(*_one_of(table.c.programme, "programme", shape.programmes))
    if shape.types:
        yield "types", or_(*_one_of(table.c.topic, "type", shape.types))
    if "person" in shape.given:
        yield "person", _concerned(people, people.c.person == bindparam("person"))
    if "topic" in shape.given:
        yield "topic", _concerned(topics, topics.c.topic == bindparam("topic"))


def _equal(name: str) -> Way:
    return Way((name,), ((table.c.position, _is(name)),))


def _one_of(column: Any, name: str, count: int) -> list[ColumnElement[bool]]:
    """A condition for each of several values, which are numbered."""
    return [column == bindparam(f"{name}_{number}") for number in range(count)]


def _is(name: str) -> ColumnElement[bool]:
    return table.c[name] == bindparam(name)


def _between(column: Any) -> tuple[ColumnElement[bool], ...]:
    return column >= bindparam("low"), column <= bindparam("high")


def _number(name: str) -> Any:
    return bindparam(name, type_=Integer)


def _concerned(beside: Any, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(beside.c.position == table.c.position, which)
