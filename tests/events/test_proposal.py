"""Proposals and topic requests: from a draft or a wish to a date, a decline or a withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lt_web.events.planned import Outline
from lt_web.events.proposal import Proposal
from tests.story import ADA, AN_ID, BEN, CLEO, DINA, NOW, PROGRAMME, PYTHON, SESSION, Fact, fact, given

Deed = Callable[[Proposal], Any]
OUTLINE = Outline("Bread without kneading", "Time does the work.", "demo", 30, (PYTHON,))
WORDS = {
    "format": "demo",
    "minutes": 30,
    "topics": (PYTHON,),
    "title": "Bread without kneading",
    "summary": "Time does the work.",
    "audience": "Whoever eats",
}
DRAFTED = fact(Proposal.Drafted, programme=PROGRAMME, by=ADA, **WORDS)
ASKED = fact(Proposal.Asked, programme=PROGRAMME, by=ADA, **WORDS)
SENT = fact(Proposal.Sent)
WITHDRAWN = fact(Proposal.Withdrawn)
RESUBMITTED = fact(Proposal.Resubmitted)
ACCEPTED = fact(Proposal.Accepted)
DECLINED = fact(Proposal.Declined, reason="We had one in spring")
SCHEDULED = fact(Proposal.Scheduled, session=SESSION)
ADOPTED = fact(Proposal.Adopted, person=BEN)
FRIDAY = NOW + timedelta(days=4)

DRAFT_STILL = "This is a draft still. Send it first."
SENT_ALREADY = "This has been sent already. Edit it instead."
ACCEPTED_ALREADY = "This has been accepted already. Give it a date next."
A_SESSION_ALREADY = "This has become a session already. Change the session instead."
WAS_DECLINED = "This was declined. Resubmit it first."
WAS_WITHDRAWN = "This was withdrawn. Its author can resubmit it."
VOTING_CLOSED = "Voting on this has closed. You can still leave a comment."


def voted(person: UUID, choice: str) -> Fact:
    return fact(Proposal.Voted, person=person, choice=choice)


def counted(interested: int = 0, maybe: int = 0, skip: int = 0) -> Fact:
    return fact(Proposal.VotingClosed, interested=interested, maybe=maybe, skip=skip)


def invited(person: UUID) -> Fact:
    return fact(Proposal.PresenterInvited, person=person)


def accepted(person: UUID) -> Fact:
    return fact(Proposal.PresenterAccepted, person=person)


def send(proposal: Proposal) -> None:
    proposal.send()


def withdraw(proposal: Proposal) -> None:
    proposal.withdraw()


def resubmit(proposal: Proposal) -> None:
    proposal.resubmit()


def accept(proposal: Proposal) -> None:
    proposal.accept()


def decline(proposal: Proposal) -> None:
    proposal.decline("We had one in spring")


def schedule(proposal: Proposal) -> None:
    proposal.schedule(SESSION)


def close_voting(proposal: Proposal) -> None:
    proposal.close_voting()


def vote(person: UUID, choice: str, now: Any = NOW) -> Deed:
    return lambda proposal: proposal.vote(person, choice, now)


def date_voting(closes_at: Any, now: Any = NOW) -> Deed:
    return lambda proposal: proposal.date_voting(closes_at, now)


def edit(outline: Outline = OUTLINE, audience: str = "Whoever eats") -> Deed:
    return lambda proposal: proposal.edit(outline, audience)


def adopt(person: UUID) -> Deed:
    return lambda proposal: proposal.adopt(person)


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


# Votes


@pytest.mark.parametrize("choice", ["interested", "maybe", "skip"])
@pytest.mark.parametrize(
    "before", [(DRAFTED, SENT), (DRAFTED, SENT, ACCEPTED), (ASKED,)], ids=lambda facts: len(facts)
)
def test_a_vote_is_recorded(before: tuple[Fact, ...], choice: str) -> None:
    given(*before).when(vote(BEN, choice)).then(voted(BEN, choice))


def test_the_last_choice_counts_and_the_same_again_records_nothing() -> None:
    changed = voted(BEN, "skip")
    story = given(DRAFTED, SENT, voted(BEN, "maybe"), voted(CLEO, "skip"))
    story.when(vote(BEN, "maybe"), vote(BEN, "skip"), vote(BEN, "skip")).then(changed)
    story.when(close_voting).then(counted(skip=2))


def test_an_unknown_choice_is_refused_at_its_field() -> None:
    given(DRAFTED, SENT).when(vote(BEN, "love")).refused("Pick interested, maybe or skip.", field="choice")


@pytest.mark.parametrize("person", [ADA, BEN])
def test_nobody_votes_on_their_own(person: UUID) -> None:
    why = "This is your own, so it has your voice already. Ask colleagues for theirs."
    given(ASKED, ADOPTED).when(vote(person, "interested")).refused(why)


def test_who_is_only_asked_to_present_it_still_votes() -> None:
    given(DRAFTED, SENT, invited(BEN)).when(vote(BEN, "maybe")).then(voted(BEN, "maybe"))


def test_the_votes_of_those_who_present_it_by_now_are_not_counted() -> None:
    before = (DRAFTED, SENT, voted(BEN, "interested"), voted(CLEO, "interested"), voted(DINA, "skip"))
    given(*before, invited(BEN), accepted(BEN)).when(close_voting).then(counted(interested=1, skip=1))
    given(ASKED, voted(BEN, "interested"), ADOPTED).when(close_voting).then(counted())


def test_counting_twice_changes_nothing() -> None:
    given(DRAFTED, SENT).when(close_voting, close_voting).then(counted())


@pytest.mark.parametrize(
    "before",
    [(DRAFTED,), (DRAFTED, SENT, WITHDRAWN), (DRAFTED, SENT, DECLINED)],
    ids=lambda facts: len(facts),
)
def test_where_no_votes_are_taken_nothing_is_counted(before: tuple[Fact, ...]) -> None:
    given(*before).when(close_voting).then()


def test_a_resubmitted_proposal_takes_votes_again() -> None:
    given(DRAFTED, SENT, WITHDRAWN, RESUBMITTED).when(vote(BEN, "maybe")).then(voted(BEN, "maybe"))


@pytest.mark.parametrize(
    "before", [(SENT, counted()), (SENT, DECLINED), (WITHDRAWN,), (SENT, counted(), SCHEDULED)]
)
def test_where_voting_has_closed_it_says_so(before: tuple[Fact, ...]) -> None:
    given(DRAFTED, *before).when(vote(BEN, "maybe")).refused(VOTING_CLOSED)
    given(DRAFTED, *before).when(date_voting(FRIDAY)).refused(VOTING_CLOSED)


def test_a_draft_takes_no_votes() -> None:
    given(DRAFTED).when(vote(BEN, "maybe")).refused(DRAFT_STILL)
    given(DRAFTED).when(date_voting(FRIDAY)).refused(DRAFT_STILL)


def test_voting_gets_an_end_and_the_same_again_records_nothing() -> None:
    dated = fact(Proposal.VotingDated, closes_at=FRIDAY)
    story = given(DRAFTED, SENT).when(date_voting(FRIDAY), date_voting(FRIDAY)).then(dated)
    later = fact(Proposal.VotingDated, closes_at=FRIDAY + timedelta(days=1))
    story.when(date_voting(FRIDAY + timedelta(days=1))).then(later)


def test_an_end_in_the_past_is_refused() -> None:
    why = "That day has passed. Pick one in the future, or close voting now."
    given(DRAFTED, SENT).when(date_voting(NOW)).refused(why, field="closes_on")


def test_votes_are_taken_until_the_last_second_before_the_end_whenever_it_is_recorded() -> None:
    story = given(DRAFTED, SENT, fact(Proposal.VotingDated, closes_at=FRIDAY))
    story.when(vote(BEN, "maybe", FRIDAY - timedelta(seconds=1))).then(voted(BEN, "maybe"))
    story.when(vote(CLEO, "maybe", FRIDAY)).refused(VOTING_CLOSED)
    story.when(date_voting(FRIDAY + timedelta(days=1), FRIDAY)).refused(VOTING_CLOSED)


# Who presents it, and what is said about it


def test_someone_is_asked_to_join_and_says_yes() -> None:
    story = given(DRAFTED).when(lambda proposal: proposal.invite_presenter(BEN)).then(invited(BEN))
    story.when(*[lambda proposal: proposal.accept_presenting(BEN)] * 2).then(accepted(BEN))
    assert (story.aggregate.presenting, story.aggregate.owners) == ((ADA, BEN), {ADA, BEN})


def test_someone_is_asked_to_join_and_says_no() -> None:
    declined = fact(Proposal.PresenterDeclined, person=BEN)
    story = (
        given(DRAFTED, invited(BEN)).when(lambda proposal: proposal.decline_presenting(BEN)).then(declined)
    )
    story.when(lambda proposal: proposal.invite_presenter(BEN)).then(invited(BEN))


@pytest.mark.parametrize(
    "before", [(invited(BEN),), (invited(BEN), accepted(BEN))], ids=lambda facts: len(facts)
)
def test_an_invitation_or_a_presenter_is_taken_back(before: tuple[Fact, ...]) -> None:
    withdrawn = fact(Proposal.PresenterWithdrawn, person=BEN)
    story = given(DRAFTED, *before).when(lambda proposal: proposal.withdraw_presenter(BEN)).then(withdrawn)
    assert story.aggregate.presenters == {ADA: "accepted"}


def test_the_last_presenter_stays() -> None:
    why = "Nobody would be left to present it. Withdraw the proposal instead."
    given(DRAFTED, invited(BEN)).when(lambda proposal: proposal.withdraw_presenter(ADA)).refused(why)


def test_nobody_is_asked_to_join_a_request() -> None:
    why = "Nobody presents this yet. Adopt it first, then ask others to join you."
    given(ASKED).when(lambda proposal: proposal.invite_presenter(BEN)).refused(why)


@pytest.mark.parametrize("person", [ADA, BEN])
def test_nobody_is_asked_twice(person: UUID) -> None:
    why = "They present this already, or have been asked to. Wait for their answer."
    given(DRAFTED, invited(BEN)).when(lambda proposal: proposal.invite_presenter(person)).refused(why)


def test_who_said_yes_steps_down_instead_of_declining() -> None:
    why = "You have said yes already. Step down instead, so that the others know."
    given(DRAFTED).when(lambda proposal: proposal.decline_presenting(ADA)).refused(why)


@pytest.mark.parametrize("deed", ["accept_presenting", "decline_presenting", "withdraw_presenter"])
def test_only_who_was_asked_can_answer_and_only_before_it_is_a_session(deed: str) -> None:
    why = "They have not been asked to present this. Ask them first."
    given(DRAFTED).when(lambda proposal: getattr(proposal, deed)(CLEO)).refused(why)
    before = (DRAFTED, SENT, invited(CLEO), SCHEDULED)
    given(*before).when(lambda proposal: getattr(proposal, deed)(CLEO)).refused(A_SESSION_ALREADY)


def test_a_comment_is_recorded_once_it_has_been_sent() -> None:
    said = fact(Proposal.Commented, comment=AN_ID, text="Bring flour.\n\nAnd time.")
    given(DRAFTED, SENT).when(lambda proposal: proposal.comment(" Bring flour.\r\n\r\nAnd time.")).then(said)
    why = "This is a draft still. Send it first, so that others can read along."
    given(DRAFTED).when(lambda proposal: proposal.comment("Bring flour.")).refused(why)
    given(DRAFTED, SENT).when(lambda proposal: proposal.comment("")).refused(
        "This cannot be left empty.", field="text"
    )


def test_nobody_waits_for_a_leaver_to_join_and_what_they_present_stays() -> None:
    def lose(proposal: Proposal) -> None:
        for person in (BEN, ADA):
            proposal.lose_presenter(person, "0f/9")

    asked = fact(Proposal.PresenterInvited, person=BEN)
    gone = fact(Proposal.PresenterWithdrawn, person=BEN, cause="0f/9")
    story = given(DRAFTED, SENT, asked).when(lose, lose).then(gone)
    assert story.aggregate.presenting == (ADA,)
