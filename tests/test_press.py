"""The press: one PDF at a time on a host, whoever asks, whatever dies."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from typing import Any

import pytest

from lt_web import pdf, press
from lt_web.commands import reports
from lt_web.events.refusals import Refused
from lt_web.installation import Installation
from lt_web.permissions import Forbidden
from lt_web.reports.report import canonical
from lt_web.routines.ticking import tick
from lt_web.store import jobs
from tests.company import Company
from tests.test_pdf import a_report


def ask(company: Company, who: Any = None, report: str = "", paper: str = "a4") -> Any:
    content = report or canonical(a_report())
    key, body = press.name_of(content, paper), f"{paper}\n{content}"
    asked = (company.programme, key, body, "tech-hour-2027-01-01-2027-01-31.pdf")
    return company.by(who or company.ada, reports.ask_for_pdf, *asked)


def state(company: Company, job: Any) -> jobs.Job:
    with company.installation.database.reading() as db:
        found = press.job(db, job, company.programme)
    assert found
    return found


def test_a_job_becomes_a_file_and_forgets_what_it_was_made_of(company: Company) -> None:
    job = ask(company)
    assert state(company, job).state == "queued"
    assert press.work(company.installation) == 1
    done = state(company, job)
    assert (done.state, done.progress, done.body) == ("done", 100, "")
    assert press.path_of(company.installation, done.key).read_bytes()[:5] == b"%PDF-"
    assert [path.name for path in press.folder(company.installation).glob(f"*.{os.getpid()}")] == []


def test_two_at_once_make_it_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    job, started = ask(company), []
    printed = press._printed
    monkeypatch.setattr(press, "_printed", lambda *given: started.append(1) or printed(*given))
    workers = [threading.Thread(target=press.work, args=(company.installation,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert state(company, job).state == "done"
    assert started == [1]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_takes_too_long_is_killed(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.2)
    job = ask(company)
    press.work(company.installation)
    assert (state(company, job).state, state(company, job).said) == ("failed", "too_slow")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_cannot_be_set_says_so_and_the_next_one_is_made(company: Company) -> None:
    broken, fine = ask(company, report="{}"), ask(company)
    assert press.work(company.installation) == 2
    assert (state(company, broken).state, state(company, broken).said) == ("failed", "broken")
    assert state(company, fine).state == "done"


def test_whoever_died_at_the_press_is_not_waited_for(company: Company) -> None:
    job, installation = ask(company), company.installation
    with installation.database.writing() as connection:
        jobs.take(connection, reports.PDF, installation.clock())
    assert press.work(installation) == 0
    company.clock.pass_by(seconds=pdf.SECONDS + 60)
    assert press.work(installation) == 0
    assert (state(company, job).state, state(company, job).said) == ("failed", "interrupted")


def test_a_queue_has_an_end(company: Company) -> None:
    for n in range(reports.MOST_WAITING):
        ask(company, report=f"{{{n}}}")
    with pytest.raises(Refused, match=r"Many reports are being made just now. Try again in a few minutes."):
        ask(company)


def test_colleagues_who_may_not_read_it_cannot_ask(company: Company) -> None:
    with pytest.raises(Forbidden):
        ask(company, company.dina)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_files_and_jobs_are_kept_for_some_days(company: Company, installation: Installation) -> None:
    job, folder = ask(company), press.folder(installation)
    folder.mkdir(parents=True)
    old, new = folder / "old.pdf", folder / "new.pdf"
    for file, age in ((old, jobs.KEPT_FOR + timedelta(hours=1)), (new, timedelta(hours=1))):
        file.write_bytes(b"%PDF-")
        os.utime(file, (file.stat().st_mtime - age.total_seconds(),) * 2)
    company.clock.pass_by(days=8)
    tick(installation)
    assert [path.name for path in folder.glob("*.pdf")] == ["new.pdf"]
    with installation.database.reading() as db:
        assert press.job(db, job, company.programme) is None
