"""The figures of the report: by hand, and against a slow recomputation out of made-up worlds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, StaticPool, Table, create_engine, insert

from lt_web.events.ids import attendance_id, roles_id, seats_id
from projections import attendance, people, report_figures, report_queries, roles, seats, sessions
from projections.base import READ_MODELS
from projections.report_rows import Facts, Held, Ratio
from tests.story import CALM, PROGRAMME

PEOPLE = [UUID(int=n) for n in range(100, 107)]
BEGIN, LENGTH = date(2027, 1, 1), 60
THERE = ("present", "partly")


def held(**known: Any) -> Held:
    """A session of January."""
    return Held(**{"id": UUID(int=1), "day": date(2027, 1, 8)} | known)


# By hand


def test_participation_leaves_out_what_is_not_known() -> None:
    known = held(invited=10, invited_there=6, noted=True)
    half_known = held(invited=5, invited_there=2, invited_unsaid=1, noted=True)
    imported = held(invited=None, noted=True, there=frozenset(PEOPLE))
    nobody_noted_it = held(invited=12)
    only_a_number = held(invited=12, heads=9)
    found = report_figures.participation([known, half_known, imported, nobody_noted_it, only_a_number])
    assert found == Ratio(8, 14)
    assert report_figures.attendance_known([known, imported, nobody_noted_it, only_a_number]) == Ratio(3, 4)


def test_nothing_has_no_rate() -> None:
    assert report_figures.participation([]).share is None
    assert report_figures.most_frequent([]) == Ratio(0, 0)
    assert report_figures.average_minutes([]) is None


def test_lengths_are_those_that_were_noted_and_else_the_planned_ones() -> None:
    two = [held(planned=30, actual=50), held(planned=40)]
    assert report_figures.average_minutes(two) == 45
    assert report_figures.lengths_noted(two) == Ratio(1, 2)


def test_the_mean_is_of_answers_and_not_of_sessions() -> None:
    two = [held(answers=9, total=45), held(answers=1, total=1)]
    assert report_figures.satisfaction(two).share == 4.6


def test_responses_are_counted_among_those_who_could_answer() -> None:
    noted = held(noted=True, there=frozenset(PEOPLE), yes=6, yes_unsaid=1, answers=4)
    unnoted = held(yes=5, yes_unsaid=5, answers=2)
    closed = held(yes=9, yes_unsaid=9, closed_asked=6, answers=3)
    recalled = held(recalled=True, yes_unsaid=40)
    assert report_figures.responses([noted, unnoted, closed, recalled]) == Ratio(9, 8 + 5 + 6)


def test_write_ups_that_are_not_due_yet_do_not_count() -> None:
    due, today = date(2027, 1, 22), date(2027, 1, 25)
    in_time, late, missing = held(due=due, written=due), held(due=due, written=today), held(due=due)
    not_yet, early = held(due=date(2027, 2, 1)), held(due=date(2027, 2, 1), written=today)
    imported = held(due=None, elsewhere=True)
    found = report_figures.written_up([in_time, late, missing, not_yet, early, imported], today)
    assert found == Ratio(2, 4)


def test_a_hidden_month_cannot_be_had_by_subtraction() -> None:
    assert report_figures.may_be_shown({"a": 9, "b": 2, "c": 5, "d": 0}, 4) == {"a", "d"}
    assert report_figures.may_be_shown({"a": 9, "b": 2, "c": 3}, 4) == {"a"}
    assert report_figures.may_be_shown({"a": 9, "b": 6}, 4) == {"a", "b"}
    assert report_figures.may_be_shown({"a": 3}, 4) == set()


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 12), max_size=8), st.integers(1, 6))
def test_whoever_subtracts_learns_of_no_small_group(groups: dict[int, int], least: int) -> None:
    shown = report_figures.may_be_shown(groups, least)
    assert all(groups[key] == 0 or groups[key] >= least for key in shown)
    rest = sum(groups.values()) - sum(groups[key] for key in shown)
    assert rest == 0 or rest >= least or not any(groups[key] for key in shown)


# Against a slow recomputation


@dataclass(frozen=True)
class Meeting:
    """One session of a made-up world."""

    day: int
    state: str
    presenters: frozenset[int]
    invited: frozenset[int]
    answers: dict[int, str] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    heads: int | None = None


some = st.frozensets(st.integers(0, 6), max_size=5)
answered = st.dictionaries(
    st.integers(0, 6), st.sampled_from(["yes", "maybe", "no", "waitlisted"]), max_size=6
)
marked = st.dictionaries(
    st.integers(0, 6), st.sampled_from(["present", "partly", "absent", "excused"]), max_size=6
)


@st.composite
def meetings(draw: Any) -> Meeting:
    presenters = draw(some)
    others = lambda found: {p: what for p, what in found.items() if p not in presenters}  # noqa: E731
    state = draw(st.sampled_from(["held", "held", "held", "cancelled", "published"]))
    heads = draw(st.none() | st.integers(0, 9))
    return Meeting(
        draw(st.integers(0, 90)),
        state,
        presenters,
        draw(some),
        others(draw(answered)),
        others(draw(marked)),
        heads,
    )


@settings(CALM, max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(st.lists(meetings(), max_size=5), st.frozensets(st.integers(0, 6)), st.frozensets(st.integers(0, 6)))
def test_every_figure_is_what_a_slow_count_finds(
    world: list[Meeting], claimed: frozenset[int], looks_on: frozenset[int]
) -> None:
    facts = facts_of(world, claimed, looks_on)
    counted = [m for m in world if m.state == "held" and m.day < LENGTH]
    found = facts.held
    assert len(found) == len(counted)
    assert report_figures.participation(found) == slow_participation(counted)
    assert report_figures.show_up(found) == slow_show_up(counted)
    assert report_figures.walk_ins(found) == sum(
        1 for m in counted for p, how in m.marks.items() if how in THERE and m.answers.get(p) != "yes"
    )
    assert report_figures.attendees(found) == {PEOPLE[p] for m in counted for p in came(m)}
    assert report_figures.reach(found, facts) == slow_reach(counted, claimed, looks_on)
    assert report_figures.reciprocity(found, facts) == slow_reciprocity(counted, claimed)
    assert report_figures.new_presenters(found, facts) == slow_new(world, counted)
    assert report_figures.attendance_known(found) == Ratio(
        sum(bool(m.marks) or m.heads is not None for m in counted), len(counted)
    )
    assert report_figures.most_frequent(found) == Ratio(
        max((sum(p in m.presenters for m in counted) for p in range(7)), default=0) if counted else 0,
        sum(bool(m.presenters) for m in counted),
    )


@cache
def tables() -> Engine:
    """Empty tables in memory, on which every world is tried and taken back."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    READ_MODELS.create_all(engine)
    return engine


def facts_of(world: list[Meeting], claimed: frozenset[int], looks_on: frozenset[int]) -> Facts:
    programme = SimpleNamespace(id=PROGRAMME, zone="Europe/Lisbon", open=True)
    start = datetime(2027, 1, 1, tzinfo=UTC)
    with tables().connect() as db:
        told(db, world, claimed, looks_on)
        facts = report_queries.facts(db, programme, start, start + timedelta(days=LENGTH))
        db.rollback()
    return facts


def came(meeting: Meeting) -> set[int]:
    return {p for p, how in meeting.marks.items() if how in THERE}


def slow_participation(world: list[Meeting]) -> Ratio:
    part = whole = 0
    for m in world:
        guests = m.invited - m.presenters
        if not guests or not m.marks:
            continue
        for p in guests:
            if m.answers.get(p) == "yes" and p not in m.marks:
                continue
            whole += 1
            part += p in came(m)
    return Ratio(part, whole)


def slow_show_up(world: list[Meeting]) -> Ratio:
    part = whole = 0
    for m in world:
        for p, answer in m.answers.items():
            if m.marks and answer == "yes" and p in m.marks:
                whole += 1
                part += p in came(m)
    return Ratio(part, whole)


def slow_reach(world: list[Meeting], claimed: frozenset[int], looks_on: frozenset[int]) -> Ratio:
    reached = {p for m in world for p in came(m)} & claimed
    return Ratio(len(reached), len(reached | (claimed - looks_on)))


def slow_reciprocity(world: list[Meeting], claimed: frozenset[int]) -> Ratio:
    both = either = 0
    for p in claimed:
        taught, joined = any(p in m.presenters for m in world), any(p in came(m) for m in world)
        both, either = both + (taught and joined), either + (taught or joined)
    return Ratio(both, either)


def slow_new(world: list[Meeting], counted: list[Meeting]) -> set[UUID]:
    found = set()
    for p in range(7):
        days = [m.day for m in world if m.state == "held" and p in m.presenters]
        if days and min(days) in [m.day for m in counted if p in m.presenters]:
            found.add(PEOPLE[p])
    return found


def told(db: Connection, world: list[Meeting], claimed: frozenset[int], looks_on: frozenset[int]) -> None:
    """Put a made-up world into the tables that the report reads, and a session of another programme."""
    for table, rows in rows_of(world, claimed, looks_on):
        if rows:
            db.execute(insert(table), [whatever(table) | row for row in rows])


def whatever(table: Table) -> dict[str, Any]:
    """An empty value for each text and flag that must be there: the report does not read them all."""
    return {
        c.name: c.type.python_type()
        for c in table.columns
        if not c.nullable and issubclass(c.type.python_type, str | bool)
    }


def rows_of(
    world: list[Meeting], claimed: frozenset[int], looks_on: frozenset[int]
) -> Iterator[tuple[Any, Any]]:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    yield (
        people.table,
        [
            {"id": p, "team": "", "claimed": n in claimed, "here": True, "joined_at": at}
            for n, p in enumerate(PEOPLE)
        ],
    )
    held_by = roles_id(PROGRAMME)
    yield roles.table, [{"list": held_by, "person": PEOPLE[p], "role": "sponsor"} for p in sorted(looks_on)]
    stranger = Meeting(3, "held", frozenset({0}), frozenset({1, 2}), {1: "yes"}, {1: "present", 2: "partly"})
    places = [(m, PROGRAMME) for m in world] + [(stranger, UUID(int=999))]
    for n, (m, programme) in enumerate(places):
        session = uuid5(PROGRAMME, str(n))
        yield sessions.table, [row_of(m, session, programme)]
        yield (
            sessions.presenters,
            [{"session": session, "person": PEOPLE[p], "standing": "accepted"} for p in sorted(m.presenters)],
        )
        yield sessions.invited, [{"session": session, "person": PEOPLE[p]} for p in sorted(m.invited)]
        yield seats.answers, [answer_of(session, p, what) for p, what in m.answers.items()]
        yield attendance.table, [mark_of(session, p, how, m) for p, how in m.marks.items()]
        if m.marks or m.heads is not None:
            yield attendance.sheets, [sheet_of(session, programme, m)]


def row_of(m: Meeting, session: UUID, programme: UUID) -> dict[str, Any]:
    start = datetime(2027, 1, 1, 14, tzinfo=UTC) + timedelta(days=m.day)
    words = dict.fromkeys(("title", "summary", "place", "link", "audience", "reason", "folded"), "")
    times = {"start_at": start, "end_at": start, "created_at": start, "changed_at": start, "wall": ""}
    flags = {"published": True, "imported": False, "proposal": None, "sequence": 0, "teams": "[]"}
    about = {"id": session, "programme": programme, "format": "demo", "minutes": 30, "zone": "Europe/Lisbon"}
    return words | times | flags | about | {"state": m.state}


def answer_of(session: UUID, person: int, what: str) -> dict[str, Any]:
    about = {"seats": seats_id(session), "person": PEOPLE[person], "session": session, "answer": what}
    return about | {"since": 1, "offer_until": None, "unconfirmed": False}


def mark_of(session: UUID, person: int, how: str, m: Meeting) -> dict[str, Any]:
    about = {"sheet": attendance_id(session), "person": PEOPLE[person], "session": session, "standing": how}
    return about | {"there": how in THERE, "expected": m.answers.get(person) == "yes", "own": False}


def sheet_of(session: UUID, programme: UUID, m: Meeting) -> dict[str, Any]:
    counts = {kind: list(m.marks.values()).count(kind) for kind in ("present", "partly", "absent", "excused")}
    walked_in = sum(how in THERE and m.answers.get(p) != "yes" for p, how in m.marks.items())
    about = {"sheet": attendance_id(session), "session": session, "programme": programme}
    return about | counts | {"walk_ins": walked_in, "heads": m.heads, "minutes": None}
