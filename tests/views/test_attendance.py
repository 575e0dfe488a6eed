"""The attendance sheet: who sees it, one tap, the rest at once, walk-ins, what is put right and why."""

from __future__ import annotations

from typing import Any

import pytest

from lt_web.commands import attendance, seats, sessions
from tests.views.conftest import Visitor, Web, schedule


@pytest.fixture
def ended(web: Web) -> Web:
    """The employee and the champion said yes, the admin maybe; it is over since half an hour."""
    web.do("champion", seats.answer, web.sessions["published"], "yes")
    web.do("admin", seats.answer, web.sessions["published"], "maybe")
    web.clock.pass_by(days=7, hours=6)
    return web


def sheet(web: Web, rest: str = "", name: str = "published") -> str:
    return web.url(f"sessions/{web.sessions[name]}/attendance{rest}")


def tap(client: Visitor, web: Web, role: str, standing: str, **more: Any) -> Any:
    return client.send(sheet(web, "/marks"), person=str(web.people[role]), standing=standing, **more)


def test_everybody_who_said_yes_stands_on_top_then_maybe(ended: Web) -> None:
    page = ended.as_("presenter").get(sheet(ended)).text
    assert page.index("Said yes") < page.index("Ben Sörensen") < page.index("Said maybe")
    assert page.index("Said maybe") < page.index("Fay Lindqvist")
    assert "Cleo Martin was" not in page  # who presents does not stand on it


def test_one_tap_notes_somebody_and_swaps_their_row_with_the_counts_beside(ended: Web) -> None:
    answer = tap(ended.as_("presenter"), ended, "employee", "present", htmx=True)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<li id="row-{ended.people["employee"]}"')
    assert 'id="sheet-counts" class="lt-card lt-sheet-counts" hx-swap-oob="true"' in answer.text
    assert 'value="present" id="mark-' in answer.text
    assert 'aria-pressed="true"' in answer.text
    assert "1 came" in answer.text


def test_without_scripts_one_comes_back_to_the_row(ended: Web) -> None:
    answer = tap(ended.as_("presenter"), ended, "employee", "partly")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"attendance#row-{ended.people['employee']}")


def test_the_rest_of_a_list_at_once_leaves_alone_what_is_noted(ended: Web) -> None:
    client = ended.as_("champion")
    tap(client, ended, "employee", "excused")
    assert client.send(sheet(ended, "/everyone"), group="yes", standing="present").status_code == 303
    page = client.get(sheet(ended)).text
    assert "1 excused." in page
    assert "1 not noted." in page  # who said maybe
    answer = client.send(sheet(ended, "/everyone"), htmx=True, group="maybe", standing="absent")
    assert "Everybody on the list is noted." in answer.text
    before = ended.position()
    client.send(sheet(ended, "/everyone"), group="yes", standing="absent")
    assert ended.position() == before


def test_another_value_asks_why_and_records_nothing_until_it_is_said(ended: Web) -> None:
    client = ended.as_("presenter")
    tap(client, ended, "employee", "absent")
    before = ended.position()
    asked = tap(client, ended, "employee", "present", htmx=True)
    assert asked.status_code == 200
    assert "present instead of absent. Why?" in asked.text
    assert "Tapped the wrong line" in asked.text
    plain = tap(client, ended, "employee", "present")
    assert plain.status_code == 303
    assert "present instead of absent. Why?" in client.get(plain.headers["Location"]).text
    empty = tap(client, ended, "employee", "present", reason=" ", htmx=True)
    assert empty.status_code == 422
    assert "Say why this is put right" in empty.text
    assert tap(client, ended, "employee", "present", reason="").status_code == 422
    assert ended.position() == before


def test_what_is_put_right_keeps_both_values_and_both_times(ended: Web) -> None:
    client = ended.as_("presenter")
    tap(client, ended, "employee", "absent")
    ended.clock.pass_by(hours=20)
    tap(client, ended, "employee", "present", reason="Came later")
    said = (
        "Was absent; put right to present by Cleo Martin on Tue 9 Mar 2027, 11:00, "
        "for Mon 8 Mar 2027, 14:00: Came later"
    )
    for role in ("presenter", "champion", "auditor"):
        page = ended.as_(role).get(sheet(ended)).text
        assert said in page
        assert "put Ben Sörensen right from absent to present" in page
        assert "for Mon 8 Mar 2027, 14:00 (Lisbon), noted" in page


def test_each_value_says_from_when_until_when_it_was_known(ended: Web) -> None:
    client = ended.as_("presenter")
    assert "What was known when" not in client.get(sheet(ended)).text
    tap(client, ended, "employee", "absent")
    ended.clock.pass_by(hours=20)
    tap(client, ended, "employee", "present", reason="Came later")
    page = ended.as_("auditor").get(sheet(ended)).text
    assert "<strong>Absent</strong>, Mon 8 Mar 2027, 15:00 to Tue 9 Mar 2027, 11:00" in page
    assert "<strong>Present</strong>, since Tue 9 Mar 2027, 11:00" in page


def test_a_walk_in_is_found_by_name_and_counted_apart(ended: Web) -> None:
    client = ended.as_("presenter")
    page = client.get(sheet(ended, "?name=dina")).text
    assert "Dina Haddad" in page
    answer = tap(client, ended, "sponsor", "present", view="found", htmx=True)
    assert "Walk-in" in answer.text
    assert "1 of them a walk-in" in answer.text
    assert "Nobody else of that name" in client.get(sheet(ended, "?name=Dina")).text
    assert "Nobody else of that name" in client.get(sheet(ended, "?name=Zorro")).text


def test_a_search_forgives_case_and_accents_and_leaves_out_who_is_listed(ended: Web) -> None:
    client = ended.as_("champion")
    assert "Emil Novak" in client.get(sheet(ended, "?name=NOVÁK")).text
    assert "walk-in-matches" in client.get(sheet(ended, "?name=sorensen")).text
    assert "Was there<span" not in client.get(sheet(ended, "?name=sorensen")).text


def test_heads_and_minutes_are_noted_and_wrong_ones_said_at_their_fields(ended: Web) -> None:
    client = ended.as_("presenter")
    assert client.send(sheet(ended, "/figures"), heads="14", minutes="42").status_code == 303
    page = client.get(sheet(ended)).text
    assert "0 by name, 14 counted." in page
    assert 'value="42"' in page
    answer = client.send(sheet(ended, "/figures"), heads="0", minutes="42")
    assert answer.status_code == 422
    assert "Give a number from 1" in answer.text
    assert client.send(sheet(ended, "/figures"), heads="many", minutes="").status_code == 422


def test_auditors_read_it_and_are_offered_nothing(ended: Web) -> None:
    tap(ended.as_("presenter"), ended, "employee", "absent")
    page = ended.as_("auditor").get(sheet(ended)).text
    assert "Absent" in page
    assert "/attendance/marks" not in page
    assert tap(ended.as_("auditor"), ended, "employee", "present").status_code == 403


def test_before_anybody_can_be_there_it_says_from_when(web: Web) -> None:
    page = web.as_("presenter").get(sheet(web)).text
    assert "From 13:45 on Mon 8 Mar 2027 you can note it here" in page
    assert "/attendance/marks" not in page
    assert tap(web.as_("presenter"), web, "employee", "present").status_code == 303
    assert tap(web.as_("presenter"), web, "employee", "present", htmx=True).status_code == 409


@pytest.mark.parametrize("deed", [sessions.cancel, sessions.postpone])
def test_what_was_called_off_has_no_sheet(web: Web, deed: Any) -> None:
    web.do("champion", deed, web.sessions["published"], "Storm")
    answer = web.as_("presenter").get(sheet(web))
    assert answer.status_code == 409
    assert "This session was called off, so it has no attendance." in answer.text


def test_what_is_not_published_has_none_either(web: Web) -> None:
    assert web.as_("champion").get(sheet(web, name="draft")).status_code == 404


def test_who_is_nobody_or_of_nowhere_cannot_be_noted(ended: Web) -> None:
    client = ended.as_("champion")
    for person in ("", "nobody", "00000000-0000-0000-0000-000000000001"):
        answer = client.send(sheet(ended, "/marks"), person=person, standing="present")
        assert answer.status_code == 404
    before = ended.position()
    tap(client, ended, "employee", "asleep")
    assert ended.position() == before


def test_how_many_come_is_a_planning_figure_for_champions_alone(ended: Web) -> None:
    tap(ended.as_("presenter"), ended, "employee", "present")
    tap(ended.as_("presenter"), ended, "champion", "absent")
    ended.do(None, sessions.hold, ended.sessions["published"])
    assert "Of 2 who said yes to the last session, 1 came: plan for 1 in 2." in (
        ended.as_("champion").get(sheet(ended)).text
    )
    for role in ("presenter", "auditor"):
        assert "plan for" not in ended.as_(role).get(sheet(ended)).text


def test_the_sheet_asks_as_often_for_many_as_for_few(web: Web, count_queries: Any) -> None:
    schedule(web, "other")
    for role in ("employee", "admin"):
        web.do(role, seats.answer, web.sessions["other"], "yes")
    web.clock.pass_by(days=7, hours=6)
    for role in ("employee", "admin", "sponsor"):
        web.do("presenter", attendance.mark, web.sessions["other"], web.people[role], "present")
    web.do("presenter", attendance.mark, web.sessions["published"], web.people["employee"], "present")
    client = web.as_("champion")
    client.get(sheet(web))
    few = count_queries(lambda: client.get(sheet(web)))
    assert count_queries(lambda: client.get(sheet(web, name="other"))) == few
