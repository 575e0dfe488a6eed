"""Signing in at the stand-alone server: the page, sessions, passwords, the demo, and what is refused."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from werkzeug.security import generate_password_hash

from lt_web.commands import leaving
from lt_web.commands.accounts import set_password
from lt_web.log.clock import SteppedClock
from lt_web.sign_in import accounts
from tests.views.conftest import Web

SECRET = "a long sentence"
TOGETHER = "Address and password do not belong together."


@pytest.fixture
def ben(web: Web) -> Web:
    """The employee can sign in with a password."""
    web.do("employee", set_password, generate_password_hash(SECRET, "pbkdf2:sha256:1000"))
    return web


def sign_in(web: Web, password: str = SECRET, name: str = "ben@tern.example", **more: Any) -> Any:
    client = web.as_(None)
    return client, client.send("/learn/sign-in", username=name, password=password, **more)


def test_the_right_password_lets_one_in(ben: Web) -> None:
    client, answer = sign_in(ben)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/learn/")
    assert client.get(ben.url()).status_code == 200


def test_the_address_may_be_typed_in_any_case(ben: Web) -> None:
    assert sign_in(ben, name=" BEN@tern.example ")[1].status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ben@tern.example", "wrong"),
        ("nobody@tern.example", SECRET),
        ("ada@tern.example", ""),
        ("ada@tern.example", "nobody has this password"),
        ("ben@tern.example", "x" * 100_000),
        ("' or 1=1 --", SECRET),
    ],
)
def test_anything_else_is_answered_alike(ben: Web, name: str, password: str) -> None:
    client, answer = sign_in(ben, password, name)
    assert answer.status_code == 422
    assert TOGETHER in answer.text or "This cannot be left empty." in answer.text
    assert password not in answer.text or not password
    assert client.get(ben.url()).status_code == 303


def test_a_password_is_checked_whether_or_not_there_is_such_an_account(
    ben: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = Mock(side_effect=accounts.check_password_hash)
    monkeypatch.setattr(accounts, "check_password_hash", checked)
    for name in ("ben@tern.example", "nobody@tern.example", "ada@tern.example"):
        sign_in(ben, "wrong", name)
    assert checked.call_count == 3
    assert all(call.args[0].count("$") == 2 for call in checked.call_args_list)


def test_ten_failures_close_an_address_for_a_quarter_of_an_hour(ben: Web, clock: SteppedClock) -> None:
    for _ in range(10):
        sign_in(ben, "wrong")
    _client, answer = sign_in(ben)
    assert answer.status_code == 422
    assert "Too many attempts for this address." in answer.text
    assert sign_in(ben, "wrong", "nobody@tern.example")[1].status_code == 422  # others are not held up
    clock.pass_by(minutes=16)
    assert sign_in(ben)[1].status_code == 303


def test_an_address_that_does_not_exist_is_closed_alike(ben: Web) -> None:
    for _ in range(10):
        sign_in(ben, "wrong", "nobody@tern.example")
    assert "Too many attempts" in sign_in(ben, "wrong", "nobody@tern.example")[1].text


def test_getting_in_begins_the_count_anew(ben: Web) -> None:
    for _ in range(9):
        sign_in(ben, "wrong")
    assert sign_in(ben)[1].status_code == 303
    sign_in(ben, "wrong")
    assert sign_in(ben)[1].status_code == 303


def test_failures_are_kept_beside_the_log_without_names(ben: Web) -> None:
    before = ben.position()
    sign_in(ben, "wrong", "secretly-typed@tern.example")
    assert ben.position() == before
    with ben.installation.database.reading() as db:
        rows = db.exec_driver_sql("select * from lt_attempts").all()
    assert len(rows) == 1
    assert "secretly" not in repr(rows)


def test_signing_in_begins_a_new_session(ben: Web) -> None:
    client = ben.as_(None)
    with client.session_transaction() as kept_session:
        kept_session["planted"] = "by somebody else"
    token = client.token()
    client.send("/learn/sign-in", username="ben@tern.example", password=SECRET)
    with client.session_transaction() as kept_session:
        assert "planted" not in kept_session
    assert client.post(ben.url("inbox/notes"), data={"csrf_token": token}).status_code == 400


def test_signing_out_ends_every_session_of_the_person(ben: Web) -> None:
    here, there = sign_in(ben)[0], sign_in(ben)[0]
    other = ben.as_("champion")
    assert here.send("/learn/sign-out").headers["Location"] == "/learn/sign-in"
    assert here.get(ben.url()).status_code == 303
    assert there.get(ben.url()).status_code == 303
    assert other.get(ben.url()).status_code == 200


def test_signing_out_by_a_get_or_a_foreign_post_does_nothing(ben: Web) -> None:
    client = sign_in(ben)[0]
    assert client.get("/learn/sign-out", follow_redirects=True).status_code == 404
    assert client.post("/learn/sign-out").status_code == 400
    assert client.get(ben.url()).status_code == 200


def test_a_changed_password_ends_every_other_session(ben: Web) -> None:
    here, there = sign_in(ben)[0], sign_in(ben)[0]
    typed = {"old": SECRET, "password": "another sentence", "again": "another sentence"}
    answer = here.send("/learn/password", **typed)
    assert answer.status_code == 303
    assert here.get(ben.url()).status_code == 200
    assert there.get(ben.url()).status_code == 303
    assert sign_in(ben)[1].status_code == 422
    assert sign_in(ben, "another sentence")[1].status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong"}, "This is not your password until now."),
        ({"password": "short", "again": "short"}, "Use at least 10 characters"),
        ({"again": "something else"}, "The two are not the same."),
        ({"password": "x" * 201, "again": "x" * 201}, "200 characters are the most."),
        ({"password": "", "again": ""}, "This cannot be left empty."),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    ben: Web, fields: dict[str, str], sentence: str
) -> None:
    typed = {"old": SECRET, "password": "another sentence", "again": "another sentence"} | fields
    answer = sign_in(ben)[0].send("/learn/password", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_in(ben)[1].status_code == 303


def test_who_left_is_not_let_in(ben: Web) -> None:
    ben.do("admin", leaving.leave, ben.people["employee"])
    assert TOGETHER in sign_in(ben)[1].text


def test_a_password_stands_in_no_event_and_not_in_clear_anywhere(ben: Web) -> None:
    with ben.installation.database.reading() as db:
        for table in ("lt_events", "lt_accounts", "lt_commands"):
            assert SECRET not in repr(db.exec_driver_sql(f"select * from {table}").all())
