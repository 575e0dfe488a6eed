"""What pages must not tell: who answered what, what a draft is about, whose click caused something."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from lt_web.commands import leaving, people, seats
from lt_web.routines.ticking import tick
from tests.views.conftest import Web


def session_url(web: Web, rest: str = "") -> str:
    """The address of the published session, which has two seats of which one is taken by the employee."""
    return web.url(f"sessions/{web.sessions['published']}{rest}")


def answers(web: Web, **given: str) -> None:
    """Let people answer, in this order."""
    for role, answer in given.items():
        web.do(role, seats.answer, web.sessions["published"], answer)


def test_whoever_moves_up_does_not_learn_who_withdrew(web: Web) -> None:
    answers(web, champion="yes", admin="yes", employee="no")
    history = web.as_("admin").get(session_url(web)).text
    assert "moved up from the waitlist" in history
    assert "Ben Sörensen" not in history


def test_whoever_withdraws_does_not_learn_who_waited(web: Web) -> None:
    answers(web, champion="yes", admin="yes", employee="no")
    history = web.as_("employee").get(session_url(web)).text
    assert "cannot come" in history
    assert "Fay Lindqvist" not in history


def test_a_promotion_after_a_removal_is_not_on_behalf_of_the_one_removed(web: Web) -> None:
    answers(web, champion="yes", admin="yes")
    web.do("champion", seats.remove, web.sessions["published"], web.people["employee"])
    history = web.as_("champion").get(session_url(web)).text
    assert "<strong>Ada Okafor</strong> for Ben Sörensen: took Ben Sörensen off the list" in history
    assert "<strong>Ada Okafor</strong>: Fay Lindqvist moved up" in history


def test_a_seat_out_of_turn_is_shown_to_all_with_its_reason_but_without_the_name(web: Web) -> None:
    web.do("champion", seats.seat, web.sessions["published"], web.people["admin"], "Brings the rope")
    history = web.as_("employee").get(session_url(web)).text
    assert "gave somebody a seat out of turn" in history
    assert "Brings the rope" in history
    assert "Fay Lindqvist" not in history


def test_an_offer_that_lapsed_is_the_routines_doing_whoever_comes_by(web: Web) -> None:
    answers(web, champion="yes", admin="yes")
    web.clock.pass_by(days=6, hours=20)
    answers(web, employee="no")
    web.clock.pass_by(hours=5)
    answers(web, outsider="yes")
    history = web.as_("champion").get(session_url(web)).text
    assert "<strong>Learn Together</strong>: the seat held for Fay Lindqvist was not taken in time" in history
    assert "<strong>Gus Moreau</strong>: the seat held" not in history


def test_the_topic_of_a_draft_stays_out_of_every_list_until_it_is_sent(web: Web) -> None:
    fields = {"title": "Hush", "format": "demo", "topics": "Layoffs at Harbour", "command": uuid4().hex}
    client = web.as_("employee")
    draft = client.send(web.url("proposals/new"), deed="draft", **fields).location
    for role in ("champion", "presenter"):
        for address in ("topics/", "proposals/", "sessions/", "proposals/new"):
            assert "Layoffs at Harbour" not in web.as_(role).get(web.url(address)).text
    client.send(f"{draft}/sending")
    assert "Layoffs at Harbour" in web.as_("presenter").get(web.url("topics/")).text


def test_who_leaves_the_company_leaves_the_seat_to_whoever_is_next(web: Web) -> None:
    answers(web, champion="yes", admin="yes")
    web.do(None, leaving.leave, web.people["employee"])
    assert tick(web.installation).recorded >= 2
    assert "You moved up from the waitlist" in web.as_("admin").get(web.url()).text
    assert tick(web.installation).recorded == 0


def test_a_link_with_an_answer_preselects_it_and_sends_nothing(web: Web) -> None:
    before = web.position()
    page = web.as_("champion").get(session_url(web) + "?answer=maybe").text
    assert "One more click sends your answer." in page
    button = page.split('value="maybe"')[1].split(">")[0]
    assert "autofocus" in button
    assert web.position() == before
    assert "autofocus" not in web.as_("champion").get(session_url(web) + "?answer=perhaps").text


def test_times_in_the_inbox_name_the_zone_of_the_session_and_mine(web: Web) -> None:
    web.do("admin", people.change_profile, "Fay Lindqvist", "Asia/Tokyo")
    answers(web, champion="yes", admin="yes")
    web.clock.pass_by(days=6, hours=20)
    answers(web, employee="no")
    home = web.as_("admin").get(web.url()).text
    until = (web.clock() + timedelta(hours=4)).strftime("%H:%M")
    assert f"{until} Lisbon" in home
    assert "Tokyo)" in home


def test_moving_nothing_says_so(web: Web) -> None:
    client = web.as_("champion")
    same = {"date": "2027-03-08", "time": "14:00", "zone": "Europe/Lisbon", "place": "Quay 2", "link": ""}
    assert "Nothing has changed." in client.get(client.send(session_url(web, "/date"), **same).location).text
    there = same | {"place": "Quay 3"}
    page = client.get(client.send(session_url(web, "/date"), **there).location).text
    assert "Its page names the new place." in page


def test_presenters_see_who_comes_but_not_who_waits(web: Web) -> None:
    answers(web, champion="yes", admin="yes")
    for role, seen in (("presenter", False), ("champion", True), ("auditor", True)):
        page = web.as_(role).get(session_url(web, "/attendees")).text
        assert "Ben Sörensen" in page
        assert ("Waiting, in order" in page) is seen
        shown = re.sub(r"<datalist.*?</datalist>", "", web.as_(role).get(session_url(web)).text, flags=re.S)
        assert ("Fay Lindqvist" in shown) is seen
