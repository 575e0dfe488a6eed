"""What the page of a week asks, and which template was in force when: the same on both databases."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands import guides, leaving, sessions, teaching, topics, write_ups
from lt_web.events.guides import Guide
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.weeks import off_the_watch_list
from projections import guides as templates
from projections import win_queries
from tests.company import Company

A_WEEK = timedelta(days=7)


def test_a_week_is_found_with_all_that_it_brought(installation: Installation, clock: SteppedClock) -> None:
    company, other = Company(installation, clock), Company(installation, clock, "inner-circle")
    here = company.programme
    session = company.session(capacity=None)
    other.session(capacity=None)
    company.until(session, hours=-2)
    company.routine("sessions", sessions.hold, session)
    company.by(company.ben, write_ups.publish, session, "What we covered", 0)
    knots = company.by(company.ada, topics.add, here, "Databases")
    begin = clock.now.replace(hour=0) + A_WEEK
    clock.pass_by(days=9)
    company.by(company.dina, teaching.declare, here, knots)
    company.by(company.emil, teaching.confirm, here, knots, company.dina)
    company.house(leaving.leave, company.emil)
    with installation.database.reading() as db:
        now, end = clock.now, begin + A_WEEK
        first = (here, begin - A_WEEK, begin)
        assert [row.id for row in win_queries.held(db, *first, now)] == [session]
        assert [(row.session, row.by) for row in win_queries.written(db, *first)] == [(session, company.ben)]
        assert (win_queries.counts(db, *first, now), win_queries.counts(db, here, begin, end, now)) == (
            (1, 1),
            (0, 0),
        )
        assert set(win_queries.first_presented(db, here, [company.ben, company.cleo], now)) == {company.ben}
        assert set(win_queries.first_covered(db, here, [knots], now)) == {knots}
        before = win_queries.latest_before(db, here, end, now)
        assert before is not None
        assert begin - A_WEEK <= before < begin
        assert win_queries.topics_touched(db, here, begin, end) == {knots: "Databases"}
        spells, away = win_queries.spells_on(db, [knots]), win_queries.absences_of(db, company.everyone)
        assert off_the_watch_list(spells, away, begin, end) == {knots: {company.dina}}
        assert set(away) == {company.emil}


def test_the_template_in_force_is_the_newest_of_its_time(
    installation: Installation, clock: SteppedClock
) -> None:
    company = Company(installation, clock)
    began, here = clock.now, company.programme
    for number in range(3):
        clock.pass_by(days=1)
        company.by(company.ada, guides.revise, here, "demo", Guide(((30, f"Step {number}"),), "Go."), number)
    with installation.database.reading() as db:
        found = [templates.in_force(db, here, began + timedelta(days=days)).get("demo") for days in range(5)]
    assert [row and row.number for row in found] == [None, 1, 2, 3, 3]
