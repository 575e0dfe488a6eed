"""Whoever is removed at the provider can no longer act here: sessions are asked about again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from lt_web.commands import provider_sessions as deeds
from lt_web.sign_in.provider_check import PATIENCE
from lt_web.store import provider_sessions
from tests.oidc.conftest import ADA, Stage
from tests.oidc.hostile import CLIENT, KEY, STRANGER, Claims, Hostile, Reply, signed

EVENT = "http://schemas.openid.net/event/backchannel-logout"
ENDED = "You are no longer signed in at Tern ID"


@pytest.fixture
def ada(stage: Stage) -> Iterator[Stage]:
    """Ada has come in a moment ago; the provider was asked nothing since."""
    assert stage.sign_in().status_code == 303
    stage.hostile.asked.clear()
    yield stage
    stage.client.send("/learn/sign-out")


def test_within_five_minutes_the_provider_is_not_asked(ada: Stage) -> None:
    ada.clock.pass_by(seconds=299)
    assert ada.is_in()
    assert ada.hostile.asked == []


def test_after_five_minutes_it_is_asked_once_before_the_next_page(ada: Stage) -> None:
    for _ in range(3):
        ada.clock.pass_by(seconds=301)
        assert ada.is_in()
        assert ada.is_in()
    assert ada.hostile.asked == ["/token", "/userinfo"] * 3


def test_whoever_was_removed_there_does_nothing_here_any_more(ada: Stage) -> None:
    ada.hostile.forget(ADA["sub"])
    ada.clock.pass_by(seconds=301)
    before = ada.web.position()
    address = ada.web.url(f"sessions/{ada.web.sessions['published']}/answer")
    answer = ada.client.send(address, answer="yes")
    assert (answer.status_code, ada.web.position()) == (303, before)
    assert ENDED in ada.client.get(answer.headers["Location"]).text
    assert ada.sessions() == 0


def test_what_they_had_typed_is_shown_once_more(ada: Stage) -> None:
    ada.hostile.forget(ADA["sub"])
    ada.clock.pass_by(seconds=301)
    words = "A long remark about knots, with which somebody took pains."
    answer = ada.client.send(ada.web.url(f"sessions/{ada.web.sessions['published']}/comments"), text=words)
    assert answer.status_code == 401
    assert words in answer.text
    assert ENDED in answer.text


def test_whoever_is_no_longer_in_a_group_loses_its_role_meanwhile(stage: Stage) -> None:
    stage.sign_in(sub="grouped", groups=["sails"])
    desk = stage.web.url("desk/")
    assert stage.client.get(desk).status_code == 200
    for person in stage.hostile.refreshing.values():
        person["groups"] = []
    stage.clock.pass_by(seconds=301)
    assert stage.client.get(desk).status_code == 403


def test_whoever_left_here_is_not_brought_back_by_an_answer_from_there(ada: Stage) -> None:
    from lt_web.commands import leaving, people

    person = ada.entry().person
    ada.web.do(None, leaving.leave, person)
    assert not ada.is_in()
    assert ada.sessions() == 0
    ada.web.do(None, people.come_back, person)


def test_another_person_in_the_answer_ends_the_session(ada: Stage) -> None:
    ada.hostile.claims = lambda told: told | {"sub": "somebody else"}
    ada.clock.pass_by(seconds=301)
    assert not ada.is_in()


def test_without_a_refresh_token_userinfo_is_asked(stage: Stage) -> None:
    stage.hostile.replies["/token"] = lambda form: without_refresh(stage.hostile, form)
    stage.sign_in()
    stage.hostile.asked.clear()
    stage.clock.pass_by(seconds=301)
    assert stage.is_in()
    assert stage.hostile.asked == ["/userinfo"]
    stage.hostile.forget(ADA["sub"])
    stage.clock.pass_by(seconds=301)
    assert not stage.is_in()


def without_refresh(hostile: Hostile, form: Claims) -> Reply:
    granted = hostile.codes[form["code"]]
    reply = hostile._given(granted.person, {"nonce": granted.nonce})
    assert isinstance(reply.body, dict)
    del reply.body["refresh_token"]
    return reply


@pytest.mark.parametrize("reply", [Reply(503, {}), Reply(200, b"<p>maintenance</p>"), Reply(401, {})])
def test_while_the_provider_is_silent_one_goes_on_for_a_while_and_no_longer(
    ada: Stage, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    ada.hostile.replies["/token"] = reply
    ada.clock.pass_by(seconds=301)
    assert ada.is_in()
    assert ada.is_in()
    assert ada.hostile.asked == ["/token"]  # it is not asked at every page
    ada.clock.pass_by(seconds=31)
    assert ada.is_in()
    assert ada.hostile.asked == ["/token"] * 2
    ada.clock.pass_by(seconds=900)
    answer = ada.client.get(ada.web.url())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Tern ID does not answer" in answer.text
    assert ADA["sub"] not in caplog.text
    del ada.hostile.replies["/token"]
    ada.clock.pass_by(seconds=31)
    assert ada.is_in()


def test_one_can_sign_out_while_the_provider_is_silent(ada: Stage) -> None:
    ada.hostile.replies["/token"] = Reply(503, {})
    ada.clock.pass_by(hours=2)
    assert ada.client.get(ada.web.url()).status_code == 503
    assert "You are signed out here" in ada.client.send("/learn/sign-out").text
    assert ada.sessions() == 0


def test_requests_at_the_same_moment_ask_once(ada: Stage) -> None:
    """A refresh token is good for one use: asked twice, the provider would take us for thieves."""
    ada.clock.pass_by(seconds=301)
    with ada.client.session_transaction() as kept:
        mine = dict(kept)
    answers: list[int] = []

    def visit() -> None:
        client = ada.web.as_(None)
        with client.session_transaction() as session:
            session.update(mine)
        answers.append(client.get(ada.web.url()).status_code)

    threads = [threading.Thread(target=visit) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 5
    assert ada.hostile.asked == ["/token", "/userinfo"]


def test_a_process_that_died_while_asking_does_not_close_the_door(ada: Stage) -> None:
    ada.clock.pass_by(seconds=301)
    with ada.web.installation.database.reading() as db:
        id = db.exec_driver_sql("select id from lt_provider_sessions").scalar_one()
        from uuid import UUID

        known = provider_sessions.find(db, UUID(str(id)))
    assert known
    ada.web.do(None, deeds.ask_about, known.id, known, PATIENCE)
    ada.clock.pass_by(seconds=21)
    assert ada.is_in()
    assert ada.hostile.asked == ["/token", "/userinfo"]


def logout_token(stage: Stage, key: Any = KEY, **claims: Any) -> str:
    now = stage.hostile.now()
    told = {"iss": stage.hostile.origin, "aud": CLIENT, "iat": now, "jti": "x", "events": {EVENT: {}}}
    said = {name: value for name, value in (told | claims).items() if value is not None}
    return signed({"alg": "RS256", "kid": "spring", "typ": "logout+jwt"}, said, key)


def tell(stage: Stage, token: str) -> int:
    answer = stage.web.as_(None).post("/learn/sign-in/provider/ended", data={"logout_token": token})
    return int(answer.status_code)


def test_the_provider_itself_can_end_all_sessions_of_a_person(ada: Stage) -> None:
    assert tell(ada, logout_token(ada, sub=ADA["sub"])) == 200
    assert not ada.is_in()


def test_the_provider_itself_can_end_one_session(stage: Stage) -> None:
    stage.hostile.claims = lambda told: told | {"sid": "first"}
    stage.sign_in()
    stage.hostile.claims = lambda told: told | {"sid": "second"}
    other = stage.web.as_(None)
    stage.sign_in(other)
    assert tell(stage, logout_token(stage, sub=ADA["sub"], sid="first")) == 200
    assert not stage.is_in()
    assert stage.is_in(other)


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "somebody else"},
        {"sub": ADA["sub"], "iss": "https://evil.example"},
        {"sub": ADA["sub"], "aud": "another client"},
        {"sub": ADA["sub"], "events": {}},
        {"sub": ADA["sub"], "events": None},
        {"sub": ADA["sub"], "nonce": "n"},
        {"sub": ADA["sub"], "iat": 1},
        {"sub": ADA["sub"], "exp": 1},
        {"sub": ADA["sub"], "key": STRANGER},
        {},
    ],
)
def test_nobody_else_can_end_a_session(ada: Stage, claims: dict[str, Any]) -> None:
    assert tell(ada, logout_token(ada, **claims)) in (200, 400)
    assert tell(ada, "garbage") == 400
    assert ada.is_in()
