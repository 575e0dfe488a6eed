"""Time to competency under real rights: who may say and confirm it, and what happens when people leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import competency, leaving, programmes, topics
from lt_web.events.refusals import Invalid, Refused
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from lt_web.routines.ticking import tick
from projections import competency_queries, inbox
from tests.company import Company


def stated(company: Company) -> tuple[UUID, UUID]:
    here = company.programme
    topic = company.made(company.by(company.ada, topics.add, here, "Knots"))
    made = company.made(company.by(company.ada, competency.state, here, topic, "Moors alone", "First day"))
    return made, company.made(company.by(company.ada, competency.form, here, made, "Spring", False))


def on_the_way(company: Company, cohort: UUID, *people: UUID) -> date:
    today: date = company.clock.now.date()
    company.by(company.ada, competency.add, company.programme, cohort, people, today - timedelta(days=30))
    return today


def waits_for(company: Company, person: UUID) -> tuple[list[str], int]:
    """What waits for somebody, and how much the header says it is."""
    with company.installation.database.reading() as db:
        kinds = [row.kind for row in inbox.of_person(db, person, company.clock.now)]
        return kinds, inbox.how_many(db, person, company.clock.now, [company.programme])


def states(company: Company, milestone: UUID) -> dict[UUID, str]:
    with company.installation.database.reading() as db:
        return {row.person: row.state for row in competency_queries.members_of(db, [milestone])[milestone]}


def test_who_is_asked_finds_it_and_who_asked_finds_the_answer(company: Company) -> None:
    milestone, cohort = stated(company)
    today, here = on_the_way(company, cohort, company.dina), company.programme
    company.by(company.dina, competency.claim, here, milestone, today, company.ben)
    assert waits_for(company, company.ben) == (["to_confirm"], 1)
    company.by(company.dina, competency.claim, here, milestone, today, company.cleo)
    assert (waits_for(company, company.ben), waits_for(company, company.cleo)[0]) == (([], 0), ["to_confirm"])
    company.by(company.cleo, competency.confirm, here, milestone, company.dina)
    assert (waits_for(company, company.cleo), waits_for(company, company.dina)[0]) == (([], 0), ["reached"])
    company.by(company.ada, competency.retire, here, milestone, "No boats any more")
    assert waits_for(company, company.dina)[1] == 0


def test_the_routine_lets_nobody_wait_for_leavers_and_keeps_what_is_confirmed(company: Company) -> None:
    milestone, cohort = stated(company)
    today = on_the_way(company, cohort, company.dina, company.emil, company.fay)
    here = company.programme
    company.by(company.emil, competency.claim, here, milestone, today, company.ada)
    company.by(company.ada, competency.confirm, here, milestone, company.emil)
    company.by(company.dina, competency.claim, here, milestone, today, company.gus)
    for leaver in (company.gus, company.fay, company.emil):
        company.house(leaving.leave, leaver)
    assert tick(company.installation).recorded == 2
    assert states(company, milestone) == {company.dina: "on_the_way", company.emil: "confirmed"}
    assert waits_for(company, company.dina) == (["confirmer_left"], 1)
    assert tick(company.installation).recorded == 0


def test_only_champions_record_and_only_of_others(company: Company) -> None:
    milestone, cohort = stated(company)
    today, here = on_the_way(company, cohort, company.dina, company.ada), company.programme
    for deed, about in (
        (competency.record, (company.dina, today, "Saw it")),
        (competency.correct, (company.dina, today, None, "A slip")),
        (competency.remove, (company.dina,)),
        (competency.enter, ([(today, today)], "Tickets")),
        (competency.form, ("Autumn", False)),
    ):
        with pytest.raises(Forbidden):
            company.by(company.ben, deed, here, milestone, *about)
    with pytest.raises(Refused, match="Nobody records this for themselves"):
        company.by(company.ada, competency.record, here, milestone, company.ada, today, "I know it")
    with company.recording() as recorded:
        company.by(company.ada, competency.record, here, milestone, company.dina, today, "Saw it")
    assert [event.envelope.on_behalf_of for event in recorded] == [company.dina]


def test_those_who_only_look_are_in_no_cohort_and_confirm_nothing(company: Company) -> None:
    milestone, cohort = stated(company)
    today, here = on_the_way(company, cohort, company.dina), company.programme
    company.by(company.ada, programmes.give_role, here, company.fay, "sponsor", "Made room for it")
    with pytest.raises(Forbidden):
        company.by(company.fay, competency.start, here, cohort, today)
    calls: list[Any] = [
        (company.ada, competency.add, here, cohort, [company.fay], today),
        (company.dina, competency.claim, here, milestone, today, company.fay),
    ]
    for who, deed, *about in calls:
        with pytest.raises(Invalid, match="do not take part here"):
            company.by(who, deed, *about)


def test_what_is_of_another_programme_does_not_exist_here(company: Company) -> None:
    milestone, cohort = stated(company)
    other = Company(company.installation, company.clock, "other-hour")
    own, _cohort = stated(other)
    today = company.clock.now.date()
    for who, deed, about in (
        (other.ada, competency.form, (milestone, "Spring", False)),
        (other.ada, competency.add, (cohort, [other.ben], today)),
        (other.ben, competency.claim, (milestone, today, other.cleo)),
        (other.ada, competency.state, (milestone, "Moors alone", "First day")),
    ):
        with pytest.raises(Missing):
            other.by(who, deed, other.programme, *about)
    assert own != milestone
