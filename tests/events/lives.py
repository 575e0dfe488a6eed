"""Lives of aggregates, told from the first event to the last; together they contain every kind of event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lt_web.events.attendance import Attendance
from lt_web.events.base import Aggregate
from lt_web.events.cadence import Cadence
from lt_web.events.charter import Charter
from lt_web.events.competency import Competency
from lt_web.events.editions import Editions, Fixed
from lt_web.events.feedback import Answer, Feedback
from lt_web.events.guides import Guide, Guides
from lt_web.events.ids import HOUSE
from lt_web.events.ledger import Ledger
from lt_web.events.person import Person
from lt_web.events.planned import Appointment, Outline
from lt_web.events.programme import Programme
from lt_web.events.proposal import Proposal
from lt_web.events.roles import Roles
from lt_web.events.rules import Rule
from lt_web.events.seats import Seats, Terms
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from lt_web.events.write_up import Link, WriteUp
from tests.story import ADA, BEN, CLEO, DINA, GARDENING, NOW, PROGRAMME, PYTHON, SESSION, wall

LISBON = "Europe/Lisbon"
OUTLINE = Outline("Bread without kneading", "Time does the work.", "demo", 30, (PYTHON,))
OTHER = Outline("Bread in a pan", "", "micro", 15)
SLOT = Appointment(wall("2026-03-12 14:00"), LISBON, "Kitchen", "https://meet.tern.example/bread")
STARTS = NOW + timedelta(days=7)
TERMS = Terms()
ELSEWHERE = "0f/7"


def a_programme() -> Programme:
    programme = Programme.found("tech-hour", "Tech hour", "We teach each other.", LISBON)
    programme.describe("Tea hour", "", "Pacific/Apia")
    programme.set("offer_hours", 2)
    programme.open_to_all(False)
    programme.open_to_all(True)
    return programme


def a_charter() -> Charter:
    charter, today = Charter.open_for(PROGRAMME), NOW.date()
    charter.set_outcomes("Bread for everybody\nTwo new bakers")
    charter.describe_audience("Whoever eats")
    charter.offer_formats(["demo", "micro"])
    charter.begin_pilot(today, 6)
    charter.ask_for_hours(BEN, 40, today)
    charter.say_not_now(BEN)
    charter.ask_for_hours(BEN, 20, today)
    charter.say_yes(BEN)
    charter.share_quick_win([BEN, CLEO], today + timedelta(weeks=4))
    charter.decide("stop", "No flour", 7, "One loaf.", today + timedelta(weeks=6))
    charter.withdraw_yes("No flour")
    charter.go_on_openly()
    charter.hand_over(ADA, BEN, "Long leave")
    return charter


def the_roles_of_the_house() -> Roles:
    roles = Roles.open_for(HOUSE)
    for person in (ADA, BEN):
        roles.give(person, "admin", "Looks after the server")
    roles.take(ADA, "admin", "Changed jobs")
    return roles


def a_colleague() -> Person:
    person = Person.join(ADA, "Harbour")
    person.move_to("Kitchen")
    person.note("promoted", SESSION, 7)
    person.leave()
    person.come_back()
    person.leave()
    person.erase(True, "Asked for it")
    return person


def a_name_that_is_recognised() -> Person:
    name = Person.join(ADA, "", claimed=False)
    name.merge(BEN)
    return name


def a_catalogue() -> Topics:
    topics = Topics.open_for(PROGRAMME)
    first, second = topics.all_named(["Bread", "Baking"])
    topics.rename(first, "Loaves")
    topics.link(first, topics.named("Flour"))
    topics.merge(first, second)
    return topics


def the_way_to_a_milestone() -> Competency:
    competency, today = Competency.open_for(PROGRAMME), NOW.date()
    begun = today - timedelta(days=40)
    milestone = competency.state(PYTHON, "Deploys a service alone", "First day in the team")
    cohort = competency.form(milestone, "Joined in January", baseline=False)
    for person in (ADA, BEN, CLEO, DINA):
        competency.start(cohort, person, begun, today)
    competency.claim(milestone, ADA, today, BEN, today)
    competency.withdraw(milestone, ADA)
    competency.claim(milestone, ADA, today, BEN, today)
    competency.decline(milestone, ADA, BEN)
    competency.claim(milestone, ADA, today, CLEO, today)
    competency.confirm(milestone, ADA, CLEO)
    competency.record(milestone, BEN, today, ADA, "I saw it", today)
    competency.correct(milestone, BEN, begun, today - timedelta(days=2), ADA, "It was a Friday", today)
    competency.claim(milestone, DINA, today, CLEO, today)
    competency.lose(CLEO, ELSEWHERE)
    competency.leave(milestone, DINA)
    entry = competency.enter(milestone, begun, today, "Tickets", today)
    competency.take_out(entry, "A mistake")
    competency.merge_topic(PYTHON, GARDENING, ELSEWHERE)
    competency.retire(milestone, "Nobody deploys alone any more")
    return competency


def what_people_can_teach() -> Teaching:
    teaching = Teaching.open_for(PROGRAMME)
    teaching.declare(PYTHON, ADA)
    teaching.confirm(PYTHON, ADA, BEN)
    teaching.declare(PYTHON, CLEO)
    teaching.withdraw(PYTHON, CLEO)
    teaching.ask(PYTHON, CLEO, BEN, "You explained it so well.")
    teaching.decline_ask(PYTHON, CLEO)
    teaching.ask(PYTHON, DINA, BEN)
    teaching.take_ask(PYTHON, DINA, SESSION)
    teaching.ask(PYTHON, ADA, CLEO)
    teaching.lose(ADA, ELSEWHERE)
    teaching.merge_topic(PYTHON, GARDENING, ELSEWHERE)
    return teaching


def a_proposal_that_becomes_a_session() -> Proposal:
    proposal = Proposal.draft(PROGRAMME, ADA, OUTLINE, "Whoever eats")
    proposal.edit(OTHER)
    proposal.send()
    proposal.withdraw()
    proposal.resubmit()
    proposal.comment("I removed the oven.")
    for person in (BEN, CLEO, DINA):
        proposal.invite_presenter(person)
    proposal.accept_presenting(BEN)
    proposal.decline_presenting(CLEO)
    proposal.withdraw_presenter(DINA)
    proposal.date_voting(NOW + timedelta(days=4), NOW)
    proposal.vote(CLEO, "interested", NOW)
    proposal.vote(DINA, "skip", NOW)
    proposal.accept()
    proposal.put_in_reserve()
    proposal.schedule(SESSION)
    return proposal


def a_request_that_is_adopted_and_declined() -> Proposal:
    request = Proposal.ask(PROGRAMME, ADA, OUTLINE)
    request.adopt(BEN)
    request.decline("We had one in spring")
    return request


def a_session_that_takes_place() -> Session:
    session = Session.schedule(PROGRAMME, OUTLINE, SLOT, (ADA,), proposal=BEN)
    session.edit(OTHER)
    session.relocate("Garden", "")
    for person in (BEN, CLEO, DINA):
        session.invite_presenter(person)
    session.accept_presenting(BEN)
    session.decline_presenting(CLEO)
    session.publish("teams", ("Harbour", "Kitchen"), (CLEO, DINA), True, NOW)
    session.withdraw_presenter(DINA)
    session.allow_recording(BEN)
    session.refuse_recording(BEN)
    session.allow_recording(ADA)
    session.invite_later(BEN, "Kitchen", False, NOW)
    session.postpone("No flour")
    session.reschedule(wall("2026-04-09 14:00"), LISBON, NOW)
    session.comment("Flour is here.")
    session.hold(session.ends)
    session.recognise(BEN, CLEO, ELSEWHERE)
    return session


def a_session_that_is_called_off() -> Session:
    session = Session.schedule(PROGRAMME, OUTLINE, SLOT, (ADA,))
    session.lose_presenter(ADA, ELSEWHERE)
    session.cancel("Nobody can come")
    return session


def seats_with_a_line() -> Seats:
    seats = Seats.open_for(SESSION, PROGRAMME, 1, STARTS)
    for person in (ADA, BEN, CLEO, DINA):
        seats.answer(person, "yes", NOW, TERMS)
    seats.answer(ADA, "maybe", NOW, TERMS)
    seats.remove(BEN, NOW, TERMS)
    seats.set_capacity(2, NOW, TERMS)
    seats.vacate(CLEO, ELSEWHERE, NOW, TERMS)
    seats.seat(BEN, "Brought the flour", NOW)
    seats.move(STARTS + timedelta(days=1), ELSEWHERE, NOW, TERMS)
    seats.answer(BEN, "yes", NOW, TERMS)
    return seats


def seats_that_are_offered() -> Seats:
    near = STARTS - timedelta(hours=10)
    seats = Seats.open_for(SESSION, PROGRAMME, 1, STARTS)
    for person in (ADA, BEN, CLEO, DINA):
        seats.answer(person, "yes", NOW, TERMS)
    seats.answer(ADA, "no", near, TERMS)
    seats.settle(near + TERMS.hold, TERMS)
    seats.answer(CLEO, "yes", near + TERMS.hold, TERMS)
    seats.remove(CLEO, near + TERMS.hold, TERMS)
    seats.suspend(ELSEWHERE)
    seats.close(ELSEWHERE)
    return seats


def a_sheet_that_is_put_right() -> Attendance:
    sheet = Attendance.open_for(SESSION, PROGRAMME)
    sheet.check_in(ADA, True)
    sheet.mark(BEN, "absent", True)
    sheet.mark(BEN, "partly", True, "Came late")
    sheet.mark_all({ADA: True, CLEO: False}, "present")
    sheet.mark(CLEO, "unknown", False, "Somebody else")
    sheet.recognise(ADA, DINA, False, ELSEWHERE)
    sheet.count_heads(3)
    sheet.note_length(35)
    return sheet


def feedback_to_its_end() -> Feedback:
    feedback = Feedback.open_for(SESSION, PROGRAMME)
    feedback.recall(410, 7)
    feedback.sign(ADA, Answer(4, "The crust."))
    feedback.release([Answer(5), Answer(3, "Too hot"), Answer(4)], 3)
    feedback.close(2, 8, [CLEO, ADA, BEN])
    return feedback


def a_write_up_that_several_write() -> WriteUp:
    write_up = WriteUp.open_for(SESSION, PROGRAMME)
    write_up.add_link(Link("slides", "https://files.tern.example/bread", "Slides"), False)
    write_up.add_link(Link("other", "https://files.tern.example/oven", ""), False)
    write_up.remove_link(list(write_up.links)[1])
    due = NOW.date()
    write_up.nudge(due, due + timedelta(days=1))
    write_up.take_over(CLEO, due, due + timedelta(days=7), [ADA])
    for person in (BEN, DINA):
        write_up.add_co_author(person, [ADA])
    write_up.remove_co_author(DINA)
    write_up.publish("Flour first.", 0)
    write_up.publish("Water first.", 1, "It was the other way round")
    for text in ("Patience.", "Patience, and salt."):
        write_up.note(DINA, text)
    write_up.note(BEN, "Salt.")
    write_up.withdraw_note(BEN)
    return write_up


def a_cadence_that_changes() -> Cadence:
    cadence = Cadence.open_for(PROGRAMME)
    rule = cadence.set_rule(Rule("weekly", date(2026, 3, 2), 3, "14:00", LISBON, 45, place="Kitchen"))
    cadence.set_rule(Rule("monthly", date(2026, 3, 2), 1, "02:30", "Pacific/Auckland", 30, nth=5))
    cadence.make_slots(NOW, 90)
    first, second, third = list(cadence.slots)[:3]
    day = cadence.slots[first].day
    cadence.skip_day(day, "Offsite", NOW)
    cadence.reopen(first, NOW)
    cadence.return_day(day, NOW)
    cadence.set_holidays("Portugal", LISBON, True, {cadence.slots[second].day: "Tern Day"}, NOW)
    cadence.remove_holidays(next(iter(cadence.holidays)), NOW)
    cadence.place(first, PYTHON, NOW)
    cadence.swap(first, second, NOW)
    cadence.fill(second, SESSION, ELSEWHERE)
    cadence.release(SESSION, ELSEWHERE)
    cadence.skip(third, "Fog", NOW)
    cadence.nudge(20, NOW)
    cadence.add_slot(wall("2026-04-01 10:00"), LISBON, 30, NOW)
    cadence.end_rule(rule, NOW)
    return cadence


def templates_of_a_programme() -> Guides:
    guides = Guides.open_for(PROGRAMME)
    guides.revise("demo", Guide(((10, "Knead"), (20, "Wait")), "Patience.", "Flour"), 0, "Slower")
    guides.restore("demo", 0)
    return guides


def editions_of_a_quarter() -> Editions:
    editions = Editions.open_for(PROGRAMME)
    for number, content in enumerate(("a" * 64, "b" * 64), 1):
        days = {"first": date(2026, 1, 1), "last": date(2026, 3, 31), "zone": LISBON, "language": "en"}
        made = {"paper": "a4", "theme": "", "definitions": 1, "position": 7 * number}
        proof = {"digest": "d" * 64, "data": "e" * 64, "content": content}
        editions.publish(number, Fixed(**days, **made, **proof), "One more came")  # type: ignore[arg-type]
    return editions


def a_log_whose_clock_went_back() -> Ledger:
    ledger = Ledger.open()
    ledger.note_clock(NOW, NOW - timedelta(hours=2))
    return ledger


def a_log_that_was_restored() -> Ledger:
    return Ledger.begin_epoch(2, "tern.example/log/1\n7\n", 3)


LIVES: tuple[Callable[[], Aggregate], ...] = (
    a_programme,
    a_charter,
    the_roles_of_the_house,
    a_colleague,
    a_name_that_is_recognised,
    a_catalogue,
    what_people_can_teach,
    the_way_to_a_milestone,
    a_proposal_that_becomes_a_session,
    a_request_that_is_adopted_and_declined,
    a_session_that_takes_place,
    a_session_that_is_called_off,
    seats_with_a_line,
    seats_that_are_offered,
    a_sheet_that_is_put_right,
    feedback_to_its_end,
    a_write_up_that_several_write,
    a_cadence_that_changes,
    templates_of_a_programme,
    editions_of_a_quarter,
    a_log_whose_clock_went_back,
    a_log_that_was_restored,
)
