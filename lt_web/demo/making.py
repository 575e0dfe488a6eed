"""Make the demo in an empty installation: all of it or nothing, the same each time on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from lt_web.demo import (
    board,
    charters,
    checked,
    coming,
    competency,
    dates,
    house,
    published,
    skills,
    templates,
    wishes,
)
from lt_web.demo.company import NAME
from lt_web.demo.days import midnight
from lt_web.demo.plans import plans
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.demo.weeks import life
from lt_web.erasing import purging
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.log.work import working
from lt_web.store import accounts, directory

OTHERS = "There are other people in this database, and the demo never mixes with them. Use an empty one."


@dataclass(frozen=True)
class Made:
    """What was made."""

    company: str
    people: int
    sessions: int
    events: int


def make(installation: Installation) -> Made | None:
    """Tell the whole story up to the beginning of today; None where there is something already.

    It is one transaction, under a clock of its own, on the same database.
    """
    today = installation.clock().date()
    clock = SteppedClock(midnight(house.first_day(today)))
    stage_house = Installation(installation.config, clock)
    try:
        with stage_house.database.exclusively("demo"):
            return _told(stage_house, clock, today)
    finally:
        stage_house.close()


def _told(house_: Installation, clock: SteppedClock, today: date) -> Made | None:
    with house_.database.reading() as db:
        if not _is_empty(db):
            return None
    with working(house_.log, Deed(routine="demo", source="cli")) as work:
        work.gather()
        stage = Stage(work, clock, midnight(today))
        stage.tell(strands(stage, today))
    purging.finish(house_)
    house_.seal_now()
    checked.check(house_)
    with house_.database.reading() as db:
        sessions = db.scalar(select(func.count()).where(events.c.topic == "session.scheduled")) or 0
    return Made(NAME, len(stage.here), sessions, house_.health()["position"])


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Everything that happens, each strand in its own time."""
    yield from house.strands(stage, today)
    yield from charters.strands(stage, today)
    yesterday = today - timedelta(days=1)
    for school, days in ((TECH_HOUR, 698), (HARBOUR_SCHOOL, 455)):
        for n, plan in enumerate(plans(school, today - timedelta(days=days), yesterday)):
            yield life(stage, plan, proposed=n > 6 and plan.rng.random() < 0.55)
    yield from dates.strands(stage, today)
    yield from coming.strands(stage, today)
    yield from wishes.strands(stage, today)
    yield from board.strands(stage, today)
    yield from skills.strands(stage, today)
    yield from competency.strands(stage, today)
    yield from templates.strands(stage, today)
    yield published.strands(stage, today)


def _is_empty(db: Connection) -> bool:
    """Whether nothing was recorded; real people there are a reason to refuse."""
    if db.execute(select(events.c.position).limit(1)).first() is None and not directory.size(db):
        return True
    if accounts.others_than_demo(db) or not accounts.demo_people(db):
        raise Refused(OTHERS)
    return False
