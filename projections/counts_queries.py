"""What the dashboard asks of prepared rows: a few statements; months and people alone are their cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select

from projections import people as colleagues
from projections import report_queries
from projections.counted_sets import of_numbers, of_text
from projections.counts_adding import sums
from projections.counts_tables import KEPT_SUMS, months, owed, people, taught
from projections.counts_tables import sessions as counted
from projections.counts_wide import as_read
from projections.report_rows import Ratio
from projections.report_totals import Totals
from projections.sessions import table as held

Month = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A month of a programme, or what of it lies within some days."""

    n: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(KEPT_SUMS, 0))
    attendees: int = 0
    attendees_wide: int = 0  # of sessions to which enough people came
    presenters: int = 0
    owed: Mapping[date, int] = field(default_factory=dict)
    taught: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """A programme by month, with what is asked of everybody: who could come, and who presented when first."""

    parts: Mapping[Month, Part]
    joined: Sequence[tuple[int, datetime]]  # who may take part now, and since when they are here
    unclaimed: int
    first_taught: Mapping[int, Month]

    def totals(self, wanted: Iterable[Month], end: datetime, today: date, wide: bool = False) -> Totals:
        """Sum up some months; `end` is when they are over. `wide` leaves sessions of too few people out."""
        chosen = [(month, self.parts[month]) for month in wanted if month in self.parts]
        came, presented, often = 0, 0, defaultdict[int, int](int)
        for _month, part in chosen:
            came |= part.attendees_wide if wide else part.attendees
            presented |= part.presenters
            for number, times in part.taught.items():
                often[number] += times
        eligible = of_numbers(number for number, since in self.joined if since < end)
        months = {month for month, _part in chosen}
        known = came & ~self.unclaimed
        taught = presented & ~self.unclaimed
        return Totals(
            as_read({name: sum(part.n[name] for _month, part in chosen) for name in KEPT_SUMS}, wide),
            late=sum(n for _m, part in chosen for due, n in part.owed.items() if due < today),
            waiting=sum(n for _m, part in chosen for due, n in part.owed.items() if due >= today),
            presenters=presented.bit_count(),
            new_presenters=sum(first in months for first in self.first_taught.values()),
            most_often=max(often.values(), default=0),
            reach=Ratio(known.bit_count(), (known | eligible).bit_count()),
            reciprocity=Ratio((taught & known).bit_count(), (taught | known).bit_count()),
        )


def _within(table: Any) -> Any:
    """Rows of a programme's months from a first to a last one that have sessions."""
    within = table.c.month.between(bindparam("first"), bindparam("last"))
    return select(table).where(table.c.programme == bindparam("programme"), within, table.c.sessions > 0)


UNCLAIMED = select(people.c.number).where(people.c.claimed.is_(False))
MONTHS, TAUGHT, OWED = _within(months), _within(taught), _within(owed)
FIRST_TAUGHT = (
    select(taught.c.number, func.min(taught.c.month))
    .where(taught.c.programme == bindparam("programme"), taught.c.sessions > 0)
    .group_by(taught.c.number)
)


def prepared(db: Connection, programme: Any, first: Month, last: Month, now: datetime) -> Prepared:
    """Read the months of a programme from a first to a last one; `now` is when the last of them is over."""
    span = numbered(first), numbered(last)
    return Prepared(
        _parts(db, programme.id, span),
        _eligible(db, programme, now),
        _unclaimed(db),
        _first_taught(db, programme.id),
    )


def numbered(month: Month) -> int:
    """A month as rows have it."""
    return month[0] * 12 + month[1] - 1


def month_of(number: int) -> Month:
    """Year and month of a row."""
    return number // 12, number % 12 + 1


def _parts(db: Connection, programme: UUID, span: tuple[int, int]) -> dict[Month, Part]:
    late, often = defaultdict[int, dict[date, int]](dict), defaultdict[int, dict[int, int]](dict)
    asked = {"programme": programme, "first": span[0], "last": span[1]}
    for row in db.execute(OWED, asked):
        late[row.month][row.due] = row.sessions
    for row in db.execute(TAUGHT, asked):
        often[row.month][row.number] = row.sessions
    return {
        month_of(row.month): Part(
            dict(row._mapping),
            of_text(row.attendees),
            of_text(row.attendees_wide),
            of_text(row.presenters),
            late[row.month],
            often[row.month],
        )
        for row in db.execute(MONTHS, asked)
    }


def _eligible(db: Connection, programme: Any, end: datetime) -> list[tuple[int, datetime]]:
    found = db.execute(_numbered(programme.open), report_queries.in_programme(programme, end))
    return [(number, since) for number, since in found]


@cache
def _numbered(is_open: bool) -> Select[Any]:
    able = report_queries.eligible(is_open).subquery()
    return (
        select(people.c.number, colleagues.table.c.joined_at)
        .join(able, able.c.id == people.c.person)
        .join(colleagues.table, colleagues.table.c.id == people.c.person)
    )


def _unclaimed(db: Connection) -> int:
    return of_numbers(db.execute(UNCLAIMED).scalars())


def _first_taught(db: Connection, programme: UUID) -> dict[int, Month]:
    return {number: month_of(month) for number, month in db.execute(FIRST_TAUGHT, {"programme": programme})}


def sessions_of(db: Connection, programme: UUID, start: datetime, end: datetime) -> list[Any]:
    """Every session held within [start, end) with its sets and numbers, and its title."""
    span = start.year * 12 + start.month - 2, end.year * 12 + end.month
    found = (
        select(counted, held.c.title)
        .join(held, held.c.id == counted.c.session)
        .where(
            counted.c.programme == programme,
            counted.c.month.between(*span),
            counted.c.start_at >= start,
            counted.c.start_at < end,
        )
        .order_by(counted.c.start_at, counted.c.session)
    )
    return list(db.execute(found))


def one(db: Connection, session: UUID) -> Any | None:
    """The row of one session that was held."""
    found = select(counted).where(counted.c.session == session, counted.c.month.is_not(None))
    return db.execute(found).first()


def sums_of(row: Any, wide: bool = False) -> dict[str, int]:
    """What a session's row adds to the sums of its month, as a reader gets them."""
    return as_read(sums(row._mapping), wide)


def attendees(db: Connection, programme: UUID, start: datetime, end: datetime) -> list[UUID]:
    """Everybody who is noted as having been at a session of these days."""
    came = 0
    for row in sessions_of(db, programme, start, end):
        came |= of_text(row.there)
    found = select(people.c.person, people.c.number)
    return [person for person, number in db.execute(found) if came >> number & 1]


def teams_then(db: Connection) -> list[Any]:
    """In which team everybody was, since when and until when, by their number."""
    then = colleagues.teams_then
    found = select(people.c.number, then.c.since, then.c.until, then.c.team)
    return list(db.execute(found.join(then, then.c.person == people.c.person)))


def able(db: Connection, programme: Any, end: datetime) -> tuple[int, int]:
    """Who may take part and had come by the end; and who is a name of a table that nobody has claimed."""
    return of_numbers(number for number, _since in _eligible(db, programme, end)), _unclaimed(db)
