"""An ordinary session, from the idea to what people say afterwards."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import datetime, timedelta
from uuid import UUID

from lt_web.commands import proposals, sessions
from lt_web.demo import afterwards, crowd
from lt_web.demo.attendance import who_came
from lt_web.demo.days import in_working_hours, midnight, moment, working_day
from lt_web.demo.dice import dice
from lt_web.demo.incidents import INCIDENTS
from lt_web.demo.opinions import opinions
from lt_web.demo.plans import Plan
from lt_web.demo.stage import Stage, Strand

# A strand that comes back with the id of what it made.
Making = Generator[datetime, None, UUID]


def life(stage: Stage, plan: Plan, proposed: bool) -> Strand:
    """Propose or plan, publish, answer, hold, talk about it."""
    session = yield from (by_proposal if proposed else by_plan)(stage, plan)
    yield moment(working_day(plan.day, -10), "09:20", plan.school.zone)
    publish(stage, plan, session)
    stage.begin(who_came(stage, plan, session))
    stage.begin(afterwards.before(stage, plan, session))
    yield from until_held(stage, session)
    stage.begin(crowd.comments(stage, session, plan.rng, after=True))
    if stage.session(session).state == "held":
        stage.begin(opinions(stage, plan, session))
        stage.begin(afterwards.after(stage, plan, session))


def by_plan(stage: Stage, plan: Plan) -> Making:
    """The champion asks somebody over coffee, and plans it."""
    yield moment(working_day(plan.day, -13), "11:05", plan.school.zone)
    idea, school = plan.idea, plan.school
    who = [presenter.id for presenter in plan.presenters(stage)]
    session: UUID = stage.do(
        school.champion,
        sessions.schedule,
        school.id,
        idea.outline,
        idea.topics,
        plan.when,
        who,
        plan.seats,
    )
    return session


def by_proposal(stage: Stage, plan: Plan) -> Making:
    """Somebody proposes it, colleagues vote and comment, the champion accepts and finds a day."""
    rng, idea, school = plan.rng, plan.idea, plan.school
    yield moment(working_day(plan.day, -34), f"{rng.randint(9, 16):02}:{rng.randint(0, 59):02}", school.zone)
    presenter = plan.presenters(stage)[0]
    proposal: UUID = stage.do(presenter, proposals.draft, school.id, idea.outline, idea.topics)
    yield stage.now + timedelta(hours=rng.randint(1, 40))
    stage.do(presenter, proposals.send, proposal)
    stage.begin(talk_over(stage, plan, proposal, stage.now + timedelta(days=12)))
    yield moment(working_day(plan.day, -18), "16:10", school.zone)
    stage.do(school.champion, proposals.accept, proposal)
    yield moment(working_day(plan.day, -13), "10:45", school.zone)
    if presenter.id not in stage.here:  # they have left meanwhile
        return (yield from by_plan(stage, plan))
    session: UUID = stage.do(
        school.champion, proposals.schedule, proposal, idea.outline, idea.topics, plan.when, plan.seats
    )
    return session


def talk_over(stage: Stage, plan: Plan, proposal: UUID, until: datetime) -> Strand:
    """Colleagues vote on a proposal, and some leave a comment."""
    voters = [c for c in stage.here.values() if c.takes_part and stage.may_see(plan.school, c)]
    for voter in crowd.pick(plan.rng, voters, plan.rng.randint(5, 11)):
        stage.begin(vote(stage, proposal, voter, until, dice(plan.rng.random())))
    for writer in crowd.pick(plan.rng, voters, plan.rng.choice((0, 1, 1, 2))):
        yield in_working_hours(plan.rng, stage.now, until, writer.zone)
        text = plan.rng.choice(crowd.SAYS["about a proposal"])
        stage.do(writer, proposals.comment, proposal, text)


def vote(stage: Stage, proposal: UUID, who: crowd.Colleague, until: datetime, rng: random.Random) -> Strand:
    """Somebody says how much they would like it, and may think again."""
    for choice in rng.sample(("interested", "interested", "maybe", "skip"), rng.choice((1, 1, 1, 2))):
        yield in_working_hours(rng, stage.now, until, who.zone)
        if who.id not in stage.proposal(proposal).owners and stage.proposal(proposal).votes_open:
            stage.do(who, proposals.vote, proposal, choice)


def publish(stage: Stage, plan: Plan, session: UUID) -> None:
    """Announce a session; from now on the crowd has its say."""
    school = plan.school
    audience = "everyone" if stage.is_open(school) else "members"
    reached = stage.audience(school.id, audience)
    stage.do(school.champion, sessions.publish, session, audience, [], reached)
    stage.published.append(session)
    for strand in crowd.answers(stage, session, plan.rng, plan.rng.uniform(0.14, 0.42)):
        stage.begin(strand)
    stage.begin(crowd.comments(stage, session, plan.rng, after=False))
    if plan.idea.title in INCIDENTS:
        stage.begin(INCIDENTS[plan.idea.title](stage, plan, session))


def until_held(stage: Stage, session: UUID) -> Strand:
    """Wait for the end, however often it moves; then it was held, unless it was called off."""
    while stage.session(session).state in ("published", "postponed"):
        known = stage.session(session)
        if known.state == "published" and known.ends <= stage.now:
            stage.routine("sessions", sessions.hold, session)
        else:
            yield max(known.ends, stage.now) + timedelta(seconds=30)
            if stage.session(session).state == "postponed":
                yield midnight(stage.now.date()) + timedelta(days=1)
