"""Deeds about reports: ask for one as a PDF. Nothing happens to the programme, so nothing is recorded."""

from __future__ import annotations

from uuid import UUID, uuid4

from lt_web.commands.access import person_of, standing_in
from lt_web.events.refusals import Refused
from lt_web.log.work import Work
from lt_web.permissions import REPORT_READERS_ONLY, may_read_report, require
from lt_web.store import jobs
from lt_web.store.jobs import Job

PDF = "report-pdf"
MOST_WAITING = 12


def ask_for_pdf(work: Work, programme: UUID, key: str, body: str, file: str) -> UUID:
    """Queue a report to be set as a PDF; while the same is being made, that is the answer."""
    require(may_read_report(standing_in(work, programme)), REPORT_READERS_ONLY)
    known = jobs.at_work(work.connection, PDF, programme, key)
    if known is None and jobs.how_many_wait(work.connection, PDF) >= MOST_WAITING:
        raise Refused("Many reports are being made just now. Try again in a few minutes.")
    return known or _queued(work, programme, key, body, file)


def _queued(work: Work, programme: UUID, key: str, body: str, file: str) -> UUID:
    jobs.purge(work.connection, work.now)
    about = {
        "kind": PDF,
        "programme": programme,
        "key": key,
        "file": file,
        "body": body,
        "by": person_of(work),
    }
    job = Job(uuid4(), state=jobs.QUEUED, progress=0, said="", at=work.now, moved_at=work.now, **about)  # type: ignore[arg-type]
    jobs.add(work.connection, job)
    return job.id
