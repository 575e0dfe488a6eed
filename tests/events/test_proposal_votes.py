"""Votes on a proposal, who presents it, and what is said about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from lt_web.events.proposal import Proposal
from tests.events.proposal_facts import (
    A_SESSION_ALREADY,
    ACCEPTED,
    ADOPTED,
    ASKED,
    DECLINED,
    DRAFT_STILL,
    DRAFTED,
    FRIDAY,
    RESUBMITTED,
    SCHEDULED,
    SENT,
    VOTING_CLOSED,
    WITHDRAWN,
    accepted,
    close_voting,
    counted,
    date_voting,
    invited,
    vote,
    voted,
)
from tests.story import ADA, AN_ID, BEN, CLEO, DINA, NOW, Fact, fact, given

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
