"""The dashboard: the report's figures by month, for readers of the report, without small groups."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lt_web.commands import attendance, cadence, sessions
from lt_web.events.rules import Rule
from lt_web.figures.teams import said
from lt_web.reports.definitions import Terms
from lt_web.routines.ticking import tick
from projections import slots
from projections.report_rows import Ratio
from tests.views.conftest import OWN, Web, schedule
from tests.views.test_reports import MONTH, figure, guests, held_with, invited_session, made

MARCH = "?from=2027-03-01&to=2027-03-31"
PART_OF_MARCH = "?from=2027-03-02&to=2027-03-30"


def shown(web: Web, role: str, where: str = "") -> str:
    """A page of the dashboard, its texts with plain blanks."""
    found = web.as_(role).get(web.url(f"figures/{where}"))
    assert found.status_code == 200
    return re.sub(r"\s+", " ", found.text.replace("\N{NO-BREAK SPACE}", " "))


def busy(web: Web) -> list[Any]:
    """Ten people were asked to one session, six came, two did not; a month that is over."""
    crowd = guests(web, 10)
    invited_session(web, crowd)
    held_with(web, crowd[:6], crowd[6:8], "asked")
    return crowd


@pytest.mark.parametrize("days", [MARCH, PART_OF_MARCH])
def test_the_dashboard_says_what_the_report_says(web: Web, days: str) -> None:
    busy(web)
    report, page = made(web, MONTH, inside=True), shown(web, "champion", days)
    for key in ("sessions", "participation", "reach", "show_up", "walk_ins", "new_presenters", "hours"):
        card = page.split(f'id="figure-{key}"')[1].split("</article>")[0]
        assert f">{figure(report, key)['value']}<" in card, key


def test_goals_are_told_by_word_and_sign(web: Web) -> None:
    busy(web)
    page = shown(web, "sponsor", MARCH)
    assert "1 of 2 goals met" in page
    assert "○</span><span><strong>Sessions held</strong>" in page
    assert "✓</span> Met: target 60 %" in page


def test_whoever_sees_aggregates_alone_gets_whole_months(web: Web) -> None:
    busy(web)
    assert "<h1>March 2027</h1>" in shown(web, "sponsor", PART_OF_MARCH)
    assert "<h1>2 to 30 March 2027</h1>" in shown(web, "champion", PART_OF_MARCH)


def test_what_was_counted_names_those_who_were_there_to_champions_alone(web: Web) -> None:
    busy(web)
    for role, named in (("champion", True), ("sponsor", False), ("auditor", False)):
        page = shown(web, role, f"participation/{MARCH}")
        assert ("Guest 1" in page) is named, role
        assert "Guest 7" not in page  # did not come
        assert "6 of 10" in page
        assert "Left out: whom it was for or who came is not known" in page


def test_the_events_behind_a_session_obey_the_readers_rights(web: Web) -> None:
    busy(web)
    for role in ("champion", "sponsor"):
        page = shown(web, role, f"satisfaction/{web.sessions['asked']}/{MARCH}")
        assert "in the log" in page
        assert "published it for everyone" in page
        assert "Guest 7" not in page


def test_a_session_that_is_not_ours_has_no_events(web: Web) -> None:
    client = web.as_("champion")
    assert client.get(web.url(f"figures/reach/{web.people['champion']}/")).status_code == 404
    assert client.get(web.url("figures/secret/")).status_code == 404


def test_the_dashboard_asks_the_database_as_often_for_many_sessions(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    crowd = busy(web)
    pages = [f"figures/{where}{MARCH}" for where in ("", "teams", "reach/")]
    client = web.as_("sponsor")
    once = [count_queries(lambda: client.get(web.url(where))) for where in pages]  # noqa: B023
    for n in range(3):
        invited_session(web, crowd, f"more {n}", days=1 + n)
    web.clock.pass_by(days=5)
    tick(web.installation)
    for n in range(3):
        web.do("presenter", attendance.mark, web.sessions[f"more {n}"], crowd[n], "present")
        web.do("presenter", attendance.mark, web.sessions[f"more {n}"], crowd[-1], "absent")
    assert [count_queries(lambda: client.get(web.url(where))) for where in pages] == once  # noqa: B023
    assert once[0] < 40


def test_a_session_of_too_few_people_is_left_out_for_sponsors_and_said_to_be(web: Web) -> None:
    crowd = busy(web)
    schedule(web, "few", days=3, published=False)
    web.do("champion", sessions.publish, web.sessions["few"], "everyone", [], crowd[:3])
    web.clock.pass_by(days=4)
    tick(web.installation)
    web.do("presenter", attendance.mark, web.sessions["few"], crowd[0], "present")
    days = "?from=2027-03-01&to=2027-04-30"
    for where in ("participation/", "reach/", "hours/", "walk_ins/"):
        page = shown(web, "sponsor", f"{where}{days}")
        row = page.split("Knots we few")[1].split("</tr>")[0]
        assert "Too few to show" in row, where
    assert "1 session of too few people left out" in shown(web, "sponsor", days)
    assert "left out" not in shown(web, "champion", days).split("What it means")[0]
    assert "6 of 10 invitations" in shown(web, "sponsor", days)
    assert "7 of 13 invitations" in shown(web, "champion", days)
    report = web.as_("sponsor").get(web.url(f"report/{days}")).text
    assert "1 session of too few people left out" in report


def test_continuity_shows_each_slot_and_what_became_of_it(web: Web) -> None:
    rule = Rule("weekly", date(2027, 3, 1), 1, "14:00", "Europe/Lisbon", 30)
    web.do("champion", cadence.set_rule, web.programmes[OWN], rule)
    with web.installation.database.reading() as db:
        dates = slots.coming(db, web.programmes[OWN], web.clock())[:3]
    web.do("champion", cadence.skip, web.programmes[OWN], dates[0].id, "Boat trip")
    web.clock.to(dates[-1].start_at + timedelta(hours=2))
    tick(web.installation)
    page = shown(web, "sponsor", f"continuity/{MARCH}")
    assert "Skipped: Boat trip" in page
    assert "Empty" in page
    assert 'href="/learn/tech-hour/figures/continuity/' in shown(web, "sponsor", MARCH)


# Nobody can subtract a small group from what is shown

TERMS = Terms(date(2027, 5, 1), small=4)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6)
)
def test_teams_give_no_small_group_away(sizes: dict[str, tuple[int, int]]) -> None:
    reach = {team: Ratio(0, all_of_them) for team, (all_of_them, _) in sizes.items()}
    joined = {team: Ratio(0, asked) for team, (_, asked) in sizes.items()}
    rows = said(reach, joined, TERMS.small)
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    open_teams = {row["name"] for row in rows if row["reach"] != "Too few to show"}
    for which in (0, 1):
        shown_sizes = [sizes[team][which] for team in open_teams]
        rest = sum(size[which] for size in sizes.values()) - sum(shown_sizes)
        assert all(size == 0 or size >= TERMS.small for size in shown_sizes)
        assert rest == 0 or rest >= TERMS.small or not any(shown_sizes)
