"""How long it takes newcomers to deploy alone: nine facts from before, and eight who joined since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from lt_web.commands import competency, topics
from lt_web.demo.company import Colleague, named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.events.competency import Competency
from lt_web.events.ids import competency_id
from lt_web.events.topics import slug

HERE, CLARA = TECH_HOUR.id, TECH_HOUR.champion
# How many days it took before, as the tickets tell.
BEFORE = (31, 33, 35, 36, 38, 41, 44, 47, 58)
# Who set out, how many days ago, how many days it took (0: not there yet), and who has seen it.
SINCE = (
    ("Mateo Ferrand", 190, 24, "Joana Vilar"),
    ("Xenia Lobo", 176, 27, "Ben Okafor"),
    ("Lucas Dorval", 162, 28, "Imani Wekesa"),
    ("Teresa Camacho", 148, 30, "Priya Raghunath"),
    ("Basil Tanner", 134, 31, "Fabio Serra"),
    ("Nils Oyen", 120, 37, ""),
    ("Leonor Bettencourt", 41, 32, "Ben Okafor"),
    ("Ana Duarte", 26, 0, ""),
)


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Two milestones: one that people are on the way to, one that was not worth it."""
    yield newcomers(stage, today)
    yield second_thoughts(stage, working_day(today - timedelta(days=150)))


def newcomers(stage: Stage, today: date) -> Strand:
    """Clara states a milestone; people set out one after the other, and colleagues confirm it."""
    first = working_day(today - timedelta(days=205))
    yield moment(first, "10:15", TECH_HOUR.zone)
    milestone = _stated(stage, "Deployment", "Deploys a service alone", "First day in the team")
    yield stage.now + timedelta(minutes=40)
    spans = [(begun := _before(first, n), begun + timedelta(days=days)) for n, days in enumerate(BEFORE)]
    stage.do(CLARA, competency.enter, HERE, milestone, spans, "Tickets of the two years before")
    cohort = stage.do(CLARA, competency.form, HERE, milestone, "Joined since the spring", False)
    for name, ago, days, by in SINCE:
        begin = newcomer(stage, (milestone, cohort), named(name), today - timedelta(days=ago), days, by)
        stage.begin(begin)
    yield stage.now + timedelta(hours=1)
    stage.do(CLARA, competency.enter, HERE, milestone, spans[:1], "Tickets, counted twice")
    yield stage.now + timedelta(days=1)
    known = stage.work.load(Competency, competency_id(HERE))
    stage.do(CLARA, competency.take_out, HERE, list(known.baseline)[-1], "The first line was entered twice")


def newcomer(stage: Stage, at: tuple[UUID, UUID], who: Colleague, begun: date, days: int, by: str) -> Strand:
    """Somebody sets out, gets there, and a colleague says so."""
    milestone, cohort = at
    yield moment(working_day(begun), "09:20", TECH_HOUR.zone)
    stage.do(who, competency.start, HERE, cohort, begun)
    there = begun + timedelta(days=days)
    if not days:
        return
    yield moment(working_day(there), "16:30", TECH_HOUR.zone)
    if not by:  # nobody was asked, and Clara was there
        stage.do(CLARA, competency.record, HERE, milestone, who.id, there, "We sat side by side that day")
        yield stage.now + timedelta(days=2)
        day = there - timedelta(days=1)
        stage.do(CLARA, competency.correct, HERE, milestone, who.id, begun, day, "It was the day before")
        return
    if who.name == "Xenia Lobo":
        yield from _too_early(stage, milestone, who, there)
    stage.do(who, competency.claim, HERE, milestone, there, named(by).id)
    if who.name == "Leonor Bettencourt":
        return  # it waits for Ben
    yield stage.now + timedelta(hours=20)
    stage.do(named(by), competency.confirm, HERE, milestone, who.id)


def _too_early(stage: Stage, milestone: UUID, who: Colleague, there: date) -> Strand:
    """Asked of somebody by mistake, taken back; then a “not yet”, and a week later it is so."""
    stage.do(who, competency.claim, HERE, milestone, there - timedelta(days=3), CLARA.id)
    yield stage.now + timedelta(minutes=5)
    stage.do(who, competency.withdraw, HERE, milestone)
    stage.do(who, competency.claim, HERE, milestone, there - timedelta(days=3), named("Ben Okafor").id)
    yield stage.now + timedelta(hours=18)
    stage.do(named("Ben Okafor"), competency.decline, HERE, milestone, who.id)
    yield stage.now + timedelta(days=6)


def second_thoughts(stage: Stage, day: date) -> Strand:
    """A milestone about a topic that became one with another; somebody leaves it, and it is retired."""
    yield moment(day, "11:40", TECH_HOUR.zone)
    milestone = _stated(stage, "Pipelines", "Builds a pipeline alone", "First day in the team")
    cohort = stage.do(CLARA, competency.form, HERE, milestone, "Joined in winter", False)
    quitter, other = named("Oskar Lindqvist"), named("Rosa Almada")
    stage.do(CLARA, competency.add, HERE, cohort, [quitter.id, other.id], day)
    yield stage.now + timedelta(days=3)
    stage.do(quitter, competency.leave, HERE, milestone)
    stage.do(other, competency.claim, HERE, milestone, day + timedelta(days=3), quitter.id)
    yield stage.now + timedelta(days=1)
    pipelines, deployment = _topic(stage, "Pipelines"), _topic(stage, "Deployment")
    stage.do(CLARA, topics.merge, HERE, pipelines, deployment)
    yield stage.now + timedelta(days=2)
    stage.do(CLARA, competency.retire, HERE, milestone, "“Deploys a service alone” says it better")


def _stated(stage: Stage, topic: str, statement: str, start: str) -> UUID:
    about = _topic(stage, topic)
    stated: UUID = stage.do(CLARA, competency.state, HERE, about, statement, start)
    return stated


def _topic(stage: Stage, name: str) -> UUID:
    """The topic of that name; Clara adds it where nobody came to it yet."""
    known = stage.topics(TECH_HOUR).by_slug.get(slug(name))
    added: UUID = known or stage.do(CLARA, topics.add, HERE, name)
    return added


def _before(first: date, n: int) -> date:
    return first - timedelta(days=760 - 61 * n)
