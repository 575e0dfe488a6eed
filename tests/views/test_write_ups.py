"""Write-ups on pages: the editor without scripts, drafts, conflicts, notes, links, consent, taking it on."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from lt_web.commands import attendance, seats, sessions, write_ups
from lt_web.routines.ticking import tick
from tests.views.conftest import Web, schedule

TEXT = "## What we covered\n\n- Which knot holds **what**\n"


@pytest.fixture
def held(web: Web) -> UUID:
    """The presenter's session took place an hour ago; the employee and the champion had a seat."""
    session = web.sessions["published"]
    web.do("champion", seats.answer, session, "yes")
    web.clock.pass_by(days=7, hours=6)
    tick(web.installation)
    return session


def url(web: Web, session: UUID, rest: str = "") -> str:
    return web.url(f"sessions/{session}{rest}")


def shown(web: Web, role: str, session: UUID, rest: str = "") -> str:
    return unescape(web.as_(role).get(url(web, session, rest)).text)


def publish(web: Web, role: str, session: UUID, text: str = TEXT, based_on: int = 0, **more: str) -> Any:
    fields = {"text": text, "based_on": str(based_on)} | more
    return web.as_(role).send(url(web, session, "/write-up/editor"), **fields)


def editor(page: str) -> str:
    """What stands in the text field."""
    return page.split('name="text"')[1].split(">", 1)[1].split("</textarea>")[0].strip()


# Without scripts: preview, then publish


def test_one_looks_at_it_before_it_is_published_and_nothing_is_lost(web: Web, held: UUID) -> None:
    assert "You have until Mon 22 Mar." in shown(web, "presenter", held)
    assert "## What we saw" in editor(shown(web, "presenter", held, "/write-up/editor"))
    before = web.position()
    looked = publish(web, "presenter", held, deed="preview")
    assert looked.status_code == 200
    assert "<strong>what</strong>" in looked.text
    assert editor(unescape(looked.text)) == TEXT.strip()
    assert web.position() == before
    sent = publish(web, "presenter", held)
    assert (sent.status_code, sent.location) == (303, f"{url(web, held)}#write-up")
    page = shown(web, "employee", held)
    assert "<strong>what</strong>" in page
    assert "1 revision" in page
    assert "Write-up</span>" in unescape(web.as_("employee").get(web.url("sessions/?tab=past")).text)


def test_nothing_is_no_write_up_and_a_book_is_none_either(web: Web, held: UUID) -> None:
    for text, why in ((" ", "This cannot be left empty."), ("x" * 20_001, "20000 is the most")):
        refused = publish(web, "presenter", held, text)
        assert refused.status_code == 422
        assert why in refused.text
        assert editor(refused.text) == text.strip()


def test_sent_twice_it_is_published_once(web: Web, held: UUID) -> None:
    publish(web, "presenter", held)
    before = web.position()
    assert publish(web, "presenter", held).status_code == 303
    assert web.position() == before


def test_the_preview_is_what_readers_will_see(web: Web, held: UUID) -> None:
    address = url(web, held, "/write-up/preview")
    part = web.as_("presenter").send(address, htmx=True, text="**Bold** <script>alert(1)</script>")
    assert part.text.strip().startswith('<div id="preview"')
    assert "<strong>Bold</strong>" in part.text
    assert "<script>" not in part.text
    assert web.as_("employee").send(address, htmx=True, text="x").status_code == 403


def test_each_format_has_a_text_to_begin_with() -> None:
    from lt_web.events.formats import FORMATS
    from lt_web.writing.beginnings import beginning

    begun = {name: beginning(name) for name in FORMATS}
    assert len(set(begun.values())) == len(FORMATS)
    assert all("## Follow-ups" in text for text in begun.values())


# Drafts


def test_a_draft_is_found_again_by_its_writer_alone_and_can_be_thrown_away(web: Web, held: UUID) -> None:
    address, before = url(web, held, "/write-up/draft"), web.position()
    kept = web.as_("presenter").send(address, htmx=True, text="Half a thought", based_on="0")
    assert re.search(r"Draft saved \d\d:\d\d", kept.text)
    assert web.position() == before
    page = shown(web, "presenter", held, "/write-up/editor")
    assert editor(page) == "Half a thought"
    assert "This is your draft" in page
    assert "Half a thought" not in shown(web, "champion", held, "/write-up/editor")
    web.as_("presenter").send(f"{address}/removal")
    assert "Half a thought" not in shown(web, "presenter", held, "/write-up/editor")


def test_a_draft_is_gone_once_it_is_published(web: Web, held: UUID) -> None:
    web.as_("presenter").send(url(web, held, "/write-up/draft"), text="Half a thought", based_on="0")
    publish(web, "presenter", held, "A whole thought")
    assert editor(shown(web, "presenter", held, "/write-up/editor")) == "A whole thought"


def test_a_draft_upon_an_older_revision_says_so(web: Web, held: UUID) -> None:
    web.as_("presenter").send(url(web, held, "/write-up/draft"), text="Half a thought", based_on="0")
    publish(web, "champion", held)
    page = shown(web, "presenter", held, "/write-up/editor")
    assert "Somebody has published since you began" in page
    assert 'name="based_on" type="hidden" value="0"' in page
    assert publish(web, "presenter", held, "Half a thought").status_code == 409


def test_what_is_too_long_is_said_not_to_be_kept(web: Web, held: UUID) -> None:
    answer = web.as_("presenter").send(url(web, held, "/write-up/draft"), text="x" * 70_000)
    assert "Too long to be kept" in answer.text


def test_words_that_are_sent_after_signing_out_come_back(web: Web, held: UUID) -> None:
    words = "A long thought about knots, and about what they hold."
    answer = web.as_(None).send(url(web, held, "/write-up/editor"), text=words, based_on="0")
    assert answer.status_code == 401
    assert words in answer.text
    assert f"next={url(web, held, '/write-up/editor')}" in answer.text
    draft = web.as_(None).send(url(web, held, "/write-up/draft"), htmx=True, text=words, based_on="0")
    assert (draft.status_code, "HX-Refresh" in draft.headers) == (401, False)
    assert "in another tab" in draft.text


# Two at once


def test_whoever_comes_second_sees_both_and_publishes_on_top(web: Web, held: UUID) -> None:
    publish(web, "presenter", held)
    publish(web, "champion", held, TEXT.replace("holds", "keeps"), based_on=1)
    mine = TEXT.replace("holds", "bears")
    second = publish(web, "presenter", held, mine, based_on=1)
    assert second.status_code == 409
    page = unescape(second.text)
    assert "<del>keeps</del><ins>bears</ins>" in page
    assert editor(page) == mine.strip()
    assert 'name="based_on" type="hidden" value="2"' in page
    assert editor(shown(web, "presenter", held, "/write-up/editor")) == mine.strip()  # kept as a draft, too
    assert publish(web, "presenter", held, mine, based_on=2).status_code == 303
    assert "3 revisions" in shown(web, "employee", held)


def test_changes_of_different_lines_are_offered_together(web: Web, held: UUID) -> None:
    long = TEXT + "\n## Links\n\n- none yet\n"
    publish(web, "presenter", held, long)
    publish(web, "champion", held, long.replace("none yet", "the book"), based_on=1)
    second = publish(web, "presenter", held, long.replace("holds", "bears"), based_on=1)
    page = unescape(second.text)
    assert second.status_code == 409
    assert "do not touch the same lines" in page
    assert editor(page) == long.replace("holds", "bears").replace("none yet", "the book").strip()
    assert "Yours alone, as you sent it" in page


@pytest.mark.parametrize("odd", ["", "-1", "9", "x", "99999999"])
def test_an_odd_revision_is_met_with_both_versions(web: Web, held: UUID, odd: str) -> None:
    publish(web, "presenter", held)
    answer = web.as_("champion").send(url(web, held, "/write-up/editor"), text="Mine", based_on=odd)
    assert answer.status_code == 409
    assert editor(answer.text) == "Mine"


# Revisions


def test_every_revision_can_be_read_compared_and_published_anew(web: Web, held: UUID) -> None:
    publish(web, "presenter", held, "The first")
    publish(web, "presenter", held, "The second", based_on=1, summary="Counted again")
    page = shown(web, "employee", held, "/write-up/revisions")
    assert "The <del>first</del><ins>second</ins>" in page
    assert "Counted again" in page
    assert "<p>The first</p>" in shown(web, "employee", held, "/write-up/revisions?read=1")
    turned = shown(web, "employee", held, "/write-up/revisions?from=2&to=1")
    assert "The <del>second</del><ins>first</ins>" in turned
    assert "Publish this text anew" not in shown(web, "employee", held, "/write-up/revisions?read=1")
    assert "revision=1" in shown(web, "presenter", held, "/write-up/revisions?read=1")
    assert editor(shown(web, "presenter", held, "/write-up/editor?revision=1")) == "The first"
    for odd in ("?read=9", "?from=x&to=99999999", "?read=-1"):
        assert web.as_("employee").get(url(web, held, f"/write-up/revisions{odd}")).status_code == 200


def test_before_anything_is_written_there_is_no_revision(web: Web, held: UUID) -> None:
    assert "Nothing is published yet" in shown(web, "employee", held, "/write-up/revisions")


def test_what_has_not_taken_place_cannot_be_written_up(web: Web) -> None:
    session = web.sessions["published"]
    answer = web.as_("presenter").get(url(web, session, "/write-up/editor"), follow_redirects=True)
    assert "has not taken place yet" in answer.text
    assert "Write it up" not in answer.text


# Those who were there


def test_whoever_was_there_adds_what_they_learned(web: Web, held: UUID) -> None:
    me = web.as_("employee")
    assert "I was there: add what I learned" in shown(web, "employee", held)
    assert "I was there" not in shown(web, "admin", held)
    assert me.send(url(web, held, "/notes"), text="A *bowline*.").status_code == 303
    page = shown(web, "admin", held)
    assert "What people took away" in page
    assert "<em>bowline</em>" in page
    me.send(url(web, held, "/notes"), text="Two bowlines.")
    assert "A <em>bowline</em>" not in shown(web, "admin", held)
    assert me.send(url(web, held, "/notes"), text=" ").status_code == 422
    assert web.as_("admin").send(url(web, held, "/notes"), text="I heard").status_code == 409
    me.send(url(web, held, "/notes/withdrawal"), person=str(web.people["employee"]))
    assert "Two bowlines" not in shown(web, "admin", held)


def test_who_was_noted_as_absent_is_not_asked(web: Web, held: UUID) -> None:
    web.do("presenter", attendance.mark, held, web.people["employee"], "absent")
    assert "I was there" not in shown(web, "employee", held)


def test_after_two_reminders_whoever_was_there_takes_it_up(web: Web, held: UUID) -> None:
    assert "Take it up" not in shown(web, "employee", held)
    for days in (15, 6):
        web.clock.pass_by(days=days)
        tick(web.installation)
    assert "Take it up" not in shown(web, "admin", held)
    assert "would you take it up?" in shown(web, "employee", held)
    taken = web.as_("employee").send(url(web, held, "/write-up/taking"))
    assert taken.location == url(web, held, "/write-up/editor")
    assert "Ben Sörensen, who was there, is writing it." in shown(web, "admin", held)
    assert "Somebody who was there is writing up" in web.as_("presenter").get(web.url("inbox/")).text
    assert publish(web, "employee", held).status_code == 303


def test_a_write_up_waits_in_the_inbox_until_it_is_written(web: Web, held: UUID) -> None:
    inbox = unescape(web.as_("presenter").get(web.url("inbox/")).text)
    assert "“Knots we published” is yours to write up, due Mon 22 Mar." in inbox
    assert url(web, held, "/write-up/editor") in inbox
    publish(web, "presenter", held)
    assert "yours to write up" not in web.as_("presenter").get(web.url("inbox/")).text


def test_a_co_author_is_asked_writes_and_can_leave(web: Web, held: UUID) -> None:
    address = url(web, held, "/write-up/co-authors")
    assert web.as_("presenter").send(address, person="Nobody Known").status_code == 422
    assert web.as_("presenter").send(address, person="Ben Sörensen").status_code == 303
    assert web.as_("presenter").send(address, person="Ben Sörensen").status_code == 422
    assert "You were asked to help write up" in web.as_("employee").get(web.url("inbox/")).text
    assert publish(web, "employee", held).status_code == 303
    web.as_("presenter").send(f"{address}/removal", person=str(web.people["employee"]))
    assert publish(web, "employee", held, "More", based_on=1).status_code == 403


# Links and recordings


def test_links_stand_on_the_page_and_can_be_taken_off(web: Web) -> None:
    session = web.sessions["published"]
    add: Callable[..., Any] = lambda **f: web.as_("presenter").send(url(web, session, "/links"), **f)  # noqa: E731
    assert add(kind="slides", url="https://files.tern.example/k.pdf", title="The slides").status_code == 303
    assert ">The slides</a>" in shown(web, "employee", session)
    for odd in ("javascript:alert(1)", "//files.tern.example", ""):
        answer = add(kind="slides", url=odd)
        assert answer.status_code == 422
        assert "Add a link" in answer.text
    link = re.findall(r'name="link" value="([^"]+)"', shown(web, "presenter", session))[0]
    web.as_("presenter").send(url(web, session, "/links/removal"), link=link)
    assert ">The slides</a>" not in shown(web, "employee", session)


def test_not_recorded_is_said_before_one_answers_until_every_presenter_allows_it(web: Web) -> None:
    session = web.sessions["published"]
    page = shown(web, "employee", session)
    assert page.index("Not recorded") < page.index('name="answer"')
    assert "not recorded" in web.as_("employee").get(web.url("sessions/")).text
    web.do("champion", sessions.invite_presenter, session, web.people["admin"])
    web.do("admin", sessions.accept_presenting, session)
    for role in ("presenter", "admin"):
        assert "Not recorded" in shown(web, "employee", session)
        web.as_(role).send(url(web, session, "/recording"), recording="allowed")
    assert "Will be recorded, with the presenters’ consent" in shown(web, "employee", session)
    me = web.as_("employee")
    me.send(url(web, session, "/recording"), recording="allowed")
    assert "Each presenter says for themselves" in me.get(url(web, session)).text


def test_a_recording_is_hidden_once_a_presenter_takes_their_leave_back(web: Web, held: UUID) -> None:
    film = {"kind": "recording", "url": "https://files.tern.example/film", "title": "The film"}
    presenter = web.as_("presenter")
    assert presenter.send(url(web, held, "/links"), **film).status_code == 422
    presenter.send(url(web, held, "/recording"), recording="allowed")
    assert presenter.send(url(web, held, "/links"), **film).status_code == 303
    assert "files.tern.example/film" in shown(web, "employee", held)
    presenter.send(url(web, held, "/recording"), recording="refused")
    page = shown(web, "employee", held)
    assert "files.tern.example/film" not in page
    assert "added a recording: “The film”" in page  # the history keeps that it was there
    presenter.send(url(web, held, "/recording"), recording="allowed")
    assert "files.tern.example/film" in shown(web, "employee", held)


# Lists


def test_past_sessions_are_marked_and_filtered_by_their_write_up(web: Web, held: UUID) -> None:
    schedule(web, "again", days=1)
    web.clock.pass_by(days=2)
    tick(web.installation)
    publish(web, "presenter", held)
    every = web.as_("employee").get(web.url("sessions/?tab=past")).text
    written = web.as_("employee").get(web.url("sessions/?tab=past&written=yes")).text
    assert ("Knots we again" in every, "Knots we again" in written) == (True, False)
    assert "Knots we published" in written
    assert 'name="written"' not in web.as_("employee").get(web.url("sessions/")).text


def test_notes_elsewhere_count_as_written_up_elsewhere(web: Web, held: UUID) -> None:
    web.do("presenter", write_ups.add_link, held, "notes", "https://wiki.tern.example/knots", "")
    assert "Its notes are kept elsewhere" in shown(web, "employee", held)
    assert "Notes</span>" in web.as_("employee").get(web.url("sessions/?tab=past")).text


def test_a_session_page_costs_the_same_however_much_stands_on_it(
    web: Web, held: UUID, count_queries: Callable[..., int]
) -> None:
    publish(web, "presenter", held)
    look = lambda: shown(web, "employee", held)  # noqa: E731
    web.do("employee", write_ups.note, held, "One")
    look()
    look()
    one = count_queries(look, knowing=True)
    publish(web, "champion", held, "More", based_on=1)
    web.do("champion", write_ups.note, held, "Two")
    for number in range(3):
        address = f"https://files.tern.example/{number}"
        web.do("presenter", write_ups.add_link, held, "other", address, "")
    look()
    assert count_queries(look, knowing=True) == one
