"""What did not go as planned: each incident belongs to the session of that title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from lt_web.commands import seats, sessions
from lt_web.demo import crowd
from lt_web.demo.company import Colleague, named
from lt_web.demo.days import moment, wall, working_day
from lt_web.demo.plans import Plan
from lt_web.demo.stage import Stage, Strand
from lt_web.events.planned import Appointment, Outline

Incident = Callable[[Stage, Plan, UUID], Strand]
INCIDENTS: dict[str, Incident] = {}


def happens_to(title: str) -> Callable[[Incident], Incident]:
    """Name the session to which it happens."""

    def register(incident: Incident) -> Incident:
        INCIDENTS[title] = incident
        return incident

    return register


@happens_to("Git bisect, or how to sleep at night")
def gets_another_room(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """The room is painted that day."""
    yield _before(plan, 4)
    when = plan.when
    stage.do(
        plan.school.champion,
        sessions.reschedule,
        session,
        Appointment(when.wall, when.zone, "The old canteen", when.link),
    )


@happens_to("Our deploy, from merge to harbour wall")
def is_put_better(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """The presenter thinks of a better way to say it."""
    yield _before(plan, 6)
    idea = plan.idea.outline
    better = Outline(idea.title, f"{idea.summary} With a live deploy at the end.", idea.format, 40)
    presenter = stage.here[stage.session(session).presenting[0]]
    stage.do(presenter, sessions.edit, session, better, plan.idea.topics)


@happens_to("Type hints that earn their keep")
def gets_a_larger_room(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """More want to come than fit in; a larger room is found."""
    everybody_wants_to_come(stage, plan, session, 17)
    yield _before(plan, 4)
    stage.do(plan.school.champion, seats.set_capacity, session, 16)
    for person in list(stage.seats(session).seated)[12:]:
        who = stage.here[person]
        stage.begin(crowd.take_note(stage, who, "promoted", session, timedelta(hours=20)))


@happens_to("Postmortem: the night the tide tables froze")
def is_called_off(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Half of those concerned are ill."""
    yield _before(plan, 1)
    reason = "Half of the people from that night are in bed with a cold. We shall tell it another time."
    stage.do(plan.school.champion, sessions.cancel, session, reason)


@happens_to("SQL windows without tears")
def gets_another_day(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """It clashes with a release, and most say that the new day suits as well."""
    yield _before(plan, 5)
    when = plan.when
    later = Appointment(wall(working_day(plan.day, 2), "11:00"), when.zone, when.place, when.link)
    stage.do(plan.school.champion, sessions.reschedule, session, later)
    for person in sorted(stage.seats(session).unconfirmed, key=str):
        stage.begin(crowd.reconfirm(stage, session, stage.here[person]))


@happens_to("Lunch with the support desk")
def waits_for_a_new_date(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """A storm keeps the support desk busy; two weeks later there is time."""
    yield _before(plan, 2)
    champion = plan.school.champion
    reason = "A storm is coming up the coast and the support desk is needed. New date soon."
    stage.do(champion, sessions.postpone, session, reason)
    yield moment(working_day(plan.day, 1), "09:10", plan.school.zone)
    when = plan.when
    later = Appointment(wall(working_day(plan.day, 8), "12:30"), when.zone, "The old canteen", when.link)
    stage.do(champion, sessions.reschedule, session, later)
    for person in sorted(stage.seats(session).unconfirmed, key=str):
        stage.begin(crowd.reconfirm(stage, session, stage.here[person]))


@happens_to("A gentle start with event sourcing")
def nobody_is_left_out(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """The champion seats somebody who has a good reason, and answers for another who is on a train."""
    champion = plan.school.champion
    yield _before(plan, 3)
    stage.do(champion, seats.set_capacity, session, 14)
    reason = "Begins next week with exactly this and comes from Halifax for it."
    stage.do(champion, seats.seat, session, _anybody(stage, session, 0).id, reason)
    stage.do(champion, seats.answer_for, session, _anybody(stage, session, 1).id, "yes")
    yield _before(plan, 2)
    stage.do(champion, seats.set_capacity, session, None)


@happens_to("Reading weather data with pandas")
def somebody_is_taken_off(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """A colleague called in: they cannot come and cannot click."""
    everybody_wants_to_come(stage, plan, session, 15)
    yield _before(plan, 3)
    person = next(iter(stage.seats(session).seated))
    stage.do(plan.school.champion, seats.remove, session, person)
    yield _before(plan, 1)
    leaver = list(stage.seats(session).seated)[1]
    crowd.say(stage, session, stage.here[leaver], "no")


@happens_to("Interviewing customers without leading them")
def a_seat_goes_round(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """A seat comes free the evening before: the first lets the offer lapse, the second takes it."""
    everybody_wants_to_come(stage, plan, session, 16)
    yield stage.session(session).starts - timedelta(hours=20)
    stage.do(stage.here[next(iter(stage.seats(session).seated))], seats.answer, session, "no")
    yield max(stage.seats(session).offers.values()) + timedelta(seconds=20)
    stage.routine("offers", seats.lapse_offers, session)
    yield stage.now + timedelta(minutes=25)
    stage.do(stage.here[next(iter(stage.seats(session).offers))], seats.answer, session, "yes")


@happens_to("Security review in half an hour")
def somebody_joins_in_presenting(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """One who was going to listen is asked to present, and needs no seat any more."""
    yield _before(plan, 5)
    presenter, second = stage.here[stage.session(session).presenting[0]], _anybody(stage, session, 2)
    crowd.say(stage, session, second, "yes")
    stage.do(presenter, sessions.invite_presenter, session, second.id)
    yield stage.now + timedelta(hours=3)
    stage.do(second, sessions.accept_presenting, session)


@happens_to("Load tests that tell the truth")
def somebody_steps_down(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """The first one asked has no time; the second steps in, and the presenter steps down."""
    yield _before(plan, 7)
    presenter = stage.here[stage.session(session).presenting[0]]
    first, second = _anybody(stage, session, 3), _anybody(stage, session, 4)
    stage.do(presenter, sessions.invite_presenter, session, first.id)
    yield stage.now + timedelta(hours=5)
    stage.do(first, sessions.decline_presenting, session)
    stage.do(presenter, sessions.invite_presenter, session, second.id)
    yield stage.now + timedelta(hours=20)
    stage.do(second, sessions.accept_presenting, session)
    yield stage.now + timedelta(hours=2)
    stage.do(presenter, sessions.withdraw_presenter, session, presenter.id)


def everybody_wants_to_come(stage: Stage, plan: Plan, session: UUID, how_many: int) -> None:
    """More people than usual say yes at once."""
    able = [stage.here[id] for id in stage.session(session).invited if id in stage.here]
    for who in crowd.pick(plan.rng, [c for c in able if c.takes_part], how_many):
        crowd.say(stage, session, who, "yes")


def _anybody(stage: Stage, session: UUID, n: int) -> Colleague:
    """Somebody here who does not present it; another for each n."""
    names = (
        "Joana Vilar",
        "Wendell Pike",
        "Mira Castelo",
        "Fabio Serra",
        "Greta Lindholm",
        "Oskar Lindqvist",
    )
    able = [named(name) for name in names if named(name).id not in stage.session(session).presenters]
    return able[n % len(able)]


def _before(plan: Plan, days: int) -> datetime:
    return moment(working_day(plan.day, -days), "13:15", plan.school.zone)
