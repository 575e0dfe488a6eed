"""Deeds about time to competency: milestones, cohorts, who got there, and how long it took before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.commands.access import (
    person_of,
    require_champion,
    require_in_sight,
    require_member,
    standing_of,
)
from lt_web.commands.programmes import catalogue
from lt_web.events.competency import Competency
from lt_web.events.ids import competency_id
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.refusals import Invalid
from lt_web.log.work import Missing, Work
from lt_web.permissions import may_take_part

Span = tuple[date, date]  # started, reached


def state(work: Work, programme: UUID, topic: UUID, statement: str, start: str) -> UUID:
    """Put a milestone of a topic and its start into words."""
    require_champion(work, programme)
    topics = catalogue(work, programme)
    if topic not in topics.names and topic not in topics.merged:
        raise Missing("topic")
    topics.require(topic)
    competency = work.find(Competency, competency_id(programme)) or Competency.open_for(programme)
    milestone = competency.state(topic, statement, start)
    work.save(competency)
    return milestone


def retire(work: Work, programme: UUID, milestone: UUID, reason: str) -> None:
    """Let a milestone no longer count."""
    competency = _for_champions(work, programme, milestone)
    competency.retire(milestone, reason)
    work.save(competency)


def form(work: Work, programme: UUID, milestone: UUID, name: str, baseline: bool) -> UUID:
    """Form a cohort of people who start, or started, at about the same time."""
    competency = _for_champions(work, programme, milestone)
    cohort = competency.form(milestone, name, baseline)
    work.save(competency)
    return cohort


def add(work: Work, programme: UUID, cohort: UUID, people: Collection[UUID], day: date) -> None:
    """Note that colleagues set out with a cohort on a day, all of them or nobody."""
    require_champion(work, programme)
    competency = _with(work, programme, cohort)
    for person in people:
        _require_colleague(work, programme, person, "people")
        competency.start(cohort, person, day, _today(work, programme))
        work.save(competency, on_behalf_of=person)


def start(work: Work, programme: UUID, cohort: UUID, day: date) -> None:
    """Note that one sets out with a cohort oneself."""
    require_member(work, programme)
    competency = _with(work, programme, cohort)
    competency.start(cohort, person_of(work), day, _today(work, programme))
    work.save(competency)


def leave(work: Work, programme: UUID, milestone: UUID) -> None:
    """Be in no cohort of a milestone any more; nobody need say why."""
    competency = _of_member(work, programme, milestone)
    competency.leave(milestone, person_of(work))
    work.save(competency)


def remove(work: Work, programme: UUID, milestone: UUID, person: UUID) -> None:
    """Take somebody out of the cohort of a milestone."""
    competency = _for_champions(work, programme, milestone)
    competency.leave(milestone, person)
    work.save(competency, on_behalf_of=person)


def claim(work: Work, programme: UUID, milestone: UUID, day: date, asked: UUID) -> None:
    """Say that one reached a milestone, and ask a colleague to confirm it."""
    competency = _of_member(work, programme, milestone)
    _require_colleague(work, programme, asked, "asked")
    competency.claim(milestone, person_of(work), day, asked, _today(work, programme))
    work.save(competency)


def withdraw(work: Work, programme: UUID, milestone: UUID) -> None:
    """No longer say that one reached a milestone."""
    competency = _of_member(work, programme, milestone)
    competency.withdraw(milestone, person_of(work))
    work.save(competency)


def confirm(work: Work, programme: UUID, milestone: UUID, person: UUID) -> None:
    """Confirm that a colleague who asked reached a milestone."""
    competency = _of_member(work, programme, milestone)
    competency.confirm(milestone, person, person_of(work))
    work.save(competency)


def decline(work: Work, programme: UUID, milestone: UUID, person: UUID) -> None:
    """Say “not yet” to a colleague who asked; they alone are told."""
    competency = _of_member(work, programme, milestone)
    competency.decline(milestone, person, person_of(work))
    work.save(competency)


def record(work: Work, programme: UUID, milestone: UUID, person: UUID, day: date, reason: str) -> None:
    """Record as a champion that somebody reached a milestone."""
    competency = _for_champions(work, programme, milestone)
    today = _today(work, programme)
    competency.record(milestone, person, day, work.deed.actor, reason, today)
    work.save(competency, on_behalf_of=person)


def correct(
    work: Work,
    programme: UUID,
    milestone: UUID,
    person: UUID,
    started: date,
    reached: date | None,
    reason: str,
) -> None:
    """Put days right that are recorded of somebody; both values are kept, with the reason."""
    competency = _for_champions(work, programme, milestone)
    today = _today(work, programme)
    competency.correct(milestone, person, started, reached, work.deed.actor, reason, today)
    work.save(competency, on_behalf_of=person)


def enter(work: Work, programme: UUID, milestone: UUID, spans: Sequence[Span], source: str) -> None:
    """Enter how long it took people before the programme: two dates each, no names, all of it or nothing."""
    competency = _for_champions(work, programme, milestone)
    for started, reached in spans:
        competency.enter(milestone, started, reached, source, _today(work, programme))
    work.save(competency)


def take_out(work: Work, programme: UUID, entry: UUID, reason: str) -> None:
    """Let a fact from before the programme count no longer."""
    require_champion(work, programme)
    competency = work.load(Competency, competency_id(programme))
    competency.take_out(entry, reason)
    work.save(competency)


def follow_merger(work: Work, programme: UUID, topic: UUID, into: UUID, cause: str) -> None:
    """Let milestones belong to the topic that theirs went up in (a step of other deeds)."""
    competency = work.find(Competency, competency_id(programme))
    if competency is not None:
        competency.merge_topic(topic, into, cause)
        work.save(competency)


def let_go(work: Work, programme: UUID, person: UUID, cause: str) -> None:
    """Let nothing wait here for somebody who has left (a step of other deeds)."""
    competency = work.find(Competency, competency_id(programme))
    if competency is not None:
        competency.lose(person, cause)
        work.save(competency)


def _today(work: Work, programme: UUID) -> date:
    return work.now.astimezone(ZoneInfo(work.load(Programme, programme).zone)).date()


def _for_champions(work: Work, programme: UUID, milestone: UUID) -> Competency:
    require_champion(work, programme)
    return _about(work, programme, milestone)


def _of_member(work: Work, programme: UUID, milestone: UUID) -> Competency:
    require_member(work, programme)
    return _about(work, programme, milestone)


def _about(work: Work, programme: UUID, milestone: UUID) -> Competency:
    """What is known of a milestone that stands, or stood."""
    competency = work.load(Competency, competency_id(programme))
    known = milestone in competency.milestones
    if not known and milestone not in {cohort.milestone for cohort in competency.cohorts.values()}:
        raise Missing("milestone")
    return competency


def _with(work: Work, programme: UUID, cohort: UUID) -> Competency:
    competency = work.load(Competency, competency_id(programme))
    if cohort not in competency.cohorts:
        raise Missing("cohort")
    return competency


def _require_colleague(work: Work, programme: UUID, person: UUID, field: str) -> None:
    """Make sure that somebody is here, and takes part in the programme."""
    require_in_sight(work, programme, person, field)
    colleague = work.load(Person, person)
    if not colleague.claimed or not may_take_part(standing_of(work, programme, person)):
        raise Invalid(field, "They do not take part here at the moment. Pick another colleague.")
