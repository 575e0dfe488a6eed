"""Whoever sees no rates of small groups cannot work one out: whatever pages they subtract from each other."""

from __future__ import annotations

from itertools import permutations
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lt_web.figures.counted import is_shown
from lt_web.figures.specs import SPECS
from lt_web.reports.definitions import Terms
from lt_web.reports.periods import Period, end_of_month
from projections import counts_queries, report_queries
from projections.counted_sets import of_text
from projections.counts_wide import SMALL
from projections.report_totals import Totals, few, totals
from tests.projections.counted_story import CountedStory
from tests.projections.test_counts import FIRST, MONTHS, TODAY, month, tables, tell
from tests.story import CALM

# The people a number is of: whoever subtracts gets sums of these.
GROUPS = ("joined_of", "turned_up_of", "came", "answers")
PARTS = ("joined", "turned_up", "walk_ins", "asked")  # of how many of them it is so
SPANS = [(first, last) for first in range(MONTHS) for last in range(first, MONTHS)]


def told(seed: int) -> tuple[int, Any, Any, list[Any]]:
    """From how many answers on they are shown, the prepared rows, the facts, and a row for each session."""
    story = CountedStory(seed)
    with tables().connect() as db:
        tell(db, story)
        programme = SimpleNamespace(id=story.programme.id, zone=story.programme.zone, open=True)
        start, end = Period(FIRST, end_of_month(month(MONTHS - 1))).bounds(programme.zone)
        facts = report_queries.facts(db, programme, start, end)
        last = month(MONTHS - 1)
        known = counts_queries.prepared(
            db, programme, (FIRST.year, FIRST.month), (last.year, last.month), end
        )
        rows = counts_queries.sessions_of(db, programme.id, start, end)
        db.rollback()
    return story.least, known, facts, rows


def sizes(of: Totals) -> dict[str, int]:
    return {name: of.n[name] for name in GROUPS}


@settings(CALM, max_examples=60)
@given(st.integers(0, 10**6))
def test_no_two_periods_of_the_dashboard_or_the_report_differ_by_a_small_group(seed: int) -> None:
    least, known, facts, _rows = told(seed)
    _start, end = Period(FIRST, end_of_month(month(MONTHS - 1))).bounds("UTC")
    pages = []
    for first, last in SPANS:
        months = Period(month(first), end_of_month(month(last))).months
        held = [s for s in facts.held if s.month in months]
        dashboard = known.totals(months, end, TODAY, wide=True)
        report = totals(held, facts, TODAY, least, wide=True)
        assert sizes(dashboard) == sizes(report)
        assert [dashboard.n[part] for part in PARTS] == [report.n[part] for part in PARTS]
        assert (dashboard.reach, dashboard.reciprocity) == (report.reach, report.reciprocity)
        pages.append(({s.id for s in held}, sizes(dashboard)))
    for n in range(len(facts.held) + 1):  # the report is made of any days
        days = facts.held[:n]
        pages.append(({s.id for s in days}, sizes(totals(days, facts, TODAY, least, wide=True))))
    for (within, one), (around, other) in permutations(pages, 2):
        if within <= around:
            for name, between in ((name, other[name] - one[name]) for name in GROUPS):
                assert between == 0 or between >= (least if name == "answers" else SMALL), name


@settings(CALM, max_examples=60)
@given(st.integers(0, 10**6))
def test_what_was_counted_names_no_session_that_was_left_out_and_adds_up(seed: int) -> None:
    least, known, _facts, rows = told(seed)
    terms = Terms(TODAY, least=least, small=SMALL)
    _start, end = Period(FIRST, end_of_month(month(MONTHS - 1))).bounds("UTC")
    together = known.totals(known.parts, end, TODAY, wide=True)
    each = [Totals(counts_queries.sums_of(row, wide=True)) for row in rows]
    for spec in (SPECS["participation"], SPECS["show_up"], SPECS["walk_ins"], SPECS["satisfaction"]):
        shown = [spec.base(of) for of in each if is_shown(spec, of, terms)]
        assert spec.base(together) == sum(shown)
        parts = [of.n[spec.reads[0]] for of in each if is_shown(spec, of, terms)]
        assert together.n[spec.reads[0]] == sum(parts)


@settings(CALM, max_examples=60)
@given(st.integers(0, 10**6))
def test_who_was_invited_and_had_not_said_yes_is_no_small_group_either(seed: int) -> None:
    least, _known, facts, rows = told(seed)
    held = {s.id: s for s in facts.held}
    for row in rows:
        out = few(held[row.session], least)
        if "joined" in out or "turned_up" in out:
            continue
        noted = of_text(row.there) | of_text(row.away)
        yes = of_text(row.yes) & noted
        asked = of_text(row.invited) & ~of_text(row.presents) & ~(of_text(row.yes) & ~noted) if noted else 0
        for beside in (asked & ~yes, yes & ~asked) if asked and yes else ():
            assert beside.bit_count() not in range(1, SMALL)
