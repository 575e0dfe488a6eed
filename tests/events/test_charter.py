"""The charter: what a programme is for, whose yes it has, and how its pilot ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lt_web.events.charter import Charter, Pilot
from lt_web.events.formats import FORMATS
from tests.story import ADA, BEN, CLEO, PROGRAMME, Story, fact, given

Deed = Callable[[Charter], Any]
STARTS = date(2026, 3, 2)
SINCE = date(2026, 2, 1)
OPENED = fact(Charter.Opened, programme=PROGRAMME)
PILOT = fact(Charter.PilotBegun, starts=STARTS, weeks=6)
ASKED = fact(Charter.BuyInAsked, person=BEN, hours=40, since=SINCE)
GRANTED = fact(Charter.BuyInRecorded, person=BEN, hours=40, since=SINCE)
WEEK_4, LAST_WEEK = date(2026, 3, 23), date(2026, 4, 6)


def decide(decision: str = "go_on", reason: str = "It works", today: date = LAST_WEEK) -> Deed:
    return lambda charter: charter.decide(decision, reason, 99, "9 sessions took place.", today)


def decided(decision: str, reason: str = "It works") -> Any:
    return fact(
        Charter.PilotDecided, decision=decision, seen=99, figures="9 sessions took place.", reason=reason
    )


def given_a_pilot(*more: Any) -> Story[Any]:
    return given(OPENED, PILOT, *more)


def test_outcomes_are_kept_one_a_line_in_the_words_of_the_champion() -> None:
    story = given(OPENED).when(
        lambda charter: charter.set_outcomes("  Fewer handovers \n\n New people teach\n")
    )
    story.then(fact(Charter.OutcomesSet, outcomes="Fewer handovers\nNew people teach"))
    story.when(lambda charter: charter.set_outcomes("Fewer handovers\nNew people teach")).then()
    story.when(lambda charter: charter.set_outcomes("\n".join("abcdef"))).refused(
        "5 outcomes are the most. Keep those that matter.", "outcomes"
    )


def test_the_audience_is_said_once() -> None:
    say: Deed = lambda charter: charter.describe_audience("Whoever ships things")  # noqa: E731
    given(OPENED).when(say, say).then(fact(Charter.AudienceDescribed, audience="Whoever ships things"))


def test_all_formats_are_offered_until_some_are_chosen() -> None:
    story = given(OPENED).when(lambda charter: charter.offer_formats(FORMATS)).then()
    story.when(lambda charter: charter.offer_formats(["talk", "demo"]))
    story.then(fact(Charter.FormatsOffered, formats=("demo", "talk")))
    story.when(lambda charter: charter.require_offered("talk")).then()
    story.when(lambda charter: charter.require_offered("clinic", before="clinic")).then()
    story.when(lambda charter: charter.require_offered("clinic")).refused(
        "This programme does not offer that format. Pick one of those it offers.", "format"
    )
    story.when(lambda charter: charter.offer_formats(["juggling"])).refused(
        "Pick from the formats offered.", "formats"
    )


def test_a_pilot_has_six_to_eight_weeks() -> None:
    begin: Deed = lambda charter: charter.begin_pilot(STARTS, 6)  # noqa: E731
    story = given(OPENED).when(begin, begin).then(PILOT)
    for weeks in (5, 9):
        story.when(lambda charter, n=weeks: charter.begin_pilot(STARTS, n)).refused(
            "A pilot has 6 to 8 weeks.", "pilot_weeks"
        )
    story.when(lambda charter: charter.begin_pilot(date(1066, 3, 2), 6)).refused(
        "Check the year of this date: 1066.", "pilot_from"
    )


@pytest.mark.parametrize(
    ("today", "week"),
    [("2026-03-01", 0), ("2026-03-02", 1), ("2026-03-22", 3), ("2026-04-12", 6), ("2026-04-13", 7)],
)
def test_a_pilot_counts_its_weeks(today: str, week: int) -> None:
    pilot = Pilot(STARTS, 6)
    assert pilot.week_on(date.fromisoformat(today)) == week
    assert (pilot.quick_win, pilot.last_week, pilot.ends) == (WEEK_4, LAST_WEEK, date(2026, 4, 12))


def test_a_programme_without_a_pilot_says_so_once() -> None:
    given(OPENED).when(lambda charter: charter.go_on_openly()).then()
    given_a_pilot().when(lambda charter: charter.go_on_openly()).then(fact(Charter.OpenEnded))


def test_a_sponsor_who_is_asked_says_yes_with_one_click() -> None:
    ask: Deed = lambda charter: charter.ask_for_hours(BEN, 40, SINCE)  # noqa: E731
    story = given(OPENED).when(ask, ask).then(ASKED)
    story.when(lambda charter: charter.say_yes(CLEO)).refused(
        "Nobody asks you for this now. The champions can ask you again."
    )
    story.when(lambda charter: charter.say_yes(BEN), lambda charter: charter.say_yes(BEN)).then(GRANTED)
    story.when(ask).then()


def test_a_sponsor_may_say_not_now() -> None:
    story = given(OPENED, ASKED).when(lambda charter: charter.say_not_now(CLEO)).then()
    not_now: Deed = lambda charter: charter.say_not_now(BEN)  # noqa: E731
    story.when(not_now, not_now).then(fact(Charter.BuyInDeclined, person=BEN))


def test_a_champion_records_a_yes_and_notes_that_it_no_longer_holds() -> None:
    record: Deed = lambda charter: charter.record_yes(BEN, 40, SINCE)  # noqa: E731
    story = given(OPENED).when(record, record).then(GRANTED)
    story.when(lambda charter: charter.record_yes(BEN, 0, SINCE)).refused(
        "Give a number of hours between 1 and 10000.", "hours"
    )
    withdraw: Deed = lambda charter: charter.withdraw_yes("New quarter")  # noqa: E731
    story.when(withdraw, withdraw).then(fact(Charter.BuyInWithdrawn, person=BEN, reason="New quarter"))


def test_the_quick_win_comes_after_three_weeks_and_goes_to_the_sponsors() -> None:
    early = given_a_pilot().when(lambda charter: charter.share_quick_win({BEN}, date(2026, 3, 22)))
    early.refused("Three weeks come first: there is a quick win to share from 2026-03-23 on.")
    given_a_pilot().when(lambda charter: charter.share_quick_win((), WEEK_4)).refused(
        "Nobody sponsors this programme yet. Give somebody that role first."
    )
    share: Deed = lambda charter: charter.share_quick_win({BEN}, WEEK_4)  # noqa: E731
    given_a_pilot().when(share, share).then(fact(Charter.QuickWinShared, sponsors=(BEN,)))
    given(OPENED).when(share).refused("This programme has no end, so there is no pilot to speak of.")


def test_a_pilot_is_decided_from_its_last_week_on() -> None:
    given_a_pilot().when(decide(today=date(2026, 4, 5))).refused(
        "A pilot is decided from its last week on, which begins on 2026-04-06."
    )
    given_a_pilot().when(decide("perhaps")).refused("Pick one of the three.", "decision")
    given_a_pilot().when(decide("change"), decide("change")).then(decided("change"))


def test_a_pilot_that_goes_on_has_no_end_any_more() -> None:
    story = given_a_pilot().when(decide("go_on"), decide("go_on")).then(decided("go_on"))
    assert story.aggregate.pilot is None


def test_in_a_programme_that_was_stopped_nothing_new_begins_until_it_begins_again() -> None:
    story = given_a_pilot().when(lambda charter: charter.require_going_on()).then()
    story.when(decide("stop")).then(decided("stop"))
    story.when(lambda charter: charter.require_going_on()).refused(
        "This programme was stopped, so nothing new begins in it. What there was stays here."
    )
    story.when(lambda charter: charter.go_on_openly()).then(fact(Charter.OpenEnded))
    story.when(lambda charter: charter.require_going_on()).then()


def test_who_takes_a_programme_over_is_somebody_else() -> None:
    given(OPENED).when(lambda charter: charter.hand_over(ADA, BEN, "Long leave")).then(
        fact(Charter.HandedOver, former=ADA, person=BEN, reason="Long leave")
    )
    given(OPENED).when(lambda charter: charter.hand_over(ADA, ADA, "Long leave")).refused(
        "They are its champion already. Pick somebody else.", "person"
    )
