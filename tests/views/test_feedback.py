"""Feedback on pages: asked with one tap, protected, and shown to whom it may be shown."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger
from sqlalchemy import func, select

from lt_web.commands import attendance, feedback, people, programmes, seats, sessions
from lt_web.routines.ticking import tick
from lt_web.serve import Discreet
from lt_web.store import commands
from tests.views.conftest import OWN, ROLES, Web, schedule

GUESTS = 6


@pytest.fixture
def held(web: Web) -> Web:
    """A session that has taken place; six guests, the employee and the admin had a seat."""
    session = schedule(web, "held", days=2)
    web.do("champion", seats.set_capacity, session, None)
    for number in range(GUESTS):
        guest = web.do(None, people.join, f"Guest {number}", f"guest{number}@tern.example", "Sails")
        web.people[f"guest {number}"] = guest
        web.do(f"guest {number}", seats.answer, session, "yes")
    for role in ("employee", "admin"):
        web.do(role, seats.answer, session, "yes")
    web.clock.pass_by(days=2, hours=8)
    tick(web.installation)
    return web


def address(web: Web, name: str = "held") -> str:
    return web.url(f"sessions/{web.sessions[name]}/feedback/")


def session_page(web: Web, role: str) -> str:
    return str(web.as_(role).get(web.url(f"sessions/{web.sessions['held']}")).text)


def released(web: Web, *scores: int, line: str = "Too fast at the end") -> None:
    for number, score in enumerate(scores):
        told = (web.sessions["held"], score, line if not number else "")
        web.do(f"guest {number}", feedback.answer, *told)
    tick(web.installation)


def test_one_tap_answers_and_another_changes_it(held: Web) -> None:
    client = held.as_("employee")
    assert "One tap answers" in session_page(held, "employee")
    before = held.position()
    sent = client.send(address(held), score="4", view="session")
    assert (sent.status_code, sent.headers["Location"].partition("#")[0]) == (
        303,
        held.url(f"sessions/{held.sessions['held']}"),
    )
    assert "Your answer is in the box: 4 of 5" in session_page(held, "employee")
    changed = client.send(address(held), htmx=True, score="2", line="On <i>reflection</i>", view="home")
    assert changed.status_code == 200
    assert "in the box: 2 of 5" in changed.text
    assert "On &lt;i&gt;reflection&lt;/i&gt;" in changed.text
    assert held.position() == before


def test_home_and_inbox_ask_until_it_is_answered(held: Web) -> None:
    client = held.as_("employee")
    home, inbox = held.url(), held.url("inbox/")
    assert "Was this worth your time?" in client.get(home).text
    assert "Answer with one tap" in client.get(inbox).text
    client.send(address(held), score="5")
    assert "Was this worth your time?" not in client.get(home).text
    assert "Answer with one tap" not in client.get(inbox).text
    asked = held.as_("admin").get(home).text
    held.clock.pass_by(days=14)
    assert "worth your time" in asked
    assert "worth your time" not in held.as_("admin").get(home).text


@pytest.mark.parametrize("role", ["presenter", "champion", "sponsor", "auditor", "outsider"])
def test_nobody_else_is_asked(held: Web, role: str) -> None:
    page = session_page(held, role)
    assert "Not enough answers yet" in page
    assert "One tap answers" not in page
    assert "worth your time" not in held.as_(role).get(held.url()).text


@pytest.mark.parametrize(("score", "line"), [("", "Kept"), ("9", "Kept"), ("x", "Kept"), ("3", 201 * "k")])
def test_what_is_not_right_is_said_and_what_was_typed_is_kept(held: Web, score: str, line: str) -> None:
    for htmx in (False, True):
        answer = held.as_("employee").send(address(held), htmx, score=score, line=line, sign="yes")
        assert answer.status_code == 422
        assert f'value="{line}"' in answer.text
        assert "checked" in answer.text


def test_a_refusal_says_what_is_so(held: Web) -> None:
    for htmx in (False, True):
        answer = held.as_("champion").send(address(held), htmx, score="5")
        assert (answer.status_code, "those who were there" in answer.text) == (409, True)
    held.do("champion", sessions.cancel, held.sessions["published"], "Storm")
    for htmx in (False, True):
        answer = held.as_("employee").send(address(held, "published"), htmx, score="5")
        assert (answer.status_code, "was called off" in answer.text) == (409, True)


def test_the_figure_is_for_everybody_and_lines_for_presenters_and_champions(held: Web) -> None:
    released(held, 5, 5, 2)
    assert "Not enough answers yet" in session_page(held, "champion")
    released(held, 5, 5, 2, 4)
    held.do("employee", feedback.sign, held.sessions["held"], 4, "Thank you, Cleo")
    for role in ROLES:
        page = session_page(held, role)
        assert "4.0 <small>of 5</small>" in page
        assert "5 answers of 8 who could answer, 62\u00a0%" in page
        reads = role in ("presenter", "champion")
        assert ("Too fast at the end" in page) == reads
        assert ("Thank you, Cleo" in page) == (reads or role == "employee")


def test_a_signed_answer_is_read_at_once_and_stays_signed(held: Web) -> None:
    client = held.as_("employee")
    client.send(address(held), score="3", line="Thank you, Cleo", sign="yes")
    assert "Ben Sörensen" in session_page(held, "presenter")
    assert "Thank you, Cleo" in session_page(held, "presenter")
    assert "Thank you, Cleo" not in session_page(held, "sponsor")
    assert "Not enough answers yet" in session_page(held, "presenter")
    refused = client.send(address(held), score="1")
    assert (refused.status_code, "cannot become anonymous again" in refused.text) == (409, True)
    client.send(address(held), score="5", sign="yes")
    assert "You answered with your name: 5 of 5" in session_page(held, "employee")


def test_after_the_release_ones_own_answer_is_final_and_not_shown(held: Web) -> None:
    held.do("employee", feedback.answer, held.sessions["held"], 1, "Mine alone")
    released(held, 5, 5, 2)
    page = session_page(held, "employee")
    assert "Your answer is counted and final" in page
    assert "Mine alone" not in page
    assert held.as_("employee").send(address(held), score="5").status_code == 409


def test_the_history_tells_of_a_batch_in_one_line_and_names_nobody(held: Web) -> None:
    released(held, 5, 5, 2, 4)
    for role in ("champion", "auditor", "employee"):
        page = session_page(held, role)
        assert page.count("opened the ballot box: 4 answers without a name, together") == 1
        assert "Guest 0" not in page.partition("History")[2] or role != "employee"


def test_what_is_destroyed_at_the_end_is_said(held: Web) -> None:
    held.do("employee", feedback.answer, held.sessions["held"], 1, "Seen by nobody")
    held.clock.pass_by(days=14)
    tick(held.installation)
    page = session_page(held, "champion")
    assert "Too few answered for a figure" in page
    assert "destroyed unread" in page
    assert "Seen by nobody" not in page


def test_the_page_says_what_is_protected_and_from_when(held: Web) -> None:
    page = held.as_("employee").get(address(held)).text
    for words in (
        "ballot box",
        "database and its key files",
        "destroyed unread",
        "carries your name",
        "wording",
    ):
        assert words in page
    assert "Nothing to say yet" in held.as_("employee").get(address(held, "published")).text


def test_nothing_of_an_answer_is_logged_or_put_into_a_cookie(held: Web, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "lt_web")
    client = held.as_("employee")
    token = client.token()
    client.get(address(held))
    with client.session_transaction() as kept:
        before = dict(kept)
    for fields in ({"score": "4"}, {"score": "9"}, {"score": "4", "command": "made-by-hand"}):
        client.post(address(held), data={"csrf_token": token} | fields)
        with client.session_transaction() as kept:
            assert dict(kept) == before
    person = held.people["employee"]
    assert not [r for r in caplog.records if person.hex in r.getMessage() or str(person) in r.getMessage()]
    assert not [r for r in caplog.records if r.name.startswith("lt_web")]
    with held.installation.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(commands.commands)) == 0


def test_an_access_log_leaves_feedback_out(held: Web, monkeypatch: Any) -> None:
    noted: list[str] = []
    monkeypatch.setattr(
        Logger, "access", lambda _log, _response, _request, environ, _time: noted.append(environ)
    )
    log = Discreet(Config())
    for where in (held.url("sessions/"), address(held)):
        log.access(None, None, {"PATH_INFO": where}, None)
    assert noted == [{"PATH_INFO": held.url("sessions/")}]


def test_an_average_of_the_past_stands_with_what_is_known_of_it(held: Web) -> None:
    held.do("champion", feedback.recall, held.sessions["held"], 430, 12)
    assert "From the table of the past: 4.3 of 5, 12 answers" in session_page(held, "sponsor")
    held.do("champion", feedback.recall, held.sessions["held"], 430, 2)
    assert "From the table of the past" not in session_page(held, "sponsor")


def test_the_setting_says_how_many_are_shown_together(held: Web) -> None:
    held.do("champion", programmes.set_up, held.programmes[OWN], {"feedback_least": 6}, True)
    released(held, 5, 5, 2, 4)
    assert "once 6 can be shown together" in session_page(held, "employee")


def test_pages_ask_as_often_with_many_answers_as_with_one(held: Web, count_queries: Any) -> None:
    client = held.as_("champion")
    where = held.url(f"sessions/{held.sessions['held']}")
    released(held, 5, 4, 3, 2)
    held.do("employee", feedback.sign, held.sessions["held"], 5, "Signed")
    client.get(where)
    few = count_queries(lambda: client.get(where))
    for number in range(4, GUESTS):
        held.do(f"guest {number}", feedback.sign, held.sessions["held"], 5, "Signed")
    assert count_queries(lambda: client.get(where)) == few


def test_those_marked_absent_are_not_asked_and_walk_ins_are(held: Web) -> None:
    for role, standing in (("employee", "absent"), ("outsider", "present")):
        told = (held.sessions["held"], held.people[role], standing)
        held.do("presenter", attendance.mark, *told)
    assert "One tap answers" not in session_page(held, "employee")
    assert "One tap answers" in session_page(held, "outsider")
    postponed = schedule(held, "postponed", days=5)
    held.do("champion", sessions.postpone, postponed, "Storm")
    page = held.as_("employee").get(address(held, "postponed"))
    assert page.status_code == 200
