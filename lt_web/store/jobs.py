"""Jobs: work that a request only asks for, such as a PDF; kept for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, Uuid, func, select

from lt_web.columns import UtcDateTime
from lt_web.store.base import KEPT

KEPT_FOR = timedelta(days=7)
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

jobs = Table(
    "lt_jobs",
    KEPT,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("programme", Uuid, nullable=False),
    Column("key", String(64), nullable=False),  # what is made: the same content has the same key
    Column("state", String(8), nullable=False),
    Column("progress", Integer, nullable=False),  # 0 to 100
    Column("file", String(200), nullable=False),  # how the file is called when somebody keeps it
    Column("body", Text, nullable=False),  # what it is made of; emptied when the work is over
    Column("said", String(40), nullable=False),  # why it failed, in one word
    Column("by", Uuid, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
    Index("lt_jobs_state", "state", "at"),
)


@dataclass(frozen=True)
class Job:
    """One job, as it stands."""

    id: UUID
    kind: str
    programme: UUID
    key: str
    state: str
    progress: int
    file: str
    body: str
    said: str
    by: UUID
    at: datetime
    moved_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (DONE, FAILED)


def add(connection: Connection, job: Job) -> None:
    """Write a new job."""
    connection.execute(jobs.insert(), vars(job))


def find(connection: Connection, id: UUID, programme: UUID) -> Job | None:
    """Return a job of this programme."""
    found = select(jobs).where(jobs.c.id == id, jobs.c.programme == programme)
    row = connection.execute(found).first()
    return Job(*row) if row else None


def at_work(connection: Connection, kind: str, programme: UUID, key: str) -> UUID | None:
    """Return the job that makes the same thing already."""
    same = (jobs.c.kind == kind) & (jobs.c.programme == programme) & (jobs.c.key == key)
    found = select(jobs.c.id).where(same, jobs.c.state.in_((QUEUED, RUNNING))).order_by(jobs.c.at).limit(1)
    id: UUID | None = connection.scalar(found)
    return id


def how_many_wait(connection: Connection, kind: str) -> int:
    """Return how many jobs wait for their turn."""
    waiting = select(func.count()).where(jobs.c.kind == kind, jobs.c.state == QUEUED)
    return connection.scalar(waiting) or 0


def under_way(connection: Connection) -> bool:
    """Return whether any job waits, or is said to be at work."""
    found = select(jobs.c.id).where(jobs.c.state.in_((QUEUED, RUNNING))).limit(1)
    return connection.scalar(found) is not None


def by_state(connection: Connection) -> dict[str, float]:
    """Return how many jobs there are in each state."""
    counted = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
    return dict.fromkeys((QUEUED, RUNNING, DONE, FAILED), 0.0) | {state: float(n) for state, n in counted}


def take(connection: Connection, kind: str, now: datetime) -> Job | None:
    """Begin the oldest job that waits; call it under the writer's lock."""
    waiting = select(jobs).where(jobs.c.kind == kind, jobs.c.state == QUEUED).order_by(jobs.c.at, jobs.c.id)
    row = connection.execute(waiting.limit(1)).first()
    if row is None:
        return None
    move(connection, row.id, now, state=RUNNING)
    return Job(*row)


def move(connection: Connection, id: UUID, now: datetime, **values: Any) -> bool:
    """Note how far a job has come; returns whether anybody still wants it."""
    moved = connection.execute(jobs.update().where(jobs.c.id == id).values(moved_at=now, **values))
    return bool(moved.rowcount)


def give_up(connection: Connection, kind: str, since: datetime, now: datetime) -> None:
    """Note of jobs that have not moved since then that whoever was at them is gone."""
    stuck = (jobs.c.kind == kind) & (jobs.c.state == RUNNING) & (jobs.c.moved_at < since)
    connection.execute(
        jobs.update().where(stuck).values(state=FAILED, said="interrupted", body="", moved_at=now)
    )


def purge(connection: Connection, now: datetime) -> None:
    """Forget what is older than some days."""
    connection.execute(jobs.delete().where(jobs.c.at < now - KEPT_FOR))


def forget_all(connection: Connection) -> None:
    """Forget every job, at work or not: anybody's name may stand in what it makes."""
    connection.execute(jobs.delete())
