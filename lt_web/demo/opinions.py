"""Whether it was worth their time: what people put into the ballot box or sign, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from lt_web.commands import feedback
from lt_web.commands.feedback import could_answer
from lt_web.demo.company import ACCOUNTS, Colleague
from lt_web.demo.days import in_working_hours
from lt_web.demo.dice import dice
from lt_web.demo.plans import Plan
from lt_web.demo.stage import Stage, Strand
from lt_web.demo.texts import sections_of
from lt_web.events.feedback import closes

DAYS = timedelta(days=14)
RECENT = timedelta(days=5)
WORDS = sections_of("feedback")
SOUNDS = {1: "not much", 2: "not much", 3: "partly", 4: "very much", 5: "very much"}


def opinions(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Some of those who came say how it was, within days; after two weeks it is over."""
    starts, rng = stage.session(session).starts, dice("opinions", plan.school.slug, plan.idea.title)
    if timedelta() <= closes(starts, DAYS.days) - stage.now_at_last < timedelta(days=1):
        return  # it would end later today, when the story is over
    there = sorted(could_answer(stage.work, stage.session(session)), key=str)
    able = [stage.here[id] for id in there if id in stage.here and stage.here[id].takes_part]
    is_recent, is_open = starts > stage.now_at_last - RECENT, starts > stage.now_at_last - DAYS
    said = rng.sample(able, 3 if is_recent and len(able) > 3 else round(len(able) * rng.uniform(0.45, 0.85)))
    for who in said:
        if not (is_open and who.name in ACCOUNTS):
            stage.begin(opinion(stage, session, who, signs=not is_recent and rng.random() < 0.12))
    yield closes(starts, DAYS.days) + timedelta(seconds=40)
    stage.routine("closing", feedback.close, session)


def opinion(stage: Stage, session: UUID, who: Colleague, signs: bool) -> Strand:
    """Somebody answers; a minute later the routine sees whether enough wait."""
    rng = dice("opinion", who.name, stage.now)
    yield in_working_hours(rng, stage.now, stage.now + timedelta(days=6), who.zone)
    score = rng.choices((1, 2, 3, 4, 5), (2, 6, 18, 42, 32))[0]
    line = rng.choice(WORDS[SOUNDS[score]]) if signs or rng.random() < 0.35 else ""
    if who.id not in stage.here or who.id not in could_answer(stage.work, stage.session(session)):
        return  # they have left, or it was noted since that they were not there
    stage.do(who, feedback.sign if signs else feedback.answer, session, score, line)
    yield stage.now + timedelta(seconds=rng.randint(5, 55))
    stage.routine("ballot-box", feedback.release, session)
