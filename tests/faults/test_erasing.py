"""Canaries: what one person wrote everywhere is sought in raw files once they are erased, and never found."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, g
from sqlalchemy import inspect, text

from lt_web.commands import (
    attendance,
    competency,
    editions,
    erasing,
    feedback,
    leaving,
    people,
    proposals,
    seats,
    sessions,
    teaching,
    write_ups,
)
from lt_web.commands import (
    programmes as programmes_deeds,
)
from lt_web.erasing import purging
from lt_web.installation import Installation
from lt_web.log import digest
from lt_web.reports.editions import reason_said
from lt_web.reports.periods import Period
from lt_web.reports.report import canonical, read_back, report, written_down
from lt_web.routines.ticking import tick
from lt_web.store import accesses, directory, jobs, keys, uploads
from lt_web.store import editions as store
from projections import editions as published
from projections import programmes, ties, topics
from tests.company import Company, outline
from tests.faults.scale import sized

KINDS = (
    "comment proposal summary note writeup insight signed anonymous draft upload name address "
    "reason title file job purpose milestone start cohort because"
)
# What of theirs a published report says: behind marks, so that it can be forgotten.
IN_EDITIONS = ("name", "title", "purpose", "milestone", "start", "cohort", "because")


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, in a file beside the database."""
    file = tmp_path / "data" / "server.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    handler, log = logging.FileHandler(file), logging.getLogger("lt_web")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield file
    log.setLevel(before)
    log.removeHandler(handler)
    handler.close()


class Canary:
    """Somebody who writes a word of their own into every place there is."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.words = {kind: f"canary-{kind}-{uuid4().hex}" for kind in KINDS.split()}
        self.person = company.made(
            company.house(people.join, self.words["name"], f"{self.words['address']}@tern.example", "Harbour")
        )

    def write_everywhere(self) -> None:
        """Personal words, words for work, a name in what is derived, and what is not sent yet."""
        here, by, said = self.company, self.person, self.words
        session = here.session(capacity=None, presenter=by)
        here.by(
            by, proposals.propose, here.programme, outline(said["proposal"], said["summary"]), ["K"], "all"
        )
        here.by(here.ada, programmes_deeds.give_role, here.programme, by, "champion", "Helps")
        here.by(by, programmes_deeds.describe, here.programme, "Tech hour", said["purpose"], "Europe/Lisbon")
        here.by(by, sessions.cancel, here.session(days=9), said["reason"])
        with here.installation.database.reading() as db:
            topic = topics.alive(db, here.programme)[0].id
        here.by(by, teaching.ask, here.programme, topic, here.dina, said["note"])
        stated = here.by(by, competency.state, here.programme, topic, said["milestone"], said["start"])
        here.by(by, competency.form, here.programme, stated, said["cohort"], False)
        here.by(by, sessions.comment, session, said["comment"])
        here.by(by, sessions.edit, session, outline(said["title"]), ["Knots"])
        other = here.session(capacity=None, days=6)
        third = here.session(capacity=None, days=5)
        for one in (other, third):
            for person in (by, here.fay):
                here.by(person, seats.answer, one, "yes")
        here.until(session, hours=-2)
        tick(here.installation)
        for one in (other, third):
            here.by(here.ben, attendance.mark, one, by, "present")
        here.by(by, feedback.sign, other, 5, said["signed"])
        here.by(by, feedback.answer, third, 2, said["anonymous"])
        self.noted = other
        here.by(by, write_ups.note, other, said["insight"])
        here.by(by, write_ups.publish, session, said["writeup"], 0)
        here.by(by, write_ups.keep_draft, session, said["draft"], 1)
        self._beside()
        self._derived()

    def _beside(self) -> None:
        here, now = self.company, self.company.clock.now
        read = accesses.Access(here.ada, here.programme, accesses.LOG, asked=f"person={self.words['name']}")
        with here.installation.database.writing() as db:
            row = (uuid4(), here.ada, here.programme, "list.csv", self.words["upload"].encode(), now)
            uploads.keep(db, uploads.Upload(*row))
            accesses.note(db, read, now)
            body = (self.words["job"], "", here.ada, now, now)
            job = (uuid4(), "pdf", here.programme, "k", jobs.QUEUED, 0, "f.pdf", *body)
            jobs.add(db, jobs.Job(*job))

    def _derived(self) -> None:
        here = self.company
        folder = here.installation.config["LT_DATA_DIR"]
        for name in ("reports", "scratch"):
            (folder / name).mkdir(exist_ok=True)
            (folder / name / ("a.pdf" if name == "reports" else "a.db")).write_text(self.words["file"])
        for number, because in ((1, ""), (2, self.words["because"])):
            data, words = written_down(reported(here, number, because))
            assert [kind for kind, word in self.words.items() if word in data] == []
            here.by(self.person, editions.publish, here.programme, data, "a4", "", {}, words)
            here.by(here.ben, attendance.mark, self.noted, here.fay, "present")
        assert {self.words[kind] for kind in IN_EDITIONS} <= set(words.values())

    def erase(self, everything: bool) -> None:
        """An admin erases them."""
        here = self.company
        with here.installation.database.reading() as db:
            tied = vars(ties.of_person(db, self.person, here.clock.now))
        here.house(erasing.erase, self.person, everything, "Asked for it", **tied)
        purging.finish(here.installation)

    def keys(self) -> dict[str, bytes]:
        """The bytes of their keys, and of the key-encryption key around them."""
        ring = self.company.installation.keyring
        with self.company.installation.database.reading() as db:
            rows = db.execute(keys.keys.select().where(keys.keys.c.owner == self.person)).all()
            found = {r.kind: ring._unwrap(r.wrapped_by, r.wrapped, r.owner, r.kind) for r in rows}
        return found | {file.stem: file.read_bytes() for file in ring.directory.glob("*.kek")}


def reported(company: Company, number: int = 1, reason: str = "") -> dict[str, Any]:
    """The report of these weeks, as an edition would keep it."""
    with company.installation.database.reading() as db, Flask("canary").app_context():
        g.lt_db, g.lt_reading = db, None
        today = company.clock.now.date()
        period = Period(date(2027, 3, 1), today)
        made = report(programmes.of_slug(db, company.slug), period)
        said = reason_said(company.programme, reason, period, "en", number)
        return made | {"edition": {"number": number, "reason": said, "changes": {}}}


def editions_read(company: Company) -> int:
    """How many editions are still what was published, though their words are gone from them."""
    with company.installation.database.reading() as db:
        rows = db.execute(published.table.select()).all()
        for row in rows:
            made = read_back(store.content_of(db, row.edition, row.data), store.words_of(db, row.edition))
            [stated] = made["competency"]
            assert {made["programme"]["purpose"], stated["statement"], stated["start"]} == {"(erased)"}
    return len(rows)


def found_in_files(house: Installation, needles: dict[str, bytes]) -> list[str]:
    """Which of them stand in any file below the data folder, and in which."""
    folder: Path = house.config["LT_DATA_DIR"]
    return [
        f"{what} in {file.relative_to(folder)}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for what, needle in needles.items()
        if needle in file.read_bytes()
    ]


def found_in_heap(house: Installation, needles: dict[str, bytes]) -> list[str]:
    """Which of them stand in the files of PostgreSQL's tables, where this process may read them."""
    if house.database.is_sqlite:
        return []
    with house.database.engine.connect() as db:
        db.exec_driver_sql("CHECKPOINT")
        folder = Path(str(db.scalar(text("SHOW data_directory"))))
        here = db.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    files = sorted((folder / "base" / str(here)).glob("*"))
    assert files, "the files of the database can be read"
    return [
        f"{what} in {file.name}"
        for file in files
        if file.is_file()
        for what, needle in needles.items()
        if needle in file.read_bytes()
    ]


def found_in_tables(house: Installation, needles: dict[str, bytes]) -> list[str]:
    """Which of them stand in any row of any table."""
    found = []
    with house.database.reading() as db:
        for table in inspect(db).get_table_names():
            rows = db.execute(text(f'SELECT * FROM "{table}"')).all()
            raw = b"\n".join(
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in rows
                for value in row
            )
            found += [f"{what} in {table}" for what, needle in needles.items() if needle in raw]
    return found


def sought(canary: Canary) -> dict[str, bytes]:
    return {kind: word.encode() for kind, word in canary.words.items()}


def test_nothing_that_an_erased_person_wrote_is_in_any_file_or_table(company: Company, lines: Path) -> None:
    canary = Canary(company)
    canary.write_everywhere()
    house, words, secrets = company.installation, sought(canary), canary.keys()
    before = found_in_tables(house, words) + found_in_files(house, words)
    assert {"proposal", "name", "address", "upload", "job", "file"} <= {one.split()[0] for one in before}
    assert not [one for one in before if one.split()[0] in ("comment", "note", "signed", "anonymous")]
    company.house(leaving.leave, canary.person)
    figures = reported(company)["figures"]
    canary.erase(everything=True)
    assert reported(company)["figures"] == figures
    assert editions_read(company) == 2
    assert found_in_tables(house, words | secrets) == []
    assert found_in_files(house, words | secrets) == []
    assert found_in_heap(house, words | secrets) == []
    assert lines.stat().st_size > 0
    shown = canonical(reported(company))
    assert "Former colleague" in shown
    assert "(erased)" in shown


def test_no_clear_personal_word_of_anybody_is_stored_at_all(company: Company, lines: Path) -> None:
    everybody = {}
    session = company.session(capacity=None)
    for number in range(sized(20, 1000)):
        person = company.hire(f"Person {number}") if number else company.gus
        everybody[f"comment {number}"] = word = f"words of {number} {uuid4().hex}"
        company.by(person, sessions.comment, session, word)
    needles = {what: word.encode() for what, word in everybody.items()}
    assert found_in_tables(company.installation, needles) == []
    assert found_in_files(company.installation, needles) == []


def test_one_of_many_is_erased_and_the_log_is_the_same(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    house, many = company.installation, sized(20, 500)
    session = company.session(capacity=None)
    for number in range(many):
        company.by(company.hire(f"Person {number}"), sessions.comment, session, f"words of {number}")
    canary = Canary(company)
    canary.write_everywhere()
    with house.database.reading() as db:
        size = house.log.recorder.max_notification_id() or 0
        proof = digest.recomputed(db, size).root
    began = time.perf_counter()
    canary.erase(everything=True)
    seconds = time.perf_counter() - began
    with house.database.reading() as db:
        assert digest.recomputed(db, size).root == proof
        readable = db.scalar(text("SELECT count(*) FROM lt_keys"))
        assert len(directory.everybody(db)) == many + 7
    assert readable
    assert found_in_tables(house, sought(canary)) == []
    with capsys.disabled():
        kind = house.database.url.get_backend_name()
        print(f"\nerasing 1 of {many} on {kind}: {seconds:.2f} s, 0 canaries, the same root")
    assert seconds < 60
