"""The report of a quarter is published; then a paper list turns up, and some are noted as having come."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, g

from lt_web.commands import attendance, editions
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.events.attendance import THERE, Attendance
from lt_web.events.ids import attendance_id
from lt_web.reports.periods import Period, choices
from lt_web.reports.report import report, written_down
from projections import programmes

BEFORE = 9  # days before today on which it is published
ON_THE_LIST = 9


def strands(stage: Stage, today: date) -> Strand:
    """Clara publishes what she hands to Dora, and a few days later puts something right."""
    day = working_day(today - timedelta(days=BEFORE))
    yield moment(day, "16:20", TECH_HOUR.zone)
    first, *_others = choices(day, None).values()
    made = _report(stage, first)
    about = {"edition": {"number": 1, "reason": "", "changes": {}}}
    data, words = written_down(made | about)
    stage.do(TECH_HOUR.champion, editions.publish, TECH_HOUR.id, data, "a4", "", {}, words)
    yield moment(working_day(day + timedelta(days=3)), "09:10", TECH_HOUR.zone)
    for session in reversed(made["sessions"]):
        if _put_right(stage, UUID(session["id"])):
            break


def _report(stage: Stage, period: Period) -> dict[str, Any]:
    """The report as it stands now: what was gathered is written first, so that it can be read."""
    connection = stage.work.connection
    stage.work.log.read_models.settle(connection)
    with Flask("demo").app_context():
        g.lt_reading, g.lt_db = ExitStack(), connection
        g.lt_programme = programmes.of_slug(connection, TECH_HOUR.slug)
        made = report(g.lt_programme, period)
    stage.work.gather()
    return made


def _put_right(stage: Stage, session: UUID) -> bool:
    """Note those as present who stood on a list; whether there was a sheet to be put right."""
    sheet = stage.work.find(Attendance, attendance_id(session))
    if sheet is None or not sheet.standings:
        return False
    came = {person for person, standing in sheet.standings.items() if standing in THERE}
    away = set(stage.here) - came - set(stage.session(session).presenters)
    for person in sorted(away, key=str)[:ON_THE_LIST]:
        reason = "Stood on the paper list at the door"
        stage.do(TECH_HOUR.champion, attendance.mark, session, person, "present", reason)
    return bool(away)
