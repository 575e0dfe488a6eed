"""Who can teach a topic, whom one asks to, and what builds on what, in the running pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import proposals, sessions, teaching, topics
from lt_web.events.planned import Outline
from tests.views.conftest import OWN, Web

CONFIRMED = "confirmed by Ada Okafor"


def topic(web: Web, name: str = "Knots") -> UUID:
    made: UUID = web.do("champion", topics.add, web.programmes[OWN], name)
    return made


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def look(web: Web, role: str, rest: str = "") -> str:
    return plain(web.as_(role).get(web.url(rest)).text)


def press(web: Web, role: str, rest: str, **fields: Any) -> str:
    """What somebody reads after pressing a button."""
    client = web.as_(role)
    answer = client.send(web.url(rest), **fields)
    assert answer.status_code == 303, answer.status_code
    return plain(client.get(answer.headers["Location"]).text)


def hold(web: Web) -> None:
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])


def test_a_topic_says_in_plain_words_who_can_teach_it(web: Web) -> None:
    page = f"topics/{topic(web)}"
    assert "Nobody can teach this yet." in look(web, "employee", page)
    hold(web)
    assert "Only Cleo Martin can teach this. Ask someone to learn it" in look(web, "employee", page)
    assert "Only you can teach this." in look(web, "presenter", page)
    assert "last covered Mon 8 Mar by Cleo Martin" in look(web, "employee", page)
    said = press(web, "employee", f"{page}/teachers")
    assert "Ben Sörensen (you) You say you can; not confirmed yet" in said
    assert "Only Cleo Martin can teach this." in said
    said = press(web, "champion", f"{page}/teachers/confirmation", person=web.people["employee"])
    assert "2 people can teach this. Why?" in said
    assert "CM Cleo Martin Taught it once, in March" in said
    assert "Says they can, confirmed by Ada Okafor" in said
    assert "Only Cleo Martin can teach this." in press(web, "employee", f"{page}/teachers/withdrawal")


def test_nobody_confirms_themselves_and_those_who_only_look_are_offered_nothing(web: Web) -> None:
    page = f"topics/{topic(web)}"
    web.do("employee", teaching.declare, web.programmes[OWN], topic(web))
    ben = web.people["employee"]
    assert "Somebody else confirms" in press(web, "employee", f"{page}/teachers/confirmation", person=ben)
    for role, offered in (("employee", False), ("champion", True), ("sponsor", False), ("auditor", False)):
        assert ("Confirm that Ben" in web.as_(role).get(web.url(page)).text) is offered
        assert ("I can teach this" in look(web, role, page)) is (role == "champion")


def test_a_persons_page_says_what_they_can_teach_and_lets_colleagues_confirm_it(web: Web) -> None:
    hold(web)
    knots, canvas, here = topic(web), topic(web, "Canvas"), web.programmes[OWN]
    web.do("presenter", teaching.declare, here, canvas)
    cleo = f"people/{web.people['presenter']}"
    assert "Can teach Canvas Says they can; not confirmed yet Confirm Knots Taught it once" in look(
        web, "employee", cleo
    )
    fields = {"person": web.people["presenter"], "view": "person"}
    assert "confirmed by Ben Sörensen" in press(
        web, "employee", f"topics/{canvas}/teachers/confirmation", **fields
    )
    assert "You can teach Canvas" in look(web, "presenter", cleo)
    assert "Can teach" not in look(web, "employee", f"people/{web.people['champion']}")
    for query, there in (("canv", True), ("Knots", True), ("Sails", False)):
        listed = web.as_("employee").get(web.url(f"people/?teaches={query}")).text.split("</section>")[0]
        assert ("Cleo Martin" in listed) is there
        assert "Fay Lindqvist" not in listed
    assert look(web, "employee", f"topics/{knots}").count("Cleo Martin") > 1


def test_who_is_asked_finds_it_at_home_and_can_say_not_now(web: Web) -> None:
    page = f"topics/{topic(web)}"
    words = "You tie them <b>so</b> well."
    said = press(web, "employee", f"{page}/asks", person="Cleo Martin", text=words)
    assert "Asked. It waits on their home page." in said
    assert "You have asked them before." in press(web, "employee", f"{page}/asks", person="Cleo Martin")
    home = web.as_("presenter").get(web.url()).text
    assert "Ben Sörensen would like you to teach “Knots”." in home
    assert "You tie them &lt;b&gt;so&lt;/b&gt; well." in home
    assert f"proposals/new?topic={topic(web)}" in home
    for role in ("employee", "champion", "auditor"):
        assert "so&lt;/b&gt;" not in web.as_(role).get(web.url()).text
        assert "asked Cleo" not in look(web, role, page)
    before = web.position()
    assert "Nobody is told." in press(web, "presenter", f"{page}/asks/answer")
    assert web.position() == before + 1
    assert "would like you to teach" not in look(web, "presenter")
    assert "not now" not in look(web, "employee", page)


def test_an_ask_needs_a_colleague_who_is_here(web: Web) -> None:
    page, ben = web.url(f"topics/{topic(web)}/asks"), web.as_("employee")
    for wrong, why in (
        ("", "cannot be left empty"),
        ("Nobody Known", "Nobody here is called"),
        ("Ben Sörensen", "You need not ask yourself"),
        ("Dina Haddad", "do not take part here"),
    ):
        answer = ben.send(page, person=wrong, text="Kept words")
        assert answer.status_code == 422
        assert why in answer.text
        assert "Kept words" in answer.text
    assert web.as_("sponsor").get(page).status_code == 403


def test_topics_that_hang_on_one_person_are_told_kindly_to_everybody(web: Web) -> None:
    hold(web)
    topic(web, "Canvas")
    for role in ("employee", "sponsor"):
        shown = look(web, role, "topics/")
        assert "Only one or nobody can teach these" in shown
        assert "Canvas Nobody can teach it yet" in shown
        assert "Knots Only Cleo Martin can teach it" in shown
    assert "Knots Only you can teach it" in look(web, "presenter", "topics/")
    listed = look(web, "employee", "topics/?tab=watch")
    assert "Only one or nobody" not in listed
    assert "Canvas Not covered yet Nobody can teach it" in listed
    for role in ("employee", "champion"):
        web.do(role, teaching.declare, web.programmes[OWN], topic(web))
        other = "champion" if role == "employee" else "employee"
        web.do(other, teaching.confirm, web.programmes[OWN], topic(web), web.people[role])
    assert "Knots 1 session" not in look(web, "employee", "topics/?tab=watch")


def test_champions_say_what_builds_on_what(web: Web) -> None:
    knots, ropes, sails = topic(web), topic(web, "Ropes"), topic(web, "Sails & <masts>")
    links = f"topics/{knots}/links"
    assert "Ropes Take off" in press(web, "champion", links, on=ropes)
    press(web, "champion", f"topics/{sails}/links", on=knots)
    answer = web.as_("champion").send(web.url(f"topics/{ropes}/links"), on=sails)
    assert answer.status_code == 422
    assert "this would lead round in a circle" in answer.text
    shown = web.as_("employee").get(web.url(f"topics/{knots}")).text
    assert "Builds on Ropes Leads to Sails &amp; &lt;masts&gt;" in plain(shown)
    assert shown.count('class="lt-graph-node') == 3
    assert "<masts>" not in shown
    assert "Nothing yet." in press(web, "champion", f"{links}/removal", on=ropes)
    before = web.position()
    assert "Nothing yet." in press(web, "champion", f"{links}/removal", on="x")
    assert web.position() == before
    assert "What builds on what" not in look(web, "employee", f"topics/{ropes}")


def test_the_time_line_tells_what_happened_under_the_name_of_the_time(web: Web) -> None:
    here, ropework = web.programmes[OWN], topic(web, "Ropework")
    request = web.do("employee", proposals.ask, here, Outline("Bowlines", "", "demo", 30), ["Knots"])
    web.do("presenter", proposals.vote, request, "interested")
    web.do("champion", proposals.adopt, request)
    web.do("champion", proposals.close_voting, request)
    web.do("employee", proposals.propose, here, Outline("Hidden", "", "demo", 30), ["Knots"])
    declined = web.do("employee", proposals.propose, here, Outline("Declined", "", "demo", 30), ["Knots"])
    web.do("champion", proposals.decline, declined, "No")
    web.do("employee", proposals.draft, here, Outline("Drafted", "", "demo", 30), ["Knots"])
    hold(web)
    web.do("champion", topics.rename, here, topic(web), "Hitches")
    web.do("champion", topics.merge, here, topic(web), ropework)
    shown = look(web, "auditor", f"topics/{ropework}")
    story = shown.split("What happened so far")[1]
    assert "“Knots” got the name “Hitches”" in story
    assert "“Hitches” went up in “Ropework”" in story
    assert "Ben Sörensen asked for Bowlines Mon 1 Mar then called “Knots”" in story
    assert "Ada Okafor will teach Bowlines" in story
    assert "Votes were counted on Bowlines 1 interested" in story
    assert "Knots we published by Cleo Martin Demo, 30 min then called “Knots”" in story
    assert "Declined" not in story
    assert "Drafted" not in story
    assert "proposed Declined" in look(web, "employee", f"topics/{ropework}")


def test_the_pages_ask_the_same_number_of_questions_however_many_can_teach_it(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    knots, here, asked = topic(web), web.programmes[OWN], []
    pages = ("", "topics/", f"topics/{knots}", f"people/{web.people['employee']}", "people/?teaches=knots")
    for number, roles in enumerate((("employee",), ("presenter", "admin"))):
        for role in roles:
            web.do(role, teaching.declare, here, knots)
            web.do(role, teaching.declare, here, topic(web, f"Topic {number}"))
            web.do("champion", teaching.confirm, here, knots, web.people[role])
            web.do("champion", teaching.confirm, here, topic(web, f"Topic {number}"), web.people[roles[0]])
            web.do(role, teaching.ask, here, knots, web.people["outsider"])
            web.do("champion", topics.link, here, knots, topic(web, f"Topic {number}"))
        visitor = web.as_("outsider")
        asked.append([count_queries(lambda p=page, v=visitor: v.get(web.url(p))) for page in pages])  # type: ignore[misc]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("deed", ["teachers", "teachers/withdrawal", "teachers/confirmation", "asks/answer"])
def test_a_button_pressed_twice_records_once(web: Web, deed: str) -> None:
    here, ben = web.programmes[OWN], web.people["employee"]
    web.do("champion", teaching.ask, here, topic(web), ben)
    if "/" in deed:
        web.do("employee", teaching.declare, here, topic(web))
    role = "champion" if deed.endswith("confirmation") else "employee"
    before = web.position()
    for _twice in range(2):
        press(web, role, f"topics/{topic(web)}/{deed}", person=ben)
    assert web.position() == before + 1
