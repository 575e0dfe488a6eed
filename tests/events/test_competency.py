"""Time to competency: who is on the way, who says so, who confirms it; and what it took before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.events.competency import Competency
from lt_web.events.ids import competency_id
from tests.story import ADA, AN_ID, BEN, CLEO, DINA, GARDENING, NOW, PROGRAMME, PYTHON, Fact, fact, given

Deed = Callable[[Competency], Any]
TODAY = NOW.date()
BEGUN, LATER = TODAY - timedelta(days=40), TODAY - timedelta(days=2)
M, C, B, ENTRY = (UUID(int=n) for n in range(900, 904))
OPENED = fact(Competency.Opened, programme=PROGRAMME)
STATED = fact(
    Competency.MilestoneStated, milestone=M, topic=PYTHON, statement="Deploys alone", start="First day"
)
FORMED = fact(Competency.CohortFormed, cohort=C, milestone=M, name="Spring", baseline=False)
BEFORE = fact(Competency.CohortFormed, cohort=B, milestone=M, name="Last year", baseline=True)
HERE = (OPENED, STATED, FORMED, BEFORE)


def started(person: UUID, cohort: UUID = C) -> Fact:
    return fact(Competency.MemberStarted, cohort=cohort, milestone=M, person=person, day=BEGUN)


def claimed(person: UUID, asked: UUID, day: date = LATER) -> Fact:
    return fact(Competency.MilestoneClaimed, milestone=M, person=person, day=day, asked=asked)


def confirmed(person: UUID, by: UUID, day: date = LATER) -> Fact:
    return fact(Competency.MilestoneConfirmed, milestone=M, person=person, day=day, by=by)


def recorded(person: UUID, reason: str = "I saw it") -> Fact:
    return fact(Competency.MilestoneRecorded, milestone=M, person=person, day=LATER, reason=reason)


def start(person: UUID, cohort: UUID = C, day: date = BEGUN) -> Deed:
    return lambda competency: competency.start(cohort, person, day, TODAY)


def claim(person: UUID, asked: UUID, day: date = LATER) -> Deed:
    return lambda competency: competency.claim(M, person, day, asked, TODAY)


def confirm(person: UUID, by: UUID) -> Deed:
    return lambda competency: competency.confirm(M, person, by)


def record(person: UUID, by: UUID) -> Deed:
    return lambda competency: competency.record(M, person, LATER, by, "I saw it", TODAY)


def correct(person: UUID, by: UUID, started: date = BEGUN, reached: date | None = None) -> Deed:
    return lambda competency: competency.correct(M, person, started, reached, by, "A slip", TODAY)


def retire(competency: Competency) -> None:
    competency.retire(M, "Nobody deploys alone any more")


def test_a_programme_has_one_place_for_its_milestones() -> None:
    story = given().when(lambda _: Competency.open_for(PROGRAMME)).then(OPENED)
    assert story.aggregate.id == competency_id(PROGRAMME)
    stated = fact(
        Competency.MilestoneStated, milestone=AN_ID, topic=PYTHON, statement="Deploys alone", start="Day one"
    )
    story.when(lambda c: c.state(PYTHON, " Deploys alone ", "Day one")).then(stated)


def test_a_cohort_has_a_name_of_its_own_and_people_set_out_with_it_once() -> None:
    form: Deed = lambda c: c.form(M, "Spring", False)  # noqa: E731
    story = given(*HERE).when(form)
    story.refused("There is a cohort of that name already. Give this one another.", field="name")
    story.when(start(ADA), start(ADA)).then(started(ADA))
    twice = "Nobody counts twice: whoever is in a cohort of this milestone leaves it first."
    story.when(start(ADA, B)).refused(twice)
    leave: Deed = lambda c: c.leave(M, ADA)  # noqa: E731
    left = fact(Competency.MemberLeftCohort, cohort=C, milestone=M, person=ADA, cause="")
    story.when(leave, leave, start(ADA, B)).then(left, started(ADA, B))


def test_a_colleague_who_was_asked_confirms_it_and_never_oneself() -> None:
    story = given(*HERE, started(ADA)).when(claim(ADA, ADA))
    story.refused("Nobody confirms this for themselves. Ask a colleague who has seen it.", field="asked")
    story.when(claim(ADA, BEN), claim(ADA, BEN)).then(claimed(ADA, BEN))
    for by in (ADA, CLEO):
        story.when(confirm(ADA, by)).refused("They do not ask you to confirm this, or no longer do.")
    story.when(confirm(ADA, BEN), confirm(ADA, BEN)).then(confirmed(ADA, BEN))
    story.when(claim(ADA, CLEO)).refused("This is confirmed already. A champion can put its days right.")


def test_a_claim_is_taken_back_or_asked_of_another_before_it_is_confirmed() -> None:
    withdraw: Deed = lambda c: c.withdraw(M, ADA)  # noqa: E731
    withdrawn = fact(Competency.ClaimWithdrawn, milestone=M, person=ADA)
    story = given(*HERE, started(ADA), claimed(ADA, BEN)).when(withdraw, withdraw).then(withdrawn)
    story.when(confirm(ADA, BEN)).refused("They do not ask you to confirm this, or no longer do.")
    story.when(claim(ADA, BEN), claim(ADA, CLEO)).then(claimed(ADA, BEN), claimed(ADA, CLEO))
    story.when(confirm(ADA, BEN)).refused("They do not ask you to confirm this, or no longer do.")


def test_not_yet_sends_one_on_the_way_again() -> None:
    decline: Deed = lambda c: c.decline(M, ADA, BEN)  # noqa: E731
    declined = fact(Competency.ConfirmationDeclined, milestone=M, person=ADA, by=BEN)
    story = given(*HERE, started(ADA), claimed(ADA, BEN)).when(decline).then(declined)
    story.when(decline).refused("They do not ask you to confirm this, or no longer do.")
    story.when(claim(ADA, BEN, TODAY)).then(claimed(ADA, BEN, TODAY))


def test_a_champion_records_and_corrects_it_of_others_with_a_reason() -> None:
    nobody = "Nobody records this for themselves. Ask a colleague to confirm it, or another champion."
    story = given(*HERE, started(ADA), started(BEN)).when(record(ADA, ADA)).refused(nobody)
    story.when(record(ADA, BEN)).then(recorded(ADA))
    corrected = fact(
        Competency.DatesCorrected,
        milestone=M,
        person=ADA,
        started=BEGUN,
        reached=TODAY,
        was_started=BEGUN,
        was_reached=LATER,
        reason="A slip",
    )
    story.when(correct(ADA, BEN, reached=TODAY), correct(ADA, BEN, reached=TODAY)).then(corrected)
    story.when(correct(ADA, ADA)).refused(nobody)
    without: Deed = lambda c: c.correct(M, BEN, LATER, None, ADA, " ", TODAY)  # noqa: E731
    story.when(without).refused("This cannot be left empty.", field="reason")
    story.when(record(CLEO, ADA)).refused("They are in no cohort of this milestone. Add them to one first.")


COMING = "This day is still to come. Give one that is past."
BACKWARDS = "The milestone comes after the start. Give a later day."
AGES = "That is more than ten years. Look at the dates again."


@pytest.mark.parametrize(
    ("deed", "field", "why"),
    [
        (claim(ADA, BEN, TODAY + timedelta(days=1)), "day", COMING),
        (claim(ADA, BEN, BEGUN - timedelta(days=1)), "day", BACKWARDS),
        (start(BEN, day=TODAY + timedelta(days=1)), "day", COMING),
        (lambda c: c.enter(M, date(2001, 1, 1), LATER, "Tickets", TODAY), "days", AGES),
    ],
)
def test_days_are_past_and_in_order(deed: Deed, field: str, why: str) -> None:
    given(*HERE, started(ADA)).when(deed).refused(why, field=field)


def test_facts_from_before_have_two_dates_and_a_source_and_no_name() -> None:
    entered = fact(
        Competency.BaselineEntered, entry=AN_ID, milestone=M, started=BEGUN, reached=LATER, source="Tickets"
    )
    story = given(*HERE).when(lambda c: c.enter(M, BEGUN, LATER, "Tickets", TODAY)).then(entered)
    assert list(story.aggregate.baseline.values()) == [M]
    known = fact(
        Competency.BaselineEntered, entry=ENTRY, milestone=M, started=BEGUN, reached=LATER, source="Tickets"
    )
    take_out: Deed = lambda c: c.take_out(ENTRY, "Counted twice")  # noqa: E731
    out = fact(Competency.BaselineTakenOut, entry=ENTRY, milestone=M, reason="Counted twice")
    given(*HERE, known).when(take_out, take_out).then(out)


def test_a_retired_milestone_asks_nobody_for_anything() -> None:
    story = given(*HERE, started(ADA), started(DINA), claimed(ADA, BEN)).when(retire)
    reason = "Nobody deploys alone any more"
    story.then(
        fact(Competency.ClaimLapsed, milestone=M, person=ADA, asked=BEN, cause=""),
        fact(Competency.MilestoneRetired, milestone=M, reason=reason),
    )
    for deed in (retire, start(BEN), claim(DINA, BEN), record(DINA, ADA)):
        story.when(deed).refused("This milestone was retired. State another one.")


def test_leavers_are_waited_for_by_nobody_and_what_is_confirmed_of_them_still_counts() -> None:
    before = (*HERE, started(ADA), started(BEN), started(CLEO), claimed(ADA, BEN), claimed(CLEO, BEN))
    lose: Deed = lambda c: c.lose(BEN, "0f/9")  # noqa: E731
    story = given(*before, confirmed(CLEO, BEN)).when(lose, lose)
    story.then(
        fact(Competency.ClaimLapsed, milestone=M, person=ADA, asked=BEN, cause="0f/9"),
        fact(Competency.MemberLeftCohort, cohort=C, milestone=M, person=BEN, cause="0f/9"),
    )
    story.when(lambda c: c.lose(CLEO, "0f/10")).then()


def test_milestones_follow_their_topic_into_another() -> None:
    merge: Deed = lambda c: c.merge_topic(PYTHON, GARDENING, "0f/7")  # noqa: E731
    merged = fact(Competency.TopicMerged, topic=PYTHON, into=GARDENING, cause="0f/7")
    story = given(*HERE).when(merge, merge).then(merged)
    assert story.aggregate.milestones == {M: GARDENING}
