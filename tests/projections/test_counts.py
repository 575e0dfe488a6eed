"""Prepared rows say what the report counts one by one, whatever happened and in whatever order."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, StaticPool, create_engine, select

from lt_web.reports.periods import Period, end_of_month
from projections import counts_queries, report_queries
from projections.base import READ_MODELS
from projections.catalogue import PROJECTIONS
from projections.comments import comments
from projections.counts_after import counts
from projections.history import history
from projections.inbox_leavers import inbox
from projections.report_totals import totals
from projections.rows import Live
from projections.write_behind import WriteBehind
from tests.projections.counted_story import CountedStory
from tests.story import CALM

TOLD = [model for model in PROJECTIONS if model not in (history, comments, inbox)]
TODAY = date(2027, 2, 10)
FIRST, MONTHS = date(2026, 11, 1), 7


@cache
def tables() -> Engine:
    """Empty tables in memory, on which every story is tried and taken back."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    READ_MODELS.create_all(engine)
    return engine


def month(n: int) -> date:
    """The first day of the n-th month."""
    at = FIRST.year * 12 + FIRST.month - 1 + n
    return date(at // 12, at % 12 + 1, 1)


@settings(CALM, max_examples=60)
@given(st.integers(0, 10**6), st.integers(0, MONTHS - 1), st.integers(0, MONTHS - 1))
def test_the_dashboard_counts_what_the_report_counts(seed: int, one: int, other: int) -> None:
    story, period = CountedStory(seed), Period(month(min(one, other)), end_of_month(month(max(one, other))))
    with tables().connect() as db:
        tell(db, story)
        programme = SimpleNamespace(id=story.programme.id, zone=story.programme.zone, open=True)
        start, end = period.bounds(programme.zone)
        facts = report_queries.facts(db, programme, start, end)
        known = counts_queries.prepared(db, programme, period.months[0], period.months[-1], end)
        db.rollback()
    for wide in (False, True):
        counted = totals(facts.held, facts, TODAY, story.least, wide)
        assert known.totals(period.months, end, TODAY, wide) == counted


@settings(CALM, max_examples=25)
@given(st.integers(0, 10**6))
def test_what_is_kept_as_things_happen_is_what_a_rebuild_finds(seed: int) -> None:
    story, behind = CountedStory(seed), WriteBehind()
    with tables().connect() as db:
        tell(db, story)
        for event in story.events:
            counts.apply(behind, event)
        for table in counts.tables:
            stored = {tuple(row) for row in db.execute(select(table))}
            assert stored == {
                tuple(row[c.name] for c in table.columns) for _key, row in behind.shelves[table].rows()
            }
        db.rollback()


def tell(db: Connection, story: CountedStory) -> None:
    """Let every read model hear a story, as it does while things happen."""
    rows: Any = Live(db)
    for event in story.events:
        for model in TOLD:
            model.apply(rows, event)
