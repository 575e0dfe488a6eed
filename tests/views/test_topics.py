"""Topics in the running pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from lt_web.commands import proposals, topics
from lt_web.events.planned import Outline

HOSTILE = "<b>Knots</b>"


def topic(web: Any, name: str, programme: str = "tech-hour", by: str = "champion") -> UUID:
    """A topic of that name, new or known."""
    made: UUID = web.do(by, topics.add, web.programmes[programme], name)
    return made


def asked_for(web: Any, title: str, *names: str) -> UUID:
    made: UUID = web.do(
        "employee", proposals.ask, web.programmes["tech-hour"], Outline(title, "", "demo", 30), names, ""
    )
    return made


def look(web: Any, role: str, rest: str = "", **headers: str) -> Any:
    return web.as_(role).get(web.url(f"topics/{rest}"), headers=headers)


def told(web: Any, rest: str, **fields: Any) -> str:
    """What a champion reads after a deed of theirs."""
    ada = web.as_("champion")
    answer = ada.send(web.url(f"topics/{rest}"), **fields)
    assert answer.status_code == 303, answer.status_code
    return ada.get(answer.headers["Location"]).text


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_list_says_what_was_covered_what_is_coming_and_what_is_wanted(web: Any) -> None:
    asked_for(web, "Whippings", "Ropes", "Knots")
    shown = plain(look(web, "employee").text)
    assert "Knots Not covered yet Nobody can teach it Coming in 7 days Asked for" in shown
    assert "Ropes Not covered yet Nobody can teach it Asked for" in shown
    web.clock.pass_by(days=30)
    assert "Knots 1 session, last 3 weeks ago" in plain(look(web, "employee").text)


def test_a_draft_session_counts_for_nothing_on_its_topic(web: Any) -> None:
    shown = look(web, "employee", str(topic(web, "Knots"))).text
    assert "Knots we published" in shown
    assert "Knots we draft" not in shown
    assert "1 coming" in plain(shown)


def test_a_topics_page_shows_its_sessions_in_time_and_what_is_open(web: Any) -> None:
    knots = topic(web, "Knots")
    asked_for(web, "Bowlines at night", "Knots")
    asked_for(web, "Sails", "Canvas")
    shown = plain(look(web, "employee", str(knots)).text)
    assert shown.index("Coming Mon") < shown.index("Proposed and asked for") < shown.index("Bowlines")
    assert "Sails" not in shown
    assert "Ask for a session on this" in shown
    web.clock.pass_by(days=8)
    later = plain(look(web, "employee", str(knots)).text)
    assert "Covered once" in later
    assert "What happened so far March 2027 MON" in later.replace("Mon", "MON")


def test_a_topic_without_anything_says_what_to_do(web: Any) -> None:
    shown = look(web, "employee", str(topic(web, "Canvas"))).text
    assert "Nothing on this yet" in shown
    assert "Propose a session on this" in shown


def test_those_who_only_look_are_not_offered_to_ask(web: Any) -> None:
    canvas = str(topic(web, "Canvas"))
    assert "Ask for a session on this" not in look(web, "sponsor", canvas).text
    assert "Ask for a session on this" in look(web, "employee", canvas).text
    assert "Manage" not in look(web, "employee", canvas).text
    assert "Manage" in look(web, "champion", canvas).text


def test_topics_are_found_by_any_of_their_names(web: Any) -> None:
    knots = topic(web, "Knots")
    told(web, f"{knots}/name", name="Ropework")
    topic(web, "Canvas")
    for text in ("knot", "KNOTS", "ropework"):
        shown = look(web, "employee", f"?text={text}").text
        assert "Ropework" in shown
        assert "Canvas" not in shown
    assert "No topic of that name" in look(web, "employee", "?text=zebra").text
    assert "Canvas" in look(web, "employee", "?text=%20-%20").text


def test_a_renamed_topic_keeps_its_old_name_beside_the_new_one(web: Any) -> None:
    knots = topic(web, "Knots")
    shown = told(web, f"{knots}/name", name="Ropework")
    assert "Also known as Knots" in shown
    asked_for(web, "Bowlines", "knots")
    assert "Bowlines" in look(web, "employee", str(knots)).text


def test_a_name_that_is_taken_is_said_at_the_field(web: Any) -> None:
    knots = topic(web, "Knots")
    topic(web, "Canvas")
    answer = web.as_("champion").send(web.url(f"topics/{knots}/name"), name="cänvas")
    assert answer.status_code == 422
    assert "Merge the two instead" in answer.text
    assert 'value="cänvas"' in answer.text
    assert web.as_("champion").send(web.url(f"topics/{knots}/name"), name="").status_code == 422


def test_a_merged_topic_leads_to_where_it_went(web: Any) -> None:
    knots, ropes, lines = topic(web, "Knots"), topic(web, "Ropes"), topic(web, "Lines")
    asked_for(web, "Bowlines", "Knots")
    confirm = look(web, "champion", f"{knots}/merger?into={ropes}").text
    assert "Merge “Knots” into “Ropes”?" in confirm
    assert "Bowlines" in told(web, f"{knots}/merger", into=ropes)
    told(web, f"{ropes}/merger", into=lines)
    for gone in (knots, ropes):
        assert look(web, "employee", str(gone)).headers["Location"] == web.url(f"topics/{lines}")
        assert look(web, "champion", f"{gone}/name").status_code == 404
    shown = plain(look(web, "employee", str(lines)).text)
    assert "Also known as Knots, Ropes" in shown
    assert "Knots we published" in shown


def test_merging_asks_which_topic_and_refuses_what_is_none(web: Any) -> None:
    knots, theirs = topic(web, "Knots"), topic(web, "Rigging", "inner-circle", "outsider")
    topic(web, "Canvas")
    chooser = look(web, "champion", f"{knots}/merger").text
    assert "Canvas" in chooser
    assert f'value="{knots}"' not in chooser
    for wrong in ("", "nonsense", knots, theirs, uuid4()):
        answer = web.as_("champion").send(web.url(f"topics/{knots}/merger"), into=wrong)
        assert answer.status_code == 422
    assert look(web, "employee", str(knots)).status_code == 200


def test_a_topic_can_be_added_before_anything_is_on_it(web: Any) -> None:
    assert "It is in the list" in told(web, "new", name="Canvas")
    before = web.position()
    assert "It is in the list" in told(web, "new", name="  canvas ")
    assert web.position() == before
    for wrong in ("", "???", "x" * 61):
        assert web.as_("champion").send(web.url("topics/new"), name=wrong).status_code == 422


@pytest.mark.parametrize("rest", ["new", "{}/name", "{}/merger"])
def test_only_champions_keep_the_names_in_order(web: Any, rest: str) -> None:
    address = rest.format(topic(web, "Knots"))
    for answer in (look(web, "employee", address), web.as_("sponsor").send(web.url(f"topics/{address}"))):
        assert answer.status_code == 403
        assert "Only the champions of this programme" in answer.text


def test_a_topic_of_another_programme_is_not_there(web: Any) -> None:
    theirs = topic(web, "Rigging", "inner-circle", "outsider")
    for id in (theirs, uuid4()):
        for rest in ("", "/name", "/merger"):
            assert look(web, "champion", f"{id}{rest}").status_code == 404
    assert "Rigging" not in look(web, "champion").text


def test_hostile_names_are_shown_as_text(web: Any) -> None:
    knots = topic(web, HOSTILE)
    for rest in ("", str(knots), f"?text={HOSTILE}"):
        shown = look(web, "champion", rest).text
        assert HOSTILE not in shown
        assert "&lt;b&gt;Knots" in shown


def test_htmx_gets_the_list_alone(web: Any) -> None:
    fragment = look(web, "employee", "?text=kn", **{"HX-Request": "true"})
    assert fragment.text.lstrip().startswith('<section id="topic-list"')


def test_an_empty_programme_says_where_topics_come_from(web: Any) -> None:
    assert "No topics yet" in web.as_("outsider").get(web.url("topics/", "inner-circle")).text


def test_the_pages_ask_the_same_number_of_questions_whatever_there_is(
    web: Any, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    ben, asked = web.as_("employee"), []
    knots = topic(web, "Knots")
    for known, upto in ((0, 1), (1, 3), (3, 60)):
        for number in range(known, upto):
            asked_for(web, f"Wish {number}", "Knots", f"Topic {number}")
        asked.append([count_queries(lambda u=u: ben.get(web.url(u))) for u in ("topics/", f"topics/{knots}")])
    assert asked[0] == asked[1] == asked[2]
    assert "Page 2 of 2, 61 in all" in ben.get(web.url("topics/?page=99")).text


def test_looking_records_nothing(web: Any) -> None:
    knots = topic(web, "Knots")
    forms = (f"{knots}/name", f"{knots}/merger", f"{knots}/merger?into={knots}")
    before = web.position()
    for role in ("champion", "employee", "sponsor", "auditor"):
        for rest in ("", "new", str(knots), *forms):
            look(web, role, rest)
    assert web.position() == before
    assert web.installation.differences() == []
