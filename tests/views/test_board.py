"""The board: dates in order beside what may fill them; each deed by a plain form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from lt_web.commands import cadence, proposals, seats, sessions
from lt_web.events.planned import Outline
from projections import slots
from tests.views.conftest import OWN, Web

DAYS = (3, 10, 17)


@pytest.fixture
def dates(web: Web) -> list[UUID]:
    """Three dates that wait to be filled: Thursday 4, 11 and 18 March at 14:00 in Lisbon."""
    return [add_date(web, days) for days in DAYS]


def add_date(web: Web, days: int, minutes: int = 45) -> UUID:
    wall = (web.clock() + timedelta(days=days)).replace(tzinfo=None, hour=14, minute=0)
    made: UUID = web.do(
        "champion", cadence.add_slot, web.programmes[OWN], wall, "Europe/Lisbon", minutes, "Quay 2"
    )
    return made


def propose(web: Web, title: str, *topics: str, by: str = "employee") -> UUID:
    outline = Outline(title, "How.", "demo", 30)
    made: UUID = web.do(by, proposals.propose, web.programmes[OWN], outline, list(topics))
    return made


def board(web: Web) -> str:
    answer = web.as_("champion").get(web.url("board/"))
    assert answer.status_code == 200
    return str(answer.text)


def row(page: str, id: str) -> str:
    """What stands in one row: a date or a candidate."""
    return page.split(f'id="{id}"')[1].split("</div></li>")[0]


def state(web: Web, slot: UUID) -> tuple[str, UUID | None]:
    with web.installation.database.reading() as db:
        found = slots.one(db, slot)
    assert found
    return found.state, found.thing


def post(web: Web, deed: str, htmx: bool = False, **fields: Any) -> Any:
    return web.as_("champion").send(web.url(f"board/{deed}"), htmx, **fields)


def test_dates_stand_in_order_with_their_state_beside_the_backlog(web: Web, dates: list[UUID]) -> None:
    made = propose(web, "Splicing rope")
    page = board(web)
    places = [page.index(f'id="slot-{slot}"') for slot in dates]
    assert places == sorted(places)
    assert "Thu 4 Mar, 14:00, empty" in row(page, f"slot-{dates[0]}")
    assert "3 dates are empty" in page
    assert "Splicing rope" in row(page, f"candidate-{made}")
    assert "beside the planned dates" in page  # Knots we published, on a date that nobody planned


def test_one_click_puts_a_candidate_on_the_next_empty_date(web: Web, dates: list[UUID]) -> None:
    made = propose(web, "Splicing rope")
    offered = row(board(web), f"candidate-{made}").split("<option")[1]
    assert str(dates[0]) in offered
    answer = post(web, "placement", slot=dates[0], proposal=made)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/board/#slot-{dates[0]}")
    assert state(web, dates[0]) == ("held", made)
    page = board(web)
    assert "held for “Splicing rope”" in row(page, f"slot-{dates[0]}")
    assert f'id="candidate-{made}"' not in page


def test_with_htmx_the_board_comes_back_and_says_what_was_done(web: Web, dates: list[UUID]) -> None:
    made = propose(web, "Splicing rope")
    answer = post(web, "placement", htmx=True, slot=dates[1], proposal=made)
    assert answer.text.lstrip().startswith('<div id="board"')
    assert "“Splicing rope” is held for Thu 11 Mar, 14:00." in answer.text
    assert "data-lt-focus" in row(answer.text, f"slot-{dates[1]}").split(">")[0]
    refused = post(web, "placement", htmx=True, slot=uuid4(), proposal=made)
    assert refused.status_code == 409
    assert "no longer planned" in refused.text


def test_moving_swapping_taking_out_skipping_and_reopening(web: Web, dates: list[UUID]) -> None:
    one, two = propose(web, "Splicing rope"), propose(web, "Reading charts")
    post(web, "placement", slot=dates[0], proposal=one)
    post(web, "move", slot=dates[0], to=dates[2])
    assert [state(web, slot)[1] for slot in dates] == [None, None, one]
    post(web, "placement", slot=dates[0], proposal=two)
    post(web, "swap", slot=dates[0], to=dates[2])
    assert [state(web, slot)[1] for slot in dates] == [one, None, two]
    post(web, "removal", slot=dates[0])
    assert state(web, dates[0]) == ("empty", None)
    post(web, "skip", slot=dates[1], reason="The harbour fair")
    assert state(web, dates[1])[0] == "skipped"
    assert "The harbour fair" in row(board(web), f"slot-{dates[1]}")
    post(web, "reopening", slot=dates[1])
    assert state(web, dates[1])[0] == "empty"


def test_what_was_held_there_goes_back_and_that_is_said(web: Web, dates: list[UUID]) -> None:
    one, two = propose(web, "Splicing rope"), propose(web, "Reading charts")
    post(web, "placement", slot=dates[0], proposal=one)
    said = post(web, "placement", htmx=True, slot=dates[0], proposal=two).text
    assert "“Splicing rope” went back to the backlog." in said
    assert f'id="candidate-{one}"' in said


def test_it_becomes_a_session_and_moves_with_its_answers(web: Web, dates: list[UUID]) -> None:
    made = propose(web, "Splicing rope")
    post(web, "placement", slot=dates[0], proposal=made)
    assert "Make it a session" in row(board(web), f"slot-{dates[0]}")
    post(web, "session", slot=dates[0])
    kind, session = state(web, dates[0])
    assert kind == "filled"
    assert session
    web.do("champion", sessions.publish, session, "everyone", [], [])
    web.do("presenter", seats.answer, session, "yes")
    said = post(web, "move", htmx=True, slot=dates[0], to=dates[1]).text
    assert "Everyone who answered is asked whether it still suits." in said
    with web.installation.database.reading():
        known = web.installation.log.load(seats.Seats, UUID(str(seats_of(session))))
    assert known is not None
    assert known.answer_of(web.people["presenter"]) == "yes"
    assert known.unconfirmed


def seats_of(session: UUID) -> UUID:
    from lt_web.events.ids import seats_id

    return seats_id(session)


def test_a_request_can_be_held_for_but_not_become_a_session(web: Web, dates: list[UUID]) -> None:
    made = web.do("employee", proposals.ask, web.programmes[OWN], Outline("Locks", "", "demo", 30), [])
    assert "Requests: nobody presents yet" in board(web)
    post(web, "placement", slot=dates[0], proposal=made)
    shown = row(board(web), f"slot-{dates[0]}")
    assert "Make it a session" not in shown
    assert "it cannot become a session" in shown
    refused = post(web, "session", htmx=True, slot=dates[0])
    assert refused.status_code == 409
    assert "Nobody presents this yet" in refused.text


def test_candidates_stand_by_votes_then_reserve_then_requests(web: Web, dates: list[UUID]) -> None:
    few, many, ready = (propose(web, title) for title in ("Few want it", "Many want it", "Ready"))
    open_still = propose(web, "Still open")
    web.do("presenter", proposals.vote, few, "maybe")
    for role in ("presenter", "admin"):
        web.do(role, proposals.vote, many, "interested")
        web.do(role, proposals.vote, open_still, "interested")
    for made in (few, many):
        web.do("champion", proposals.close_voting, made)
    web.do("champion", proposals.put_in_reserve, ready)
    wish = web.do("employee", proposals.ask, web.programmes[OWN], Outline("Wish", "", "demo", 30), [])
    page = board(web)
    order = [page.index(f'id="candidate-{made}"') for made in (many, few, open_still, ready, wish)]
    assert order == sorted(order)
    assert "2 interested, 0 maybe" in row(page, f"candidate-{many}")
    assert "Voting is open" in row(page, f"candidate-{open_still}")
    assert "interested" not in row(page, f"candidate-{open_still}")
    assert "Too few past votes to say" in row(page, f"candidate-{many}")


def test_beside_a_candidate_stands_what_its_topics_had_and_who_is_new(web: Web, dates: list[UUID]) -> None:
    web.clock.pass_by(days=7, hours=8)
    web.do(None, sessions.hold, web.sessions["published"])
    made = propose(web, "More knots", "Knots")
    shown = row(board(web), f"candidate-{made}")
    assert "covered once, 3 hours ago by Cleo Martin" in shown
    assert "Ben Sörensen has not presented yet." in shown
    busy = propose(web, "Knots by Cleo", "Knots", by="presenter")
    assert "Cleo Martin presents one other session to come." in row(board(web), f"candidate-{busy}")


def test_clashes_warn_and_allow(web: Web) -> None:
    same_time = add_date(web, 7)  # when Cleo presents Knots we published at Quay 2
    made = propose(web, "Splicing rope", by="presenter")
    post(web, "placement", slot=same_time, proposal=made)
    shown = row(board(web), f"slot-{same_time}")
    assert "Cleo Martin presents “Knots we published” at that time." in shown
    assert "The room is taken at that time by “Knots we published”." in shown
    assert post(web, "session", slot=same_time).status_code == 303
    assert state(web, same_time)[0] == "filled"


def test_a_holiday_of_the_presenter_warns(web: Web, dates: list[UUID]) -> None:
    day = {date(2027, 3, 4): "Sea day"}
    web.do("champion", cadence.set_holidays, web.programmes[OWN], "Portugal", "Europe/Lisbon", False, day)
    made = propose(web, "Splicing rope")
    post(web, "placement", slot=dates[0], proposal=made)
    assert "Ben Sörensen has a public holiday: Sea day." in row(board(web), f"slot-{dates[0]}")


def test_without_dates_or_candidates_it_says_what_comes_first(web: Web) -> None:
    page = board(web)
    assert "No dates are planned yet" in page
    assert "Nothing waits for a date" in page


def test_the_reserve_list_is_kept_from_the_proposals_page(web: Web) -> None:
    made = propose(web, "Ready")
    client = web.as_("champion")
    assert "Keep in reserve" in client.get(web.url(f"proposals/{made}")).text
    client.send(web.url(f"proposals/{made}/reserve"))
    page = client.get(web.url(f"proposals/{made}")).text
    assert "On the reserve list" in page
    assert "Take off the reserve list" in page
    assert web.as_("employee").send(web.url(f"proposals/{made}/reserve")).status_code == 403


def test_a_full_board_costs_as_many_queries_as_a_small_one(
    web: Web, dates: list[UUID], count_queries: Callable[..., int]
) -> None:
    client = web.as_("champion")

    def fill_up(number: int) -> None:
        for title in ("Splicing", "Charts"):
            made = propose(web, f"{title} {number}", "Knots", "Charts")
            web.do("champion", proposals.close_voting, made)
        post(web, "placement", slot=add_date(web, 20 + number), proposal=made)

    fill_up(0)
    post(web, "placement", slot=dates[0], proposal=propose(web, "To be a session", "Knots"))
    post(web, "session", slot=dates[0])
    few = count_queries(lambda: client.get(web.url("board/")))
    for number in range(1, 4):
        fill_up(number)
    assert count_queries(lambda: client.get(web.url("board/"))) == few
