"""The board of the first programme: dates held for what people want, one skipped, one in reserve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from lt_web.commands import cadence, proposals
from lt_web.demo.company import named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.events.cadence import Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.rules import Rule

CLARA, HUGO = "Clara Holt", "Hugo Travassos"


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """An afternoon on which the champions plan ahead."""
    yield planned(stage, today)


def planned(stage: Stage, today: date) -> Strand:
    """Clara fills some dates; Hugo keeps a short one ready for a day on which somebody falls ill."""
    here, clara, hugo = TECH_HOUR.id, named(CLARA), named(HUGO)
    yield moment(working_day(today, -2), "16:10", TECH_HOUR.zone)
    stage.do(hugo, proposals.put_in_reserve, stage.titled["Errors that help"])
    stage.do(hugo, proposals.put_in_reserve, stage.titled["Everything about fonts"])
    yield moment(working_day(today, -1), "16:20", TECH_HOUR.zone)
    stage.do(hugo, proposals.take_from_reserve, stage.titled["Errors that help"])
    if not empty(stage):
        rule = Rule("weekly", stage.now.date(), TECH_HOUR.weekday, "16:00", TECH_HOUR.zone, 45)
        stage.do(clara, cadence.set_rule, here, rule)
    for place, title in (
        (1, "Maps that work without a signal"),
        (1, "Forms that remember what you typed"),
        (3, "Statistics for people who slept at school"),
    ):
        yield stage.now + timedelta(minutes=4)
        stage.do(clara, cadence.place, here, empty(stage)[place], stage.titled[title])
    stage.do(clara, cadence.skip, here, empty(stage)[2], "Half the house is at the boat show in Vigo.")


def empty(stage: Stage) -> list[UUID]:
    """The dates that wait to be filled, in order."""
    known = stage.work.find(Cadence, cadence_id(TECH_HOUR.id))
    slots = known.slots.values() if known else ()
    ahead = [slot for slot in slots if slot.state == "empty" and slot.starts > stage.now]
    return [slot.id for slot in sorted(ahead, key=lambda slot: slot.starts)]
