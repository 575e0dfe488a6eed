"""What builds on what, who says that they can teach it, and whom colleagues ask to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from lt_web.commands import teaching, topics
from lt_web.demo.company import named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR, School
from lt_web.demo.stage import Stage, Strand
from lt_web.events.topics import slug

# Topic, and what it builds on.
BUILDS_ON = {
    TECH_HOUR: {
        "Testing": "Code reading",
        "Refactoring": "Testing, Code reading",
        "Review": "Code reading, Git",
        "Deployment": "Testing, Git",
        "Resilience": "Deployment, Incidents",
        "Incidents": "Observability",
        "Performance": "Observability",
        "Caching": "Performance",
        "Accessibility": "Front end",
        "Front end": "CSS",
    },
    HARBOUR_SCHOOL: {"Charts": "Tides", "Seamanship": "Charts, Tides"},
}
# Who says that they can teach what, and who confirmed it.
SAID = (
    (TECH_HOUR, "Ana Duarte", "Text", ""),
    (TECH_HOUR, "Ana Duarte", "CSS", "Joana Vilar, Ben Okafor"),
    (TECH_HOUR, "Joana Vilar", "Privacy", "Clara Holt"),
    (TECH_HOUR, "Basil Tanner", "Security", "Vera Sokol"),
    (TECH_HOUR, "Priya Raghunath", "Caching", ""),
    (TECH_HOUR, "Ben Okafor", "Observability", "Priya Raghunath"),
    (HARBOUR_SCHOOL, "Xavier Poirier", "Tides", "Ottilie Grant"),
)
# Topic, who was asked, by whom, and with which sentence.
ASKED = (
    (TECH_HOUR, "Research", "Ben Okafor", "Ana Duarte", "You asked the harbour masters so well last spring."),
    (TECH_HOUR, "Text", "Ana Duarte", "Leonor Bettencourt", "Your labels fit on every buoy. How?"),
    (TECH_HOUR, "Caching", "Lucas Dorval", "Rosa Almada", ""),
    (HARBOUR_SCHOOL, "Tides", "Violet Landry", "Cormac Fife", "With the bucket it came clear to me."),
)


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Everything that is said about teaching."""
    for school, built in BUILDS_ON.items():
        yield order(stage, school, built, working_day(today - timedelta(days=60)))
    yield before_the_merger(stage, working_day(today - timedelta(days=216)))
    yield second_thoughts(stage, working_day(today, -21))
    yield talk(stage, working_day(today, -18))
    yield asked_and_done(stage, working_day(today, -10))
    yield asks(stage, working_day(today, -3))
    yield second_teacher(stage, today - timedelta(days=today.weekday() + 5))


def order(stage: Stage, school: School, built: dict[str, str], day: date) -> Strand:
    """The champion says what one should have seen before what."""
    yield moment(day, "16:40", school.zone)
    for topic, others in built.items():
        for other in others.split(", "):
            one, on = _topic(stage, school, topic), _topic(stage, school, other)
            if one and on:
                stage.do(school.champion, topics.link, school.id, one, on)


def before_the_merger(stage: Stage, day: date) -> Strand:
    """What somebody says of a topic still holds when it has become one with another."""
    yield moment(day, "09:10", TECH_HOUR.zone)
    frontend = _topic(stage, TECH_HOUR, "Frontend")
    if frontend:
        stage.do(named("Leonor Bettencourt"), teaching.declare, TECH_HOUR.id, frontend)


def second_thoughts(stage: Stage, day: date) -> Strand:
    """A champion takes a link off again, and somebody no longer says that he can teach a topic."""
    yield moment(day, "15:20", TECH_HOUR.zone)
    typing, python = (_topic(stage, TECH_HOUR, name) for name in ("Typing", "Python"))
    if typing and python:
        stage.do(TECH_HOUR.champion, topics.link, TECH_HOUR.id, python, typing)
        yield stage.now + timedelta(minutes=2)
        stage.do(TECH_HOUR.champion, topics.unlink, TECH_HOUR.id, python, typing)
        stage.do(TECH_HOUR.champion, topics.link, TECH_HOUR.id, typing, python)
        stage.do(named("Oskar Lindqvist"), teaching.declare, TECH_HOUR.id, typing)
        yield stage.now + timedelta(days=1)
        stage.do(named("Oskar Lindqvist"), teaching.withdraw, TECH_HOUR.id, typing)


def asked_and_done(stage: Stage, day: date) -> Strand:
    """Vera is asked, and answers with a proposal two days later."""
    yield moment(day, "14:15", TECH_HOUR.zone)
    learning = _topic(stage, TECH_HOUR, "Learning")
    if learning:
        words = "The paper model on your desk: how do you fold it?"
        vera, aurora = named("Vera Sokol"), named("Aurora Bento")
        stage.do(aurora, teaching.ask, TECH_HOUR.id, learning, vera.id, words)


def talk(stage: Stage, day: date) -> Strand:
    """People say what they could show, and colleagues confirm it."""
    yield moment(day, "12:50", TECH_HOUR.zone)
    for school, name, topic, confirmed in SAID:
        about = _topic(stage, school, topic)
        if about is None:
            continue
        stage.do(named(name), teaching.declare, school.id, about)
        for colleague in filter(None, confirmed.split(", ")):
            yield stage.now + timedelta(minutes=37)
            who = named(name).id
            stage.do(named(colleague), teaching.confirm, school.id, about, who)


def asks(stage: Stage, day: date) -> Strand:
    """Colleagues ask each other for a topic that hangs on one person; one says not now."""
    yield moment(day, "11:05", TECH_HOUR.zone)
    for school, topic, name, by, text in ASKED:
        about = _topic(stage, school, topic)
        if about:
            stage.do(named(by), teaching.ask, school.id, about, named(name).id, text)
    yield stage.now + timedelta(hours=3)
    caching = _topic(stage, TECH_HOUR, "Caching")
    if caching:
        stage.do(named("Lucas Dorval"), teaching.decline_ask, TECH_HOUR.id, caching)


def second_teacher(stage: Stage, day: date) -> Strand:
    """Last week a topic came off the watch list: who learned it from the only one who knew is confirmed."""
    yield moment(day, "10:20", TECH_HOUR.zone)
    dates = _topic(stage, TECH_HOUR, "Dates and zones")
    if dates:
        leonor, ibrahim = named("Leonor Bettencourt"), named("Ibrahim Sayeed")
        stage.do(leonor, teaching.declare, TECH_HOUR.id, dates)
        yield stage.now + timedelta(minutes=50)
        stage.do(ibrahim, teaching.confirm, TECH_HOUR.id, dates, leonor.id)


def _topic(stage: Stage, school: School, name: str) -> UUID | None:
    """The topic of that name, if the programme has come to it by then."""
    return stage.topics(school).by_slug.get(slug(name))
