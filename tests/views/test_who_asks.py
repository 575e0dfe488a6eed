"""Two processes serve the same people: what one of them records, the other knows at its next request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lt_web.commands import accounts, leaving, people, programmes
from lt_web.log.clock import SteppedClock
from tests.views.conftest import OWN, Web, opened


@pytest.fixture
def other(web: Web, clock: SteppedClock) -> Iterator[Web]:
    """The same company, served by another process."""
    made = opened(web.installation.config["LT_DATA_DIR"], clock)
    made.people, made.programmes, made.sessions = web.people, web.programmes, web.sessions
    yield made
    made.installation.close()


def answered(client: Any, web: Web, answer: str) -> Any:
    return client.send(web.url(f"sessions/{web.sessions['published']}/answer"), htmx=True, answer=answer)


def test_whoever_left_is_out_at_their_next_click(web: Web, other: Web) -> None:
    client = web.as_("employee")
    assert answered(client, web, "maybe").status_code == 200
    other.do(None, leaving.leave, other.people["employee"])
    assert answered(client, web, "yes").headers.get("HX-Refresh") == "true"
    assert client.get(web.url()).status_code == 303


def test_sessions_that_were_ended_elsewhere_are_over(web: Web, other: Web) -> None:
    client = web.as_("employee")
    assert answered(client, web, "maybe").status_code == 200
    other.do("employee", accounts.end_sessions)
    assert answered(client, web, "yes").headers.get("HX-Refresh") == "true"


def test_a_role_that_was_taken_elsewhere_is_gone(web: Web, other: Web) -> None:
    champion = web.as_("champion")
    assert champion.get(web.url("desk/")).status_code == 200
    held = (web.programmes[OWN], web.people["champion"], "champion", "Hands over")
    other.do("champion", programmes.give_role, *(held[0], web.people["presenter"], *held[2:]))
    other.do("presenter", programmes.take_role, *held)
    assert champion.get(web.url("desk/")).status_code == 403
    assert web.as_("presenter").get(web.url("desk/")).status_code == 200


def test_a_programme_that_was_closed_elsewhere_is_not_there(web: Web, other: Web) -> None:
    client = web.as_("outsider")
    assert client.get(web.url()).status_code == 200
    other.do("champion", programmes.set_up, web.programmes[OWN], {}, False)
    assert client.get(web.url()).status_code == 404
    assert answered(client, web, "yes").status_code == 404


def test_a_name_that_was_changed_elsewhere_is_read(web: Web, other: Web) -> None:
    page = web.url(f"sessions/{web.sessions['published']}")
    assert "Cleo Martin" in web.as_("employee").get(page).text
    other.do("presenter", people.change_profile, "Cleo Marten", "")
    shown = web.as_("employee").get(page).text
    assert "Cleo Marten" in shown
    assert "Cleo Martin" not in shown


def test_an_answer_asks_for_little(web: Web, count_queries: Callable[..., int]) -> None:
    client = web.as_("employee")
    answered(client, web, "maybe")
    assert count_queries(lambda: answered(client, web, "no"), knowing=True) <= 24
