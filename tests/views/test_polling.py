"""Cards that ask whether something changed: seats, my place in line, an offer, the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from lt_web.commands import seats, sessions
from tests.views.conftest import Web, schedule


def polled(web: Web, role: str, address: str) -> Any:
    """What the card of a session gets when it asks."""
    return web.as_(role).get(address, headers={"HX-Request": "true"})


def asks_at(page: str) -> str:
    """The address at which a card asks whether something changed."""
    return unescape(re.findall(r'hx-get="([^"]*/seats[^"]*)"', page)[0])


@pytest.mark.parametrize("where", ["page", "home"])
def test_a_card_that_asks_learns_of_my_place_in_line_and_of_an_offer(web: Web, where: str) -> None:
    session = web.sessions["published"]
    for role in ("admin", "champion", "outsider"):
        web.do(role, seats.answer, session, "yes")
    page = web.as_("outsider").get(web.url(f"sessions/{session}") if where == "page" else web.url()).text
    assert "You’re 2nd on the waitlist" in page
    address = asks_at(page)
    assert polled(web, "outsider", address).status_code == 204

    web.do("champion", seats.answer, session, "no")
    moved = polled(web, "outsider", address)
    assert f'id="answer-{session}"' in moved.text
    assert 'hx-swap-oob="true"' in moved.text
    assert "You’re 1st on the waitlist" in moved.text
    assert polled(web, "outsider", asks_at(moved.text)).status_code == 204

    web.clock.pass_by(days=6, hours=10)
    web.do("employee", seats.answer, session, "no")
    offered = polled(web, "outsider", asks_at(moved.text)).text
    assert "A seat is yours until" in offered
    assert "Take it" in offered


def test_a_card_learns_of_what_i_answered_elsewhere_and_of_the_end(web: Web) -> None:
    session = web.sessions["published"]
    address = asks_at(web.as_("employee").get(web.url(f"sessions/{session}")).text)
    web.do("employee", seats.answer, session, "maybe")
    assert "You said maybe" in polled(web, "employee", address).text
    web.do("champion", sessions.cancel, session, "Storm")
    gone = polled(web, "employee", address)
    assert gone.status_code == 200
    assert "This session was cancelled." in gone.text
    assert "hx-get" not in gone.text


def rows_ask_at(page: str) -> str:
    """The address at which a page asks for all its rows at once."""
    return unescape(re.findall(r'hx-get="([^"]*/changes[^"]*)"', page)[0])


@pytest.mark.parametrize("where", ["sessions/", "home", "topic", "me"])
def test_a_page_of_rows_asks_once_for_all_and_gets_those_that_changed(web: Web, where: str) -> None:
    other, _third = schedule(web, "other", days=9), schedule(web, "third", days=10)
    topic = re.findall(r"topics/[0-9a-f-]{36}", web.as_("presenter").get(web.url("topics/")).text)[0]
    places = {"home": "", "topic": topic, "me": f"people/{web.people['presenter']}"}
    page = web.as_("presenter").get(web.url(places.get(where, where))).text
    assert page.count("/changes?") == 1
    address = rows_ask_at(page)
    assert polled(web, "presenter", address).status_code == 204

    web.do("admin", seats.answer, other, "yes")
    web.do("outsider", seats.answer, other, "yes")
    changed = polled(web, "presenter", address)
    assert changed.text.count("<article") == 1
    assert f'id="row-{other}"' in changed.text
    assert 'hx-swap-oob="true"' in changed.text
    assert "<strong>2</strong> of 2, full" in changed.text
    assert polled(web, "presenter", rows_ask_at(changed.text)).status_code == 204


def test_a_row_learns_of_an_offer_of_a_new_state_and_of_the_end(web: Web) -> None:
    session, draft = web.sessions["published"], web.sessions["draft"]
    for role in ("admin", "outsider"):
        web.do(role, seats.answer, session, "yes")
    web.clock.pass_by(days=6, hours=10)
    address = rows_ask_at(web.as_("outsider").get(web.url("sessions/")).text)
    drafts = rows_ask_at(web.as_("champion").get(web.url("sessions/")).text)
    web.do("employee", seats.answer, session, "no")
    offered = polled(web, "outsider", address).text
    assert "A seat is yours until" in offered
    assert 'data-lt-say="offered"' in offered

    web.do("champion", sessions.publish, draft, "everyone", [], [])
    assert "Not published yet" not in polled(web, "champion", drafts).text
    web.do("champion", sessions.cancel, session, "Storm")
    gone = polled(web, "outsider", rows_ask_at(offered))
    assert "This session was cancelled." in gone.text
    assert "hx-get" not in gone.text, "nothing of it can change any more"


def test_rows_tell_nobody_of_what_they_may_not_know(web: Web) -> None:
    draft, hidden = web.sessions["draft"], web.sessions["published"].hex
    asks = f"sessions/changes?v={draft.hex}-0"
    assert f'id="row-{draft}"' in polled(web, "champion", web.url(asks)).text
    assert polled(web, "employee", web.url(asks)).status_code == 204
    inner = web.url(f"sessions/changes?v={hidden}-0", programme="inner-circle")
    assert polled(web, "outsider", inner).status_code == 204
    for odd in ("", "?v=", "?v=..-", "?v=zz-1", f"?v={'g' * 32}-1", f"?v={'é' * 32}-1"):
        assert polled(web, "champion", web.url(f"sessions/changes{odd}")).status_code == 204
    assert polled(web, None, web.url(asks)).status_code == 286


def test_asking_for_rows_takes_as_many_queries_for_one_as_for_many(web: Web, count_queries: Any) -> None:
    many = [web.sessions["published"], *(schedule(web, str(n), days=8 + n) for n in range(12))]

    def asks(ids: list[Any]) -> int:
        address = web.url("sessions/changes?v=" + ".".join(f"{id.hex}-0" for id in ids))
        client = web.as_("employee")
        return int(count_queries(lambda: client.get(address, headers={"HX-Request": "true"})))

    assert asks(many[:1]) == asks(many)


def test_everything_in_a_row_that_takes_the_focus_has_an_id_to_keep_it(web: Web) -> None:
    session = web.sessions["published"]
    web.do("champion", seats.answer, session, "yes")
    row = polled(web, "champion", web.url(f"sessions/changes?v={session.hex}-0")).text
    taking = re.findall(r"<(?:a|button|summary|select|textarea)\b[^>]*>", row)
    assert len(taking) > 4
    assert [part for part in taking if " id=" not in part] == []
