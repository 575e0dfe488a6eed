"""Reading a table in on the web: looked at first, recorded in one go, and never twice."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.views.conftest import OTHER, Web

TABLE = """Title;Date;Speakers;Topics;Format;Minutes;Room
Reading charts;3.5.2024;Ada Okafor, Quentin Almqvist;Charts;Demo;30;Quay 1
Splicing;17.5.2024;Cleo Martin;Rope;Workshop;45;Quay 2
No date;;Ada Okafor;;;;
"""
AMBIGUOUS = "Title,Date\nReading charts,03/05/2024\nSplicing,04/06/2024\n"


def send(web: Web, content: str | bytes, role: str = "champion", name: str = "talks.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    client = web.as_(role)
    fields = {"csrf_token": client.token(), "file": (io.BytesIO(data), name)}
    return client.post(web.url("import/"), data=fields, content_type="multipart/form-data")


def sent(web: Web, content: str) -> str:
    answer = send(web, content)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def past(web: Web) -> str:
    return str(web.as_("employee").get(web.url("sessions/?tab=past")).text)


def test_a_table_is_looked_at_before_anything_is_recorded(web: Web) -> None:
    before = web.position()
    page = web.as_("champion").get(sent(web, TABLE)).text
    assert "Record 2 sessions" in page
    assert "Reading charts" in page
    assert "Quentin Almqvist" in page
    assert "Row 4</strong>, Date: there is no date." in page
    assert web.position() == before


def test_confirmed_it_is_recorded_and_everybody_finds_it(web: Web) -> None:
    address = sent(web, TABLE)
    champion = web.as_("champion")
    answer = champion.send(address, leave_out="y")
    assert answer.headers["Location"] == web.url("sessions/?tab=past")
    page = champion.get(answer.headers["Location"]).text
    assert "2 sessions were read in. One row was left out. One name belongs to nobody here yet." in page
    assert "Reading charts" in past(web)
    assert "Splicing" in web.as_("employee").get(web.url(f"people/{web.people['presenter']}")).text
    assert "Quentin Almqvist" in web.as_("employee").get(web.url("people/?tab=imported")).text


def test_nothing_is_recorded_while_rows_are_faulty_unless_they_may_stay_out(web: Web) -> None:
    table = "Title;Date\nSplicing;17.5.2024\nNo date;\nKnots;tomorrow\n"
    address, champion, before = sent(web, table), web.as_("champion"), web.position()
    assert "Leave these 2 rows out" in champion.get(address).text
    refused = champion.send(address)
    assert refused.status_code == 422
    assert "Some rows cannot be read." in refused.text
    assert "Record one session" in refused.text
    assert web.position() == before
    done = champion.send(address, leave_out="y")
    said = champion.get(done.headers["Location"]).text
    assert "One session was read in. 2 rows were left out." in said


def test_a_table_without_faults_asks_nothing_more(web: Web) -> None:
    address, champion = sent(web, "Title;Date\nSplicing;17.5.2024\n"), web.as_("champion")
    assert "leave_out" not in champion.get(address).text
    assert champion.send(address).status_code == 303


def test_the_same_table_again_is_nothing_new(web: Web) -> None:
    champion = web.as_("champion")
    champion.send(sent(web, TABLE), leave_out="y")
    before = web.position()
    address = sent(web, TABLE)
    page = champion.get(address).text
    assert "Nothing is new" in page
    assert "Record" not in page.split("<main")[1]
    assert champion.send(address).status_code == 422
    assert web.position() == before


def test_a_double_click_records_it_once(web: Web) -> None:
    address, champion = sent(web, TABLE), web.as_("champion")
    champion.send(address, leave_out="y")
    before = web.position()
    answer = champion.send(address, leave_out="y")
    assert "no longer kept" in champion.get(answer.headers["Location"]).text
    assert web.position() == before


def test_an_ambiguous_date_is_asked_about_and_the_answer_is_kept(web: Web) -> None:
    address, champion = sent(web, AMBIGUOUS), web.as_("champion")
    page = champion.get(address).text
    assert "can be 3 May 2024 or 5 March 2024. Which is meant?" in page
    assert "Record" not in page.split("<main")[1]
    before = web.position()
    assert champion.send(address).status_code == 422
    assert web.position() == before
    assert "5 Mar 2024" in champion.get(f"{address}?day_first=0").text
    page = champion.get(f"{address}?day_first=1").text
    assert "3 May 2024" in page
    assert 'name="day_first" value="1"' in page
    assert champion.send(address, day_first="1").status_code == 303
    assert "May 2024" in past(web)


def test_a_pasted_table_is_read_as_well(web: Web) -> None:
    champion = web.as_("champion")
    answer = champion.send(web.url("import/"), text=TABLE)
    assert "Reading charts" in champion.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file, or paste the table below."),
        (b"  \n ", "Choose a file, or paste the table below."),
        (b"PK\x03\x04xl/workbook.xml", "Open it, choose Save as"),
        (b"%PDF-1.7", "This is a PDF."),
        (b"\x00\x01\x02\x03", "not text"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(web: Web, content: bytes, sentence: str) -> None:
    answer = send(web, content)
    assert answer.status_code == 422
    assert sentence in answer.text or "NUL" in answer.text


def test_what_was_sent_is_kept_for_its_sender_and_for_a_day(web: Web) -> None:
    address = sent(web, TABLE)
    assert web.as_("outsider").get(address).status_code == 403
    assert web.as_("champion").get(address.replace("tech-hour", OTHER)).status_code == 404
    web.clock.pass_by(hours=25)
    champion = web.as_("champion")
    answer = champion.get(address)
    assert answer.headers["Location"] == web.url("import/")


def test_only_champions_import(web: Web) -> None:
    for role in ("employee", "presenter", "sponsor", "auditor", "admin", "outsider"):
        assert web.as_(role).get(web.url("import/")).status_code == 403
        assert send(web, TABLE, role).status_code == 403


def test_hostile_cells_are_shown_as_text(web: Web) -> None:
    rows = "<script>alert(1)</script>;3.5.2024;=cmd|' /C calc'!A1\n{{ 'a' * 40 }};17.5.2024;'><img src=x>\n"
    address, champion = sent(web, f"Title;Date;Speakers\n{rows}"), web.as_("champion")
    page = champion.get(address).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    champion.send(address)
    for shown in (past(web), web.as_("employee").get(web.url("people/?tab=imported")).text):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "a" * 40 not in shown


def test_a_long_table_shows_its_beginning_and_is_recorded_whole(web: Web) -> None:
    rows = "".join(f"Session {n};{n % 28 + 1}.{n % 12 + 1}.2023;Ada Okafor\n" for n in range(300))
    address, champion = sent(web, f"Title;Date;Speakers\n{rows}"), web.as_("champion")
    page = champion.get(address).text
    assert "The first 20 as they would stand here" in page
    assert "Session 250" not in page
    answer = champion.send(address)
    assert "300 sessions were read in." in champion.get(answer.headers["Location"]).text
    assert "300 in all" in past(web)
