"""What stands before every page: size, tokens, headers, and what errors say."""

from __future__ import annotations

import re

import pytest

from tests.views.conftest import Web


def test_every_page_carries_the_strict_policy(web: Web) -> None:
    headers = web.as_("employee").get(web.url()).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "HX-Request" in headers["Vary"]


def test_a_body_that_is_too_large_is_refused(web: Web) -> None:
    client = web.as_("employee")
    address = web.url(f"sessions/{web.sessions['published']}/comments")
    assert client.send(address, text="x" * 7_000_000).status_code == 413


@pytest.mark.parametrize("token", ["", "made up", "ImE2ZjQi.aaaa.bbbb"])
def test_a_foreign_post_is_refused_and_what_was_typed_is_kept(web: Web, token: str) -> None:
    client = web.as_("employee")
    before = web.position()
    address = web.url(f"sessions/{web.sessions['published']}/comments")
    answer = client.post(address, data={"csrf_token": token, "text": "A long thought <b>"})
    assert answer.status_code == 400
    assert "A long thought &lt;b&gt;" in answer.text
    assert web.position() == before


def test_an_unknown_address_leads_back(web: Web) -> None:
    for address in (
        "/nowhere",
        "/learn/tech-hour/nowhere",
        "/learn/no-such-programme/",
        web.url("sessions/xyz"),
    ):
        answer = web.as_("employee").get(address)
        assert answer.status_code == 404
        assert 'href="/learn/' in answer.text


def test_a_stranger_is_led_to_sign_in_and_back(web: Web) -> None:
    answer = web.as_(None).get(web.url("sessions/?text=rope"))
    assert answer.status_code == 303
    assert answer.location.endswith("/sign-in?next=/learn/tech-hour/sessions/?text%3Drope")


def test_a_poll_of_a_page_whose_session_ended_stops(web: Web) -> None:
    address = web.url(f"sessions/{web.sessions['published']}/seats")
    assert web.as_(None).get(address, headers={"HX-Request": "true"}).status_code == 286


def test_a_click_on_a_page_whose_session_ended_reloads_it(web: Web) -> None:
    answer = web.as_(None).send(
        web.url(f"sessions/{web.sessions['published']}/answer"), htmx=True, answer="yes"
    )
    assert answer.headers.get("HX-Refresh") == "true"


def test_a_get_where_a_post_belongs_is_not_found_in_silence(web: Web) -> None:
    answer = web.as_("employee").get(web.url(f"sessions/{web.sessions['published']}/answer"))
    assert answer.status_code == 405


def test_health_says_where_the_log_and_the_read_models_stand(web: Web) -> None:
    health = web.as_(None).get("/health").json
    assert health["version"]
    assert health["database"] == "sqlite"
    assert health["position"] == web.position()
    assert health["read_models_current"] is True
    assert health["last_tick"] is None


def test_pages_name_no_other_host(web: Web) -> None:
    for address in (web.url(), web.url("sessions/"), web.url(f"sessions/{web.sessions['published']}")):
        html = web.as_("champion").get(address).text
        assert re.findall(r'(?:src|href|action)="(https?://[^"]+)"', html) == []


def test_overlapping_answers_warn_and_are_allowed(web: Web) -> None:
    from lt_web.commands import sessions
    from lt_web.events.session import Outline, Slot

    first = web.installation.health()["position"]
    other = web.do(
        "champion",
        sessions.schedule,
        web.programmes["tech-hour"],
        Outline("At the same hour", "", "demo", 30),
        [],
        Slot(web.clock().replace(day=8, hour=14, tzinfo=None), "Europe/Lisbon"),
        [web.people["presenter"]],
        5,
    )
    web.do("champion", sessions.publish, other, "everyone", [], [])
    client = web.as_("employee")
    page = client.get(web.url(f"sessions/{other}")).text
    assert "Same time as “Knots we published”" in page
    answer = client.send(web.url(f"sessions/{other}/answer"), htmx=True, answer="yes")
    assert answer.status_code == 200
    assert web.position() > first
