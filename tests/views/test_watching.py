"""What a host sees of its guest: lines about nobody, one id from end to end, figures for a scraper."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lt_web.commands import sessions
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.routines.ticking import tick
from lt_web.watching.correlation import given
from lt_web.watching.counters import Counters
from lt_web.watching.lines import Json, Text, tell, trace_in
from tests.views.conftest import Web, opened

HOSTILE = (
    "short",
    "x" * 65,
    "with space inside",
    "line\nend-forged=1",
    "line\r\nX-Forged: 1",
    'quoted"and{braces}',
    "ada@tern.example",
    "ünïcödé-identity",
    "\x1b[31mred-escape",
    "-starts-with-a-dash",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
)


@pytest.mark.parametrize("header", HOSTILE)
def test_a_header_that_is_no_id_is_not_taken(header: str) -> None:
    assert given(header) == ""


def test_ids_of_hosts_are_taken_and_a_trace_gives_its_own() -> None:
    assert given("7f3c9b2e-5d41-4a86-9c0f-1e2d3c4b5a69") == "7f3c9b2e-5d41-4a86-9c0f-1e2d3c4b5a69"
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    assert given(f"00-{trace}-00f067aa0ba902b7-01") == trace


def test_the_hosts_id_is_in_the_lines_the_events_and_the_answer(
    web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "lt_web")
    client, address = web.as_("admin"), web.url(f"sessions/{web.sessions['published']}/answer")
    headers = {"X-Request-ID": "host-request-17"}
    answer = client.post(address, data={"csrf_token": client.token(), "answer": "yes"}, headers=headers)
    assert (answer.status_code, answer.headers["X-Request-ID"]) == (303, "host-request-17")
    with web.installation.database.reading() as db:
        last = select(events.c.correlation).order_by(events.c.position.desc()).limit(1)
        assert db.scalar(last) == "host-request-17"
    told = [r.getMessage() for r in caplog.records if "host-request-17" in r.getMessage()]
    assert [line.split()[:2] for line in told] == [
        ["deed", "command=seats.answer"],
        ["request", "endpoint=lt.sessions.answer"],
    ]


def test_a_page_that_tells_of_trouble_gives_the_id_as_reference(web: Web) -> None:
    @web.app.get("/breaks")
    def breaks() -> str:
        raise RuntimeError

    web.app.testing = False
    page = web.as_("employee").get("/breaks", headers={"X-Request-ID": "host-request-18"})
    assert page.status_code == 500
    assert "<code>host-request-18</code>" in page.text


def test_a_forged_id_forges_no_line_and_is_not_sent_back(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "lt_web")
    answer = web.as_("employee").get(web.url(), headers={"X-Request-ID": "a deed command=forged"})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert "forged" not in caplog.text


CANARIES = ("canary", "Quill", "quill@tern.example", "Okafor", "okafor", "ada@tern", "Sörensen")


def test_a_whole_story_leaves_no_name_no_address_and_no_word_in_the_log(
    web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level, with things that go wrong among them."""
    caplog.set_level(logging.DEBUG, "lt_web")
    the_story(web)
    web.app.testing = False
    assert web.as_("employee").send("/canary-breaks", text="canary words").status_code == 500
    lines = [line_of(record) for record in caplog.records if record.name.split(".")[0] == "lt_web"]
    assert {json.loads(line)["event"] for line in lines} >= {"request", "deed", "broken"}
    assert [line for line in lines if any(canary in line for canary in CANARIES)] == []
    ids = {word for role in web.people.values() for word in (str(role), role.hex)}
    assert [line for line in lines if any(word in line for word in ids)] == []


def the_story(web: Web) -> None:
    """Somebody comes, proposes, comments, is refused, searches, and is written about."""

    @web.app.post("/canary-breaks", endpoint="breaks")
    def breaks() -> str:
        raise ValueError(f"invalid literal for int(): {'canary words'!r}") from KeyError("canary key")

    champion, employee = web.as_("champion"), web.as_("employee")
    keeper = web.as_("admin")
    keeper.send(web.url("people/new"), name="Canary Quill", email="quill@tern.example", team="canary team")
    employee.send("/learn/sign-in", username="quill@tern.example", password="canary password")
    draft = {"title": "The canary in the mine", "abstract": "canary words", "format": "demo", "minutes": "30"}
    employee.send(web.url("proposals/new"), **draft)
    employee.send(web.url("proposals/new"), title="canary", minutes="canary")
    published = web.url(f"sessions/{web.sessions['published']}")
    for words in ("canary remark", "canary " * 900):
        employee.send(f"{published}/comment", text=words)
    employee.send(f"{published}/answer", answer="canary")
    employee.send(f"{published}/answer", answer="no")
    for address in ("people/?q=canary", "proposals/?q=Quill", "canary/nowhere", "topics/?q=canary+query"):
        champion.get(web.url(address), headers={"User-Agent": "canary agent", "Referer": "/canary"})
    champion.send(f"{published}/cancel", reason="canary reason")
    tick(web.installation)


def line_of(record: logging.LogRecord) -> str:
    """Everything of a record that a formatter of a host could print."""
    return Json().format(record).replace("test_watching.py", "")


def test_fields_stand_beside_whatever_a_host_puts_into_its_records(caplog: pytest.LogCaptureFixture) -> None:
    before = logging.getLogRecordFactory()

    def hosts(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = before(*args, **kwargs)
        record.endpoint = record.correlation = record.status = "the host's"
        return record

    logging.setLogRecordFactory(hosts)
    try:
        tell(
            logging.getLogger("lt_web.tried"), logging.WARNING, "request", endpoint="lt.home.page", status=200
        )
    finally:
        logging.setLogRecordFactory(before)
    record: Any = caplog.records[-1]
    assert (record.endpoint, record.lt_endpoint, record.lt_status) == ("the host's", "lt.home.page", 200)


def test_our_own_server_prints_one_line_each_as_pairs_or_as_json(caplog: pytest.LogCaptureFixture) -> None:
    odd = 'two words, a "quotation"\nand a line\'s end'
    tell(logging.getLogger("lt_web.tried"), logging.WARNING, "fault", what=odd, ms=12, nothing=None)
    record = caplog.records[-1]
    text, json_line = Text().format(record), Json().format(record)
    assert text.count("\n") == json_line.count("\n") == 0
    assert ' level=warning logger=lt_web.tried event=fault what="two words' in text
    assert text.endswith(" ms=12")
    told = json.loads(json_line)
    assert (told["event"], told["what"], told["ms"]) == ("fault", odd, 12)


def test_of_another_process_only_the_places_are_told() -> None:
    said = 'Traceback:\n  File "/opt/app/lt_web/pdf.py", line 7, in draw\n    x\nValueError: canary\n'
    assert trace_in(said) == "ValueError at app/lt_web/pdf.py:7 draw"


# Figures


@pytest.fixture
def counted(web: Web, tmp_path: Path, clock: SteppedClock) -> Any:
    """The same company, with metrics switched on."""
    made = opened(tmp_path / "data", clock, LT_METRICS="yes")
    made.people, made.sessions = web.people, web.sessions
    yield made
    made.installation.close()


def figures(client: FlaskClient, **headers: str) -> dict[str, float]:
    answer = client.get("/learn/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    lines = [line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_requests_deeds_events_routines_and_lags_are_counted_and_timed(counted: Web) -> None:
    answer = f"sessions/{counted.sessions['published']}/answer"
    counted.as_("employee").get(counted.url())
    for said in ("no", "yes"):
        counted.as_("employee").send(counted.url(answer), answer=said)
    counted.do("champion", sessions.cancel, counted.sessions["published"], "The pier is closed")
    counted.as_("employee").send(counted.url(answer), answer="maybe")
    tick(counted.installation)
    seen = figures(counted.as_(None))
    assert seen['lt_requests_total{endpoint="lt.home.page",method="GET",status="2xx"}'] == 1
    assert seen['lt_requests_total{endpoint="lt.sessions.answer",method="POST",status="3xx"}'] == 3
    assert seen['lt_deeds_total{command="seats.answer",outcome="done"}'] == 2
    assert seen['lt_deeds_total{command="seats.answer",outcome="refused"}'] == 1
    assert seen["lt_events_appended_total"] >= 3
    assert seen["lt_log_position"] == counted.position()
    assert seen['lt_ticks_total{outcome="done"}'] == 1
    assert seen["lt_tick_age_seconds"] == 0
    assert seen["lt_lock_wait_seconds_count"] >= 4
    assert seen['lt_deed_seconds_bucket{le="+Inf"}'] == seen["lt_deed_seconds_count"]
    assert seen['lt_read_model_lag_events{model="seats"}'] == 0
    assert seen['lt_jobs{state="failed"}'] == 0


def test_figures_name_nobody_and_nothing_of_feedback(counted: Web) -> None:
    feedback = counted.url(f"sessions/{counted.sessions['published']}/feedback")
    counted.as_("employee").send(feedback, score="4")
    text = counted.as_(None).get("/learn/metrics").text
    assert "feedback" not in re.sub(r'model="[^"]*"', "", text)
    names = {name for label in re.findall(r"{([^}]*)}", text) for name in re.findall(r"(\w+)=", label)}
    assert names <= {"endpoint", "method", "status", "command", "outcome", "le", "model", "state", "version"}


def test_figures_are_off_unless_they_are_asked_for(web: Web) -> None:
    assert web.as_(None).get("/learn/metrics").status_code == 404
    assert not (Path(web.installation.config["LT_DATA_DIR"]) / "metrics").exists()


def test_figures_are_for_this_machine_alone_and_never_through_a_proxy_on_it(counted: Web) -> None:
    client = counted.as_(None)
    assert client.get("/learn/metrics").status_code == 200
    away: Any = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/learn/metrics", environ_base=away).status_code == 404
    assert client.get("/learn/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_with_a_token_figures_are_for_whoever_has_it(web: Web, tmp_path: Path, clock: SteppedClock) -> None:
    made = opened(tmp_path / "data", clock, LT_METRICS="yes", LT_METRICS_TOKEN="a token of the scraper")
    client = made.as_(None)
    for given_token in ("", "Bearer another", "Bearer "):
        assert client.get("/learn/metrics", headers={"Authorization": given_token}).status_code == 404
    assert "lt_log_position" in figures(client, Authorization="Bearer a token of the scraper")
    made.installation.close()


def test_what_several_processes_have_counted_is_one_sum_that_never_shrinks(counted: Web) -> None:
    def total() -> float:
        return figures(counted.as_(None))['lt_deeds_total{command="tried",outcome="done"}']

    folder = counted.installation.counters
    assert isinstance(folder, Counters)
    one, two = Counters(folder.folder), Counters(folder.folder)
    for counters in (one, one, two):
        counters.count("lt_deeds", command="tried", outcome="done")
    assert total() == 3
    two.close()
    another = Counters(folder.folder)
    another.count("lt_deeds", command="tried", outcome="done")
    assert total() == 4
    one.close()
    another.close()
    assert len(list(folder.folder.glob("*.alive"))) == len(list(folder.folder.glob("counter_*.db"))) - 1


def test_two_applications_of_one_process_count_apart(tmp_path: Path) -> None:
    from lt_web import LearnTogether
    from tests.hosts import host

    apps: list[Flask] = [host(tmp_path / name, LT_METRICS="yes") for name in ("one", "two")]
    for app in apps:
        LearnTogether(app)
        made: Installation = app.extensions["learn-together"].installation
        made.prepare()
    apps[0].test_client().get("/learn/")
    one, two = (figures(app.test_client()) for app in apps)
    assert [name for name in one if name.startswith("lt_request_seconds_sum")]
    assert not [name for name in two if name.startswith("lt_request")]
    for app in apps:
        app.extensions["learn-together"].installation.close()
