"""Proposals and topic requests: from a draft or a wish to a date, a decline or a withdrawal."""

from __future__ import annotations

from typing import Any

import pytest

from lt_web.events.planned import Outline
from lt_web.events.proposal import Proposal
from tests.events.proposal_facts import (
    A_SESSION_ALREADY,
    ACCEPTED,
    ACCEPTED_ALREADY,
    ADOPTED,
    ASKED,
    DECLINED,
    DRAFT_STILL,
    DRAFTED,
    OUTLINE,
    RESUBMITTED,
    SCHEDULED,
    SENT,
    SENT_ALREADY,
    WAS_DECLINED,
    WAS_WITHDRAWN,
    WITHDRAWN,
    Deed,
    accept,
    adopt,
    counted,
    decline,
    edit,
    resubmit,
    schedule,
    send,
    voted,
    withdraw,
)
from tests.story import ADA, BEN, CLEO, PROGRAMME, PYTHON, SESSION, Fact, fact, given

# Writing it


def test_a_proposal_begins_as_a_draft_of_its_author_who_presents_it() -> None:
    story = given().when(lambda _: Proposal.draft(PROGRAMME, ADA, OUTLINE, " Whoever eats ")).then(DRAFTED)
    proposal = story.aggregate
    assert (proposal.kind, proposal.state, proposal.presenting) == ("proposal", "draft", (ADA,))


def test_a_topic_is_asked_for_by_somebody_who_does_not_present_it() -> None:
    story = given().when(lambda _: Proposal.ask(PROGRAMME, ADA, OUTLINE, "Whoever eats")).then(ASKED)
    request = story.aggregate
    assert (request.kind, request.state, request.presenting) == ("request", "open", ())


@pytest.mark.parametrize("begin", [Proposal.draft, Proposal.ask])
@pytest.mark.parametrize(
    ("outline", "audience", "why", "field"),
    [
        (Outline(" ", "", "demo", 30), "", "This cannot be left empty.", "title"),
        (Outline("T", "", "lecture", 30), "", "Pick one of the formats offered.", "format"),
        (Outline("T", "", "demo", 9), "", "Give a length between 10 and 60 minutes.", "length"),
        (
            Outline("T", "", "demo", 90),
            "",
            "Give a length between 10 and 60 minutes; longer sessions tire people. Make it two.",
            "length",
        ),
        (Outline("T", "", "demo", 30), "Two\nlines", "Write this on one line.", "audience"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    begin: Any, outline: Outline, audience: str, why: str, field: str
) -> None:
    given().when(lambda _: begin(PROGRAMME, ADA, outline, audience)).refused(why, field)
    given(DRAFTED).when(edit(outline, audience)).refused(why, field)


@pytest.mark.parametrize(
    "before", [(), (SENT,), (SENT, ACCEPTED), (SENT, DECLINED), (WITHDRAWN,)], ids=lambda facts: len(facts)
)
def test_it_is_put_differently_until_it_is_a_session(before: tuple[Fact, ...]) -> None:
    other = Outline("Bread in a pan", "", "micro", 15)
    edited = fact(
        Proposal.Edited,
        format="micro",
        minutes=15,
        topics=(),
        title="Bread in a pan",
        summary="",
        audience="",
    )
    story = given(DRAFTED, *before).when(edit(other, "")).then(edited)
    assert (story.aggregate.outline, story.aggregate.audience) == (other, "")


def test_putting_it_the_same_way_again_records_nothing() -> None:
    blanks = Outline(" Bread without kneading", "Time does the work. ", "demo", 30, (PYTHON,))
    given(DRAFTED).when(edit(blanks, "Whoever eats ")).then()


# Sending, taking back, deciding


def test_sending_opens_it_and_twice_changes_nothing() -> None:
    assert given(DRAFTED).when(send, send).then(SENT).aggregate.state == "open"


@pytest.mark.parametrize("before", [(), (SENT,), (SENT, ACCEPTED)])
def test_its_author_takes_it_back_and_twice_changes_nothing(before: tuple[Fact, ...]) -> None:
    assert given(DRAFTED, *before).when(withdraw, withdraw).then(WITHDRAWN).aggregate.state == "withdrawn"


@pytest.mark.parametrize("before", [(WITHDRAWN,), (SENT, DECLINED)])
def test_it_is_open_again_once_resubmitted(before: tuple[Fact, ...]) -> None:
    story = given(DRAFTED, *before).when(resubmit).then(RESUBMITTED)
    assert (story.aggregate.state, story.aggregate.sent) == ("open", True)


def test_accepting_twice_changes_nothing() -> None:
    assert given(DRAFTED, SENT).when(accept, accept).then(ACCEPTED).aggregate.state == "accepted"


@pytest.mark.parametrize("before", [(), (ACCEPTED,)])
def test_a_decline_keeps_its_reason(before: tuple[Fact, ...]) -> None:
    assert given(DRAFTED, SENT, *before).when(decline).then(DECLINED).aggregate.state == "declined"


def test_a_decline_needs_a_reason() -> None:
    why = "This cannot be left empty."
    given(DRAFTED, SENT).when(lambda proposal: proposal.decline(" ")).refused(why, field="reason")


def test_it_becomes_a_session_and_the_votes_are_counted_first() -> None:
    story = (
        given(DRAFTED, SENT, voted(BEN, "interested")).when(schedule).then(counted(interested=1), SCHEDULED)
    )
    assert (story.aggregate.state, story.aggregate.session) == ("scheduled", SESSION)


def test_votes_that_are_counted_are_not_counted_again() -> None:
    given(DRAFTED, SENT, counted(), ACCEPTED).when(schedule).then(SCHEDULED)


def test_nothing_is_scheduled_that_nobody_presents() -> None:
    why = "Nobody presents this yet. It can be scheduled once a colleague has adopted it."
    given(ASKED).when(schedule).refused(why)


STATES = {
    DRAFT_STILL: (DRAFTED,),
    SENT_ALREADY: (DRAFTED, SENT),
    ACCEPTED_ALREADY: (DRAFTED, SENT, ACCEPTED),
    A_SESSION_ALREADY: (DRAFTED, SENT, SCHEDULED),
    WAS_DECLINED: (DRAFTED, SENT, DECLINED),
    WAS_WITHDRAWN: (DRAFTED, SENT, WITHDRAWN),
}


@pytest.mark.parametrize(
    ("deed", "sentences"),
    [
        (edit(), [A_SESSION_ALREADY]),
        (send, [ACCEPTED_ALREADY, A_SESSION_ALREADY, WAS_DECLINED, WAS_WITHDRAWN]),
        (withdraw, [A_SESSION_ALREADY, WAS_DECLINED]),
        (resubmit, [DRAFT_STILL, SENT_ALREADY, ACCEPTED_ALREADY, A_SESSION_ALREADY]),
        (accept, [DRAFT_STILL, A_SESSION_ALREADY, WAS_DECLINED, WAS_WITHDRAWN]),
        (decline, [DRAFT_STILL, A_SESSION_ALREADY, WAS_DECLINED, WAS_WITHDRAWN]),
        (schedule, [DRAFT_STILL, A_SESSION_ALREADY, WAS_DECLINED, WAS_WITHDRAWN]),
        (lambda proposal: proposal.invite_presenter(BEN), [A_SESSION_ALREADY, WAS_DECLINED, WAS_WITHDRAWN]),
    ],
    ids=["edit", "send", "withdraw", "resubmit", "accept", "decline", "schedule", "invite"],
)
def test_each_deed_says_what_stands_in_its_way(deed: Deed, sentences: list[str]) -> None:
    for sentence in sentences:
        given(*STATES[sentence]).when(deed).refused(sentence)


# Requests


def test_whoever_adopts_a_request_presents_it_at_once() -> None:
    story = given(ASKED).when(adopt(BEN)).then(ADOPTED)
    assert (story.aggregate.kind, story.aggregate.presenting) == ("proposal", (BEN,))
    story.when(schedule).then(counted(), SCHEDULED)


def test_an_accepted_request_can_still_be_adopted() -> None:
    given(ASKED, ACCEPTED).when(adopt(BEN)).then(ADOPTED)


def test_what_somebody_presents_cannot_be_adopted() -> None:
    why = "Somebody presents this already. Ask them whether they would like a co-presenter."
    given(ASKED, ADOPTED).when(adopt(CLEO)).refused(why)
    given(DRAFTED, SENT).when(adopt(CLEO)).refused(why)


def test_a_request_that_was_taken_back_cannot_be_adopted() -> None:
    given(ASKED, WITHDRAWN).when(adopt(BEN)).refused(WAS_WITHDRAWN)
