"""Our pages within a host's page: its names, its policy and its htmx stay its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Response, flash
from jinja2 import DictLoader

from lt_web import LearnTogether
from lt_web.store import screens
from projections import programmes as read_models
from tests.hosts import AROUND, host, inhabited, opinionated


def test_a_hosts_page_around_ours_has_its_own_names_filters_and_flashes(tmp_path: Path) -> None:
    app = opinionated(tmp_path)
    LearnTogether(app)
    inhabited(app)
    app.add_url_rule("/flash", "flashing", lambda: (flash("the host's flash"), "")[1])
    client = app.test_client()
    client.get("/in/ada")
    client.get("/flash")
    page = client.get("/learn/tech-hour/topics/").text
    for name in ("now", "me", "News", "a", "flash"):
        assert f"the host&#39;s {name}" in page
    assert "<title>Topics · Tech hour · Learn Together</title>" in page
    assert page.count("<html") == 0
    assert page.count("<main") == 1


def test_what_we_say_after_a_deed_is_said_once_and_by_us(tmp_path: Path) -> None:
    app = opinionated(tmp_path)
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    with client.session_transaction() as session:
        session["lt_notices"] = [("ok", "A sentence of ours.")]
    page = client.get("/learn/tech-hour/").text
    assert page.count("A sentence of ours.") == 1
    assert "A sentence of ours." not in client.get("/learn/tech-hour/").text


def test_a_base_template_without_the_block_is_refused_with_a_sentence(tmp_path: Path) -> None:
    app = opinionated(tmp_path, LT_BASE_BLOCKS="content=middle")
    with pytest.raises(
        RuntimeError, match=r"no block “middle”; its blocks are: content, head, title.*LT_BASE_BLOCKS"
    ):
        LearnTogether(app)


def test_a_base_template_may_come_later_and_is_missed_before_the_first_page(tmp_path: Path) -> None:
    app = host(tmp_path, LT_BASE_TEMPLATE="around.html")
    LearnTogether(app)
    for _ in range(2):
        with pytest.raises(
            RuntimeError, match=r"LT_BASE_TEMPLATE is “around.html”, but “around.html” is no template"
        ):
            app.test_client().get("/learn/")
    app.jinja_loader = DictLoader({"around.html": AROUND})
    app.jinja_env.globals["_"] = str
    app.jinja_env.filters["markdown"] = str
    assert app.test_client().get("/learn/").status_code == 401


@pytest.mark.parametrize("how", ["set", "setdefault"])
def test_a_hosts_policy_stands_on_our_pages_in_its_own(tmp_path: Path, how: str) -> None:
    app = opinionated(tmp_path)
    LearnTogether(app)
    inhabited(app)

    @app.after_request
    def police(response: Response) -> Response:
        change = response.headers.__setitem__ if how == "set" else response.headers.setdefault
        change("Content-Security-Policy", "default-src 'self'")
        return response

    client = app.test_client()
    client.get("/in/ada")
    headers = client.get("/learn/tech-hour/").headers
    assert headers.getlist("Content-Security-Policy") == ["default-src 'self'"]


def test_a_host_that_has_htmx_keeps_its_own_and_gets_no_second_one(tmp_path: Path) -> None:
    app = opinionated(tmp_path, LT_HTMX="host")
    app.extensions["htmx"] = theirs = object()
    LearnTogether(app)
    installation = inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    page = client.get("/learn/tech-hour/").text
    assert "htmx.min.js" not in page
    assert "htmx-config" not in page
    assert app.extensions["htmx"] is theirs
    with installation.database.writing() as db:
        screens.put(db, read_models.everything(db)[0].id, "a key of the screen", installation.clock())
    alone = client.get("/learn/screen/a key of the screen").text
    assert "htmx.min.js" in alone, "a page of our own brings everything of its own"
    assert 'rel="icon"' in alone


def test_what_breaks_in_our_pages_is_told_in_the_hosts_page_with_a_reference(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = opinionated(tmp_path, PROPAGATE_EXCEPTIONS=False)
    app.jinja_loader = DictLoader({"around.html": AROUND, "lt_web/topics/index.html": "{{ 1 / 0 }}"})
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    answer = client.get("/learn/tech-hour/topics/")
    assert answer.status_code == 500
    assert "the host&#39;s News" in answer.text
    reference = re.findall(r"<code>([^<]+)</code>", answer.text)[0]
    assert any(reference in str(vars(record)) for record in caplog.records)
