"""Run sheets: at what time each step begins, what to tick off, and which template they follow."""

from __future__ import annotations

from lt_web.commands import sessions, topics, write_ups
from lt_web.events.guides import Guide
from tests.views.conftest import OWN, Web
from tests.views.test_guides import revise


def sheet(web: Web, role: str = "presenter", name: str = "published") -> str:
    answer = web.as_(role).get(web.url(f"sessions/{web.sessions[name]}/run-sheet"))
    assert answer.status_code == 200
    return str(answer.text)


def test_a_run_sheet_says_at_what_time_each_step_begins(web: Web) -> None:
    text = sheet(web)
    for time, what in (
        ("14:00", "Why this matters"),
        ("14:03", "Show it working, slowly"),
        ("14:20", "Questions"),
    ):
        assert time in text.partition(what)[0][-200:]
    assert "Lisbon time" in text
    assert "Quay 2" in text
    assert "<strong>1</strong> of 2" in text
    assert "Show the check-in code, from 13:45 on:" in text
    assert "No recording: Cleo Martin has not allowed one." in text
    assert "Write it up within 10 working days" in text


def test_a_session_of_another_length_has_its_steps_fitted(web: Web) -> None:
    revise(web, Guide(((10, "Look"), (10, "Do"), (25, "Again")), "Go.", ""))
    text = sheet(web)
    assert "The template takes 45 minutes and this session 30" in text
    assert "14:13" in text.partition("Again")[0][-200:]


def test_it_follows_the_template_until_it_begins_and_keeps_that_one(web: Web) -> None:
    revise(web)
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])
    revise(web, Guide(((30, "Something else"),), "Go."), 1)
    assert "Do it together" in sheet(web)
    assert "Something else" in sheet(web, name="draft")


def test_it_says_what_builds_on_what_and_whether_to_record(web: Web) -> None:
    ropes = web.do("champion", topics.add, web.programmes[OWN], "Ropes")
    knots = web.do("champion", topics.add, web.programmes[OWN], "Knots")
    web.do("champion", topics.link, web.programmes[OWN], knots, ropes)
    web.do("presenter", write_ups.allow_recording, web.sessions["published"])
    text = sheet(web, "champion")
    assert "Knots builds on Ropes" in text
    assert "Start the recording" in text


def test_whoever_was_asked_to_present_it_sees_the_sheet_too(web: Web) -> None:
    where = web.url(f"sessions/{web.sessions['published']}/run-sheet")
    assert web.as_("employee").get(where).status_code == 403
    web.do("presenter", sessions.invite_presenter, web.sessions["published"], web.people["employee"])
    assert web.as_("employee").get(where).status_code == 200
    assert "See the run sheet" in web.as_("employee").get(where.removesuffix("/run-sheet")).text


def test_without_a_date_it_counts_the_minutes(web: Web) -> None:
    web.do("champion", sessions.postpone, web.sessions["published"], "The quay is flooded")
    text = sheet(web)
    assert "after 3 min" in text
    assert "To be set" in text
