"""Sessions in the browser's eyes: the list, the page, one-click answers, and the champion's deeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from lt_web.commands import proposals, seats, sessions
from lt_web.events.planned import Appointment, Outline
from tests.views.conftest import OTHER, OWN, Web


def session_url(web: Web, name: str = "published", rest: str = "") -> str:
    """The address of one of the sessions of the story."""
    return web.url(f"sessions/{web.sessions[name]}{rest}")


def slot_fields(web: Web, **change: Any) -> dict[str, Any]:
    """What a filled form about a session sends."""
    day = (web.clock() + timedelta(days=20)).date().isoformat()
    slot = {"date": day, "time": "15:00", "zone": "Europe/Lisbon", "place": "Quay 1", "link": ""}
    outline = {"title": "Splices", "summary": "", "format": "demo", "length": "30", "topics": "Knots, Ropes"}
    return outline | slot | {"capacity": "5", "presenters": "Cleo Martin", "command": uuid4().hex} | change


def test_one_click_is_answered_in_place_with_the_seats_left(web: Web) -> None:
    answer = web.as_("champion").send(session_url(web, rest="/answer"), htmx=True, answer="yes", view="card")
    assert answer.status_code == 200
    assert "You’re in." in answer.text
    assert "<html" not in answer.text
    assert f'id="seats-{web.sessions["published"]}"' in answer.text


def test_without_scripts_a_click_leads_back_to_the_page_which_says_so(web: Web) -> None:
    client = web.as_("champion")
    answer = client.send(session_url(web, rest="/answer"), answer="maybe")
    assert answer.status_code == 303
    assert "You said maybe to" in client.get(answer.location).text


def test_a_get_with_an_answer_in_the_address_changes_nothing(web: Web) -> None:
    before = web.position()
    assert web.as_("champion").get(session_url(web) + "?answer=yes").status_code == 200
    assert web.position() == before


def test_the_same_answer_twice_is_recorded_once(web: Web) -> None:
    client = web.as_("champion")
    client.send(session_url(web, rest="/answer"), answer="yes")
    before = web.position()
    client.send(session_url(web, rest="/answer"), answer="yes")
    assert web.position() == before


def test_a_full_session_puts_you_on_the_waitlist_and_says_where(web: Web) -> None:
    for role in ("champion", "admin", "outsider"):
        last = web.as_(role).send(session_url(web, rest="/answer"), htmx=True, answer="yes")
    assert "You’re 2nd on the waitlist" in last.text
    assert "2 waiting" in last.text


def test_whoever_presents_needs_no_seat(web: Web) -> None:
    refused = web.as_("presenter").send(session_url(web, rest="/answer"), htmx=True, answer="yes")
    assert refused.status_code == 409
    assert "needs no seat" in refused.text
    assert "You’re presenting" in refused.text


def test_after_the_start_the_button_gives_way_to_a_line_that_says_why(web: Web) -> None:
    client = web.as_("champion")
    web.clock.pass_by(days=7, hours=5, minutes=5)
    page = client.get(session_url(web)).text
    assert 'name="answer"' not in page
    assert "It has started" in page
    assert client.send(session_url(web, rest="/answer"), htmx=True, answer="yes").status_code == 409


def test_an_answer_that_is_none_is_refused(web: Web) -> None:
    refused = web.as_("champion").send(session_url(web, rest="/answer"), htmx=True, answer="perhaps")
    assert refused.status_code == 409
    assert "Answer yes, maybe or no." in refused.text


def test_seats_poll_says_nothing_while_nothing_changes(web: Web) -> None:
    client = web.as_("employee")
    page = client.get(session_url(web)).text
    poll = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(poll).status_code == 204
    web.do("champion", seats.answer, web.sessions["published"], "yes")
    assert client.get(poll).status_code == 200


def test_sponsors_look_and_do_not_answer(web: Web) -> None:
    refused = web.as_("sponsor").send(session_url(web, rest="/answer"), answer="yes")
    assert refused.status_code == 403
    assert "champions" in refused.text


@pytest.mark.parametrize("role", ["employee", "sponsor", "admin"])
def test_a_session_that_is_not_published_is_not_there_for_others(web: Web, role: str) -> None:
    assert web.as_(role).get(session_url(web, "draft")).status_code == 404
    assert "Knots we draft" not in web.as_(role).get(web.url("sessions/")).text


@pytest.mark.parametrize("role", ["champion", "presenter", "auditor"])
def test_champions_presenters_and_auditors_see_what_is_not_published(web: Web, role: str) -> None:
    assert web.as_(role).get(session_url(web, "draft")).status_code == 200


def test_a_session_of_another_programme_is_not_found_under_this_one(web: Web) -> None:
    address = web.url(f"sessions/{web.sessions['published']}", OTHER)
    assert web.as_("outsider").get(address).status_code == 404


def test_scheduling_twice_with_one_form_makes_one_session(web: Web) -> None:
    fields = slot_fields(web)
    client = web.as_("champion")
    first = client.send(web.url("sessions/new"), **fields)
    second = client.send(web.url("sessions/new"), **fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "This cannot be left empty."),
        ({"length": "75"}, "longer sessions tire people"),
        ({"length": "5"}, "between 10 and 60 minutes"),
        ({"capacity": "0"}, "Give a number of seats between 1 and"),
        ({"date": "2020-01-01"}, "That time has passed"),
        ({"presenters": "Cleo Martim"}, "Did you mean Cleo Martin?"),
        ({"presenters": ""}, "This cannot be left empty."),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"zone": "Mars/Base"}, "Not a valid choice"),
        ({"topics": "a, b, c, d, e, f"}, "Name at most 5 topics"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    web: Web, change: dict[str, str], sentence: str
) -> None:
    before = web.position()
    answer = web.as_("champion").send(
        web.url("sessions/new"), **slot_fields(web, summary="Kept words", **change)
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kept words" in answer.text
    assert web.position() == before


def test_a_time_that_does_not_exist_moves_and_says_so(web: Web) -> None:
    client = web.as_("champion")
    made = client.send(web.url("sessions/new"), **slot_fields(web, date="2027-03-28", time="01:30"))
    page = client.get(made.location).text
    assert "01:30 does not exist" in page
    assert "02:00–02:30" in page


def test_moving_a_session_keeps_answers_and_asks_again(web: Web) -> None:
    fields = {k: v for k, v in slot_fields(web).items() if k in ("date", "time", "zone", "place", "link")}
    assert web.as_("champion").send(session_url(web, rest="/date"), **fields).status_code == 303
    home = web.as_("employee").get(web.url()).text
    assert "has a new time" in home
    web.as_("employee").send(session_url(web, rest="/answer"), answer="yes", view="inbox")
    assert "has a new time" not in web.as_("employee").get(web.url()).text


@pytest.mark.parametrize(("noun", "state"), [("postponement", "Postponed"), ("cancellation", "Cancelled")])
def test_calling_off_needs_a_reason_and_the_page_stays(web: Web, noun: str, state: str) -> None:
    client = web.as_("champion")
    assert client.send(session_url(web, rest=f"/{noun}"), reason="").status_code == 422
    client.send(session_url(web, rest=f"/{noun}"), reason="The quay is being painted")
    page = web.as_("employee").get(session_url(web)).text
    assert state in page
    assert "The quay is being painted" in page
    assert 'name="answer"' not in page


def test_publishing_while_a_presenter_has_not_answered_needs_a_word(web: Web) -> None:
    client = web.as_("champion")
    client.send(session_url(web, "draft", "/presenters"), person="Ben Sörensen")
    url = session_url(web, "draft", "/publication")
    assert client.send(url, audience="everyone").status_code == 422
    assert client.send(url, audience="everyone", despite_invitations="y").status_code == 303


def test_accepting_to_present_frees_the_seat_for_whoever_waits(web: Web) -> None:
    for role in ("champion", "admin"):
        web.as_(role).send(session_url(web, rest="/answer"), answer="yes")
    web.as_("champion").send(session_url(web, rest="/presenters"), person="Ben Sörensen")
    assert "You were asked to present" in web.as_("employee").get(session_url(web)).text
    web.as_("employee").send(session_url(web, rest="/presenters/acceptance"))
    assert "You moved up from the waitlist" in web.as_("admin").get(web.url()).text


def test_a_champion_answers_on_behalf_and_history_shows_for_whom(web: Web) -> None:
    client = web.as_("champion")
    client.send(session_url(web, rest="/attendees"), person="Fay Lindqvist")
    assert "Fay Lindqvist" in client.get(session_url(web, rest="/attendees")).text
    history = client.get(session_url(web)).text
    assert "<strong>Ada Okafor</strong> for Fay Lindqvist" in history
    client.send(session_url(web, rest="/attendees/removal"), person=str(web.people["admin"]))
    assert "Nobody" not in client.get(session_url(web, rest="/attendees")).text.split("Maybe")[0]


def test_a_seat_out_of_turn_needs_a_reason_that_history_shows(web: Web) -> None:
    client = web.as_("champion")
    url = session_url(web, rest="/attendees/override")
    assert client.send(url, person="Fay Lindqvist", reason="").status_code == 422
    assert client.send(url, person="Fay Lindqvist", reason="She brings the rope").status_code == 303
    assert "She brings the rope" in client.get(session_url(web)).text


def test_names_are_for_champions_presenters_and_auditors(web: Web) -> None:
    url = session_url(web, rest="/attendees")
    allowed = {role: web.as_(role).get(url).status_code for role in ("champion", "presenter", "auditor")}
    assert set(allowed.values()) == {200}
    assert {web.as_(role).get(url).status_code for role in ("employee", "sponsor", "admin")} == {403}
    assert "Ben Sörensen" not in web.as_("sponsor").get(session_url(web)).text


def test_hostile_words_are_shown_as_text(web: Web) -> None:
    client = web.as_("employee")
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    client.send(session_url(web, rest="/comments"), text=evil, command=uuid4().hex)
    page = client.get(session_url(web)).text
    assert "&lt;script&gt;" in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_an_empty_comment_is_refused_where_it_was_typed(web: Web) -> None:
    answer = web.as_("employee").send(session_url(web, rest="/comments"), htmx=True, text=" ", command="c1")
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith("<section")


def test_the_list_filters_by_word_presenter_format_topic_and_team(web: Web) -> None:
    client = web.as_("employee")
    listed = lambda **args: client.get(web.url("sessions/"), query_string=args).text  # noqa: E731
    assert "Knots we published" in listed(text="knots publi")
    assert "Knots we published" in listed(text="cleo")
    assert "Nothing fits these filters" in listed(text="zebra")
    assert "Nothing fits these filters" in listed(format="workshop")
    assert "Knots we published" in listed(team="Harbour")
    assert "Nothing fits these filters" in listed(team="Charts")
    assert "Knots we published" in listed(topic="no-uuid", page="-3")


def publish_many(web: Web, count: int) -> None:
    """Schedule and publish so many more sessions, an hour apart."""
    for number in range(count):
        wall = (web.clock() + timedelta(days=8, hours=number)).replace(tzinfo=None)
        made = web.do(
            "champion",
            sessions.schedule,
            web.programmes["tech-hour"],
            Outline(f"Number {number}", "", "demo", 30),
            ["Knots", f"Topic {number % 3}"],
            Appointment(wall, "Europe/Lisbon"),
            [web.people["presenter"], web.people["admin"]],
            5,
        )
        web.do("champion", sessions.publish, made, "everyone", [], [])


def test_lists_ask_the_database_as_often_for_one_session_as_for_three_hundred(
    web: Web, count_queries: Any
) -> None:
    client = web.as_("employee")
    client.get(web.url("sessions/"))
    asked = []
    for more in (0, 2, 297):
        publish_many(web, more)
        counts = [count_queries(lambda a=address: client.get(web.url(a))) for address in ("sessions/", "")]
        asked.append(counts)
    assert asked[0] == asked[1] == asked[2]
    assert "Page 1 of 15" in client.get(web.url("sessions/")).text


def test_the_calendar_file_keeps_its_uid_and_counts_changes(web: Web) -> None:
    client = web.as_("employee")
    before = client.get(session_url(web, rest="/calendar.ics"))
    assert before.mimetype == "text/calendar"
    fields = {k: v for k, v in slot_fields(web).items() if k in ("date", "time", "zone", "place", "link")}
    web.as_("champion").send(session_url(web, rest="/date"), **fields)
    after = client.get(session_url(web, rest="/calendar.ics")).text
    uid = next(line for line in before.text.splitlines() if line.startswith("UID"))
    assert uid in after
    assert "SEQUENCE:0" in before.text
    assert "SEQUENCE:2" in after
    assert "DTSTART;TZID=Europe/Lisbon:20270321T150000" in after
    assert "BEGIN:VTIMEZONE" in after


@pytest.mark.parametrize("person", ["", "nobody", "0x12"])
def test_a_button_about_nobody_acts_on_nobody(web: Web, person: str) -> None:
    session, position = web.sessions["published"], web.position
    idea = web.do("presenter", proposals.propose, web.programmes[OWN], Outline("Tar", "", "demo", 30), [])
    web.do("champion", seats.answer, session, "yes")
    before = position()
    for role, address in (
        ("champion", f"sessions/{session}/attendees/removal"),
        ("presenter", f"sessions/{session}/presenters/withdrawal"),
        ("presenter", f"proposals/{idea}/presenters/withdrawal"),
    ):
        assert web.as_(role).send(web.url(address), person=person).status_code == 404
    assert position() == before


def test_nobodys_change_is_lost_when_two_edit_at_once(web: Web) -> None:
    ada, cleo = web.as_("champion"), web.as_("presenter")
    url = session_url(web, rest="/edit")
    was = ada.get(url).text.split('name="was" type="hidden" value="')[1].split('"')[0]
    fields = {"format": "demo", "length": "30", "topics": "Knots", "was": was}
    assert cleo.send(url, title="A better title", summary="", **fields).status_code == 303
    late = ada.send(url, title="Knots we published", summary="More words", **fields)
    assert late.status_code == 422
    assert "Somebody changed this while you were writing" in late.text
    assert "More words" in late.text
    assert "A better title" in ada.get(session_url(web)).text
    now_was = late.text.split('name="was" type="hidden" value="')[1].split('"')[0]
    again = ada.send(url, title="Knots we published", summary="More words", **fields | {"was": now_was})
    assert again.status_code == 303


def test_a_session_in_the_night_when_clocks_go_back_says_which_of_two_times_is_meant(web: Web) -> None:
    slot = Appointment(datetime.fromisoformat("2027-10-31 01:30"), "Europe/Lisbon", "Quay 2")
    web.do("champion", sessions.reschedule, web.sessions["published"], slot)
    page = web.as_("employee").get(session_url(web)).text
    assert "starts at the first 01:30 and lasts 30 minutes" in page
