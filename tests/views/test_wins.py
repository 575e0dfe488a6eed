"""Weekly wins: what took place, who and what was new, what was written up; and a quiet week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from lt_web.commands import attendance, sessions, teaching, topics, write_ups
from tests.views.conftest import OWN, Web, schedule

# The small company begins on Monday 1 March 2027; its session is on the Monday after.
WEEK, AFTER = "wins/2027-W10", "wins/2027-W11"


def hold(web: Web, name: str = "published", days: float = 8) -> UUID:
    """Let a session take place, and be noted a day later."""
    web.clock.pass_by(days=days)
    web.do(None, sessions.hold, web.sessions[name])
    return web.sessions[name]


def written(web: Web, session: UUID) -> None:
    web.do("presenter", write_ups.publish, session, "## What we covered", 0)


def read(web: Web, where: str, role: str = "employee") -> str:
    answer = web.as_(role).get(web.url(where))
    assert answer.status_code == 200, where
    return str(answer.text)


def test_a_week_tells_what_took_place_and_who_was_new(web: Web) -> None:
    session = hold(web)
    web.do("presenter", attendance.mark, session, web.people["employee"], "present")
    written(web, session)
    text = read(web, WEEK)
    assert "8 to 14 March 2027" in text
    assert "1 session took place" in text
    assert "1 came." in text
    assert "<strong><bdi>Cleo Martin</bdi></strong> showed" in text
    assert "was covered for the first time." in text
    assert "1 new write-up" in text


def test_whoever_presented_before_is_not_new_and_neither_is_the_topic(web: Web) -> None:
    hold(web)
    schedule(web, "again", days=7)
    hold(web, "again")
    text = read(web, AFTER)
    assert "1 session took place" in text
    assert "For the first time" not in text
    assert "for the first time" not in text


def test_sessions_that_are_called_off_or_still_drafts_are_no_wins(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Fog")
    web.clock.pass_by(days=22)
    assert "A quiet week" in read(web, WEEK)
    assert "A quiet week" in read(web, AFTER)


def test_a_topic_comes_off_the_watch_list_when_a_colleague_is_confirmed(web: Web) -> None:
    hold(web)
    here = web.programmes[OWN]
    knots = web.do("champion", topics.add, here, "Knots")
    web.clock.pass_by(days=6)
    web.do("employee", teaching.declare, here, knots)
    assert "off the watch list" not in read(web, AFTER)
    web.do("presenter", teaching.confirm, here, knots, web.people["employee"])
    assert "is off the watch list: Ben Sörensen can teach it now, too." in read(web, AFTER)
    assert "off the watch list" not in read(web, WEEK)


def test_a_quiet_week_says_so_and_leads_to_the_last_one_with_something(web: Web) -> None:
    hold(web)
    web.clock.pass_by(days=21)
    text = read(web, "wins/2027-W12")
    assert "A quiet week" in text
    assert "The last week with something to tell: 8 to 14 March 2027" in text
    assert '/wins/2027-W10"' in text
    assert "Week before" not in read(web, "wins/2027-W09")


def test_without_a_week_it_is_the_last_that_is_over(web: Web) -> None:
    hold(web, days=14)
    assert "8 to 14 March 2027" in read(web, "wins/")
    assert "This week so far" in read(web, AFTER)
    assert "Week after" not in read(web, AFTER)


def test_weeks_to_come_and_odd_names_are_not_known(web: Web) -> None:
    for name in ("2027-W10", "2027-W99", "last", "2027", "9999-W01"):
        assert web.as_("employee").get(web.url(f"wins/{name}")).status_code == 404


def test_home_tells_of_last_week_where_there_was_something(web: Web) -> None:
    hold(web, days=8)
    assert "Last week’s wins" not in read(web, "")
    web.clock.pass_by(days=6)
    assert "Last week’s wins" in read(web, "", "sponsor")
    assert '<span class="lt-muted">1 session</span>' in read(web, "")
    web.clock.pass_by(days=7)
    assert "Last week’s wins" not in read(web, "")


def test_a_week_of_another_programme_is_its_own(web: Web) -> None:
    hold(web)
    answer = web.as_("outsider").get(web.url(WEEK, programme="inner-circle"))
    assert "Nothing to tell so far" in answer.text


def test_a_full_week_asks_as_often_as_a_small_one(web: Web, count_queries: Callable[..., int]) -> None:
    for name in ("second", "third"):
        schedule(web, name)
    session = hold(web)
    written(web, session)
    here = web.programmes[OWN]
    knots = web.do("champion", topics.add, here, "Knots")
    for role in ("employee", "champion"):
        web.do(role, teaching.declare, here, knots)
    web.do("presenter", teaching.confirm, here, knots, web.people["employee"])
    client: Any = web.as_("sponsor")
    few = count_queries(lambda: client.get(web.url(WEEK)))
    for name in ("second", "third"):
        web.do(None, sessions.hold, web.sessions[name])
        written(web, web.sessions[name])
    web.do("presenter", teaching.confirm, here, knots, web.people["champion"])
    assert count_queries(lambda: client.get(web.url(WEEK))) == few
