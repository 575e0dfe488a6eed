"""The log as it is searched: what each event concerns, and every combination of conditions."""

from __future__ import annotations

import itertools
import random
import re
import typing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlalchemy.event import listen

from lt_web.events import all_events
from lt_web.events.base import COMMON_FIELDS
from lt_web.events.ids import HOUSE
from lt_web.installation import Installation
from projections import trail_queries
from projections.concerning import (
    OTHER_IDS,
    PEOPLE,
    PEOPLE_BY_EVENT,
    SESSIONS,
    TOPICS,
    TOPICS_BY_EVENT,
)
from projections.trail_queries import Wanted
from projections.trails import people, table, topics
from tests.company import Company
from tests.faults.scale import sized
from tests.scenarios import SCENARIOS

STORIES = (
    "a_full_session_has_a_waitlist",
    "topics_are_added_renamed_and_merged",
    "roles_are_given_and_taken",
)


@pytest.fixture
def told(company: Company) -> Installation:
    for name in STORIES:
        SCENARIOS[name](company)
        company.clock.pass_by(hours=7)
    return company.installation


class Scan:
    """The same questions answered by looking at every event."""

    def __init__(self, db: Connection) -> None:
        self.rows = list(db.execute(select(table).order_by(table.c.position)))
        self.people = {(row.person, row.position) for row in db.execute(select(people))}
        self.topics = {(row.topic, row.position) for row in db.execute(select(topics))}

    def found(self, wanted: Wanted) -> list[int]:
        clock, found = self.rows[0].recorded_at, []
        for row in self.rows:
            clock = max(clock, row.recorded_at)
            if self._meets(row, wanted, clock):
                found.append(row.position)
        return found

    def _meets(self, row: Any, wanted: Wanted, clock: datetime) -> bool:
        equal = (
            (wanted.session, row.session),
            (wanted.source, row.source),
            (wanted.correlation, row.correlation),
            (wanted.stream, row.stream),
        )
        return (
            (wanted.programme is None or row.programme in (wanted.programme, HOUSE))
            and (wanted.person is None or (wanted.person, row.position) in self.people)
            and (wanted.topic is None or (wanted.topic, row.position) in self.topics)
            and (not wanted.types or row.topic in wanted.types)
            and all(asked is None or asked == so for asked, so in equal)
            and (wanted.since is None or clock >= wanted.since)
            and (wanted.until is None or clock < wanted.until)
            and (wanted.first is None or row.position >= wanted.first)
            and (wanted.last is None or row.position <= wanted.last)
        )

    def conditions(self, dice: random.Random) -> Wanted:
        """Any combination of what there is, and now and then of what there is not."""
        row, moment = dice.choice(self.rows), dice.choice(self.rows).recorded_at
        one = dice.choice(sorted(self.people, key=str))[0]
        topic = dice.choice(sorted(self.topics, key=str))[0]
        said = {
            "programme": dice.choice([row.programme, UUID(int=7)]),
            "person": one,
            "types": tuple({dice.choice(self.rows).topic for _ in range(dice.randint(1, 4))}),
            "session": row.session,
            "topic": topic,
            "source": row.source,
            "correlation": row.correlation,
            "stream": row.stream,
            "since": moment + timedelta(seconds=dice.choice([-1, 0, 1])),
            "until": dice.choice(self.rows).recorded_at + timedelta(hours=dice.choice([-1, 0, 9])),
            "first": dice.randint(0, len(self.rows) + 3),
            "last": dice.randint(0, len(self.rows) + 3),
        }
        chosen = dice.sample(sorted(said), dice.choice([0, 1, 1, 2, 2, 2, 3, 3, 4, 5]))
        return Wanted(**{name: said[name] for name in chosen})


def paged(db: Connection, wanted: Wanted, size: int) -> list[int]:
    """Every position by going through the pages from the newest on."""
    found: list[int] = []
    while rows := trail_queries.page(db, wanted, before=found[-1] if found else None, size=size):
        found += [row.position for row in rows]
    return found


def looked_through(db: Connection, wanted: Wanted, size: int, up: bool) -> list[int]:
    """Every position by pages that give up after a few and go on from where they stopped."""
    found: list[int] = []
    at: int | None = 0 if up else None
    while True:
        where = {"after": at} if up else {"before": at}
        rows, stopped = trail_queries.looked_for(db, wanted, size=size, most=4, **where)
        found += sorted((row.position for row in rows), reverse=not up)
        if not rows and stopped is None:
            return found
        at = stopped if stopped is not None else found[-1]


@settings(
    max_examples=sized(150, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(dice=st.randoms(use_true_random=False))
def test_every_combination_of_conditions_finds_what_a_scan_finds(
    told: Installation, dice: random.Random
) -> None:
    with pytest.MonkeyPatch.context() as small, told.database.reading() as db:
        small.setattr(trail_queries, "STRETCH", 3)
        small.setattr(trail_queries, "WIDE", 5)
        scan = Scan(db)
        wanted = scan.conditions(dice)
        expected = scan.found(wanted)
        assert paged(db, wanted, dice.randint(1, 9)) == expected[::-1]
        after = dice.randint(0, len(scan.rows))
        later = [position for position in expected if position > after]
        assert trail_queries.positions(db, wanted, after, 5) == later[:5]
        newer = trail_queries.page(db, wanted, after=after, size=4)
        assert [row.position for row in newer] == later[:4][::-1]
        up = dice.random() < 0.5
        assert looked_through(db, wanted, dice.randint(1, 9), up) == (expected if up else expected[::-1])


# However it is asked, the first page and one after it: each condition alone, and all pairs of them.
ASKED = {
    "person": UUID(int=1),
    "types": ("seats.answered", "seats.waitlisted"),
    "session": UUID(int=2),
    "topic": UUID(int=3),
    "source": "web",
    "correlation": "c",
    "stream": UUID(int=4),
    "since": datetime(2027, 3, 1, tzinfo=UTC),
}


def test_no_search_reads_the_whole_log_or_sorts_what_it_does_not_show(fragile: Installation) -> None:
    sent: list[Any] = []

    def note(_c: Any, _cu: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, values))

    listen(fragile.database.engine, "before_cursor_execute", note)
    pairs = [(), *itertools.combinations(ASKED, 1), *itertools.combinations(ASKED, 2)]
    for programme, names in itertools.product([None, UUID(int=5)], pairs):
        wanted = Wanted(programme=programme, last=40, **{name: ASKED[name] for name in names})  # type: ignore[arg-type]
        with fragile.database.reading() as db:
            sent.clear()
            trail_queries.page(db, wanted, before=30)
            for statement, values in list(sent):
                plan = plan_of(db, statement, values)
                assert not re.search(r"SCAN lt_trail\w*$|Seq Scan on lt_trail", plan, re.M), (names, plan)


def plan_of(db: Connection, statement: str, values: Any) -> str:
    """How the database goes about it; PostgreSQL is told that its tables are large."""
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return "\n".join(row[0] for row in db.exec_driver_sql(f"EXPLAIN {statement}", values))
    return "\n".join(row.detail for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))


def topic_of(event: Any) -> str:
    return str(event.TOPIC)


def test_every_id_in_an_event_is_known_as_a_person_a_topic_a_session_or_something_else() -> None:
    known = {*PEOPLE, *TOPICS, *SESSIONS, *OTHER_IDS}
    for event in all_events():
        by_event = {*PEOPLE_BY_EVENT.get(topic_of(event), ()), *TOPICS_BY_EVENT.get(topic_of(event), ())}
        for field, hint in typing.get_type_hints(event).items():
            if field not in event.__dataclass_fields__ or field in COMMON_FIELDS or "UUID" not in str(hint):
                continue
            assert field in known | by_event, f"{event.__qualname__}.{field}: say in concerning.py what it is"


def test_what_nobody_reads_about_is_found_by_no_person(told: Installation) -> None:
    with told.database.reading() as db:
        hidden = {row.position for row in db.execute(select(table)) if row.readers not in ("open", "names")}
        assert hidden
        assert not hidden & set(db.execute(select(people.c.position)).scalars())
        assert not [row for row in db.execute(select(table)) if row.position in hidden and row.actor]


def test_a_moment_is_the_last_position_before_the_clock_passed_it(company: Company) -> None:
    """Two writers' clocks, off by −2 h and +90 min: order is position, never time."""
    began, clock = company.clock.now, company.clock
    with company.installation.database.reading() as db:
        first = trail_queries.head(db)
    heads = []
    for minutes in (10, -120, 90, 0):
        clock.now = began + timedelta(minutes=minutes)
        company.hire(f"Somebody {minutes}")
        with company.installation.database.reading() as db:
            heads.append(trail_queries.head(db) - first)
    clock.now = began + timedelta(minutes=95)
    with company.installation.database.reading() as db:

        def at(minutes: int) -> int:
            return trail_queries.position_at(db, began + timedelta(minutes=minutes)) - first

        assert [at(-200), at(9), at(10), at(89)] == [-first, 0, heads[1], heads[1]]
        assert [at(90), at(1000)] == [heads[3], heads[3]]
