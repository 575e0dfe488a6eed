"""Published reports: the same bytes whatever happens since, what was corrected, and another edition of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from lt_web import press
from lt_web.commands import attendance, people
from lt_web.routines.ticking import tick
from lt_web.store import editions as store
from lt_web.web import db, stop_reading
from projections import editions as rows
from tests.views.conftest import OWN, Web
from tests.views.test_reports import guests, held_with, invited_session

MARCH = {"from": "2027-03-01", "to": "2027-03-31"}


@pytest.fixture
def crowd(web: Web) -> list[Any]:
    """Seven of twelve came to a session in March."""
    crowd = guests(web, 12)
    invited_session(web, crowd)
    held_with(web, crowd[:7], crowd[7:], "asked")
    return crowd


def publish(web: Web, offered: str = "en-1", **fields: str) -> str:
    """Publish March, and return where the edition is."""
    sent = web.as_("champion").send(web.url("editions/new"), **(MARCH | {"offered": offered} | fields))
    assert sent.status_code == 303, sent.text
    return str(sent.headers["Location"])


def correct(web: Web, person: Any) -> None:
    web.do("presenter", attendance.mark, web.sessions["asked"], person, "present", "Signed the list")


def row_of(web: Web, where: str) -> Any:
    with web.app.test_request_context():
        found = [r for r in rows.of_programme(db(), web.programmes[OWN]) if str(r.edition) in where]
        stop_reading()
    return found[0]


def pdf_of(web: Web, where: str, **fields: str) -> bytes:
    """Its PDF, made anew."""
    for path in press.folder(web.installation).glob("*.pdf"):
        path.unlink()
    client = web.as_("champion")
    job = client.send(f"{where}/pdf", **fields).headers["Location"]
    assert press.work(web.installation) == 1
    with client.get(f"{job}/file") as file:
        assert file.mimetype == "application/pdf"
        return bytes(file.data)


def test_an_edition_gives_the_same_bytes_whatever_happens_since(web: Web, crowd: list[Any]) -> None:
    where = publish(web)
    before = pdf_of(web, where)
    correct(web, crowd[7])
    web.do(None, people.join, "Somebody New", "new@tern.example", "Sails")
    web.do("presenter", people.change_profile, "Cleo Martin-Reyes", "Asia/Tokyo")
    assert pdf_of(web, where) == before
    assert pdf_of(web, where, data="1") != before
    data = web.as_("sponsor").get(f"{where}/data.json")
    assert hashlib.sha256(data.data).hexdigest() == row_of(web, where).data
    assert "Cleo Martin-Reyes" not in data.text


def test_a_correction_is_said_on_the_desk_and_makes_another_edition(web: Web, crowd: list[Any]) -> None:
    first = publish(web)
    desk = web.url("desk/")
    assert "corrected since" not in web.as_("champion").get(desk).text
    correct(web, crowd[7])
    said = web.as_("champion").get(desk).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "changed since edition 1: Participation 58 % → 67 %" in said
    page = web.as_("sponsor").get(first).text
    assert "As known on 16 March 2027" in page
    assert "Publish edition 2" not in page
    offered = web.as_("champion").get(web.url("editions/new?from=2027-03-01&to=2027-03-31")).text
    assert 'value="en-2"' in offered
    assert web.as_("champion").send(web.url("editions/new"), **MARCH, offered="en-2").status_code == 422
    second = publish(web, "en-2", reason="A paper list was found")
    assert "corrected since" not in web.as_("champion").get(desk).text
    assert "Edition 2 has replaced it" in web.as_("champion").get(first).text
    data = json.loads(web.as_("champion").get(f"{second}/data.json").data)["edition"]
    assert data["reason"].startswith("⟦reason:")
    assert "A paper list was found" in web.as_("sponsor").get(f"{second}").text
    assert data["changes"]["figures"][0]["label"] == "Participation"


def test_what_came_late_is_said_beside_each_figure_that_it_moved(web: Web, crowd: list[Any]) -> None:
    first = publish(web)
    web.clock.pass_by(days=3)
    correct(web, crowd[7])
    late = web.do(None, people.join, "Late Comer", "late@tern.example", "Sails")
    web.do("presenter", attendance.mark, web.sessions["asked"], late, "present")
    for reader in ("champion", "auditor"):
        page = web.as_(reader).get(first).text
        assert "2 facts about these days were recorded after this edition, the last on 19 March 2027." in page
        assert "As known on 16 March 2027" in page
        assert "1 person noted later<br>1 mark put right" in page
    told = web.as_("sponsor").get(first).text
    assert "people noted later at 1 session<br>marks put right at 1 session" in told
    assert "2 facts" not in told


def test_a_report_can_be_asked_as_it_was_known_on_a_day(web: Web, crowd: list[Any]) -> None:
    first = publish(web)
    web.clock.pass_by(days=3)
    correct(web, crowd[7])
    client, asked = web.as_("auditor"), MARCH | {"known": "2027-03-16"}
    there = client.get(web.url("report/"), query_string=asked).headers["Location"]
    assert there == "/learn/as-of/2027-03-16T23:59/tech-hour/report/?from=2027-03-01&to=2027-03-31"
    page = client.get(there).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 March 2027 to 31 March 2027, as known on 16 March 2027." in page
    assert "7 of 12" in page
    assert "8 of 12" in client.get(web.url("report/"), query_string=MARCH).text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "the report as it was known then" in client.get(first).text
    champion = web.as_("champion").get(web.url("report/"), query_string=asked)
    assert champion.status_code == 200
    assert "As known on" not in champion.text
    again = client.get(f"{there}&known=2027-03-19").headers["Location"]
    assert again.startswith("/learn/as-of/2027-03-19T23:59/tech-hour/report/")


def test_what_follows_from_today_says_so(web: Web, crowd: list[Any]) -> None:
    first = publish(web)
    web.clock.pass_by(days=30)
    tick(web.installation)
    page = web.as_("champion").get(first).text
    assert "Written up in time" in page
    assert "Nothing about these sessions; it follows from what is so today." in page


def test_what_happens_in_other_days_does_not_concern_it(web: Web, crowd: list[Any]) -> None:
    publish(web)
    web.clock.pass_by(days=30)
    invited_session(web, crowd, "later", days=3)
    web.clock.pass_by(days=5)
    with web.app.test_request_context():
        assert rows.moved_since(db(), web.programmes[OWN], 3) == []
        stop_reading()


def test_the_desk_asks_once_however_many_editions_there_are(
    web: Web, crowd: list[Any], count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    client = web.as_("champion")
    none = count_queries(lambda: client.get(web.url("desk/")))
    publish(web)
    publish(web, language="de")
    assert count_queries(lambda: client.get(web.url("desk/"))) == none
    correct(web, crowd[7])
    client.get(web.url("desk/"))
    assert count_queries(lambda: client.get(web.url("desk/"))) == none


def test_data_that_was_changed_is_said_and_nothing_is_made_of_it(web: Web, crowd: list[Any]) -> None:
    where = publish(web)
    with web.installation.database.writing() as connection:
        connection.execute(store.data.update().values(content=b'{"figures":[]}'))
    client = web.as_("champion")
    assert "its hash is another" in client.get(where).text
    assert client.get(f"{where}/data.csv").status_code == 303
    assert client.send(f"{where}/pdf").headers["Location"].endswith(where)
    assert press.work(web.installation) == 0
    assert client.get(web.url("desk/")).status_code == 200


def test_a_line_on_paper_leads_to_its_edition(web: Web, crowd: list[Any]) -> None:
    row = row_of(web, publish(web))
    client, line = web.as_("auditor"), f"Position 1, digest {row.digest[:16]}, data {row.data[:16]}"
    assert (
        "It is edition 1 of March 2027" in client.get(web.url("editions/"), query_string={"line": line}).text
    )
    for wrong in (line.replace(row.data[0:16], "0" * 16), "nothing", f"digest {row.digest[:16]}"):
        found = client.get(web.url("editions/"), query_string={"line": wrong}).text
        assert "No edition of this programme bears this line" in found
    shown = client.get(web.url("editions/")).text
    foot = re.search(r"At the foot of its pages: <code[^>]*>(\d+ \S{16})</code>", shown)
    assert foot
    for typed, said in ((foot[1], "It is edition 1 of March 2027"), (f"{foot[1][:-1]}?", "No edition of")):
        assert said in client.get(web.url("editions/"), query_string={"line": typed}).text


def test_publishing_twice_is_once_and_empty_days_are_refused(web: Web, crowd: list[Any]) -> None:
    where, position = publish(web), web.position()
    assert publish(web) == where
    assert web.position() == position
    none = {"from": "2026-03-01", "to": "2026-03-31", "offered": "en-1"}
    assert web.as_("champion").send(web.url("editions/new"), **none).status_code == 409


def test_the_report_that_is_not_published_can_be_taken_too(web: Web, crowd: list[Any]) -> None:
    for kind, begins in (("csv", b"PK"), ("xlsx", b"PK"), ("json", b"{")):
        sent = web.as_("sponsor").get(web.url(f"report/data.{kind}"), query_string=MARCH)
        assert sent.data.startswith(begins)
        assert (
            f"tech-hour-2027-03-01-2027-03-31.{'zip' if kind == 'csv' else kind}"
            in sent.headers["Content-Disposition"]
        )
    assert b"Guest" not in sent.data
