"""The inbox: every kind of thing that can wait is dealt with by one click."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lt_web.commands import programmes, proposals, seats, sessions
from lt_web.events.planned import Appointment, Outline
from tests.views.conftest import OTHER, OWN, Web, schedule


def waiting(web: Web, role: str = "employee") -> str:
    """What waits on the home page."""
    page = web.as_(role).get(web.url()).text
    return str(page.split('id="inbox"')[1].split("</section>")[0])


def count(web: Web, role: str = "employee") -> int:
    return waiting(web, role).count('<li class="lt-inbox-item')


def proposed(web: Web, by: str = "employee", title: str = "Splicing rope") -> Any:
    return web.do(by, proposals.propose, web.programmes[OWN], Outline(title, "How.", "demo", 30), [])


def moved(web: Web) -> None:
    wall = (web.clock() + timedelta(days=9)).replace(tzinfo=None, hour=10)
    web.do(
        "champion",
        sessions.reschedule,
        web.sessions["published"],
        Appointment(wall, "Europe/Lisbon", "Quay 2"),
    )


def full(web: Web) -> None:
    """Let the employee wait in line for the two seats of a session."""
    schedule(web, "full")
    for role in ("admin", "outsider", "employee"):
        web.do("champion", seats.answer_for, web.sessions["full"], web.people[role], "yes")


def promoted(web: Web) -> None:
    full(web)
    web.do("admin", seats.answer, web.sessions["full"], "no")


def seated(web: Web) -> None:
    full(web)
    web.do("champion", seats.seat, web.sessions["full"], web.people["employee"], "Guest")


def adopted(web: Web) -> None:
    made = web.do("employee", proposals.ask, web.programmes[OWN], Outline("Locks", "", "demo", 30), ["Locks"])
    web.do("presenter", proposals.adopt, made)


NOTED = {
    "promoted": (promoted, "you have a seat in “Knots we full”"),
    "seated": (seated, "A champion gave you a seat in “Knots we full”."),
    "removed": (
        lambda web: web.do("champion", seats.remove, web.sessions["published"], web.people["employee"]),
        "A champion took you off the list",
    ),
    "postponed": (
        lambda web: web.do("champion", sessions.postpone, web.sessions["published"], "Storm"),
        "was postponed",
    ),
    "cancelled": (
        lambda web: web.do("champion", sessions.cancel, web.sessions["published"], "Storm"),
        "was cancelled",
    ),
    "adopted": (adopted, "Somebody will teach what you asked for: “Locks”."),
    "accepted": (lambda web: web.do("champion", proposals.accept, proposed(web)), "was accepted"),
    "declined": (
        lambda web: web.do("champion", proposals.decline, proposed(web), "We had it"),
        "The reason is on its page.",
    ),
    "scheduled": (
        lambda web: web.do(
            "champion",
            proposals.schedule,
            proposed(web),
            Outline("Splicing rope", "How.", "demo", 30),
            [],
            Appointment((web.clock() + timedelta(days=30)).replace(tzinfo=None), "Europe/Lisbon"),
            12,
        ),
        "has a date now",
    ),
}


@pytest.mark.parametrize("kind", NOTED)
def test_what_is_only_to_be_known_goes_away_by_got_it(web: Web, kind: str) -> None:
    happens, sentence = NOTED[kind]
    happens(web)
    shown = waiting(web)
    assert sentence in shown
    about = shown.split('name="about" value="')[1].split('"')[0]
    me = web.as_("employee")
    answer = me.send(web.url("inbox/notes"), kind=kind, about=about)
    assert answer.headers["Location"] == web.url()
    assert count(web) == 0


def test_taking_note_twice_records_it_once(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    me, about = web.as_("employee"), str(web.sessions["published"])
    me.send(web.url("inbox/notes"), kind="cancelled", about=about)
    before = web.position()
    assert me.send(web.url("inbox/notes"), kind="cancelled", about=about).status_code == 303
    assert web.position() == before


@pytest.mark.parametrize(
    ("kind", "about"),
    [("cancelled", "no id"), ("", ""), ("x" * 500, "0" * 32), ("moved", ""), ("cancelled", "7" * 32)],
)
def test_a_note_of_what_does_not_wait_records_nothing(web: Web, kind: str, about: str) -> None:
    before = web.position()
    assert web.as_("employee").send(web.url("inbox/notes"), kind=kind, about=about).status_code == 303
    assert web.position() == before


def test_nobody_takes_note_for_somebody_else(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    about = str(web.sessions["published"])
    web.as_("presenter").send(web.url("inbox/notes"), kind="cancelled", about=about)
    assert count(web) == 1


def test_an_offer_is_taken_or_passed_on_and_cannot_be_noted_away(web: Web) -> None:
    full(web)
    web.clock.pass_by(days=6, hours=20)
    web.do("admin", seats.answer, web.sessions["full"], "no")
    shown = waiting(web)
    assert "is yours until" in shown
    assert "Take it" in shown
    about = str(web.sessions["full"])
    me = web.as_("employee")
    me.send(web.url("inbox/notes"), kind="offer", about=about)
    assert count(web) == 1
    answer = me.send(web.url(f"sessions/{about}/answer"), answer="take", view="inbox")
    assert answer.status_code == 303
    assert count(web) == 0


@pytest.mark.parametrize("answer", ["yes", "maybe", "no"])
def test_a_new_time_is_answered_in_one_click(web: Web, answer: str) -> None:
    moved(web)
    shown = waiting(web)
    assert "Does it still suit you?" in shown
    assert "Still going" in shown
    address = web.url(f"sessions/{web.sessions['published']}/answer")
    web.as_("employee").send(address, answer=answer, view="inbox")
    assert count(web) == 0


def test_who_said_maybe_is_asked_whether_it_is_still_maybe(web: Web) -> None:
    web.do("employee", seats.answer, web.sessions["published"], "maybe")
    moved(web)
    assert "Still maybe" in waiting(web)
    address = web.url(f"sessions/{web.sessions['published']}/answer")
    web.as_("employee").send(address, answer="maybe", view="inbox")
    assert count(web) == 0


@pytest.mark.parametrize("choice", ["acceptance", "refusal"])
@pytest.mark.parametrize("thing", ["sessions", "proposals"])
def test_an_invitation_to_present_is_answered_in_one_click(web: Web, thing: str, choice: str) -> None:
    if thing == "sessions":
        about = web.sessions["published"]
        web.do("presenter", sessions.invite_presenter, about, web.people["employee"])
    else:
        about = proposed(web, "presenter")
        web.do("presenter", proposals.invite_presenter, about, web.people["employee"])
    address = web.url(f"{thing}/{about}/presenters/{choice}")
    assert f'action="{address}"' in waiting(web)
    assert web.as_("employee").send(address).status_code == 303
    assert count(web) == 0


def test_what_waits_in_another_programme_leads_there_and_is_gone_with_the_right_to_see_it(web: Web) -> None:
    inside, employee = web.programmes[OTHER], web.people["employee"]
    web.do("outsider", programmes.give_role, inside, employee, "employee", "Asked")
    outline = Outline("Inside", "", "demo", 30)
    proposal = web.do("outsider", proposals.propose, inside, outline, [], "", [employee])
    shown = waiting(web)
    assert web.url(f"proposals/{proposal}/presenters/acceptance", OTHER) in shown
    assert '<span class="lt-hidden">, waiting for you: </span>1' in web.as_("employee").get(web.url()).text
    web.do("outsider", programmes.take_role, inside, employee, "employee", "Asked again")
    assert "Inside" not in waiting(web)
    assert (
        '<span class="lt-hidden">, waiting for you: </span>1' not in web.as_("employee").get(web.url()).text
    )


def test_the_inbox_asks_for_itself_and_hears_nothing_while_nothing_changed(web: Web) -> None:
    me = web.as_("employee")
    address = waiting(web).split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    poll = {"HX-Request": "true"}
    assert me.get(address, headers=poll).status_code == 204
    moved(web)
    answer = me.get(address, headers=poll)
    assert answer.status_code == 200
    assert 'id="inbox"' in answer.text
    assert 'id="inbox-count"' in answer.text
    assert "<html" not in answer.text


def test_something_that_no_longer_matters_goes_away_by_itself(web: Web) -> None:
    moved(web)
    assert count(web) == 1
    web.clock.pass_by(days=10)
    assert count(web) == 0


def test_a_note_by_htmx_gets_the_inbox_as_it_is_now(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    answer = web.as_("employee").send(
        web.url("inbox/notes"), htmx=True, kind="cancelled", about=str(web.sessions["published"])
    )
    assert answer.status_code == 200
    assert "Nothing waits for you now." in answer.text
    assert 'hx-swap-oob="true"' in answer.text


def test_the_inbox_has_a_page_of_its_own(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    me = web.as_("employee")
    assert "was cancelled" in me.get(web.url("inbox/")).text
    about = str(web.sessions["published"])
    answer = me.send(web.url("inbox/notes"), kind="cancelled", about=about, view="page")
    assert answer.headers["Location"] == web.url("inbox/")
