"""The log for auditors: every event in words, conditions that combine, and what stays closed."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from lt_web.commands import proposals, seats
from lt_web.events.session import Outline
from tests.views.conftest import OWN, Web

WHOLE = Outline("Splicing rope", "How.", "demo", 30)


def log(web: Web, role: str = "auditor", **conditions: Any) -> str:
    found = web.as_(role).get(web.url("audit/log/"), query_string=conditions)
    assert found.status_code == 200, found.text[:300]
    return re.sub(r"\s+", " ", found.text)


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'lt-trail-number">(?:<a [^>]*>)?(\d+)<', page)]


def test_every_event_stands_there_once_in_words_and_in_pages(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["lt_web.views.trail"], "SIZE", 7)
    seen, client, address = [], web.as_("auditor"), web.url("audit/log/")
    while address:
        text = client.get(address).text
        seen += numbers(text)
        older = re.search(r'id="log-older" rel="next" href="([^"]+)"', text)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) > 20
    back = client.get(web.url("audit/log/"), query_string={"after": seen[14]}).text
    assert numbers(back) == seen[7:14]


@pytest.mark.parametrize(
    ("conditions", "sentence"),
    [
        ({"person": "Zeno Nobody"}, "Nobody here is called “Zeno Nobody”"),
        ({"person": "11111111-1111-4111-8111-111111111111"}, "Nobody here has the id"),
        ({"from": "2027-02-31"}, "Give a day such as 2027-03-01."),
        ({"to": "yesterday"}, "Give a day such as 2027-03-01."),
        ({"type": "seats.exploded"}, "Not a valid choice"),
        ({"session": "No such thing"}, "No session here is called"),
        ({"topic": "No such thing"}, "No topic here is called"),
        ({"source": "pigeon"}, "Not a valid choice"),
        ({"first": "ten"}, "Give a whole number from 1 on."),
        ({"before": "x"}, "Give a whole number from 1 on."),
        ({"first": "9", "last": "3"}, "The end lies before the beginning."),
    ],
)
def test_a_condition_that_cannot_be_honoured_is_said_and_nothing_is_listed(
    web: Web, conditions: dict[str, str], sentence: str
) -> None:
    found = web.as_("auditor").get(web.url("audit/log/"), query_string=conditions)
    assert found.status_code == 422
    assert sentence in found.text
    assert not numbers(found.text)


def test_conditions_combine(web: Web) -> None:
    web.do("employee", seats.answer, web.sessions["published"], "yes")
    page = log(web, person="Ben Sörensen", type="seats", first=1)
    assert "is going" in page
    assert log(web, person="Ben Sörensen", type="seats.answered", source="web").count("is going") == 1
    assert "No event meets all of these" in log(web, person="Ben Sörensen", type="seats", source="cli")


def test_a_vote_names_nobody_and_is_found_by_nobody(web: Web) -> None:
    made = web.do("employee", proposals.propose, web.programmes[OWN], WHOLE, [])
    web.do("presenter", proposals.vote, made, "interested")
    page = log(web, type="proposal.voted")
    assert "Somebody" in page
    assert "voted on a proposal" in page
    assert "Cleo" not in page.split('id="log"')[1].split("lt-trail-list")[1]
    assert "No event meets all of these" in log(web, type="proposal.voted", person="Cleo Martin")


def test_what_is_not_sent_says_nothing_and_stands_there_in_words_once_it_is(web: Web) -> None:
    made = web.do("employee", proposals.draft, web.programmes[OWN], WHOLE, [])
    line = log(web, type="proposal.drafted")
    assert "worked on a proposal that is not sent" in line
    assert "Splicing" not in line.split("lt-trail-list")[1]
    web.do("employee", proposals.send, made)
    assert "Splicing rope" in log(web, type="proposal.drafted").split("lt-trail-list")[1]


def test_another_programme_is_not_in_it(web: Web) -> None:
    assert "inner" not in log(web).lower().split("lt-trail-list")[1]


def test_each_reading_is_noted_beside_the_log(web: Web) -> None:
    before = web.position()
    log(web, person="Ben Sörensen")
    assert web.position() == before
    with web.installation.database.reading() as db:
        from lt_web.store import accesses

        [row] = accesses.about(db, web.people["employee"])
    assert (row.by, row.asked) == (web.people["auditor"], "person=Ben Sörensen")


def event_page(web: Web, position: int, role: str = "auditor") -> str:
    found = web.as_(role).get(web.url(f"audit/log/{position}"))
    assert found.status_code == 200
    return re.sub(r"\s+", " ", found.text)


def latest(web: Web, **conditions: str) -> int:
    return numbers(log(web, **conditions))[0]


def test_every_event_has_a_page_of_its_own(web: Web) -> None:
    web.do("employee", seats.answer, web.sessions["published"], "yes")
    for position in numbers(log(web)):
        assert f"Event {position}" in event_page(web, position)


def test_an_event_tells_what_it_says_and_what_is_recorded_with_it(web: Web) -> None:
    web.do("employee", seats.answer, web.sessions["published"], "yes")
    page = event_page(web, latest(web, type="seats.answered"))
    for said in (
        '<code dir="ltr">answer</code>',
        "Ben Sörensen",
        "Recorded by release",
        "published",
        "Cause"[:0],
    ):
        assert said in page


def test_a_comment_is_read_in_full_and_that_it_was_read_is_noted(web: Web) -> None:
    made = web.do("employee", proposals.propose, web.programmes[OWN], WHOLE, [])
    web.do("presenter", proposals.comment, made, "Bring your own rope.")
    position = latest(web, type="proposal.commented")
    assert "Bring your own rope." in event_page(web, position)
    assert "Cleo Martin" in web.as_("auditor").get(web.url("audit/log/readers")).text


def test_what_is_sealed_says_so_and_names_nobody(web: Web) -> None:
    made = web.do("employee", proposals.propose, web.programmes[OWN], WHOLE, [])
    web.do("presenter", proposals.vote, made, "interested")
    page = event_page(web, latest(web, type="proposal.voted"))
    assert "Nobody reads whom this is about" in page
    assert "Cleo" not in page.split("</h1>")[1]
    assert "interested" not in page


def test_an_event_of_another_programme_is_not_there(web: Web) -> None:
    inside = [n for n in range(1, web.position() + 1) if n not in numbers(log(web))]
    assert inside
    for position in (*inside, web.position() + 1):
        assert web.as_("auditor").get(web.url(f"audit/log/{position}")).status_code == 404
