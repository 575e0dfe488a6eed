"""Proposals and requests in the running pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from lt_web.commands import people, programmes, proposals
from lt_web.events.planned import Outline
from tests.views.proposing import HOSTILE, asked_for, followed, page_of, proposed, send, told, when

# Writing


def test_a_title_and_a_format_are_enough_for_a_proposal(web: Any) -> None:
    ben = web.as_("employee")
    shown = followed(ben, ben.send(web.url("proposals/new"), title="Knots", format="workshop", length=""))
    assert "Everybody can see it now" in shown
    assert "Workshop, 60 min" in shown
    assert "Knots" in web.as_("presenter").get(web.url("proposals/")).text


def test_a_wrong_form_says_so_at_each_field_and_keeps_what_was_typed(web: Any) -> None:
    typed = {"summary": "Kept words", "length": "90", "format": "demo", "co_presenters": "Nobody Atall"}
    answer = web.as_("employee").send(web.url("proposals/new"), title="", **typed)
    assert answer.status_code == 422
    assert "longer sessions tire people" in answer.text
    assert "Nobody here is called" in answer.text
    assert "Kept words" in answer.text
    assert 'value="90"' in answer.text
    assert answer.text.count('class="lt-error"') == 3


def test_a_length_that_is_no_number_is_asked_for_in_words(web: Any) -> None:
    answer = web.as_("employee").send(
        web.url("proposals/new"), title="Knots", format="demo", length="an hour"
    )
    assert answer.status_code == 422
    assert "Give the length in minutes, such as 30." in answer.text


def test_a_rule_of_the_domain_is_said_at_its_field(web: Any) -> None:
    typed = {"title": "Knots", "format": "demo", "length": "30", "topics": "a,b,c,d,e,f"}
    answer = web.as_("employee").send(web.url("proposals/new"), **typed)
    assert answer.status_code == 422
    assert "Name at most 5 topics" in answer.text


@pytest.mark.parametrize(("format", "warned"), [("demo", True), ("micro", False)])
def test_a_short_length_is_accepted_and_warned_of_but_for_micro_lessons(
    web: Any, format: str, warned: bool
) -> None:
    ben = web.as_("employee")
    shown = followed(ben, ben.send(web.url("proposals/new"), title="Knots", format=format, length="15"))
    assert "15 min" in shown
    assert ("are short for anything" in shown) is warned


def test_the_same_form_sent_twice_makes_one_proposal(web: Any) -> None:
    ben, given = web.as_("employee"), {"title": "Knots", "format": "demo", "command": uuid4().hex}
    once = ben.send(web.url("proposals/new"), **given)
    assert ben.send(web.url("proposals/new"), **given).headers["Location"] == once.headers["Location"]
    assert web.as_("presenter").get(web.url("proposals/")).text.count("lt-idea ") == 1


def test_choosing_another_format_brings_its_length_and_agenda(web: Any) -> None:
    fragment = web.as_("employee").get(
        web.url("proposals/format?format=clinic&length="), headers={"HX-Request": "true"}
    )
    assert fragment.text.lstrip().startswith('<div id="format-fits"')
    assert "Problem clinic: usually 45 minutes" in fragment.text
    assert 'placeholder="45"' in fragment.text
    assert "Collect problems" in fragment.text


def test_a_request_needs_no_presenter_and_takes_its_topic_from_the_topics_page(web: Any) -> None:
    ben = web.as_("employee")
    proposed(web)
    topic = re.search(r"topics/([0-9a-f-]{36})", ben.get(web.url("topics/")).text)
    assert topic
    assert 'value="Knots"' in ben.get(web.url(f"proposals/request?topic={topic[1]}")).text
    asked = ben.send(web.url("proposals/request"), title="How do bowlines fail?", topics="Knots")
    assert "Whoever takes it on is its presenter" in followed(ben, asked)


def test_putting_it_differently_is_for_its_people_and_champions(web: Any) -> None:
    proposal = proposed(web)
    assert page_of(web, "employee", proposal, "/edit").status_code == 403
    form = page_of(web, "presenter", proposal, "/edit").text
    assert 'value="Splices"' in form
    assert 'value="Ropes"' in form
    before = web.position()
    same = {"title": "Splices", "summary": "Two ropes, one rope.", "format": "demo", "length": "30"}
    send(web, "presenter", proposal, "edit", topics="Ropes", **same)
    assert web.position() == before
    send(web, "champion", proposal, "edit", topics="Ropes", **same | {"title": "Long splices"})
    assert "Long splices" in page_of(web, "employee", proposal).text


def test_a_request_stays_one_when_it_is_put_differently(web: Any) -> None:
    request = asked_for(web)
    send(web, "employee", request, "edit", title="Whippings, quickly", format="demo", length="30")
    shown = page_of(web, "presenter", request).text
    assert "Whippings, quickly" in shown
    assert "present it" in shown


# Drafts


def test_a_draft_exists_for_its_people_alone(web: Any) -> None:
    ben = web.as_("employee")
    kept = ben.send(
        web.url("proposals/new"),
        title="Secret knots",
        format="demo",
        co_presenters="Cleo Martin",
        deed="draft",
    )
    draft = UUID(kept.headers["Location"].rpartition("/")[2])
    assert "Only you and whoever you asked" in followed(ben, kept)
    assert page_of(web, "presenter", draft).status_code == 200  # asked to join in
    for role in ("champion", "sponsor", "auditor"):
        assert page_of(web, role, draft).status_code == 404
        for tab in ("open", "mine", "closed"):
            assert "Secret knots" not in web.as_(role).get(web.url(f"proposals/?tab={tab}")).text
    assert send(web, "champion", draft, "sending").status_code == 404
    assert "Everybody can see it now" in told(web, "employee", draft, "sending")
    assert page_of(web, "champion", draft).status_code == 200


def test_a_draft_that_was_put_away_was_never_seen_by_anybody_else(web: Any) -> None:
    draft = proposed(web, "Secret knots", deed=proposals.draft)
    send(web, "presenter", draft, "withdrawal")
    assert "Nobody else ever saw it" in page_of(web, "presenter", draft).text
    assert page_of(web, "champion", draft).status_code == 404
    assert "Secret knots" not in web.as_("employee").get(web.url("proposals/?tab=closed")).text
    send(web, "presenter", draft, "resubmission")
    assert page_of(web, "employee", draft).status_code == 200


# Comments, and words that would like to be more


def test_a_comment_appears_in_place_or_on_the_page(web: Any) -> None:
    proposal = proposed(web)
    fragment = send(web, "employee", proposal, "comments", text="Bring *tape*", htmx=True)
    assert fragment.text.lstrip().startswith(f'<section id="comments-{proposal}"')
    assert "<em>tape</em>" in fragment.text
    empty = send(web, "employee", proposal, "comments", text=" ", htmx=True)
    assert empty.status_code == 422
    assert "This cannot be left empty" in empty.text
    plain = send(web, "champion", proposal, "comments", text="And rope")
    assert plain.headers["Location"].endswith("#comments-title")
    assert "2 comments" in web.as_("employee").get(web.url("proposals/")).text


def test_hostile_words_are_shown_as_words(web: Any) -> None:
    given = {
        "title": HOSTILE,
        "summary": HOSTILE,
        "format": "demo",
        "audience": HOSTILE,
        "topics": "<i>x</i>",
    }
    ben = web.as_("employee")
    made = ben.send(web.url("proposals/new"), **given)
    proposal = UUID(made.headers["Location"].rpartition("/")[2])
    send(web, "employee", proposal, "comments", text=HOSTILE)
    for address in ("proposals/", f"proposals/{proposal}", f"proposals/{proposal}/edit", "topics/", ""):
        shown = web.as_("presenter" if "edit" not in address else "employee").get(web.url(address)).text
        assert "<script>alert" not in shown
        assert "<i>x</i>" not in shown
    assert "&lt;script&gt;" in page_of(web, "presenter", proposal).text


# Lists


def test_the_list_is_filtered_by_kind_topic_and_words(web: Any) -> None:
    proposed(web, "Splices", topics=["Ropes"])
    asked_for(web, "Whippings")
    ben = web.as_("employee")
    topic = re.search(r'value="([0-9a-f-]{36})">Ropes', ben.get(web.url("proposals/")).text)
    assert topic
    for query, here, gone in (
        ("kind=request", "Whippings", "Splices"),
        ("kind=proposal", "Splices", "Whippings"),
        ("text=SPLI", "Splices", "Whippings"),
        ("text=two+rope&kind=proposal", "Splices", "Whippings"),
    ):
        shown = ben.get(web.url(f"proposals/?{query}")).text
        assert here in shown
        assert gone not in shown
    assert "Splices" in ben.get(web.url(f"proposals/?topic={topic[1]}")).text
    assert "Nothing fits these filters" in ben.get(web.url("proposals/?text=zebra")).text
    assert ben.get(web.url("proposals/?topic=nonsense&kind=odd&tab=odd&page=-1")).status_code == 200


def test_htmx_gets_the_list_alone_and_everybody_else_the_page(web: Any) -> None:
    proposed(web)
    ben = web.as_("employee")
    fragment = ben.get(web.url("proposals/"), headers={"HX-Request": "true"})
    assert fragment.text.lstrip().startswith('<section id="proposal-list"')
    assert "HX-Request" in fragment.headers["Vary"]
    assert "<!doctype html>" in ben.get(web.url("proposals/")).text


def test_each_tab_says_why_it_is_empty(web: Any) -> None:
    ben = web.as_("employee")
    for tab, words in (
        ("open", "Nobody has proposed anything yet"),
        ("mine", "You have not proposed anything yet"),
        ("scheduled", "No proposal has a date yet"),
        ("closed", "Nothing was taken back"),
    ):
        assert words in ben.get(web.url(f"proposals/?tab={tab}")).text


def test_lists_and_pages_ask_the_same_number_of_questions_whatever_their_length(
    web: Any, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    ben, asked = web.as_("employee"), []
    first = proposed(web, "Splice 0")
    web.do("champion", proposals.comment, first, "Comment 0")
    looked_at = ("proposals/", "", f"proposals/{first}")
    for known, upto in ((1, 1), (1, 3), (3, 60)):
        for number in range(known, upto):
            proposal = proposed(web, f"Splice {number}", topics=[f"Topic {number}"])
            web.do("employee", proposals.vote, proposal, "maybe")
            web.do("champion", proposals.comment, first, f"Comment {number}")
        ben.get(web.url("proposals/"))
        asked.append([count_queries(lambda u=u: ben.get(web.url(u))) for u in looked_at])
    assert asked[0] == asked[1] == asked[2]
    last = ben.get(web.url("proposals/?page=99")).text
    assert "Page 3 of 3, 60 in all" in last


def test_what_is_not_known_is_not_there(web: Any) -> None:
    theirs = web.do(
        "outsider", proposals.propose, web.programmes["inner-circle"], Outline("Ours", "", "demo", 30), [], ""
    )
    for id in (uuid4(), theirs):
        for rest in ("", "/edit", "/decline", "/schedule", "/voting/end", "/voting/closure"):
            assert page_of(web, "champion", id, rest).status_code == 404
        for deed in ("vote", "withdrawal", "adoption", "acceptance", "comments", "presenters"):
            assert send(web, "champion", id, deed).status_code == 404


def test_looking_records_nothing(web: Any) -> None:
    proposal, request = proposed(web), asked_for(web)
    before = web.position()
    for role in ("champion", "presenter", "employee", "sponsor", "auditor"):
        for rest in ("", "new", "request", "format", "?tab=mine", f"{proposal}", f"{request}"):
            web.as_(role).get(web.url(f"proposals/{rest}"))
        for rest in ("edit", "decline", "schedule", "voting/end", "voting/closure"):
            page_of(web, role, proposal, f"/{rest}")
    assert web.position() == before
    assert web.installation.differences() == []


def test_the_whole_way_on_postgresql(tmp_path: Any, clock: Any, postgres_url: str) -> None:
    from lt_web.app import create_app
    from tests.views.conftest import Visitor, Web

    kept = {"LT_DATA_DIR": str(tmp_path), "SECRET_KEY": "k" * 40, "LT_TICK_SECONDS": "0"}
    app = create_app(kept | {"LT_DATABASE_URL": postgres_url, "LT_AUTO_INIT": "yes"}, clock)
    app.test_client_class = Visitor
    web = Web(app, clock)
    for role, name in (("champion", "Ada Okafor"), ("employee", "Ben Sörensen")):
        web.people[role] = web.do(None, people.join, name, f"{role}@tern.example", "Web")
        web.do(None, people.open_account, web.people[role], f"{role}@tern.example", "")
    web.programmes["tech-hour"] = web.do(
        None, programmes.found, "tech-hour", "Tech hour", "", "Europe/Lisbon", web.people["champion"]
    )
    proposal = proposed(web, by="employee")
    assert send(web, "champion", proposal, "vote", choice="interested", htmx=True).status_code == 200
    assert "Publish it when it is ready" in told(web, "champion", proposal, "schedule", **when(web))
    assert "1</strong> interested" in page_of(web, "employee", proposal).text
    for address in ("proposals/", "proposals/?tab=scheduled&text=spl", "topics/", "topics/?text=rop"):
        assert web.as_("employee").get(web.url(address)).status_code == 200
    assert web.installation.differences() == []
    web.installation.close()
