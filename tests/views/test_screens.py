"""The screen in the hall, the frame in another page, and the card on a host's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from lt_web import LearnTogether
from lt_web.commands import sessions
from lt_web.web import EXTENSION
from tests.views.conftest import OWN, Web, schedule

SETTINGS = f"/learn/{OWN}/settings/screen"


def addresses(web: Web) -> list[str]:
    """Make an address as the champion; return the screen's and the frame's paths."""
    answer = web.as_("champion").send(SETTINGS)
    return re.findall(r"http://localhost(/learn/screen/[^<\"]+)<", answer.text)


def test_whoever_has_the_address_sees_what_is_on_next_without_signing_in(web: Web) -> None:
    hall, frame = addresses(web)
    stranger = web.app.test_client()
    for path in (hall, frame):
        page = stranger.get(path)
        assert page.status_code == 200
        assert "Knots we published" in page.text
        assert "noindex" in page.text
    assert "<svg" in stranger.get(hall).text
    assert "frame-ancestors 'self'" in stranger.get(frame).headers["Content-Security-Policy"]


def test_a_new_address_makes_the_old_one_open_nothing_and_so_does_taking_it_away(web: Web) -> None:
    first, second = addresses(web)[0], addresses(web)[0]
    stranger = web.app.test_client()
    assert stranger.get(first).status_code == 404
    assert stranger.get(second).status_code == 200
    web.as_("champion").send(SETTINGS, remove="1")
    assert stranger.get(second).status_code == 404


def test_the_address_is_kept_nowhere(web: Web) -> None:
    key = addresses(web)[0].rpartition("/")[2]
    with web.installation.database.reading() as db:
        kept = db.exec_driver_sql("SELECT * FROM lt_screens").all()
    assert key not in repr(kept)
    assert key not in web.as_("champion").get(SETTINGS).text


def test_what_is_for_some_teams_alone_is_on_no_screen(web: Web) -> None:
    hall, _frame = addresses(web)
    schedule(web, "for harbour", published=False)
    web.do("champion", sessions.publish, web.sessions["for harbour"], "teams", ["Harbour"], [])
    assert "Knots we for harbour" not in web.app.test_client().get(hall).text
    assert "Knots we for harbour" not in card(web)


def card(web: Web) -> Any:
    """The card as a page of a host's would include it."""
    with web.app.test_request_context("/"):
        return web.app.jinja_env.get_template("lt_web/next_sessions.html").render()


def test_the_card_asks_the_database_once(web: Web) -> None:
    asked: list[str] = []
    event.listen(
        web.installation.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: asked.append(statement),
    )
    assert "Knots we published" in card(web)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_the_card_says_what_to_do_where_nothing_is_planned(web: Web) -> None:
    web.clock.pass_by(days=400)
    assert "Nothing is planned just now" in card(web)


def test_a_host_page_stands_without_the_card_where_our_database_is_gone(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = web.app.extensions[EXTENSION].installation
    monkeypatch.setattr(installation.database, "reading", lambda: (_ for _ in ()).throw(OSError("gone")))
    assert card(web).strip() == ""


def test_a_host_page_stands_where_our_database_cannot_even_be_made(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    app = Flask("host")
    app.config.update(SECRET_KEY="h" * 40, TESTING=True, LT_DATA_DIR=str(tmp_path / "taken"))
    LearnTogether(app)
    with app.test_request_context("/"):
        assert app.jinja_env.get_template("lt_web/next_sessions.html").render().strip() == ""
