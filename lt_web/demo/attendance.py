"""Who came: some check in themselves, presenters note the others, now and then nobody does."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.commands import attendance
from lt_web.demo import crowd
from lt_web.demo.company import Colleague
from lt_web.demo.days import midnight
from lt_web.demo.dice import dice
from lt_web.demo.plans import Plan
from lt_web.demo.stage import Stage, Strand

WAYS, OFTEN = ("by code", "by list", "heads alone", "not noted"), (42, 42, 8, 8)
STANDINGS, LIKELY = ("present", "partly", "absent", "excused"), (82, 5, 10, 3)
LEFT_TO_DO = ("A year of small experiments",)  # the latest: its presenter finds it in the inbox
WHY = ("Came later", "Tapped the wrong line", "Was there by video")


def who_came(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """From the start of a session until its presenter has noted who was there."""
    rng = dice("who came", plan.school.slug, plan.idea.title)
    way = "not noted" if plan.idea.title in LEFT_TO_DO else rng.choices(WAYS, OFTEN)[0]
    yield from _until_it_begins(stage, session)
    if stage.session(session).state != "published" or way == "not noted":
        return
    came = {person: rng.choices(STANDINGS, LIKELY)[0] for person in stage.seats(session).seated}
    present = [person for person, standing in came.items() if standing == "present"]
    if way == "by code":
        yield from _by_code(stage, session, rng, present)
    yield stage.session(session).ends + timedelta(minutes=rng.randint(4, 50))
    if way == "heads alone":
        _note(stage, plan, session, attendance.count_heads, max(2, len(present) + rng.randint(0, 3)))
    else:
        _note_all(stage, plan, session, came, rng)
        yield from _put_right(stage, plan, session, came, rng)


def _until_it_begins(stage: Stage, session: UUID) -> Strand:
    """Wait for the start, however often it moves."""
    while stage.session(session).state in ("published", "postponed"):
        known = stage.session(session)
        if known.state == "published" and known.starts <= stage.now:
            return
        tomorrow = midnight(stage.now.date()) + timedelta(days=1)
        yield tomorrow if known.state == "postponed" else known.starts


def _by_code(stage: Stage, session: UUID, rng: random.Random, present: list[UUID]) -> Strand:
    """Two of three have their phone at hand, in the first minutes."""
    for person in present:
        if rng.random() < 0.66 and person in stage.here:
            yield stage.now + timedelta(seconds=rng.randint(3, 25))
            stage.do(stage.here[person], attendance.check_in, session)


def _note_all(stage: Stage, plan: Plan, session: UUID, came: dict[UUID, str], rng: random.Random) -> None:
    """Everybody on the list, who came by, and now and then how long it took."""
    for person, standing in came.items():
        _note(stage, plan, session, attendance.mark, person, standing)
    for walk_in in _walk_ins(stage, session, plan, rng):
        _note(stage, plan, session, attendance.mark, walk_in.id, "present")
    if rng.random() < 0.3:
        length = plan.idea.outline.minutes + rng.choice((-5, 4, 8, 10, 15))
        _note(stage, plan, session, attendance.note_length, length)


def _put_right(stage: Stage, plan: Plan, session: UUID, came: dict[UUID, str], rng: random.Random) -> Strand:
    """Somebody who was noted as absent says that they were there."""
    missed = next((person for person, standing in came.items() if standing == "absent"), None)
    if missed and rng.random() < 0.35:
        yield stage.now + timedelta(hours=rng.randint(15, 50))
        _note(stage, plan, session, attendance.mark, missed, "present", rng.choice(WHY))


def _walk_ins(stage: Stage, session: UUID, plan: Plan, rng: random.Random) -> list[Colleague]:
    known, seated = stage.session(session), stage.seats(session).seated
    able = [c for id, c in stage.here.items() if id not in known.presenters and id not in seated]
    able = [c for c in able if c.takes_part and stage.may_see(plan.school, c)]
    return crowd.pick(rng, able, rng.choice((0, 0, 0, 1, 1, 2)))


def _note(stage: Stage, plan: Plan, session: UUID, command: Callable[..., Any], *args: Any) -> None:
    """Let whoever presents note something; the champion, where they have left."""
    presenting = stage.session(session).presenting
    who = next((stage.here[id] for id in presenting if id in stage.here), plan.school.champion)
    stage.do(who, command, session, *args)
