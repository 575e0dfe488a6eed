"""What pages and reports ask about time to competency: a fixed number of queries, however much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, bindparam, select

from projections import competency_figures as counting
from projections.competency import baseline, cohorts, homes, members, milestones
from projections.competency_figures import Compared, Side

WANTED: BindParameter[Any] = bindparam("milestones", expanding=True)
OF_PROGRAMME = select(milestones).where(
    milestones.c.programme == bindparam("programme"), milestones.c.retired.is_(False)
)
COHORTS = select(cohorts).where(cohorts.c.milestone.in_(WANTED)).order_by(cohorts.c.formed_at, cohorts.c.id)
MEMBERS = select(members).where(members.c.milestone.in_(WANTED)).order_by(members.c.started, members.c.person)
BASELINE = (
    select(baseline)
    .where(baseline.c.milestone.in_(WANTED))
    .order_by(baseline.c.started, baseline.c.reached, baseline.c.id)
)


@dataclass(frozen=True)
class Group:
    """A cohort since the programme, and how long it took them, where it is shown."""

    id: UUID
    name: str
    since: Side | None


@dataclass(frozen=True)
class Counted:
    """One milestone in figures; `cohorts` are those since the programme."""

    milestone: UUID
    topic: UUID
    statement: str
    start: str
    compared: Compared
    cohorts: tuple[Group, ...]


def figures(db: Connection, programme: UUID, last: date, topic: UUID | None = None) -> list[Counted]:
    """Every milestone that stands, by its statement, as far as people had come by the end of that day.

    Those count of whom it is confirmed; whose cohort is a baseline count as before, with the facts entered.
    """
    found = of_programme(db, programme, topic)
    ids = [row.id for row in found]
    groups, entries = cohorts_of(db, ids), baseline_of(db, ids)
    people = members_of(db, ids)
    return [_counted(row, groups[row.id], people[row.id], entries[row.id], last) for row in found]


def _counted(row: Any, groups: list[Any], people: list[Any], entries: list[Any], last: date) -> Counted:
    before = {group.id for group in groups if group.baseline}
    there = [m for m in people if m.state == "confirmed" and m.reached <= last]
    facts = [*(m for m in there if m.cohort in before), *(e for e in entries if e.reached <= last)]
    since = [m for m in there if m.cohort not in before]
    started = sum(m.started <= last and m.cohort not in before for m in people)
    names = {group.id: group.name for group in groups if not group.baseline}
    days = {cohort: [_days(m) for m in since if m.cohort == cohort] for cohort in names}
    return Counted(
        milestone=row.id,
        topic=row.topic,
        statement=row.statement,
        start=row.start,
        compared=counting.compare(
            [_days(fact) for fact in facts], [_days(m) for m in since], started - len(since)
        ),
        cohorts=tuple(Group(cohort, names[cohort], side) for cohort, side in counting.apart(days).items()),
    )


def _days(row: Any) -> int:
    return int((row.reached - row.started).days)


def of_programme(db: Connection, programme: UUID, topic: UUID | None = None) -> list[Any]:
    """The milestones that stand in a programme, or of a topic there, by their statements."""
    found = OF_PROGRAMME if topic is None else OF_PROGRAMME.where(milestones.c.topic == topic)
    return sorted(
        db.execute(found, {"programme": programme}), key=lambda row: (row.statement.casefold(), str(row.id))
    )


def one(db: Connection, programme: UUID, milestone: UUID) -> Any | None:
    """A milestone of this programme that stands."""
    found = select(milestones).where(milestones.c.id == milestone, milestones.c.programme == programme)
    return db.execute(found.where(milestones.c.retired.is_(False))).first()


def cohorts_of(db: Connection, wanted: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return milestone → its cohorts, the oldest first."""
    return _grouped(db.execute(COHORTS, {"milestones": list(wanted)}) if wanted else ())


def members_of(db: Connection, wanted: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return milestone → who is in a cohort of it, by the day on which they started."""
    return _grouped(db.execute(MEMBERS, {"milestones": list(wanted)}) if wanted else ())


def baseline_of(db: Connection, wanted: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Return milestone → the facts from before the programme, the oldest first."""
    return _grouped(db.execute(BASELINE, {"milestones": list(wanted)}) if wanted else ())


def of_person(db: Connection, person: UUID, programmes: Collection[UUID]) -> list[Any]:
    """Milestones that somebody is on the way to or has reached, the last begun first."""
    found = (
        select(
            members,
            milestones.c.topic,
            milestones.c.statement,
            milestones.c.start,
            cohorts.c.name.label("cohort_name"),
        )
        .join(milestones, milestones.c.id == members.c.milestone)
        .join(cohorts, cohorts.c.id == members.c.cohort)
        .where(members.c.person == person, members.c.programme.in_(list(programmes)))
        .where(milestones.c.retired.is_(False))
    )
    return list(db.execute(found.order_by(members.c.started.desc(), members.c.milestone)))


def to_tell(db: Connection, wanted: Collection[UUID], programmes: Collection[UUID]) -> dict[UUID, Any]:
    """Return id of what waits → the member it is about, with the statement of their milestone."""
    found = (
        select(members, milestones.c.statement)
        .join(milestones, milestones.c.id == members.c.milestone)
        .where(members.c.about.in_(list(wanted)), members.c.programme.in_(list(programmes)))
        .where(milestones.c.retired.is_(False))
    )
    return {row.about: row for row in db.execute(found)} if wanted else {}


def stream_of(db: Connection, milestone: UUID) -> UUID | None:
    """The stream in which a milestone's events stand; its history goes by it."""
    found = select(homes.c.competency).join(milestones, milestones.c.programme == homes.c.programme)
    stream: UUID | None = db.scalar(found.where(milestones.c.id == milestone))
    return stream


def _grouped(rows: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.milestone].append(row)
    return found
