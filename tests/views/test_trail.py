"""The log for auditors: every event in words, conditions that combine, and what stays closed."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from lt_web.cards import trail_files
from lt_web.cli import lt
from lt_web.commands import erasing, people, proposals, seats
from lt_web.events.planned import Outline
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
    assert f"{sentence} {sentence}" not in found.text
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
    log(web, person="Ben Sörensen", type="seats")
    assert web.position() == before
    with web.installation.database.reading() as db:
        from lt_web.store import accesses

        [row] = accesses.about(db, web.people["employee"])
    assert (row.by, row.asked) == (web.people["auditor"], "type=seats")


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


def test_it_is_taken_along_as_a_table_and_as_lines_with_a_checkpoint_at_the_end(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_files, "AT_ONCE", 3)
    web.do("employee", seats.answer, web.sessions["published"], "yes")
    web.do(None, people.join, "=SUM(A1) Holm", "sum@tern.example", "Sails")
    client = web.as_("auditor")
    table = client.get(web.url("audit/log/events.csv"), query_string={"person": "Ben Sörensen"})
    rows = list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert rows[0][:4] == ["position", "recorded_at", "at", "type"]
    assert rows[-1][0] == "checkpoint"
    shown = numbers(log(web, person="Ben Sörensen"))
    assert [int(row[0]) for row in rows[1:-1]] == shown[::-1]
    lines = [json.loads(line) for line in client.get(web.url("audit/log/events.ndjson")).text.splitlines()]
    assert [one["position"] for one in lines[1:-1]] == numbers(log(web))[::-1]
    assert lines[-1]["checkpoint"]["size"] == web.position()
    everything = client.get(web.url("audit/log/events.csv")).text
    assert ",'=SUM(A1) Holm," in everything


def test_a_file_of_what_cannot_be_honoured_is_not_made(web: Web) -> None:
    found = web.as_("auditor").get(web.url("audit/log/events.csv"), query_string={"from": "soon"})
    assert (found.status_code, "position" in found.text) == (422, False)


def test_a_page_of_the_log_asks_the_same_however_much_stands_on_it(
    web: Web, count_queries: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for size in (1, 20):
        monkeypatch.setattr(sys.modules["lt_web.views.trail"], "SIZE", size)
        asked.append(count_queries(lambda: log(web, type="seats")))
    assert asked[1] - asked[0] <= 1  # to know that nothing follows


def test_the_command_line_says_the_same_and_ends_with_a_code(web: Web) -> None:
    web.do("employee", seats.answer, web.sessions["published"], "yes")
    run = web.app.test_cli_runner().invoke
    found = run(
        lt, ["audit", "log", "--programme", OWN, "--person", "Ben Sörensen", "--type", "seats", "--json"]
    )
    assert found.exit_code == 0, found.output
    [event] = json.loads(found.output)["events"]
    assert (event["type"], event["sentence"]) == ("seats.answered", "is going")
    assert "is going" in run(lt, ["audit", "show", "--programme", OWN, str(event["position"])]).output
    assert run(lt, ["audit", "show", "--programme", OWN, "9999"]).exit_code == 2
    assert run(lt, ["audit", "log", "--programme", OWN, "--type", "boats"]).exit_code == 2
    assert run(lt, ["audit", "log"]).exit_code == 2


def test_an_event_shows_the_rows_that_it_changed_before_and_after(web: Web) -> None:
    session = web.sessions["published"]
    web.do("employee", seats.answer, session, "yes")
    web.do("employee", seats.answer, session, "maybe")
    web.do("admin", seats.answer, session, "no")  # what came later is not in it
    page = event_page(web, numbers(log(web, type="seats.answered", person="Ben Sörensen"))[0])
    row = page.split("lt_answers</code>")[1].split("</table>")[0]
    assert "<bdi>yes</bdi>" in row
    assert "<strong><bdi>maybe</bdi></strong>" in row
    assert "Ben Sörensen" in row


def test_words_of_somebody_who_was_erased_are_gone_and_the_event_is_there(web: Web) -> None:
    made = web.do("employee", proposals.propose, web.programmes[OWN], WHOLE, [])
    web.do("presenter", proposals.comment, made, "Bring your own rope.")
    position = latest(web, type="proposal.commented")
    web.do(None, erasing.erase, web.people["presenter"], True, "asked for it")
    page = event_page(web, position)
    assert "Erased with the person who wrote it." in page
    assert "Former colleague" in page
    assert "Bring your own rope." not in page
    assert "Cleo" not in log(web).split("lt-trail-list")[1]


def test_a_decline_is_between_those_concerned_and_nothing_of_it_is_told(web: Web) -> None:
    made = web.do("employee", proposals.propose, web.programmes[OWN], WHOLE, [])
    web.do("champion", proposals.decline, made, "We had it twice.")
    listed = log(web, thing=str(made)).split("lt-trail-list")[1].split("</ol>")[0]
    assert "something that is for the people concerned alone" in listed
    page = event_page(web, latest(web, type="proposal.declined"))
    for said in ("We had it twice", "Splicing rope", "Ada Okafor"):
        assert said not in listed
        assert said not in page.split("</h1>")[1]


def test_who_read_what_is_said_in_words_and_leads_to_the_same(web: Web) -> None:
    client, session = web.as_("auditor"), web.sessions["published"]
    log(web, type="seats")
    page = f"/{OWN}/sessions/{session}"
    client.get(f"/learn/as-of/e{web.position()}{page}")
    client.get(web.url("audit/compare"), query_string={"page": page, "a": "e9", "b": "now"})
    found = re.sub(r"\s+", " ", client.get(web.url("audit/log/readers")).text)
    assert "Kind of event: Seats" in found
    assert f'href="{web.url("audit/log/")}?type=seats"' in found
    assert f"events 9 and {web.position()}" in found
    title = client.get(f"/learn{page}").text.split("<h1>")[1].split("</h1>")[0]
    assert found.count(f"<bdi>{re.sub('<.*?>', '', title).strip()}</bdi>") == 2


def test_of_who_came_it_is_said_who_added_whom(web: Web) -> None:
    web.do(None, people.join, "Ona New", "ona@tern.example", "Sails")
    assert "added Ona New" in log(web, type="person.joined")
