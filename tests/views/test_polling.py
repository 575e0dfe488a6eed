"""Cards that ask whether something changed: seats, my place in line, an offer, the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from lt_web.commands import seats, sessions
from tests.views.conftest import Web


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
