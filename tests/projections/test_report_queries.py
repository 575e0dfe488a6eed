"""What the report asks, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from lt_web.commands import attendance, feedback, seats, write_ups
from lt_web.routines.ticking import tick
from projections import programmes, report_figures, report_queries
from projections.report_rows import Facts, Held, Ratio
from tests.company import Company


def facts(company: Company, days: int = 60) -> Facts:
    """All that is so of the sessions of the next weeks, as seen at the end."""
    with company.installation.database.reading() as db:
        programme = programmes.of_id(db, company.programme)
        start = company.clock.now - timedelta(days=days)
        return report_queries.facts(db, programme, start, company.clock.now)


def one(company: Company) -> Held:
    (held,) = facts(company).held
    return held


def test_a_session_is_counted_with_all_that_is_noted_of_it(company: Company) -> None:
    session = company.session(capacity=5)
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, minutes=-45)
    tick(company.installation)
    company.by(company.ben, attendance.mark, session, company.dina, "present")
    company.by(company.ben, attendance.mark, session, company.emil, "absent")
    company.by(company.ben, attendance.mark, session, company.gus, "partly")
    company.by(company.ben, attendance.note_length, session, 42)
    company.by(company.dina, feedback.sign, session, 5, "")
    held = one(company)
    assert (held.invited, held.invited_there, held.invited_unsaid) == (6, 2, 1)  # Ben presents it
    assert (held.yes, held.yes_there, held.yes_unsaid, held.walk_ins) == (3, 1, 1, 1)
    assert (held.actual, held.answers, held.total, held.asked) == (42, 1, 5, 3)
    assert held.there == {company.dina, company.gus}
    assert held.presenters == (company.ben,)
    assert held.due is not None
    assert report_figures.participation([held]) == Ratio(2, 5)
    known = facts(company)
    assert report_figures.reach(known.held, known) == Ratio(2, 7)
    assert report_figures.new_presenters(known.held, known) == {company.ben}


def test_days_are_those_of_the_programmes_zone(company: Company) -> None:
    session = company.session()
    company.until(session, days=-1)
    tick(company.installation)
    assert one(company).day == date(2027, 3, 8)


def test_a_write_up_counts_from_the_day_on_which_it_was_published(company: Company) -> None:
    session = company.session()
    company.until(session, days=-2)
    tick(company.installation)
    company.by(company.ben, write_ups.publish, session, "# What we covered\n\nPlans.", 0)
    held = one(company)
    assert held.written == date(2027, 3, 10)
    assert held.writers == (company.ben,)
    assert report_figures.written_up([held], date(2027, 3, 11)) == Ratio(1, 1)


def test_what_an_old_table_says_is_no_invitation(company: Company) -> None:
    company.reads_in(b"Title,Date,Speakers\nOld knots,2027-02-03,Ben Holm\n")
    held = one(company)
    assert held.imported
    assert (held.invited, held.noted, held.due) == (None, False, None)
    assert report_figures.participation([held]) == Ratio()
