"""Erasing a person on the page, and what everybody sees that is held of them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import proposals, sessions
from lt_web.events.planned import Outline
from tests.views.conftest import NAMES, Web

ADDRESS = "/learn/people/{}/erase"


def text(web: Web, role: str, address: str) -> str:
    answer = web.as_(role).get(address)
    assert answer.status_code == 200, address
    return str(answer.get_data(as_text=True))


def wrote(web: Web) -> UUID:
    session = web.sessions["open"] if "open" in web.sessions else next(iter(web.sessions.values()))
    web.do("presenter", sessions.comment, session, "I sailed with that one")
    outline = Outline("Knots that hold", "How they are tied", "demo", 30)
    web.do("presenter", proposals.propose, web.programmes["tech-hour"], outline, ["Sailing"], "all")
    return session


def sent(web: Web, **fields: Any) -> Any:
    given = {"ground": "Asked for it", "name": NAMES["presenter"]}
    return web.as_("admin").send(ADDRESS.format(web.people["presenter"]), **given | fields)


def test_the_page_says_what_goes_and_what_stays_before_anybody_decides(web: Web) -> None:
    wrote(web)
    page = text(web, "admin", ADDRESS.format(web.people["presenter"]))
    for words in ("1 comment", "Words of 1 proposal", "Name, address", "Stays, without a name", "30 days"):
        assert words in page


@pytest.mark.parametrize("wrong", [{"name": "Cleo"}, {"name": ""}, {"ground": " "}])
def test_a_wrong_name_or_no_ground_erases_nothing(web: Web, wrong: dict[str, str]) -> None:
    before = web.position()
    answer = sent(web, **wrong)
    assert answer.status_code == 422
    assert "needs another look" in answer.get_data(as_text=True)
    assert web.position() == before
    assert NAMES["presenter"] in text(web, "champion", web.url("people/"))


def test_the_right_name_erases_and_pages_say_former_colleague(web: Web) -> None:
    session = wrote(web)
    answer = sent(web, name=f" {NAMES['presenter'].lower()} ")
    assert answer.status_code == 303
    for role, address in (
        ("champion", web.url(f"sessions/{session}")),
        ("champion", web.url("people/")),
        ("admin", answer.headers["Location"]),
        ("auditor", web.url("")),
    ):
        page = text(web, role, address)
        assert NAMES["presenter"] not in page
        assert "I sailed with that one" not in page
    assert "Former colleague" in text(web, "champion", web.url(f"sessions/{session}"))
    assert "Erased on" in text(web, "admin", answer.headers["Location"])
    assert web.as_("presenter").get(web.url("")).status_code in (302, 303)
    assert "Knots that hold" in text(web, "champion", web.url("proposals/"))


def test_sending_it_twice_erases_once_and_says_so_both_times(web: Web) -> None:
    wrote(web)
    first, position = sent(web), web.position()
    again = sent(web)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    assert web.position() == position
    assert "nothing was erased" not in text(web, "admin", again.headers["Location"])


def test_what_they_wrote_for_work_can_go_later(web: Web) -> None:
    wrote(web)
    page = text(web, "admin", sent(web).headers["Location"])
    assert "Write “Former colleague”." in page
    assert 'type="hidden" value="y"' in page
    assert sent(web, everything="y", name="Somebody else").status_code == 422
    assert sent(web, everything="y", name="Former colleague").status_code == 303
    assert "(erased)" in text(web, "champion", web.url("proposals/"))


def test_what_they_wrote_for_work_goes_when_it_is_asked_for(web: Web) -> None:
    wrote(web)
    sent(web, everything="y")
    page = text(web, "champion", web.url("proposals/"))
    assert "Knots that hold" not in page
    assert "(erased)" in page


def test_the_last_champion_is_not_erased_and_the_page_says_so_before(web: Web) -> None:
    champion = web.people["champion"]
    assert "the last champion of Tech hour" in text(web, "admin", ADDRESS.format(champion))
    answer = web.as_("admin").send(ADDRESS.format(champion), ground="Asked for it", name=NAMES["champion"])
    assert answer.status_code == 409
    assert "This is the last champion" in answer.get_data(as_text=True)
    assert "This is you" in text(web, "admin", ADDRESS.format(web.people["admin"]))


def test_everybody_sees_what_is_held_of_them_with_their_own_words_alone(web: Web) -> None:
    session = wrote(web)
    web.do("employee", sessions.comment, session, "A word of Ben's")
    page = text(web, "presenter", "/learn/me/held")
    for words in ("I sailed with that one", "Knots that hold", NAMES["presenter"]):
        assert words in page
    assert "A word of Ben" not in page
    told = json.loads(text(web, "presenter", "/learn/me/held.json"))
    assert told["directory"]["name"] == NAMES["presenter"]
    assert "I sailed with that one" in [w for e in told["events"] for w in e["your_words"].values()]
    assert all("A word of Ben" not in json.dumps(event) for event in told["events"])


@pytest.mark.parametrize("role", ["employee", "champion", "sponsor", "auditor", "admin"])
def test_all_that_the_log_says_of_somebody_can_be_told(web: Web, role: str) -> None:
    assert f"added {NAMES[role]}" in text(web, role, "/learn/me/held")
    told = json.loads(text(web, role, "/learn/me/held.json"))
    with web.installation.database.reading():
        log = [event for _at, _name, event in web.installation.log.replay()]
    mine = [event for event in log if event.envelope.actor == web.people[role]]
    assert {event.position for event in mine} <= {event["position"] for event in told["events"]}
