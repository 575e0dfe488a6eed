"""Templates of the programme's own: a workshop that learned to rest, and a second thought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lt_web.commands import guides
from lt_web.demo.company import named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.events.guides import Guide

RESTED = Guide(
    (
        (5, "What we will make, and what it looks like when it is done"),
        (10, "First example together"),
        (17, "Work in pairs"),
        (5, "Stand up, look at the sea"),
        (15, "Go on, with another partner"),
        (8, "Three pairs show what they have"),
    ),
    "Prepare **one** task that everybody can finish. Walk around; help pairs, not the room.\n\n"
    "After half an hour nobody listens any more. Make them stand up, whatever is on the screen.",
    "A task that somebody outside the team has tried\nWhat has to be installed, sent two days before\n"
    "A sheet for names, for those who come without a laptop",
)
BOTH_OCEANS = Guide(
    RESTED.steps,
    RESTED.text + "\n\nPairs are *never* both in one room and both on the call: mix Horta with Halifax.",
    RESTED.prepare + "\nThe camera looks at the table, not at the wall",
)
BRIEF = Guide(((2, "The problem"), (13, "One idea, three examples")), "No questions; they come by chat.")


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Clara puts the workshop differently, twice; Hugo tries something with micro-lessons."""
    yield workshop(stage, today)
    yield micro_lesson(stage, today)


def workshop(stage: Stage, today: date) -> Strand:
    """Learned from tired faces, and from the other office."""
    yield moment(working_day(today - timedelta(days=190)), "16:20", TECH_HOUR.zone)
    clara, workshop = named("Clara Holt"), (TECH_HOUR.id, "workshop")
    stage.do(clara, guides.revise, *workshop, RESTED, 0, "A break, and pairs that change")
    yield moment(working_day(today - timedelta(days=44)), "09:40", TECH_HOUR.zone)
    stage.do(clara, guides.revise, *workshop, BOTH_OCEANS, 1, "Pairs across the ocean")


def micro_lesson(stage: Stage, today: date) -> Strand:
    """Without questions it was no better."""
    yield moment(working_day(today - timedelta(days=130)), "11:10", TECH_HOUR.zone)
    hugo, micro = named("Hugo Travassos"), (TECH_HOUR.id, "micro")
    stage.do(hugo, guides.revise, *micro, BRIEF, 0, "Let us try it without questions")
    yield moment(working_day(today - timedelta(days=101)), "17:30", TECH_HOUR.zone)
    stage.do(hugo, guides.restore, *micro, 0)
