"""The champions' desk: what waits, what may want a hand, and what is coming."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.commands import proposals, seats, sessions
from lt_web.events.planned import Outline
from tests.views.conftest import OTHER, OWN, Web, schedule


def desk(web: Web) -> str:
    answer = web.as_("champion").get(web.url("desk/"))
    assert answer.status_code == 200
    return str(answer.text)


def part(page: str, title: str) -> str:
    return page.split(f'id="{title}"')[1].split("</section>")[0] if f'id="{title}"' in page else ""


def propose(web: Web, title: str) -> Any:
    outline = Outline(title, "How.", "demo", 30)
    return web.do("employee", proposals.propose, web.programmes[OWN], outline, [])


def test_a_proposal_waits_for_a_decision_and_then_for_a_date(web: Web) -> None:
    made = propose(web, "Splicing rope")
    assert "Splicing rope" in part(desk(web), "decide-title")
    assert "Accept or decline" in part(desk(web), "decide-title")
    web.do("champion", proposals.accept, made)
    assert "Accepted, needs a date" in part(desk(web), "decide-title")
    web.do("champion", proposals.decline, made, "We had it")
    assert "No proposal waits for an answer." in desk(web)


def test_wishes_that_nobody_teaches_are_counted(web: Web) -> None:
    ask = proposals.ask
    web.do("employee", ask, web.programmes[OWN], Outline("Locks", "", "demo", 30), ["Locks"])
    assert "One wish waits" in desk(web)


def test_a_session_that_is_not_published_may_want_a_hand(web: Web) -> None:
    shown = part(desk(web), "attention-title")
    assert "Knots we draft" in shown
    assert "Not published yet." in shown
    web.clock.pass_by(days=20)
    assert "Its day has passed and it was never published." in part(desk(web), "attention-title")


def test_a_session_soon_without_any_answer_is_named_and_one_far_off_is_not(web: Web) -> None:
    schedule(web, "silent", days=10)
    schedule(web, "far", days=40)
    shown = part(desk(web), "attention-title")
    assert "Knots we silent" in shown
    assert "Nobody has answered yet." in shown
    assert "Knots we far" not in shown
    assert "Knots we published" not in shown  # somebody has said yes


def test_a_long_line_and_too_many_seats_are_named(web: Web) -> None:
    for role in ("sponsor", "auditor"):
        web.do("champion", seats.seat, web.sessions["published"], web.people[role], "Guests")
    assert "Over capacity by 1." in part(desk(web), "attention-title")
    web.do("champion", seats.set_capacity, web.sessions["published"], 3)
    for role in ("admin", "outsider", "champion"):
        web.do("champion", seats.answer_for, web.sessions["published"], web.people[role], "yes")
    assert "3 people wait for a seat." in part(desk(web), "attention-title")


def test_a_postponed_session_waits_for_a_date(web: Web) -> None:
    web.do("champion", sessions.postpone, web.sessions["published"], "Storm")
    shown = part(desk(web), "attention-title")
    assert "Postponed; it has no new date yet." in shown
    assert "Set a date" in shown


def test_the_next_four_weeks_stand_by_week_and_what_is_later_is_counted(web: Web) -> None:
    schedule(web, "far", days=40)
    page = desk(web)
    assert "Week of 8 March" in part(page, "weeks-title")
    assert "Knots we published" in part(page, "weeks-title")
    assert "Knots we far" not in part(page, "weeks-title")
    assert "1 more after that" in page


def test_the_desk_is_for_champions_of_this_programme(web: Web) -> None:
    for role in ("employee", "presenter", "sponsor", "auditor", "admin", "outsider"):
        assert web.as_(role).get(web.url("desk/")).status_code == 403
    assert web.as_("champion").get(web.url("desk/", OTHER)).status_code == 404


def test_an_empty_desk_says_so_calmly(web: Web) -> None:
    page = web.as_("outsider").get(web.url("desk/", OTHER)).text
    assert "Nothing waits for a decision." in page
    assert "Nothing is planned for the next four weeks." in page


def test_the_desk_asks_as_often_for_few_as_for_many(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    champion = web.as_("champion")
    propose(web, "First")
    few = count_queries(lambda: champion.get(web.url("desk/")))
    for number in range(4):
        propose(web, f"Another {number}")
        schedule(web, f"more {number}", days=9 + number)
    assert count_queries(lambda: champion.get(web.url("desk/"))) == few
