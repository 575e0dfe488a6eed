"""When the two programmes meet: rules that changed, the weeks in which nobody does, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lt_web.commands import cadence, programmes
from lt_web.demo.company import named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR, School
from lt_web.demo.stage import Stage, Strand
from lt_web.events.cadence import Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.rules import Rule
from lt_web.events.slots import SlotState

CLARA = "Clara Holt"
PORTUGAL = {(1, 1): "Ano Novo", (4, 25): "Dia da Liberdade", (5, 1): "Dia do Trabalhador"}
PORTUGAL |= {(6, 10): "Dia de Portugal", (8, 15): "Assunção", (10, 5): "Implantação da República"}
PORTUGAL |= {(11, 1): "Todos os Santos", (12, 1): "Restauração", (12, 8): "Imaculada Conceição"}
PORTUGAL |= {(12, 25): "Natal"}
CANADA = {(1, 1): "New Year’s Day", (7, 1): "Canada Day", (9, 30): "Truth and Reconciliation"}
CANADA |= {(11, 11): "Remembrance Day", (12, 25): "Christmas Day", (12, 26): "Boxing Day"}
FORTNIGHT = timedelta(days=14)


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """All that champions and the routine do about dates."""
    yield of_tech_hour(stage, today)
    yield of_harbour_school(stage, today)
    for school, days in ((TECH_HOUR, 694), (HARBOUR_SCHOOL, 13)):
        yield planned_ahead(stage, school, today - timedelta(days=days))


def of_tech_hour(stage: Stage, today: date) -> Strand:
    """Every Thursday for almost two years; now in sprints, with a lunch beside them."""
    school, clara = TECH_HOUR, named(CLARA)
    begin = today - timedelta(days=695)
    yield moment(begin, "09:40", school.zone)
    thursdays = Rule("weekly", begin, school.weekday, school.clock, school.zone, 45)
    old = stage.do(clara, cadence.set_rule, school.id, thursdays)
    for day, until, why in breaks(begin, today + timedelta(days=200)):
        stage.do(clara, cadence.skip_day, school.id, day, why, until)
    for name, zone, days in (("Portugal", school.zone, PORTUGAL), ("Canada", HARBOUR_SCHOOL.zone, CANADA)):
        skips = name == "Portugal"
        of_years = {
            date(year, *day): label
            for year in range(begin.year, today.year + 2)
            for day, label in days.items()
        }
        stage.do(clara, cadence.set_holidays, school.id, name, zone, skips, of_years)
    yield moment(working_day(today, -11), "10:02", school.zone)
    stage.do(clara, cadence.end_rule, school.id, old)
    stage.do(clara, programmes.set_up, school.id, {"slots_ahead_days": 100}, stage.is_open(school))
    for step, clock, minutes, place in ((1, school.clock, 45, ""), (4, "12:30", 30, "Galley")):
        day = working_day(today, step)
        said = (day.weekday(), clock, school.zone, minutes, 2, 1)
        rule = Rule("sprint", today - FORTNIGHT, *said, place=place)
        turn = next(turn for turn in rule.periods(today - FORTNIGHT, today + FORTNIGHT) if turn.holds(day))
        week = (day - turn.start).days // 7 + 1
        stage.do(clara, cadence.set_rule, school.id, Rule(**vars(rule) | {"week": week}))
    yield moment(working_day(today, -3), "11:15", school.zone)
    later = free(stage, school)[-1]
    stage.do(clara, cadence.skip_day, school.id, later.day, "Everybody is at the boat show")
    stage.do(clara, cadence.return_day, school.id, later.day)
    reason = "Half of us are at the tide conference in Galway."
    stage.do(clara, cadence.skip, school.id, free(stage, school)[2].id, reason)


def of_harbour_school(stage: Stage, today: date) -> Strand:
    """Once a month, across the ocean; one calendar was the wrong one."""
    school, day = HARBOUR_SCHOOL, working_day(today, 3)
    yield moment(working_day(today, -14), "11:20", school.zone)
    said = ("monthly", working_day(today, -14), day.weekday(), school.clock, school.zone, 45)
    monthly = Rule(*said, nth=(day.day - 1) // 7 + 1, place=school.places[0])
    stage.do(school.champion, cadence.set_rule, school.id, monthly)
    wrong = {date(today.year, *day): label for day, label in PORTUGAL.items()}
    stage.do(school.champion, cadence.set_holidays, school.id, "Holidays", school.zone, False, wrong)
    calendar = next(iter(known(stage, school).holidays))
    stage.do(school.champion, cadence.remove_holidays, school.id, calendar)


def planned_ahead(stage: Stage, school: School, since: date) -> Strand:
    """The routine plans dates as time goes by, and says which of them are empty."""
    last = stage.now_at_last - timedelta(minutes=1)
    while stage.now < last:
        yield min(moment(since, "03:00", school.zone), last)
        stage.routine("dates", cadence.make_slots, school.id)
        stage.routine("empty-dates", cadence.nudge, school.id)
        since += FORTNIGHT


def free(stage: Stage, school: School) -> list[SlotState]:
    """The empty dates that lie ahead, in order."""
    coming = (slot for slot in known(stage, school).slots.values() if slot.starts > stage.now)
    return sorted((slot for slot in coming if slot.state == "empty"), key=lambda slot: slot.starts)


def known(stage: Stage, school: School) -> Cadence:
    """The dates of a programme as they are now."""
    return stage.work.load(Cadence, cadence_id(school.id))


def breaks(begin: date, end: date) -> Iterator[tuple[date, date, str]]:
    """The weeks between two days in which everybody is away."""
    for year in range(begin.year, end.year + 1):
        away = (
            (date(year, 8, 1), date(year, 8, 25), "Summer break"),
            (date(year, 12, 20), date(year + 1, 1, 6), "Turn of the year"),
        )
        yield from (one for one in away if begin <= one[0] < end)
