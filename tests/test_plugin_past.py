"""A page of the past within a host's page: ours stands still there, the host goes on as ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from examples.intranet.app import create_intranet
from lt_web.commands import people, programmes
from lt_web.past import scratch
from lt_web.web import EXTENSION
from tests.hosts import CLI, token_in


@pytest.fixture
def auditor(tmp_path: Path) -> Iterator[FlaskClient]:
    """Emil of the intranet, who audits every programme by his group; there is one."""
    settings = {"LT_DATA_DIR": str(tmp_path), "LT_TICK_SECONDS": "0", "WTF_CSRF_ENABLED": False}
    app = create_intranet(settings | {"TESTING": True})
    installation = app.extensions[EXTENSION].installation
    installation.prepare()
    clara = installation.perform(CLI, people.join, "Clara Holt", "clara@tern.example")
    installation.perform(CLI, programmes.found, "tech-hour", "Tech hour", "", "Europe/Lisbon", clara)
    client = app.test_client()
    assert client.post("/login", data={"who": "emil.brandt"}).status_code == 302
    token = token_in(client.get("/learn/").text)
    assert client.post("/learn/join", headers={"X-CSRFToken": token}).status_code == 303
    yield client
    scratch.empty(installation)


def test_the_hosts_own_links_and_forms_stay_as_they_are(auditor: FlaskClient) -> None:
    installation = auditor.application.extensions[EXTENSION].installation
    with installation.database.reading():
        head = installation.log.recorder.max_notification_id()
    page = auditor.get(f"/learn/as-of/e{head}/tech-hour/topics/")
    assert page.status_code == 200
    around, ours = page.text.split("<main>", 1)
    assert "lt-past" in ours  # the banner
    assert "<form" in around  # the host's own: one can leave
    for address in ('href="/"', 'href="/people"', 'href="/learn/"'):
        assert address in around, address
    assert "as-of" not in around.split("<body>")[1]
    assert 'method="post"' not in ours
    assert f'href="/learn/as-of/e{head}/tech-hour/' in ours
    assert auditor.get("/people").status_code == 200
