"""Why? From states and figures to what is behind them, within the rights of whoever asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.cli import lt
from lt_web.commands import people, seats, sessions
from tests.views.conftest import Web
from tests.views.test_figures import MARCH, busy


def read(web: Web, role: str, where: str) -> str:
    """A page as text with plain blanks."""
    found = web.as_(role).get(web.url(where))
    assert found.status_code == 200, where
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.text.replace("\N{NO-BREAK SPACE}", " ")))


def full(web: Web) -> list[Any]:
    """Two seats, five who want one: two go, three wait; then one of the two cannot come after all."""
    session, crowd = web.sessions["published"], []
    for n, name in enumerate("ABCD"):
        address = f"waiting{n}@tern.example"
        web.people[name] = web.do(None, people.join, f"Waiting {n}", address, "Sails")
        web.do(None, people.open_account, web.people[name], address, "")
        crowd.append(web.people[name])
        web.do(name, seats.answer, session, "yes")
        web.clock.pass_by(minutes=1)
    return crowd


def why(web: Web, what: str) -> str:
    return f"why/session/{web.sessions['published']}/{what}"


def test_a_place_on_the_waitlist_is_told_with_its_reasons(web: Web) -> None:
    full(web)
    page = read(web, "C", why(web, "answer"))
    assert "2nd on the waitlist" in page
    assert "All 2 seats were taken when the answer came on" in page
    assert "1 person was waiting already." in page
    assert "Now 1 person is ahead in line." in page
    assert "3 entries about other people are only counted here" in page
    assert "Waiting 1" not in page


def test_who_moved_up_is_told_what_freed_the_seat(web: Web) -> None:
    full(web)
    web.do("employee", seats.answer, web.sessions["published"], "no")
    page = read(web, "B", why(web, "answer"))
    assert "Has a seat" in page
    assert "somebody who had one can no longer come." in page
    assert "It went to the first in line on" in page


def test_those_who_see_who_waits_can_ask_about_others(web: Web) -> None:
    crowd = full(web)
    where = f"{why(web, 'answer')}?person={crowd[3]}"
    for role in ("champion", "auditor"):
        page = read(web, role, where)
        assert "3rd on the waitlist" in page
        assert "Waiting 3" in page
        assert "Waiting 0" in page  # has one of the two seats
    for role in ("employee", "sponsor", "presenter"):
        assert web.as_(role).get(web.url(where)).status_code == 404
    assert web.as_("champion").get(web.url(f"{why(web, 'answer')}?person=nobody")).status_code == 404


def test_each_state_of_a_session_has_its_reason(web: Web) -> None:
    assert "It was announced on" in read(web, "employee", why(web, "state"))
    web.do("champion", sessions.cancel, web.sessions["published"], "A storm comes")
    page = read(web, "employee", why(web, "state"))
    assert "It was cancelled on" in page
    assert "A storm comes" in page
    for what in ("feedback", "write-up", "seats"):
        read(web, "employee", why(web, what))


def test_a_topic_says_who_can_teach_it_and_what_took_place(web: Web) -> None:
    busy(web)
    address = re.search(r"topics/[0-9a-f-]{36}", web.as_("employee").get(web.url("topics/")).text)
    assert address is not None
    topic = address[0].split("/")[1]
    page = read(web, "employee", f"why/topic/{topic}/covered")
    assert "took place, the last of them on" in page
    assert "Knots we asked Learn Together: noted that it took place" in page
    assert "on the watch list" in read(web, "employee", f"why/topic/{topic}/teach")


def test_a_figure_leads_to_its_sessions_and_from_there_to_events(web: Web) -> None:
    busy(web)
    page = read(web, "champion", f"why/figure/participation{MARCH}")
    assert "60 %" in page
    assert "6 of 10 invitations" in page
    assert "Guest 1" in page
    came = f"why/session/{web.sessions['asked']}/attendance"
    assert "6 came, 6 of them walk-ins." in read(web, "champion", came)
    assert web.url(came) in web.as_("employee").get(web.url(f"sessions/{web.sessions['asked']}")).text
    assert "6 entries about other people" in read(web, "employee", came)
    counted = f"why/figure/participation/{web.sessions['asked']}{MARCH}"
    inside, outside = read(web, "champion", counted), read(web, "sponsor", counted)
    assert "noted Guest 1 as present" in inside
    assert "Guest 7" not in inside  # did not come: a number
    assert "Guest 1" not in outside
    assert "about other people" not in outside  # of those invited it would be how many came
    for key in ("continuity", "watch_list", "competency", "sessions"):
        read(web, "sponsor", f"why/figure/{key}{MARCH}")
    assert web.as_("sponsor").get(web.url("why/figure/secret")).status_code == 404


def test_the_line_is_shown_as_it_stood_at_each_turn_without_names_for_most(web: Web) -> None:
    crowd = full(web)
    session = web.sessions["published"]
    web.do("champion", seats.seat, session, crowd[3], "She travels far")
    web.do("employee", seats.answer, session, "no")
    web.do("A", seats.answer, session, "no")
    where = f"audit/fairness/{session}"
    page = read(web, "auditor", where)
    assert "A champion gave Waiting 3 a seat out of turn." in page
    assert "2 people who stood before were passed over: Waiting 1 and Waiting 2." in page
    assert "She travels far" in page
    assert "1 time somebody was passed over" in page
    assert "Waiting 1 moved up and got the seat." in page
    masked = read(web, "employee", where)
    assert "A champion gave Colleague 3 a seat" in masked
    assert "Waiting 1" not in masked
    assert "you moved up" in read(web, "B", where)


def test_an_offer_that_lapses_goes_on_to_the_next(web: Web) -> None:
    full(web)
    session = web.sessions["published"]
    web.clock.to(web.clock() + timedelta(days=6, hours=10))
    web.do("employee", seats.answer, session, "no")
    assert "A seat is held" in read(web, "B", why(web, "answer"))
    web.clock.pass_by(hours=5)
    web.do("A", seats.answer, session, "no")
    assert "it went on to the next in line" in read(web, "B", why(web, "answer"))
    assert "did not take the seat in time" in read(web, "auditor", f"audit/fairness/{session}")


def test_auditors_are_led_to_the_event_others_read_it_in_words(web: Web) -> None:
    full(web)
    address = web.url(why(web, "seats"))
    if "lt.trail.event" in web.app.view_functions:
        assert "/audit/log/" in web.as_("auditor").get(address).text
    assert "/audit/log/" not in web.as_("champion").get(address).text


def test_questions_stand_at_states_and_figures(web: Web) -> None:
    full(web)
    page = web.as_("C").get(web.url(f"sessions/{web.sessions['published']}")).text
    for what in ("answer", "seats"):
        assert web.url(why(web, what)) in page
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    assert (
        web.url(why(web, "state")) in web.as_("C").get(web.url(f"sessions/{web.sessions['published']}")).text
    )
    busy(web)
    for where in (f"figures/{MARCH}", f"report/{MARCH}"):
        assert "/why/figure/participation" in web.as_("sponsor").get(web.url(where)).text


def test_it_asks_the_database_as_often_for_many_answers(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    full(web)
    client = web.as_("auditor")
    pages = [why(web, "seats"), f"audit/fairness/{web.sessions['published']}"]
    once = [count_queries(lambda: client.get(web.url(where))) for where in pages]  # noqa: B023
    for n in range(6):
        person = web.do(None, people.join, f"More {n}", f"more{n}@tern.example", "Sails")
        web.people[f"more {n}"] = person
        web.do(f"more {n}", seats.answer, web.sessions["published"], "yes")
    assert [count_queries(lambda: client.get(web.url(where))) for where in pages] == once  # noqa: B023


# On the command line


def typed(web: Web, *words: str, code: int = 0) -> str:
    result = web.app.test_cli_runner().invoke(lt, ["audit", "why", *words])
    assert result.exit_code == code, result.output
    return str(result.output).replace("\N{NO-BREAK SPACE}", " ")


def test_the_command_line_says_why(web: Web) -> None:
    full(web)
    session = str(web.sessions["published"])
    told = json.loads(typed(web, "session", session, "--person", "Waiting 2", "--json"))
    assert told["code"] == 0
    [why] = told["why"]
    assert why["state"] == "2nd on the waitlist"
    assert len(why["behind"]) == 4
    assert "It was announced on" in typed(web, "session", session)
    busy(web)
    days = ("--from", "2027-03-01", "--to", "2027-03-31")
    figure = ("figure", "participation", "--programme", "tech-hour", *days)
    assert "6 of 10" in typed(web, *figure)
    assert "There is no session" in typed(web, "session", str(UUID(int=5)), code=2)
    assert "nobody called" in typed(web, "session", session, "--person", "Nobody", code=2)
    assert "There is no figure" in typed(web, "figure", "luck", *figure[2:], code=2)


def test_auditors_find_the_lines_on_their_desk(web: Web) -> None:
    full(web)
    assert web.url("audit/fairness/") in web.as_("auditor").get(web.url("audit/")).text
    assert "No seat went to anybody" in read(web, "auditor", "audit/fairness/")
    web.do("employee", seats.answer, web.sessions["published"], "no")
    assert "Knots we published" in read(web, "auditor", "audit/fairness/")
    assert web.as_("champion").get(web.url("audit/fairness/")).status_code == 403
