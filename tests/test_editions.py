"""Editions end to end: the same bytes for ever, files that open elsewhere, what has changed."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lt_web.reports.changes import changes, how_many, is_none
from lt_web.reports.files import KINDS, as_csv
from lt_web.reports.learned import LEARNED
from lt_web.reports.tables import sessions, tables
from tests.test_pdf import a_report, child, figure, poppler

LINE = "1234 q6urq6urq6urq6ur"  # the position, and how the digest begins in base64
IMPRINT = {"digest": "ab" * 32, "line": LINE, "data": "cd" * 32}


def edition(number: int = 1, **more: Any) -> dict[str, Any]:
    about = {"number": number, "reason": "", "changes": {}}
    return LEARNED | a_report() | {"edition": about, "imprint": IMPRINT} | more


def test_the_last_page_says_from_which_records_it_was_made(tmp_path: Path) -> None:
    file = tmp_path / "edition.pdf"
    assert child(edition(), file) == 0
    pages = poppler("pdftotext", "-layout", file, "-").split("\f")[:-1]
    for words in ("version 1", "1,234", "Europe/Lisbon", "ab" * 32, "cd" * 32, "Edition 1"):
        assert words in pages[-1]
    assert all("edition 1" in page and LINE in page for page in pages[1:])
    assert "Edition 1, as of 1 February 2027" in pages[0]


def test_with_its_data_it_is_an_archive_file_that_holds_every_table(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.pdf", tmp_path / "twice.pdf"
    assert child(edition(), once, "--data", PYTHONHASHSEED="1", TZ="Asia/Tokyo") == 0
    assert child(edition(), twice, "--data", PYTHONHASHSEED="2", LC_ALL="C") == 0
    assert once.read_bytes() == twice.read_bytes()
    with pikepdf.open(once) as document:
        with document.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
        assert document.Root.MarkInfo.Marked
        assert set(document.attachments) == {f"{table.name}.csv" for table in tables(edition())}
        held = document.attachments["sessions.csv"]
        assert held.get_file().read_bytes() == as_csv(sessions(edition()))
        assert {str(file.AFRelationship) for file in document.Root.AF} == {"/Data"}
        assert len(document.Root.AF) == len(document.attachments)


def test_an_edition_of_before_is_set_without_what_reports_have_learned_since(tmp_path: Path) -> None:
    old = {name: value for name, value in edition().items() if name not in LEARNED}
    assert child(old, tmp_path / "old.pdf") == 0


def test_two_years_of_two_thousand_sessions_are_summarised_within_the_limit(tmp_path: Path) -> None:
    month = {
        "name": "January 2027",
        "sessions": 83,
        "minutes": 2490,
        "came": 700,
        "topics": ["Knots"],
        "more": 3,
    }
    person = {"name": "Ada Holm", "titles": []}
    many = edition(
        sessions=a_report(2000)["sessions"],
        months=a_report()["months"] * 8,
        overview=[month | {"more": 3}] * 24,
        presenters=[person] * 220,
        write_ups=a_report()["write_ups"] * 1600,
        new_presenters=a_report()["new_presenters"] * 180,
        topics=a_report()["topics"] * 90,
    )
    assert child(many, tmp_path / "many.pdf") == 0
    pages = int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", tmp_path / "many.pdf"))[1])  # type: ignore[index]
    assert pages < 30
    said = " ".join(poppler("pdftotext", tmp_path / "many.pdf", "-").split())
    assert "2000 sessions, month by month" in said
    assert len(list(csv.reader(io.StringIO(as_csv(sessions(many)).decode("utf-8-sig"))))) == 2001


def test_files_hold_the_same_and_are_the_same_each_time() -> None:
    for make, _type, _ending in KINDS.values():
        assert make(edition()) == make(edition())
    archive = zipfile.ZipFile(io.BytesIO(KINDS["csv"][0](edition())))
    rows = list(csv.DictReader(io.StringIO(archive.read("sessions.csv").decode("utf-8-sig"))))
    assert (rows[0]["day"], rows[0]["there"], rows[0]["worth_1_to_5"]) == ("2027-01-08", "7", "4.5")
    assert json.loads(KINDS["json"][0](edition())) == edition()


def test_no_cell_is_a_formula_and_numbers_are_numbers() -> None:
    evil = edition(sessions=a_report(1, '=HYPERLINK("https://evil.example")')["sessions"])
    archive = zipfile.ZipFile(io.BytesIO(KINDS["csv"][0](evil)))
    assert b"'=HYPERLINK" in archive.read("sessions.csv")
    book = zipfile.ZipFile(io.BytesIO(KINDS["xlsx"][0](evil)))
    sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in sheet for sheet in sheets)
    assert any(re.search(r"<v>4\.5</v>", sheet) for sheet in sheets)
    assert "HYPERLINK" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_tables_know_the_hash_of_their_data(kind: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(KINDS[kind][0](edition())))
    assert IMPRINT["data"].encode() in b"".join(archive.read(name) for name in archive.namelist())


# What has changed


def told(**changed: Any) -> dict[str, Any]:
    return edition(figures=[figure("participation", of="29 of 50")], numbers={}) | changed


def test_the_same_report_has_no_changes() -> None:
    assert is_none(changes(told(), told(position=9, as_of="later")))


def test_a_figure_that_moved_is_said_with_what_it_was() -> None:
    now = told(figures=[figure("participation", value="61 %", of="31 of 51"), figure("new", value="1")])
    found = changes(told(), now, str.upper)["figures"]
    assert found == [{"key": "participation", "label": "PARTICIPATION", "old": "58 %", "new": "61 %"}]
    same = told(figures=[figure("participation", of="30 of 52")])
    assert changes(told(), same)["figures"][0] | {"key": ""} == {
        "key": "", "label": "participation", "old": "29 of 50", "new": "30 of 52",
    }  # fmt: skip


def test_what_speaks_of_the_present_corrects_nothing() -> None:
    was = told(figures=[figure("watch_list"), figure("reach")], numbers={"reach": {"part": 3, "whole": 9}})
    now = told(
        figures=[figure("watch_list", value="9"), figure("reach", value="9 %")],
        numbers={"reach": {"part": 3, "whole": 8}},
    )
    assert changes(was, now)["figures"] == []


def test_sessions_are_added_removed_and_corrected() -> None:
    one, two = ({**a_report()["sessions"][0], "id": id} for id in "12")
    found = changes(told(sessions=[one]), told(sessions=[{**one, "came": 9}, two]))
    assert [s["title"] for s in found["added"]] == ["Reading a query plan"]
    assert found["changed"][0]["what"] == [{"field": "came", "label": "came", "old": "7", "new": "9"}]
    assert how_many(found) == 2
    assert how_many(changes(told(sessions=[two]), told(sessions=[]))) == 1
