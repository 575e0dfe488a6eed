"""Who presents a session, and whether it is recorded."""

from __future__ import annotations

from uuid import UUID

import pytest

from lt_web.events.planned import Outline
from lt_web.events.refusals import Invalid
from lt_web.events.session import Session
from tests.events.session_facts import (
    CANCELLED,
    HELD,
    OUTLINE,
    SCHEDULED,
    SLOT,
    accepted,
    invited,
    published,
)
from tests.story import ADA, BEN, CLEO, NOW, PROGRAMME, SESSION, Fact, fact, given

# Who presents


def test_someone_is_asked_to_present_and_says_yes() -> None:
    story = given(SCHEDULED).when(lambda session: session.invite_presenter(BEN)).then(invited(BEN))
    assert (story.aggregate.presenting, story.aggregate.awaits_presenter) == ((ADA,), True)
    story.when(*[lambda session: session.accept_presenting(BEN)] * 2).then(accepted(BEN))
    assert (story.aggregate.presenting, story.aggregate.awaits_presenter) == ((ADA, BEN), False)


def test_someone_is_asked_to_present_and_says_no() -> None:
    declined = fact(Session.PresenterDeclined, person=BEN)
    story = (
        given(SCHEDULED, invited(BEN)).when(lambda session: session.decline_presenting(BEN)).then(declined)
    )
    story.when(lambda session: session.invite_presenter(BEN)).then(invited(BEN))


@pytest.mark.parametrize("before", [(invited(BEN),), (invited(BEN), accepted(BEN))])
def test_an_invitation_or_a_presenter_is_taken_back(before: tuple[Fact, ...]) -> None:
    withdrawn = fact(Session.PresenterWithdrawn, person=BEN)
    story = given(SCHEDULED, *before).when(lambda session: session.withdraw_presenter(BEN)).then(withdrawn)
    assert story.aggregate.presenters == {ADA: "accepted"}


def test_the_last_presenter_stays_until_there_is_another() -> None:
    why = "Nobody would be left to present it. Ask somebody else first, or cancel it."
    given(SCHEDULED, invited(BEN)).when(lambda session: session.withdraw_presenter(ADA)).refused(why)


@pytest.mark.parametrize("person", [ADA, BEN])
def test_nobody_is_asked_twice(person: UUID) -> None:
    why = "They present this already, or have been asked to. Wait for their answer."
    given(SCHEDULED, invited(BEN)).when(lambda session: session.invite_presenter(person)).refused(why)


def test_who_said_yes_steps_down_instead_of_declining() -> None:
    why = "You have said yes already. Step down instead, so that the others know."
    given(SCHEDULED).when(lambda session: session.decline_presenting(ADA)).refused(why)


@pytest.mark.parametrize("deed", ["accept_presenting", "decline_presenting", "withdraw_presenter"])
def test_only_who_was_asked_can_answer(deed: str) -> None:
    why = "They have not been asked to present this. Ask them first."
    given(SCHEDULED).when(lambda session: getattr(session, deed)(CLEO)).refused(why)


def test_what_was_put_differently_meanwhile_is_not_overwritten() -> None:
    seen = Outline("Knots", "", "demo", 30)
    seen.require_unchanged(seen.fingerprint())
    seen.require_unchanged("")
    why = (
        "Somebody changed this while you were writing. Your words are kept below: compare them with "
        "its page, then save again to replace what stands there."
    )
    with pytest.raises(Invalid) as refusal:
        Outline("Better knots", "", "demo", 30).require_unchanged(seen.fingerprint())
    assert str(refusal.value) == why
    assert seen.fingerprint("all") != seen.fingerprint()


def test_a_presenter_behind_a_name_of_a_table_is_recognised_once() -> None:
    session = Session.recall(SESSION, PROGRAMME, OUTLINE, SLOT, (ADA, BEN))
    for _twice in range(2):
        session.recognise(ADA, CLEO, "0f/1")
    recognised = session.collect_events()[-1]
    assert isinstance(recognised, Session.PresenterRecognised)
    assert (recognised.was, recognised.person, session.presenting) == (ADA, CLEO, (CLEO, BEN))


# Whether it is recorded


def test_it_is_recorded_once_everybody_who_presents_allows_it() -> None:
    allowed = [fact(Session.RecordingAllowed, person=person) for person in (ADA, BEN)]
    story = given(SCHEDULED, invited(BEN), accepted(BEN)).when(*2 * [lambda s: s.allow_recording(ADA)])
    assert not story.then(allowed[0]).aggregate.may_be_recorded
    assert story.when(lambda s: s.allow_recording(BEN)).then(allowed[1]).aggregate.may_be_recorded


def test_leave_to_be_recorded_can_be_taken_back_also_afterwards() -> None:
    story = given(SCHEDULED, published(), fact(Session.RecordingAllowed, person=ADA), HELD)
    story.when(*2 * [lambda s: s.refuse_recording(ADA)]).then(fact(Session.RecordingRefused, person=ADA))
    assert not story.aggregate.may_be_recorded


def test_whoever_presents_it_too_has_not_allowed_it_yet() -> None:
    story = given(SCHEDULED, fact(Session.RecordingAllowed, person=ADA), invited(BEN), accepted(BEN))
    assert not story.aggregate.may_be_recorded


def test_nobody_allows_it_for_others_nor_for_what_was_called_off() -> None:
    given(SCHEDULED, invited(BEN)).when(lambda s: s.allow_recording(BEN)).refused(
        "Each presenter says for themselves whether they are recorded."
    )
    given(SCHEDULED, CANCELLED).when(lambda s: s.allow_recording(ADA)).refused(
        "This session was cancelled, so there is nothing to record."
    )


GONE = "0f/9"


@pytest.mark.parametrize(
    ("before", "who", "then"),
    [
        ((), ADA, fact(Session.PresenterLeft, person=ADA, cause=GONE)),
        ((invited(BEN), accepted(BEN)), BEN, fact(Session.PresenterLeft, person=BEN, cause=GONE)),
        ((invited(BEN),), BEN, fact(Session.PresenterWithdrawn, person=BEN, cause=GONE)),
    ],
)
def test_a_session_goes_on_without_a_presenter_who_left(
    before: tuple[Fact, ...], who: UUID, then: Fact
) -> None:
    def lose(session: Session) -> None:
        session.lose_presenter(who, GONE)

    story = given(SCHEDULED, *before).when(lose, lose).then(then)
    assert who not in story.aggregate.presenters


def test_what_nobody_presents_any_more_is_not_announced() -> None:
    why = "Nobody presents this session any more. Ask somebody to, or cancel it."
    left = fact(Session.PresenterLeft, person=ADA, cause=GONE)
    given(SCHEDULED, left).when(lambda s: s.publish("everyone", (), (BEN,), False, NOW)).refused(why)


def test_a_session_that_took_place_keeps_who_presented_it() -> None:
    cancelled = fact(Session.Cancelled, reason="Nobody can come")
    given(SCHEDULED, cancelled).when(lambda session: session.lose_presenter(ADA, GONE)).then()
