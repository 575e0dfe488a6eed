"""What stands before every page: size, tokens, headers, and what errors say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lt_web.log.faults import Unavailable
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


@pytest.mark.parametrize(("page", "fields"), [("password", "old password again"), ("setup", "code password")])
def test_what_is_secret_is_not_shown_again(web: Web, page: str, fields: str) -> None:
    secrets = {name: f"{name} tide-and-tern" for name in fields.split()}
    answer = web.as_("employee").post(f"/learn/{page}", data={"csrf_token": "old", "name": "Zoe"} | secrets)
    assert answer.status_code == 400
    assert "Zoe" in answer.text
    assert "tide-and-tern" not in answer.text


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


def damage(web: Web) -> None:
    """Something that is no database stands in its place."""
    web.installation.database.close()
    file = Path(web.installation.database.url.database or "")
    for beside in ("-wal", "-shm"):
        Path(f"{file}{beside}").unlink(missing_ok=True)
    file.write_bytes(b"no database at all" * 500)


def unprepare(web: Web) -> None:
    """The tables are not there."""
    damage(web)
    Path(web.installation.database.url.database or "").unlink()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(damage, "The database cannot be asked."), (unprepare, "The database is not prepared.")],
)
def test_without_a_database_a_monitor_and_people_are_told_so(
    web: Web, spoil: Callable[[Web], None], says: str
) -> None:
    spoil(web)
    health: Any = web.as_(None).get("/health")
    assert (health.status_code, health.mimetype) == (503, "application/json")
    assert set(health.json) == {"version", "database", "error"}
    assert health.json["error"].startswith(says)
    assert "/" not in health.json["error"]
    for address in (web.url(), "/learn/", web.url(f"sessions/{web.sessions['published']}")):
        page = web.as_("employee").get(address)
        assert page.status_code == 503
        assert "We cannot get at our records right now" in page.text


def test_an_error_on_connecting_is_said_in_our_words(web: Web) -> None:
    damage(web)
    for way in (web.installation.database.reading, web.installation.database.writing):
        with pytest.raises(Unavailable), way():
            pass
    with pytest.raises(Unavailable):
        web.installation.is_prepared()


def test_what_breaks_gets_a_reference_and_the_log_has_it_without_what_was_typed(
    web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    @web.app.post("/breaks", endpoint="breaks")
    def breaks() -> str:
        raise RuntimeError("a plank is missing")

    web.app.testing = False
    answer = web.as_("employee").send("/breaks", text="between us")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    reference = re.findall(r"<code>(\w+)</code>", answer.text)
    assert f"broken correlation={reference[0]} method=POST endpoint=breaks" in caplog.text
    assert caplog.text.count("RuntimeError at ") == 1
    assert "test_guard.py" in caplog.text
    assert "a plank is missing" not in caplog.text, "what an error says may repeat what somebody typed"
    assert "between us" not in caplog.text


def test_pages_name_no_other_host(web: Web) -> None:
    for address in (web.url(), web.url("sessions/"), web.url(f"sessions/{web.sessions['published']}")):
        html = web.as_("champion").get(address).text
        assert re.findall(r'(?:src|href|action)="(https?://[^"]+)"', html) == []


def test_overlapping_answers_warn_and_are_allowed(web: Web) -> None:
    from lt_web.commands import sessions
    from lt_web.events.planned import Appointment, Outline

    first = web.installation.health()["position"]
    other = web.do(
        "champion",
        sessions.schedule,
        web.programmes["tech-hour"],
        Outline("At the same hour", "", "demo", 30),
        [],
        Appointment(web.clock().replace(day=8, hour=14, tzinfo=None), "Europe/Lisbon"),
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


def test_a_nul_character_is_bad_input_and_never_an_error_of_the_server(web: Web) -> None:
    client = web.as_("employee")
    before = web.position()
    for address in ("sessions/?text=a%00b", "sessions/?team=a%00b", "proposals/?text=a%00b"):
        assert client.get(web.url(address)).status_code == 400
    address = web.url(f"sessions/{web.sessions['published']}/comments")
    assert client.send(address, text="words", command="a\x00b").status_code == 400
    assert web.position() == before
