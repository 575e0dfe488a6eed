"""The deed of the guided page: found a programme with all that was said about it, or nothing of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lt_web.commands import programmes
from lt_web.commands.charter import charter_of, make_sponsor, take_course, today_in
from lt_web.events.cadence import Cadence
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid
from lt_web.events.rules import Rule
from lt_web.log.work import Work


@dataclass(frozen=True)
class Plan:
    """What is said of a programme when it is founded. `pilot_from` None is without an end."""

    slug: str
    name: str
    purpose: str
    zone: str
    champion: UUID | None = None
    outcomes: str = ""
    audience: str = ""
    formats: tuple[str, ...] = ()
    pilot_from: date | None = None
    pilot_weeks: int = 0
    open_to_all: bool = True
    settings: dict[str, int] = field(default_factory=dict)
    sponsor: UUID | None = None
    hours: int | None = None
    rule: Rule | None = None  # when it meets; None says so later


def found(work: Work, plan: Plan) -> UUID:
    """Found it: one deed, whose events come together."""
    programme = programmes.found(work, plan.slug, plan.name, plan.purpose, plan.zone, plan.champion)
    _set_up(work, programme, plan)
    charter = charter_of(work, programme)
    charter.set_outcomes(plan.outcomes)
    charter.describe_audience(plan.audience)
    charter.offer_formats(plan.formats)
    take_course(charter, plan.pilot_from, plan.pilot_weeks)
    if plan.sponsor is not None:
        if plan.hours is None:
            raise Invalid("hours", "Say how many hours a month you ask for.")
        work.save(make_sponsor(work, programme, plan.sponsor))
        charter.ask_for_hours(plan.sponsor, plan.hours, plan.pilot_from or today_in(work, programme))
    work.save(charter)
    _plan_dates(work, programme, plan.rule)
    return programme


def _plan_dates(work: Work, programme: UUID, rule: Rule | None) -> None:
    """Say when it meets; whoever founds it need not be its champion."""
    if rule is not None:
        cadence = Cadence.open_for(programme)
        cadence.set_rule(rule)
        ahead = work.load(Programme, programme).setting("slots_ahead_days")
        cadence.make_slots(work.now, ahead, cadence.latest)
        work.save(cadence)


def _set_up(work: Work, programme: UUID, plan: Plan) -> None:
    known = work.load(Programme, programme)
    for setting, value in plan.settings.items():
        known.set(setting, value)
    known.open_to_all(plan.open_to_all)
    work.save(known)
