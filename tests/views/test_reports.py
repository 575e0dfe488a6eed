"""The programme report: who may read it, what it says and does not say, and its PDF on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import g

from lt_web import press
from lt_web.commands import attendance, people, programmes, seats, sessions
from lt_web.reports.periods import Period, choices
from lt_web.reports.report import canonical, report
from lt_web.routines.ticking import tick
from lt_web.speech import speaking
from lt_web.web import db, stop_reading
from projections import programmes as programme_rows
from tests.views.conftest import OWN, Web, schedule

MARCH = "report/?from=2027-03-01&to=2027-03-31"


def guests(web: Web, number: int) -> list[Any]:
    """Colleagues who came to the company after the others."""
    return [web.do(None, people.join, f"Guest {n}", f"guest{n}@tern.example", "Sails") for n in range(number)]


def held_with(web: Web, there: list[Any], away: list[Any], name: str = "published") -> None:
    """Let time pass until a session is over, and note who was there."""
    session = web.sessions[name]
    web.clock.to(datetime(2027, 3, 9, 9, tzinfo=UTC) + timedelta(days=7 * (name != "published")))
    tick(web.installation)
    for person in there:
        web.do("presenter", attendance.mark, session, person, "present")
    for person in away:
        web.do("presenter", attendance.mark, session, person, "absent")


def invited_session(web: Web, everybody: list[Any], name: str = "asked", days: int = 7) -> None:
    schedule(web, name, days=days, published=False)
    web.do("champion", sessions.publish, web.sessions[name], "everyone", [], everybody)


def made(web: Web, period: Period, inside: bool = False, language: str = "en") -> dict[str, Any]:
    """The report as data."""
    with web.app.test_request_context(), speaking(language):
        g.lt_programme = programme_rows.of_slug(db(), OWN)
        found = canonical(report(g.lt_programme, period, inside))
        stop_reading()
    spaced: dict[str, Any] = json.loads(found.replace("\N{NO-BREAK SPACE}", " "))
    return spaced


def figure(found: dict[str, Any], key: str) -> dict[str, Any]:
    shown: dict[str, Any] = next(f for f in found["figures"] if f["key"] == key)
    return shown


def came(found: dict[str, Any]) -> dict[str, Any]:
    """Title → how many came, as the table says."""
    return {s["title"]: s["came"] for s in found["sessions"]}


MONTH = Period(date(2027, 3, 1), date(2027, 3, 31))


def test_participation_says_of_how_many_and_how_it_stands_to_the_target(web: Web) -> None:
    crowd = guests(web, 10)
    invited_session(web, [*crowd, web.people["presenter"]])
    held_with(web, crowd[:6], crowd[6:8], "asked")
    found = made(web, MONTH)
    said = figure(found, "participation")
    assert (said["value"], said["of"], said["met"]) == ("60 %", "6 of 10 invitations", True)
    assert said["known"] == "attendance known for 1 of 2 sessions; whom 1 of them were for is not known"
    assert figure(found, "walk_ins") | {"label": ""} == {
        "key": "walk_ins", "value": "6", "of": "of 6 who came", "known": "", "target": "", "trend": "",
        "met": None, "label": "",
    }  # fmt: skip
    assert came(found) == {"Knots we asked": 6, "Knots we published": None}


def test_each_language_has_its_own_words_numbers_and_pdf(web: Web) -> None:
    crowd = guests(web, 10)
    invited_session(web, [*crowd, web.people["presenter"]])
    held_with(web, crowd[:6], crowd[6:8], "asked")
    english, german, arabic = (made(web, MONTH, language=tag) for tag in ("en", "de", "ar"))
    assert [r["period"]["name"] for r in (english, german, arabic)] == [
        "March 2027",
        "März 2027",
        "مارس 2027",
    ]
    assert figure(german, "participation")["of"] == "6 von 10 Einladungen"
    assert (german["direction"], arabic["direction"]) == ("ltr", "rtl")
    names = {press.name_of(canonical(r), "a4") for r in (english, german, arabic)}
    assert len(names) == 3


def test_unknown_attendance_is_never_zero(web: Web) -> None:
    web.clock.pass_by(days=8)
    tick(web.installation)
    found = made(web, MONTH)
    for key in ("participation", "reach", "show_up", "walk_ins", "reciprocity"):
        assert figure(found, key)["value"] == "Not known"
    assert found["months"][0]["participation"] is None
    assert "counted as not known, never as nobody" in " ".join(found["method"]["left_out"])


def test_rates_of_few_people_are_for_champions_alone(web: Web) -> None:
    crowd = guests(web, 3)
    invited_session(web, crowd)
    held_with(web, crowd[:2], crowd[2:], "asked")
    assert figure(made(web, MONTH), "participation")["value"] == "Too few to show"
    assert came(made(web, MONTH)) == {"Knots we asked": "under 4", "Knots we published": None}
    assert figure(made(web, MONTH, inside=True), "participation")["value"] == "67 %"


def test_who_came_is_named_to_champions_and_who_stayed_away_to_nobody(web: Web) -> None:
    crowd = guests(web, 6)
    invited_session(web, crowd)
    held_with(web, crowd[:5], crowd[5:], "asked")
    for role, names_them in (("champion", True), ("sponsor", False), ("auditor", False)):
        shown = web.as_(role).get(web.url(MARCH))
        assert shown.status_code == 200
        assert ("Guest 1" in shown.text) is names_them, role
        assert "Guest 5" not in shown.text
        assert "Cleo Martin" in shown.text  # presenting is public


def test_a_cancelled_session_counts_nowhere(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    web.clock.pass_by(days=10)
    tick(web.installation)
    found = made(web, MONTH)
    assert found["is_empty"]
    assert found["sessions"] == []
    assert found["method"]["left_out"] == ["1 session cancelled: not counted anywhere."]


def test_days_without_a_session_say_so_and_offer_others(web: Web) -> None:
    shown = web.as_("sponsor").get(web.url("report/")).text
    assert "No session took place in these days" in shown
    web.clock.pass_by(days=10)
    tick(web.installation)
    shown = web.as_("sponsor").get(web.url("report/?from=2026-03-01&to=2026-03-31")).text
    assert "Since the start" in shown
    assert "Make the PDF" not in shown


@pytest.mark.parametrize(
    "asked", ["from=2027-03-31&to=2027-03-01", "from=nonsense", "from=0001-01-01&to=2027-01-01"]
)
def test_days_that_make_no_sense_are_asked_for_again(web: Web, asked: str) -> None:
    assert web.as_("champion").get(web.url(f"report/?{asked}")).status_code == 422


def test_targets_are_those_of_the_settings(web: Web) -> None:
    values = {"participation_target": 33, "sessions_target": 1}
    web.do("champion", programmes.set_up, web.programmes[OWN], values, True)
    web.clock.pass_by(days=10)
    tick(web.installation)
    found = made(web, MONTH)
    assert figure(found, "sessions")["target"] == "target 1 a month"
    assert figure(found, "sessions")["met"] is True
    assert "target for participation 33 %" in found["method"]["in_force"]


def test_the_same_position_gives_the_same_report_whatever_the_clock_says(web: Web) -> None:
    held_with(web, guests(web, 4), [])
    before = canonical(made(web, MONTH))
    web.clock.pass_by(days=40)
    assert canonical(made(web, MONTH)) == before
    assert json.loads(before) == made(web, MONTH)
    assert json.loads(before)["position"] == web.position()


def test_sponsors_and_auditors_have_a_place_of_their_own_for_it_champions_their_desk(web: Web) -> None:
    for role, has_place in (("sponsor", True), ("auditor", True), ("champion", False), ("employee", False)):
        shown = web.as_(role).get(web.url()).text
        assert ("<span>Report</span>" in shown) is has_place, role
    assert web.url("report/") in web.as_("champion").get(web.url("desk/")).text


def test_the_page_asks_the_database_as_often_for_many_sessions(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    crowd = guests(web, 5)
    invited_session(web, crowd)
    held_with(web, crowd, [], "asked")
    client = web.as_("champion")
    once = count_queries(lambda: client.get(web.url(MARCH)))
    for n in range(3):
        invited_session(web, crowd, f"more {n}", days=1 + n)
    web.clock.pass_by(days=5)
    tick(web.installation)
    for n in range(3):
        web.do("presenter", attendance.mark, web.sessions[f"more {n}"], crowd[n], "present")
    assert count_queries(lambda: client.get(web.url(MARCH))) == once


# The PDF, from the button to the file


def ask(web: Web, role: str = "champion", **fields: str) -> str:
    days = {"from": "2027-03-01", "to": "2027-03-31"}
    sent = web.as_(role).send(web.url("report/pdf"), **(days | fields))
    assert sent.status_code == 303
    return str(sent.headers["Location"])


def test_from_the_button_to_the_file(web: Web) -> None:
    held_with(web, guests(web, 5), [])
    where, before = ask(web), web.position()
    client = web.as_("sponsor")
    waiting = client.get(where).text
    assert "Setting the pages" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert client.get(f"{where}/file").headers["Location"].endswith(where)
    assert press.work(web.installation) == 1
    assert "Your PDF is ready" in client.get(where).text
    with client.get(f"{where}/file") as file:
        assert file.mimetype == "application/pdf"
        assert file.data[:5] == b"%PDF-"
        assert "tech-hour-2027-03-01-2027-03-31.pdf" in file.headers["Content-Disposition"]
        assert file.headers["Cache-Control"] == "no-store"
    assert web.position() == before
    for role in ("employee", "presenter", "admin", "outsider"):
        assert web.as_(role).get(f"{where}/file").status_code == 403


def test_the_pdf_is_of_the_days_that_the_page_shows(web: Web) -> None:
    held_with(web, guests(web, 5), [])
    made_of = web.as_("sponsor").get(web.url(MARCH)).text.split('class="lt-report-make"')[1]
    for field in (
        'name="from" type="hidden" value="2027-03-01"',
        'name="to" type="hidden" value="2027-03-31"',
    ):
        assert field in made_of


def test_asking_twice_is_one_job_and_the_file_is_made_once(web: Web) -> None:
    held_with(web, guests(web, 5), [])
    first = ask(web)
    assert ask(web, "sponsor") == first
    assert press.work(web.installation) == 1
    ready = next(press.folder(web.installation).glob("*.pdf"))
    made_at = ready.stat().st_ino
    assert ask(web) != first
    assert press.work(web.installation) == 1
    assert [path.stat().st_ino for path in press.folder(web.installation).glob("*.pdf")] == [made_at]
    assert ask(web, paper="letter") not in (first, ask(web))


def test_a_file_that_is_gone_says_so(web: Web) -> None:
    held_with(web, guests(web, 5), [])
    where = ask(web)
    press.work(web.installation)
    for path in press.folder(web.installation).glob("*.pdf"):
        path.unlink()
    client = web.as_("champion")
    assert "Make it again" in client.get(where).text
    assert client.get(f"{where}/file").status_code == 303


def test_progress_is_told_only_when_it_moves(web: Web) -> None:
    where, client = ask(web), web.as_("champion")
    assert client.get(f"{where}/progress?v=queued-0").status_code == 204
    assert 'hx-trigger="every 1s"' in client.get(f"{where}/progress?v=other").text


def test_the_usual_days_are_whole_months_and_end_before_today() -> None:
    found = choices(date(2027, 1, 15), date(2026, 2, 3))
    assert [str(period) for period in found.values()] == [
        "October to December 2026",
        "December 2026",
        "1 to 15 January 2027",
        "3 February 2026 to 15 January 2027",
    ]


def test_the_time_before_is_as_long() -> None:
    quarter = Period(date(2027, 1, 1), date(2027, 3, 31))
    assert str(quarter.before) == "October to December 2026"
    assert str(Period(date(2027, 3, 10), date(2027, 3, 12)).before) == "7 to 9 March 2027"
    assert quarter.bounds("Europe/Lisbon")[1] == datetime(2027, 3, 31, 23, tzinfo=UTC)


def test_an_answer_for_a_seat_is_not_attendance(web: Web) -> None:
    web.do("champion", seats.answer, web.sessions["published"], "yes")
    web.clock.pass_by(days=8)
    tick(web.installation)
    assert made(web, MONTH)["sessions"][0]["came"] is None
