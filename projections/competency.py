"""Milestones, the cohorts on the way to them, who got there; and how long it took before the programme."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from lt_web.events.competency import Competency
from lt_web.events.ids import reaching_id
from projections.base import READ_MODELS, Projection
from projections.rows import Rows

milestones = Table(
    "lt_milestones",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False, index=True),
    Column("topic", Uuid, nullable=False, index=True),
    Column("statement", Text, nullable=False),
    Column("start", Text, nullable=False),
    Column("stated_at", UtcDateTime, nullable=False),
    Column("retired", Boolean, nullable=False),
)
cohorts = Table(
    "lt_cohorts",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("milestone", Uuid, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("formed_at", UtcDateTime, nullable=False),
)
members = Table(
    "lt_cohort_members",
    READ_MODELS,
    Column("milestone", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("about", Uuid, nullable=False, unique=True),  # what waits for anybody goes by this
    Column("programme", Uuid, nullable=False),
    Column("cohort", Uuid, nullable=False),
    Column("started", Date, nullable=False),
    Column("reached", Date, nullable=True),
    Column("asked", Uuid, nullable=True),
    # on_the_way, waiting (for a colleague), confirmed
    Column("state", String(12), nullable=False),
    Column("by", Uuid, nullable=True),  # who confirmed or recorded it
    Index("lt_cohort_members_person", "person"),
    Index("lt_cohort_members_asked", "asked"),
)
baseline = Table(
    "lt_baseline",
    READ_MODELS,
    Column("id", Uuid, primary_key=True),
    Column("milestone", Uuid, nullable=False, index=True),
    Column("started", Date, nullable=False),
    Column("reached", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)
homes = Table(
    "lt_competency_homes",
    READ_MODELS,
    Column("competency", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
)
competency = Projection("competency", "1", milestones, cohorts, members, baseline, homes)


@competency.on(Competency.Opened)
def begin(rows: Rows, event: Competency.Opened) -> None:
    rows.insert(homes, competency=event.originator_id, programme=event.programme)


@competency.on(Competency.MilestoneStated)
def state(rows: Rows, event: Competency.MilestoneStated) -> None:
    told = {"topic": event.topic, "statement": event.statement, "start": event.start, "stated_at": event.at}
    rows.insert(milestones, id=event.milestone, programme=_programme(rows, event), retired=False, **told)


@competency.on(Competency.MilestoneRetired)
def retire(rows: Rows, event: Competency.MilestoneRetired) -> None:
    rows.update(milestones, event.milestone, retired=True)


@competency.on(Competency.CohortFormed)
def form(rows: Rows, event: Competency.CohortFormed) -> None:
    told = {"milestone": event.milestone, "name": event.name, "baseline": event.baseline}
    rows.insert(cohorts, id=event.cohort, formed_at=event.at, **told)


@competency.on(Competency.MemberStarted)
def start(rows: Rows, event: Competency.MemberStarted) -> None:
    rows.insert(
        members,
        milestone=event.milestone,
        person=event.person,
        about=reaching_id(event.milestone, event.person),
        programme=_programme(rows, event),
        cohort=event.cohort,
        started=event.day,
        state="on_the_way",
    )


@competency.on(Competency.MemberLeftCohort)
def leave(rows: Rows, event: Competency.MemberLeftCohort) -> None:
    rows.delete(members, event.milestone, event.person)


@competency.on(Competency.MilestoneClaimed)
def claim(rows: Rows, event: Competency.MilestoneClaimed) -> None:
    _now(rows, event, reached=event.day, asked=event.asked, state="waiting")


@competency.on(Competency.ClaimWithdrawn, Competency.ClaimLapsed, Competency.ConfirmationDeclined)
def go_on(rows: Rows, event: Any) -> None:
    _now(rows, event, reached=None, asked=None, state="on_the_way")


@competency.on(Competency.MilestoneConfirmed)
def confirm(rows: Rows, event: Competency.MilestoneConfirmed) -> None:
    _now(rows, event, asked=None, state="confirmed", by=event.by)


@competency.on(Competency.MilestoneRecorded)
def record(rows: Rows, event: Competency.MilestoneRecorded) -> None:
    _now(rows, event, reached=event.day, asked=None, state="confirmed", by=event.envelope.actor)


@competency.on(Competency.DatesCorrected)
def correct(rows: Rows, event: Competency.DatesCorrected) -> None:
    _now(rows, event, started=event.started, reached=event.reached)


@competency.on(Competency.BaselineEntered)
def enter(rows: Rows, event: Competency.BaselineEntered) -> None:
    told = {"started": event.started, "reached": event.reached, "source": event.source}
    rows.insert(baseline, id=event.entry, milestone=event.milestone, entered_at=event.at, **told)


@competency.on(Competency.BaselineTakenOut)
def take_out(rows: Rows, event: Competency.BaselineTakenOut) -> None:
    rows.delete(baseline, event.entry)


@competency.on(Competency.TopicMerged)
def merge_topic(rows: Rows, event: Competency.TopicMerged) -> None:
    for row in rows.where(milestones, topic=event.topic):
        rows.update(milestones, row["id"], topic=event.into)


def _now(rows: Rows, event: Any, **values: Any) -> None:
    rows.update(members, event.milestone, event.person, **values)


def _programme(rows: Rows, event: Any) -> UUID:
    known = rows.get(homes, event.originator_id)
    assert known is not None
    programme: UUID = known["programme"]
    return programme
