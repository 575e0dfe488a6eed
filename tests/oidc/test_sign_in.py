"""Signing in at a provider: who one is then, where one lands, and how it ends."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from lt_web.commands import leaving, people
from lt_web.identity import Deed
from tests.oidc.conftest import ADA, Stage

CLI = Deed(routine="command-line", source="cli")


def test_one_comes_in_and_lands_where_one_wanted_to_go(stage: Stage) -> None:
    wanted = stage.web.url("sessions/")
    answer = stage.sign_in(onward=wanted)
    assert (answer.status_code, answer.headers["Location"]) == (303, wanted)
    assert stage.is_in()
    entry = stage.entry()
    assert (entry.name, entry.email) == ("Ada Quay", "ada.quay@tern.example")


def test_the_provider_is_asked_with_pkce_state_and_nonce(stage: Stage) -> None:
    one, other = stage.begin(), stage.begin()
    assert (one["response_type"], one["code_challenge_method"]) == ("code", "S256")
    for secret in ("state", "nonce", "code_challenge"):
        assert len(one[secret]) >= 43
        assert one[secret] != other[secret]


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_led_elsewhere_afterwards(stage: Stage, onward: str) -> None:
    assert stage.sign_in(onward=onward).headers["Location"] == "/learn/"


def test_two_people_with_one_address_are_two(stage: Stage) -> None:
    stage.sign_in(sub="twin-1", email="desk@tern.example", name="Una")
    stage.sign_in(stage.web.as_(None), sub="twin-2", email="desk@tern.example", name="Udo")
    assert stage.entry("twin-1").person != stage.entry("twin-2").person


def test_an_address_known_here_opens_nobody_elses_account(stage: Stage) -> None:
    stage.sign_in(sub="stranger", email="ada@tern.example", name="Not Ada")
    assert stage.entry("stranger").person != stage.web.people["champion"]


def test_with_another_address_one_stays_who_one_is(stage: Stage) -> None:
    stage.sign_in(sub="moved", email="old@tern.example")
    before = stage.entry("moved").person
    stage.sign_in(sub="moved", email="new@tern.example")
    assert (stage.entry("moved").person, stage.entry("moved").email) == (before, "new@tern.example")


def test_the_same_subject_of_another_issuer_is_somebody_else(stage: Stage) -> None:
    theirs = stage.web.installation.perform(
        CLI, people.join, "Ada of another house", "", issuer="https://other.example", subject="shared"
    )
    stage.sign_in(sub="shared")
    assert stage.entry("shared").person != theirs


def test_groups_bring_roles_and_take_them_again(stage: Stage) -> None:
    desk = stage.web.url("desk/")
    stage.sign_in(sub="grouped", groups=["sails"])
    assert stage.client.get(desk).status_code == 200
    stage.sign_in(sub="grouped", groups=[])
    assert stage.client.get(desk).status_code == 403


def test_several_sign_ins_may_be_under_way_in_one_browser(stage: Stage) -> None:
    first, _second = stage.begin(), stage.begin()
    assert stage.back(code=stage.hostile.grant(first, **ADA), state=first["state"]).status_code == 303


def test_signing_out_ends_every_session_here_first_and_leads_on_to_the_provider(stage: Stage) -> None:
    elsewhere = stage.web.as_(None)
    stage.sign_in()
    stage.sign_in(elsewhere)
    answer = stage.client.send("/learn/sign-out")
    assert not stage.is_in()
    assert not stage.is_in(elsewhere)
    way = answer.text.split('content="0; url=')[1].split('"')[0].replace("&amp;", "&")
    asked = dict(parse_qsl(urlsplit(way).query))
    assert way.startswith(f"{stage.hostile.origin}/out?")
    assert asked["post_logout_redirect_uri"] == "http://localhost/learn/sign-in"
    assert asked["id_token_hint"].count(".") == 2


def test_the_page_offers_both_ways_or_one(stage: Stage) -> None:
    page = stage.client.get("/learn/sign-in").text
    assert "Sign in with Tern ID" in page
    assert 'type="password"' in page
    stage.web.installation.config.values["LT_LOCAL_ACCOUNTS"] = "no"  # type: ignore[index]
    try:
        page = stage.client.get("/learn/sign-in").text
        assert 'type="password"' not in page
        assert stage.client.send("/learn/sign-in", username="a@tern.example", password="x").status_code == 404
        assert not stage.is_in(stage.web.as_("champion"))
    finally:
        stage.web.installation.config.values["LT_LOCAL_ACCOUNTS"] = "yes"  # type: ignore[index]


def test_whoever_came_by_the_provider_has_no_password_here(stage: Stage) -> None:
    stage.sign_in()
    assert "Change password" not in stage.client.get(stage.web.url()).text
    assert stage.client.get("/learn/password").status_code == 404


def test_who_left_cannot_come_in(stage: Stage) -> None:
    stage.sign_in(sub="leaver")
    person = stage.entry("leaver").person
    stage.web.do(None, leaving.leave, person)
    assert not stage.is_in()
    answer = stage.sign_in(sub="leaver")
    assert answer.status_code == 403
    assert "You are recorded here as having left." in answer.text
    assert not stage.is_in()
    stage.web.do(None, people.come_back, person)
    assert stage.sign_in(sub="leaver").status_code == 303


def test_tokens_are_nowhere_in_the_database_in_clear(stage: Stage) -> None:
    stage.sign_in(sub="secretive")
    tokens = [*stage.hostile.access, *stage.hostile.refreshing]
    with stage.web.installation.database.reading() as db:
        rows = db.exec_driver_sql("select * from lt_provider_sessions").all()
    assert rows
    assert not any(token in repr(rows) for token in tokens)
