"""What the two programmes are for: one goes on and has its sponsor's yes, the other tries something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lt_web.commands import charter
from lt_web.demo.company import named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR
from lt_web.demo.stage import Stage, Strand

SPONSOR = "Dora Whitlock"
TECH_OUTCOMES = """Whoever joins ships something of their own in their first month
Every tool that matters is known by two people at least
Teams stop solving the same problem twice"""
HARBOUR_OUTCOMES = """Everybody who answers the phone can read a tide table
What the harbour masters know does not leave with them"""
FIGURES = """7 sessions took place, with a target of 4 a month.
9 colleagues presented, 6 of them for the first time.
Two teams that never met have begun to share a tool."""


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Everything that is said about the programmes themselves."""
    yield tech_hour(stage, today)
    yield harbour_school(stage, today)


def tech_hour(stage: Stage, today: date) -> Strand:
    """It began as a pilot that was worth going on with; a year later its sponsor granted hours for it."""
    school, dora = TECH_HOUR, named(SPONSOR)
    yield moment(working_day(today - timedelta(days=699)), "10:10", school.zone)
    starts, formats = stage.now.date(), ("demo", "workshop", "talk", "micro", "lunch", "clinic", "swap")
    audience = "Whoever builds, draws or runs what we ship"
    stage.do(school.champion, charter.describe, school.id, TECH_OUTCOMES, audience, formats)
    stage.do(school.champion, charter.set_course, school.id, starts, 8)
    yield moment(working_day(starts + timedelta(days=23)), "09:15", school.zone)
    stage.do(school.champion, charter.share_quick_win, school.id)
    yield moment(working_day(starts + timedelta(days=52)), "16:20", school.zone)
    seen = stage.work.log.recorder.max_notification_id() or 0
    why = "People who never met ask each other now"
    stage.do(school.champion, charter.decide, school.id, "go_on", why, seen, FIGURES)
    yield moment(working_day(today - timedelta(days=352)), "11:20", school.zone)
    since = stage.now.date().replace(day=1)
    stage.do(school.champion, charter.ask_for_hours, school.id, dora.id, 90, since)
    yield moment(working_day(today - timedelta(days=350)), "08:50", school.zone)
    stage.do(dora, charter.say_not_now, school.id)
    yield moment(working_day(today - timedelta(days=340)), "11:20", school.zone)
    stage.do(school.champion, charter.ask_for_hours, school.id, dora.id, 60, since)
    yield moment(working_day(today - timedelta(days=338)), "08:50", school.zone)
    stage.do(dora, charter.say_yes, school.id)


def harbour_school(stage: Stage, today: date) -> Strand:
    """After a year for everybody it tries shorter sessions for seven weeks, of which four are over."""
    school, dora = HARBOUR_SCHOOL, named(SPONSOR)
    yield moment(working_day(today - timedelta(days=480)), "11:30", school.zone)
    began = stage.now.date()
    stage.do(school.champion, charter.set_course, school.id, began, 8)
    stage.do(school.champion, charter.record_yes, school.id, dora.id, 20, began)
    yield moment(working_day(today - timedelta(days=239)), "09:10", school.zone)
    stage.do(school.champion, charter.set_course, school.id, None)
    yield moment(working_day(today - timedelta(days=75)), "13:40", school.zone)
    stage.do(dora, charter.withdraw_yes, school.id, "All hours are granted anew this season")
    starts = today - timedelta(days=28 + today.weekday())
    yield moment(working_day(starts, -4), "15:10", school.zone)
    audience = "Whoever talks to harbours, skippers or the coast guard"
    stage.do(school.champion, charter.describe, school.id, HARBOUR_OUTCOMES, audience, ())
    stage.do(school.champion, charter.set_course, school.id, starts, 7)
    yield moment(working_day(today, -2), "10:40", school.zone)
    stage.do(school.champion, charter.ask_for_hours, school.id, dora.id, 30, starts)
