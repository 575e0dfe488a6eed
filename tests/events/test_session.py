"""Sessions: from their date to the day on which they took place, or did not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lt_web.events.planned import Appointment, Outline
from lt_web.events.session import Session
from tests.events.session_facts import (
    CANCELLED,
    ENDS,
    HELD,
    LATER,
    LISBON,
    OFF,
    OUTLINE,
    OVER,
    POSTPONED,
    RESCHEDULED,
    SCHEDULED,
    SLOT,
    STARTS,
    WALL,
    Deed,
    invited,
    join_audience,
    publish,
    published,
    reschedule,
    schedule,
)
from tests.story import ADA, AN_ID, BEN, CLEO, NOW, PROGRAMME, PYTHON, SESSION, Fact, Story, fact, given, wall

# Its date


def test_a_session_gets_its_date() -> None:
    session = schedule().then(SCHEDULED).aggregate
    assert (session.state, session.starts, session.ends) == ("scheduled", STARTS, ENDS)


def test_a_session_remembers_the_proposal_that_it_came_from() -> None:
    session = Session.schedule(PROGRAMME, OUTLINE, SLOT, (ADA,), proposal=BEN, id=SESSION)
    assert (session.proposal, session.id) == (BEN, SESSION)


def test_a_time_that_does_not_exist_moves_to_the_next_valid_minute() -> None:
    session = schedule(slot=Appointment(wall("2026-03-29 01:30:40"), LISBON)).aggregate
    assert session.wall == wall("2026-03-29 02:00")


def test_a_new_date_is_recorded_as_the_clock_on_the_wall_shows_it() -> None:
    story = given(SCHEDULED, published()).when(reschedule(LATER)).then(RESCHEDULED)
    assert story.aggregate.starts == datetime(2026, 4, 9, 13, tzinfo=UTC)  # summer time by then
    assert story.aggregate.state == "published"


def test_rescheduling_tells_whether_it_moved() -> None:
    session = given(SCHEDULED).aggregate
    assert session.reschedule(WALL, LISBON, NOW) is False
    assert session.reschedule(LATER, LISBON, NOW) is True


def test_the_same_date_again_records_nothing() -> None:
    given(SCHEDULED).when(reschedule(WALL)).then()


def test_the_same_clock_in_another_zone_is_another_date() -> None:
    moved = fact(Session.Rescheduled, wall=WALL, zone="Australia/Lord_Howe")
    given(SCHEDULED).when(reschedule(WALL, "Australia/Lord_Howe")).then(moved)


def test_a_date_in_the_past_is_refused() -> None:
    why = "That time has passed. Pick one in the future."
    given(SCHEDULED).when(reschedule(WALL, now=STARTS)).refused(why, field="date")


@pytest.mark.parametrize("year", [1, 1969, 2200, 9999])
def test_a_year_that_must_be_a_slip_is_refused(year: int) -> None:
    slip = Appointment(WALL.replace(year=year), LISBON)
    schedule(slot=slip).refused(f"Check the year of this date: {year}.", field="date")


def test_an_unknown_zone_is_refused() -> None:
    why = "There is no time zone “Atlantis/City”. Pick one such as Europe/Lisbon."
    schedule(slot=Appointment(WALL, "Atlantis/City")).refused(why, field="zone")
    given(SCHEDULED).when(reschedule(WALL, "Atlantis/City")).refused(why, field="zone")


# What it is about and where


def test_putting_it_differently_is_recorded_whole() -> None:
    other = Outline("Type hints, calmly", "", "micro", 15, ())
    edited = fact(
        Session.Edited, format="micro", minutes=15, topics=(), title="Type hints, calmly", summary=""
    )
    story = given(SCHEDULED).when(lambda session: session.edit(other)).then(edited)
    assert story.aggregate.ends == STARTS + timedelta(minutes=15)


def test_putting_it_the_same_way_again_records_nothing() -> None:
    blanks = Outline(" Type hints that help ", "Where they pay off.\n", "talk", 45, (PYTHON,))
    given(SCHEDULED).when(lambda session: session.edit(blanks)).then()


@pytest.mark.parametrize(
    ("outline", "why", "field"),
    [
        (Outline(" ", "", "talk", 45), "This cannot be left empty.", "title"),
        (Outline("Two\nlines", "", "talk", 45), "Write this on one line.", "title"),
        (Outline("T", "", "lecture", 45), "Pick one of the formats offered.", "format"),
        (Outline("T", "", "talk", 5), "Give a length between 10 and 60 minutes.", "length"),
        (
            Outline("T", "", "talk", 61),
            "Give a length between 10 and 60 minutes; longer sessions tire people. Make it two.",
            "length",
        ),
    ],
)
def test_what_it_is_about_is_checked_at_each_field(outline: Outline, why: str, field: str) -> None:
    schedule(outline).refused(why, field)
    given(SCHEDULED).when(lambda session: session.edit(outline)).refused(why, field)


def test_another_place_is_recorded() -> None:
    moved = fact(Session.Relocated, place="Garden", link="")
    given(SCHEDULED).when(lambda session: session.relocate("Garden", "")).then(moved)


def test_the_same_place_again_records_nothing() -> None:
    given(SCHEDULED).when(lambda session: session.relocate("Room 2 ", SLOT.link)).then()


def test_a_link_that_is_no_web_address_is_refused() -> None:
    why = "Give an address that begins with https:// or leave this empty."
    given(SCHEDULED).when(lambda session: session.relocate("", "javascript:alert(1)")).refused(
        why, field="link"
    )


# Publishing


def test_publishing_records_whom_it_reached() -> None:
    story = given(SCHEDULED).when(publish()).then(published())
    assert (story.aggregate.state, story.aggregate.invited) == ("published", {BEN})


def test_teams_are_recorded_where_it_is_for_teams() -> None:
    given(SCHEDULED).when(publish("teams", ("Harbour",))).then(
        published(audience="teams", teams=("Harbour",))
    )
    given(SCHEDULED).when(publish("members", ("Harbour",))).then(published(audience="members"))


@pytest.mark.parametrize("audience", ["teams", "nobody", ""])
def test_an_audience_must_be_named(audience: str) -> None:
    why = "Say who it is for: everyone, the members, or at least one team."
    given(SCHEDULED).when(publish(audience)).refused(why, field="teams")


def test_publishing_waits_for_an_invited_presenter() -> None:
    why = "Someone has not said yet whether they present it. Wait, or publish all the same."
    given(SCHEDULED, invited(CLEO)).when(publish()).refused(why, field="despite_invitations")


def test_a_champion_may_publish_all_the_same_and_that_is_recorded() -> None:
    given(SCHEDULED, invited(CLEO)).when(publish(despite=True)).then(published(despite=True))
    given(SCHEDULED).when(publish(despite=True)).then(published(despite=False))


def test_publishing_twice_is_refused() -> None:
    why = "This session is published already. Change its date or place instead."
    given(SCHEDULED, published()).when(publish()).refused(why)


def test_publishing_after_its_time_needs_a_new_date() -> None:
    why = "This session's time has passed. Give it a new date first."
    given(SCHEDULED).when(publish(now=STARTS)).refused(why)


@pytest.mark.parametrize("before", [(), (published(),)])
def test_a_postponed_session_is_published_once_it_has_a_date(before: tuple[Fact, ...]) -> None:
    why = "This session is postponed. Give it a new date first."
    given(SCHEDULED, *before, POSTPONED).when(publish()).refused(why)


def test_whoever_joins_the_audience_before_the_start_is_invited_too() -> None:
    story = given(SCHEDULED, published()).when(join_audience(CLEO), join_audience(CLEO), join_audience(BEN))
    story.then(fact(Session.InvitedLater, person=CLEO))
    assert story.aggregate.invited == {BEN, CLEO}


@pytest.mark.parametrize(
    ("audience", "team", "member", "belongs"),
    [
        ("everyone", "", False, True),
        ("members", "", True, True),
        ("members", "Harbour", False, False),
        ("teams", "Harbour", False, True),
        ("teams", "Kitchen", True, False),
        ("teams", "", False, False),
    ],
)
def test_only_who_belongs_to_the_audience_is_invited(
    audience: str, team: str, member: bool, belongs: bool
) -> None:
    before = published(audience=audience, teams=("Harbour",) if audience == "teams" else ())
    later = [fact(Session.InvitedLater, person=CLEO)] if belongs else []
    given(SCHEDULED, before).when(join_audience(CLEO, team, member)).then(*later)


def test_from_the_start_on_nobody_is_invited() -> None:
    given(SCHEDULED, published()).when(join_audience(CLEO, now=STARTS)).then()


@pytest.mark.parametrize(
    "story", [(SCHEDULED,), (SCHEDULED, published(), CANCELLED), (SCHEDULED, published(), HELD)]
)
def test_nobody_is_invited_to_what_is_not_announced_or_is_off(story: tuple[Fact, ...]) -> None:
    given(*story).when(join_audience(CLEO)).then()


def test_while_there_is_no_date_people_still_join_the_audience() -> None:
    long_after = STARTS + timedelta(days=3)
    later = fact(Session.InvitedLater, person=CLEO)
    given(SCHEDULED, published(), POSTPONED).when(join_audience(CLEO, now=long_after)).then(later)


# Called off, put off, held


def test_postponing_takes_it_off_its_date_and_a_new_date_brings_it_back() -> None:
    story = given(SCHEDULED, published()).when(lambda session: session.postpone("Ada is ill")).then(POSTPONED)
    assert story.aggregate.state == "postponed"
    assert story.when(reschedule(LATER)).then(RESCHEDULED).aggregate.state == "published"


def test_a_postponed_session_may_return_to_the_same_date() -> None:
    back = fact(Session.Rescheduled, wall=WALL, zone=LISBON)
    story = given(SCHEDULED, POSTPONED).when(reschedule(WALL)).then(back)
    assert story.aggregate.state == "scheduled"


def test_postponing_twice_is_refused() -> None:
    why = "This session is postponed already. Give it a new date, or cancel it."
    given(SCHEDULED, POSTPONED).when(lambda session: session.postpone("Again")).refused(why)


def test_cancelling_needs_a_reason() -> None:
    empty = "This cannot be left empty."
    given(SCHEDULED).when(lambda session: session.cancel(" ")).refused(empty, field="reason")
    given(SCHEDULED).when(lambda session: session.postpone("")).refused(empty, field="reason")
    story = (
        given(SCHEDULED, published()).when(lambda session: session.cancel("Nobody can come")).then(CANCELLED)
    )
    assert story.aggregate.state == "cancelled"


def test_a_postponed_session_can_be_cancelled() -> None:
    given(SCHEDULED, POSTPONED).when(lambda session: session.cancel("Nobody can come")).then(CANCELLED)


def test_it_took_place_once_its_planned_end_has_passed() -> None:
    story = (
        given(SCHEDULED, published()).when(lambda session: session.hold(ENDS - timedelta(seconds=1))).then()
    )
    story.when(lambda session: session.hold(ENDS), lambda session: session.hold(ENDS)).then(HELD)
    assert story.aggregate.state == "held"


@pytest.mark.parametrize("before", [(), (POSTPONED,), (CANCELLED,)])
def test_what_was_not_published_or_is_off_did_not_take_place(before: tuple[Fact, ...]) -> None:
    given(SCHEDULED, *before).when(lambda session: session.hold(ENDS)).then()


def recall(minutes: int) -> Story[Session]:
    """Read in what took place, from a table that names neither a place nor topics."""
    past = Outline("A whole morning", "", "workshop", minutes)
    slot = Appointment(wall("2024-05-14 09:00"), LISBON)
    return given().when(lambda _: Session.recall(SESSION, PROGRAMME, past, slot, (ADA,)))


def test_what_a_table_of_the_past_tells_took_place_and_may_have_been_longer() -> None:
    session = recall(180).aggregate
    start, end = session.starts, session.starts + timedelta(hours=3)
    told = {
        "format": "workshop",
        "minutes": 180,
        "topics": (),
        "presenters": (ADA,),
        "title": "A whole morning",
    }
    there = {"wall": wall("2024-05-14 09:00"), "zone": LISBON, "place": "", "link": "", "summary": ""}
    scheduled = fact(Session.Scheduled, programme=PROGRAMME, proposal=None, **told, **there)
    recall(180).then(scheduled, fact(Session.Held, start=start, end=end))
    assert (session.state, session.published, session.id) == ("held", True, SESSION)


@pytest.mark.parametrize("minutes", [0, -30, 481])
def test_no_session_of_the_past_took_longer_than_a_day_of_work(minutes: int) -> None:
    recall(minutes).refused("Give a length between 1 and 480 minutes.", field="length")


@pytest.mark.parametrize(("end", "why"), [(HELD, OVER), (CANCELLED, OFF)])
@pytest.mark.parametrize(
    "deed",
    [
        lambda session: session.edit(OUTLINE),
        reschedule(LATER),
        lambda session: session.relocate("Garden", ""),
        publish(),
        lambda session: session.postpone("Ada is ill"),
        lambda session: session.cancel("Nobody can come"),
        lambda session: session.invite_presenter(CLEO),
        lambda session: session.accept_presenting(BEN),
        lambda session: session.withdraw_presenter(BEN),
    ],
)
def test_what_is_over_or_off_no_longer_changes(end: Fact, why: str, deed: Deed) -> None:
    given(SCHEDULED, invited(BEN), end).when(deed).refused(why)


def test_people_may_still_comment_on_what_is_over() -> None:
    commented = fact(Session.Commented, comment=AN_ID, text="Thank you.")
    given(SCHEDULED, published(), HELD).when(lambda session: session.comment(" Thank you. ")).then(commented)


def test_an_empty_comment_is_refused() -> None:
    given(SCHEDULED).when(lambda session: session.comment(" \n ")).refused(
        "This cannot be left empty.", field="text"
    )
