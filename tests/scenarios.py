"""Stories of a programme, told by commands alone under a clock; together they record every event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from lt_web.commands import (
    attendance,
    feedback,
    leaving,
    people,
    programmes,
    proposals,
    seats,
    sessions,
    teaching,
    topics,
    write_ups,
)
from lt_web.store import directory
from projections import people_queries
from tests.company import Company, outline

PAST = b"""title;date;time;presenters;topics;length;attendees;rating;notes link
First hour;2026-11-05;14:00;Ada Holm, Somebody Else;Databases;30;Dina Holm, Ben Holm;4.3 (9);https://wiki.tern.example/first
Second hour;2026-11-12;;Somebody Else;Ropes, Sensors;45;11;;
Third hour;2026-11-19;09:30;Ben Holm;;;Somebody Else, Emil Holm;;
"""
Scenario = Callable[[Company], None]
SCENARIOS: dict[str, Scenario] = {}


def scenario(told: Scenario) -> Scenario:
    """List a story under its name."""
    SCENARIOS[told.__name__] = told
    return told


@scenario
def people_come_move_leave_and_return(company: Company) -> None:
    company.house(people.move_team, company.gus, "Web")
    company.house(leaving.leave, company.fay)
    company.house(people.come_back, company.fay)
    company.by(company.dina, people.change_profile, "Dina Holm-Reyes", "Asia/Tokyo")
    company.house(people.note_unclaimed, "A name from an old table")


@scenario
def somebody_leaves_who_presents_goes_and_was_asked(company: Company) -> None:
    session, other = company.session(capacity=1, presenter=company.gus), company.session(capacity=1, days=9)
    for person in (company.gus, company.dina):
        company.by(person, seats.answer, other, "yes")
    topic = company.by(company.ada, topics.add, company.programme, "Knots")
    company.by(company.emil, teaching.ask, company.programme, topic, company.gus, "You tie the best ones.")
    company.house(leaving.leave, company.gus, [session, other], (), [company.programme], "file")


@scenario
def a_programme_is_described_set_up_and_closed_to_outsiders(company: Company) -> None:
    company.by(company.ada, programmes.describe, company.programme, "Tide hour", "Slower.", "Asia/Tokyo")
    company.by(company.ada, programmes.set_up, company.programme, {"offer_hours": 2}, False)
    company.by(company.ada, programmes.set_up, company.programme, {"offer_hours": 4}, True)


@scenario
def roles_are_given_and_taken(company: Company) -> None:
    company.by(
        company.ada, programmes.give_role, company.programme, company.cleo, "champion", "Shares the work"
    )
    company.by(company.cleo, programmes.take_role, company.programme, company.ada, "champion", "Long leave")
    company.house(programmes.make_admin, company.ada, "Runs the server")
    company.by(company.ada, programmes.make_admin, company.ben, "Runs the other server")
    company.by(company.ada, programmes.unmake_admin, company.ben, "Runs it no more")


@scenario
def topics_are_added_renamed_and_merged(company: Company) -> None:
    session = company.session()
    proposal = company.proposal()
    sensing, sensors, databases = (
        company.by(company.ada, topics.add, company.programme, name)
        for name in ("Sensing", "Sensors", "Databases")
    )
    company.by(company.ada, topics.rename, company.programme, databases, "Relational databases")
    company.by(company.ada, topics.merge, company.programme, sensors, sensing)
    company.by(company.ada, topics.merge, company.programme, sensing, databases)
    company.by(company.ben, sessions.edit, session, outline("Reading two plans"), ["Sensors", "Databases"])
    company.by(company.ben, proposals.edit, proposal, outline("Sails"), ["sensing", "Ropes"], "sailors")


@scenario
def people_say_what_they_can_teach_and_are_asked_to(company: Company) -> None:
    here, session = company.programme, company.session(capacity=None)
    company.by(company.ben, sessions.invite_presenter, session, company.cleo)
    company.by(company.cleo, sessions.accept_presenting, session)
    knots, ropes, sails = (
        company.by(company.ada, topics.add, here, name) for name in ("Knots", "Ropes", "Sails")
    )
    databases = company.by(company.ada, topics.add, here, "Databases")
    for topic, on in ((sails, ropes), (knots, ropes), (databases, knots)):
        company.by(company.ada, topics.link, here, topic, on)
    company.by(company.ada, topics.unlink, here, databases, knots)
    for person, topic in (
        (company.dina, knots),
        (company.emil, knots),
        (company.dina, ropes),
        (company.gus, ropes),
    ):
        company.by(person, teaching.declare, here, topic)
    company.by(company.ada, teaching.confirm, here, knots, company.dina)
    company.by(company.fay, teaching.confirm, here, ropes, company.dina)
    company.by(company.emil, teaching.withdraw, here, knots)
    company.by(company.dina, teaching.ask, here, knots, company.gus, "You tie the best ones.")
    company.by(company.emil, teaching.ask, here, ropes, company.gus)
    company.by(company.emil, teaching.ask, here, sails, company.ben)
    company.by(company.ben, teaching.decline_ask, here, sails)
    company.by(company.ada, topics.merge, here, knots, ropes)
    company.proposal(company.gus, "Ropes that hold")
    company.by(company.gus, proposals.propose, here, outline("Ropes"), ["Ropes"], "")
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    company.by(company.ada, topics.merge, here, databases, ropes)
    company.house(leaving.leave, company.cleo)
    company.house(leaving.leave, company.dina)
    company.house(people.come_back, company.cleo)


@scenario
def a_draft_is_sent_voted_on_accepted_and_scheduled(company: Company) -> None:
    draft = company.made(
        company.by(company.ben, proposals.draft, company.programme, outline("Knots"), ["Ropes"], "all")
    )
    company.by(company.ben, proposals.invite_presenter, draft, company.cleo)
    company.by(company.ben, proposals.send, draft)
    company.by(company.cleo, proposals.accept_presenting, draft)
    for voter, choice in zip(company.everyone[3:], ("interested", "maybe", "skip", "maybe"), strict=True):
        company.by(voter, proposals.vote, draft, choice)
    company.by(company.dina, proposals.vote, draft, "skip")
    company.by(company.dina, proposals.comment, draft, "Which knot holds a boat?")
    company.by(company.ada, proposals.accept, draft)
    company.by(
        company.ada, proposals.schedule, draft, outline("Knots", minutes=45), ["Ropes"], company.slot(9), 12
    )


@scenario
def a_request_is_adopted(company: Company) -> None:
    request = company.made(
        company.by(company.dina, proposals.ask, company.programme, outline("Charts by hand"), [], "all")
    )
    company.by(company.emil, proposals.vote, request, "interested")
    company.by(company.gus, proposals.adopt, request)
    company.by(company.gus, proposals.invite_presenter, request, company.fay)
    company.by(company.fay, proposals.decline_presenting, request)
    company.by(company.gus, proposals.invite_presenter, request, company.fay)
    company.by(company.fay, proposals.accept_presenting, request)
    company.by(company.fay, proposals.withdraw_presenter, request, company.fay)


@scenario
def a_proposal_is_declined_resubmitted_and_withdrawn(company: Company) -> None:
    proposal = company.proposal()
    company.by(company.ada, proposals.decline, proposal, "We had this in spring.")
    company.by(company.ben, proposals.edit, proposal, outline("Sails, once more"), ["Sails"], "")
    company.by(company.ben, proposals.resubmit, proposal)
    company.by(company.ben, proposals.withdraw, proposal)


@scenario
def voting_ends_on_its_day(company: Company) -> None:
    proposal = company.proposal()
    company.by(company.emil, proposals.vote, proposal, "interested")
    company.by(company.ada, proposals.date_voting, proposal, company.clock.now + timedelta(days=3))
    company.routine("voting", proposals.close_voting_when_due, proposal)
    company.clock.pass_by(days=4)
    company.routine("voting", proposals.close_voting_when_due, proposal)
    company.routine("voting", proposals.close_voting_when_due, proposal)


@scenario
def a_session_is_published_joined_late_commented_and_held(company: Company) -> None:
    session = company.session(capacity=None)
    newcomer = company.hire("Hana")
    company.routine("audience", sessions.invite_later, session, newcomer)
    company.by(newcomer, seats.answer, session, "yes")
    company.by(newcomer, sessions.comment, session, "Shall I bring my laptop?")
    company.by(company.dina, seats.answer, session, "maybe")
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    company.routine("held", sessions.hold, session)


@scenario
def attendance_is_noted_and_put_right(company: Company) -> None:
    session = company.session(capacity=None)
    for person in (company.dina, company.emil):
        company.by(person, seats.answer, session, "yes")
    company.until(session, minutes=5)
    company.by(company.dina, attendance.check_in, session)
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    company.by(company.ben, attendance.mark_all, session, [company.dina, company.emil], "present")
    company.by(company.ben, attendance.mark, session, company.fay, "partly")
    company.by(company.ada, attendance.mark, session, company.emil, "excused", "He was ill")
    company.by(company.ben, attendance.count_heads, session, 4)
    company.by(company.ben, attendance.note_length, session, 35)


@scenario
def feedback_is_given_released_and_closed(company: Company) -> None:
    session = company.session(capacity=None)
    for person in company.everyone[2:]:
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=-2)
    company.routine("sessions", sessions.hold, session)
    company.by(company.dina, feedback.sign, session, 4, "The example stays with me")
    for person, score in ((company.emil, 5), (company.fay, 2), (company.gus, 4)):
        company.by(person, feedback.answer, session, score, "Slower next time" if score == 2 else "")
    company.routine("ballot-box", feedback.release, session)
    company.by(company.ada, programmes.set_up, company.programme, {"feedback_least": 3}, True)
    company.routine("ballot-box", feedback.release, session)
    company.by(company.cleo, feedback.answer, session, 1, "Seen by nobody")
    company.until(session, hours=-24 * 14)
    company.routine("closing", feedback.close, session)
    company.by(company.ada, feedback.recall, session, 430, 12)


@scenario
def a_session_is_written_up_by_several(company: Company) -> None:
    session = company.session(capacity=None)
    slides = ("slides", "https://files.tern.example/plans.pdf", "Slides")
    company.by(company.ben, write_ups.add_link, session, *slides)
    company.by(company.ben, write_ups.allow_recording, session)
    company.by(company.dina, seats.answer, session, "yes")
    company.until(session, hours=-2)
    company.routine("sessions", sessions.hold, session)
    film = ("recording", "https://files.tern.example/film")
    company.by(company.ben, write_ups.add_link, session, *film)
    company.by(company.ben, write_ups.refuse_recording, session)
    for person in (company.cleo, company.emil):
        company.by(company.ben, write_ups.add_co_author, session, person)
    company.by(company.ben, write_ups.remove_co_author, session, company.emil)
    company.by(company.cleo, write_ups.keep_draft, session, "## What we", 0)
    company.by(company.cleo, write_ups.publish, session, "## What we covered", 0)
    company.by(company.ben, write_ups.publish, session, "## What we covered\n\nPlans.", 1, "Said what")
    company.by(company.dina, write_ups.note, session, "Read it from the inside out.")
    company.by(company.dina, write_ups.note, session, "Read it from the inside out, slowly.")
    with company.installation.database.reading():
        known = company.installation.log.load(write_ups.WriteUp, write_ups.write_up_id(session))
    assert known
    company.by(company.ben, write_ups.remove_link, session, next(iter(known.links)))
    company.by(company.dina, write_ups.withdraw_note, session, company.dina)


@scenario
def nobody_writes_it_up_until_somebody_takes_it_on(company: Company) -> None:
    session = company.session(capacity=None)
    company.by(company.dina, seats.answer, session, "yes")
    company.until(session, hours=-2)
    company.routine("sessions", sessions.hold, session)
    company.by(company.ada, programmes.set_up, company.programme, {"write_up_days": 5}, True)
    for days in (8, 1, 6):
        company.clock.pass_by(days=days)
        company.routine("write-ups", write_ups.nudge, session)
    company.by(company.dina, write_ups.take_over, session)
    company.by(company.dina, write_ups.publish, session, "What I remember.", 0)


@scenario
def a_full_session_has_a_waitlist(company: Company) -> None:
    session = company.session(capacity=2)
    for person in (company.dina, company.emil, company.fay, company.gus):
        company.by(person, seats.answer, session, "yes")
    company.by(company.fay, seats.answer, session, "no")
    company.by(company.fay, seats.answer, session, "yes")
    company.by(company.dina, seats.answer, session, "maybe")
    company.by(company.ada, seats.answer_for, session, company.cleo, "yes")
    company.by(company.ada, seats.remove, session, company.emil)
    company.by(company.ada, seats.seat, session, company.emil, "Flew in for it")
    company.by(company.ada, seats.set_capacity, session, 4)
    company.by(company.ada, seats.set_capacity, session, 1)
    company.by(company.ada, seats.set_capacity, session, None)


@scenario
def a_seat_is_offered_shortly_before_the_start(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=20)
    company.by(company.dina, seats.answer, session, "no")
    company.clock.pass_by(hours=5)
    company.routine("offers", seats.lapse_offers, session)
    company.by(company.fay, seats.answer, session, "yes")


@scenario
def a_session_moves_and_is_confirmed(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.dina, company.emil):
        company.by(person, seats.answer, session, "yes")
    company.by(company.gus, seats.answer, session, "maybe")
    company.until(session, hours=10)
    company.by(company.dina, seats.answer, session, "no")
    company.by(company.ada, sessions.reschedule, session, company.slot(12, 10, "Room Gull"))
    company.by(company.emil, seats.answer, session, "yes")
    company.by(company.gus, seats.answer, session, "maybe")


@scenario
def a_session_is_postponed_dated_anew_and_cancelled(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.dina, company.emil):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=3)
    company.by(company.dina, seats.answer, session, "no")
    company.by(company.ada, sessions.postpone, session, "The room is flooded")
    company.by(company.ada, sessions.reschedule, session, company.slot(5))
    company.by(company.ada, sessions.cancel, session, "Nobody can come")


@scenario
def presenters_are_invited_and_step_down(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.cleo, company.dina):
        company.by(person, seats.answer, session, "yes")
    company.by(company.ben, sessions.invite_presenter, session, company.cleo)
    company.by(company.cleo, sessions.accept_presenting, session)
    company.by(company.ben, sessions.invite_presenter, session, company.gus)
    company.by(company.gus, sessions.decline_presenting, session)
    company.by(company.ben, sessions.withdraw_presenter, session, company.ben)


@scenario
def a_table_of_past_sessions_is_read_in(company: Company) -> None:
    company.session()
    for _twice in range(2):
        company.reads_in(PAST)


@scenario
def a_name_from_a_table_is_recognised(company: Company) -> None:
    company.reads_in(PAST)
    with company.installation.database.reading() as db:
        entry = directory.named(db, "Somebody Else")[0]
        held = people_queries.where_named(db, entry.person)
    for _twice in range(2):
        company.by(company.ada, people.merge, company.programme, entry.person, company.dina, held)
    company.reads_in(PAST.replace(b"Third", b"Fourth"))


@scenario
def an_inbox_is_worked_off(company: Company) -> None:
    session = company.session(capacity=1)
    for person in (company.dina, company.emil):
        company.by(person, seats.answer, session, "yes")
    company.by(company.dina, seats.answer, session, "no")
    company.by(company.emil, people.take_note, "promoted", session, 1)


# They list their stories here.
import tests.stories.audit  # noqa: E402
import tests.stories.charter  # noqa: E402
import tests.stories.competency  # noqa: E402
import tests.stories.desk  # noqa: E402
import tests.stories.editions  # noqa: E402
import tests.stories.erasing  # noqa: E402
import tests.stories.templates  # noqa: E402, F401
