"""What becomes of proposals and requests: votes, decisions, a date."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from lt_web.commands import people, proposals
from tests.views.proposing import asked_for, page_of, proposed, send, told, when

# Votes


def test_a_vote_is_one_click_in_place_and_can_be_changed(web: Any) -> None:
    proposal = proposed(web)
    for choice in ("interested", "skip"):
        answer = send(web, "employee", proposal, "vote", choice=choice, view="row", htmx=True)
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith(f'<div id="vote-{proposal}"')
        pressed = re.findall(r'value="(\w+)"[^>]*aria-pressed="true"', answer.text)
        assert pressed == [choice]
    before = web.position()
    send(web, "employee", proposal, "vote", choice="skip", htmx=True)
    assert web.position() == before


def test_without_scripts_a_vote_leads_back_to_the_list_as_it_was(web: Any) -> None:
    proposal = proposed(web)
    ben = web.as_("employee")
    form = {"csrf_token": ben.token(), "choice": "maybe", "view": "row"}
    there = f"http://localhost{web.url('proposals/')}?text=spl"
    address = web.url(f"proposals/{proposal}/vote")
    back = ben.post(address, data=form, headers={"Referer": there}).headers["Location"]
    assert back == f"{web.url('proposals/')}?text=spl#vote-{proposal}"
    for elsewhere in (
        "https://elsewhere.example/learn/",
        f"http://localhost{address}",
        "http://localhost//x",
    ):
        back = ben.post(address, data=form, headers={"Referer": elsewhere}).headers["Location"]
        assert back.startswith(web.url(f"proposals/{proposal}"))


def test_counts_are_hidden_until_voting_closes_and_nobody_sees_who_voted_what(web: Any) -> None:
    proposal = proposed(web)
    send(web, "employee", proposal, "vote", choice="interested")
    send(web, "champion", proposal, "vote", choice="maybe")
    for role in ("employee", "presenter", "champion", "auditor"):
        assert "lt-tally" not in page_of(web, role, proposal).text
    assert "You said interested" in page_of(web, "employee", proposal).text
    assert "You said" not in page_of(web, "admin", proposal).text
    assert "Everybody sees the count" in told(web, "champion", proposal, "voting/closure")
    for role in ("employee", "presenter", "sponsor"):
        shown = page_of(web, role, proposal).text
        assert re.sub(r"<[^>]+>", "", shown).count("1 interested, 1 maybe, 0 skip")
        assert "Ben" not in shown.partition("lt-tally")[2].partition("</div>")[0]
    assert send(web, "employee", proposal, "vote", choice="skip", htmx=True).status_code == 409
    assert "You said interested" in page_of(web, "employee", proposal).text


def test_nobody_votes_on_their_own(web: Any) -> None:
    proposal = proposed(web)
    assert 'name="choice"' not in page_of(web, "presenter", proposal).text
    refused = send(web, "presenter", proposal, "vote", choice="interested", htmx=True)
    assert refused.status_code == 409
    assert "has your voice already" in refused.text
    assert 'hx-swap-oob="true"' in refused.text


def test_those_who_only_look_are_told_who_can_vote(web: Any) -> None:
    proposal = proposed(web)
    assert 'name="choice"' not in page_of(web, "sponsor", proposal).text
    answer = send(web, "sponsor", proposal, "vote", choice="maybe")
    assert answer.status_code == 403
    assert "Only people of this programme" in answer.text


def test_home_asks_for_votes_that_one_can_give(web: Any) -> None:
    proposed(web, "Splices")
    proposed(web, "Bends", by="employee")
    counted = proposed(web, "Hitches")
    send(web, "champion", counted, "voting/closure")
    home = web.as_("employee").get(web.url()).text
    assert "Splices" in home
    assert "Bends" not in home
    assert "Hitches" not in home


def test_voting_ends_on_the_evening_of_its_last_day(web: Any) -> None:
    proposal = proposed(web)
    today = web.clock().date()
    for wrong in (today - timedelta(days=1), today + timedelta(days=800)):
        answer = send(web, "champion", proposal, "voting/end", closes_on=wrong.isoformat())
        assert answer.status_code == 422
        assert wrong.isoformat() in answer.text
    send(web, "champion", proposal, "voting/end", closes_on=today.isoformat())
    assert send(web, "employee", proposal, "vote", choice="maybe", htmx=True).status_code == 200
    web.clock.pass_by(hours=15)
    assert "the count follows shortly" in page_of(web, "employee", proposal).text
    assert send(web, "employee", proposal, "vote", choice="skip", htmx=True).status_code == 409


# Deciding


def test_a_decline_is_private_to_presenters_and_champions(web: Any) -> None:
    proposal = proposed(web, "Dull knots")
    missing = send(web, "champion", proposal, "decline", reason="")
    assert missing.status_code == 422
    said = told(web, "champion", proposal, "decline", reason="Too dull for all")
    assert "Only its presenters and the champions" in said
    for role in ("presenter", "champion"):
        assert "Too dull for all" in page_of(web, role, proposal).text
    for role in ("employee", "sponsor"):
        assert page_of(web, role, proposal).status_code == 404
        for tab in ("open", "mine", "closed"):
            assert "Dull knots" not in web.as_(role).get(web.url(f"proposals/?tab={tab}")).text
    for deed, fields in (("vote", {"choice": "maybe"}), ("comments", {"text": "Hello"}), ("adoption", {})):
        assert send(web, "employee", proposal, deed, **fields).status_code == 404
    send(web, "presenter", proposal, "resubmission")
    shown = page_of(web, "employee", proposal).text
    assert "declined" not in shown
    assert "opened it again" not in shown
    assert "declined it" in page_of(web, "presenter", proposal).text


def test_whoever_was_asked_but_did_not_answer_sees_no_decline_and_nothing_waits_for_them(web: Any) -> None:
    joint = proposed(web, "Dull knots", co_presenters=[web.people["employee"]])
    assert "Dull knots" in web.as_("employee").get(web.url()).text
    send(web, "champion", joint, "decline", reason="Too dull")
    assert page_of(web, "employee", joint).status_code == 404
    assert "Dull knots" not in web.as_("employee").get(web.url("proposals/?tab=mine")).text
    assert "Dull knots" not in web.as_("employee").get(web.url()).text


def test_withdrawn_proposals_can_be_opened_again(web: Any) -> None:
    proposal = proposed(web)
    send(web, "presenter", proposal, "withdrawal")
    assert "Withdrawn" in told(web, "presenter", proposal, "withdrawal")
    assert "Splices" in web.as_("employee").get(web.url("proposals/?tab=closed")).text
    assert send(web, "employee", proposal, "resubmission").status_code == 403
    send(web, "presenter", proposal, "resubmission")
    assert "Splices" in web.as_("employee").get(web.url("proposals/")).text


def test_whoever_adopts_a_request_presents_it_at_once_and_its_author_is_told(web: Any) -> None:
    request = asked_for(web)
    assert "I’ll present it" in page_of(web, "presenter", request).text
    shown = told(web, "presenter", request, "adoption")
    assert "It is yours to present" in shown
    assert "wished for by Ben" in shown
    assert "Somebody will teach what you asked for" in web.as_("employee").get(web.url()).text
    late = told(web, "champion", request, "adoption")
    assert "Somebody presents this already" in late


def test_a_co_presenter_is_asked_and_says_yes_or_no(web: Any) -> None:
    proposal = proposed(web)
    unknown = send(web, "presenter", proposal, "presenters", person="Bem")
    assert unknown.status_code == 422
    assert "Nobody here is called" in unknown.text
    send(web, "presenter", proposal, "presenters", person="Ben Sörensen")
    assert "Asked, no answer yet" in page_of(web, "champion", proposal).text
    assert "Present it too" in page_of(web, "employee", proposal).text
    assert "Present it too" not in page_of(web, "champion", proposal).text
    send(web, "employee", proposal, "presenters/acceptance")
    assert "Step down" in page_of(web, "employee", proposal).text
    assert "Asked, no answer yet" not in page_of(web, "champion", proposal).text
    send(web, "employee", proposal, "presenters/withdrawal", person=web.people["employee"])
    history = page_of(web, "champion", proposal).text
    assert "will present it too" in history
    assert "<strong>Ben Sörensen</strong>: no longer presents it" in history


def test_an_invitation_is_declined_or_taken_back(web: Any) -> None:
    proposal = proposed(web, co_presenters=[web.people["employee"], web.people["champion"]])
    said = told(web, "employee", proposal, "presenters/refusal")
    assert "They know that you will not present it" in said
    send(web, "presenter", proposal, "presenters/withdrawal", person=web.people["champion"])
    assert "Asked, no answer yet" not in page_of(web, "presenter", proposal).text
    alone = told(web, "presenter", proposal, "presenters/withdrawal", person=web.people["presenter"])
    assert "Nobody would be left to present it" in alone


def test_saying_no_to_a_draft_leads_away_from_what_exists_no_more(web: Any) -> None:
    draft = proposed(web, deed=proposals.draft, co_presenters=[web.people["employee"]])
    answer = send(web, "employee", draft, "presenters/refusal")
    assert answer.headers["Location"] == web.url("proposals/?tab=mine")


def test_nobody_is_asked_to_present_in_a_programme_that_they_cannot_see(web: Any) -> None:
    gus = web.as_("outsider")
    answer = gus.send(
        web.url("proposals/new", "inner-circle"), title="Rigging", format="demo", co_presenters="Ben Sörensen"
    )
    assert answer.status_code == 422
    assert "A champion can add them first" in answer.text


def test_champions_see_what_was_covered_before_and_whose_first_session_it_would_be(web: Any) -> None:
    web.do(None, people.join, "Ida New", "ida@tern.example", "Charts")
    proposal = proposed(web, by="employee", topics=["Knots"])
    web.clock.pass_by(days=8)
    shown = page_of(web, "champion", proposal).text
    assert "Knots we published" in shown
    assert "Ben Sörensen has not presented yet" in shown
    assert "Covered before" not in page_of(web, "presenter", proposal).text


# Giving it a date


def test_a_proposal_becomes_a_session_with_its_presenters(web: Any) -> None:
    proposal = proposed(web)
    form = page_of(web, "champion", proposal, "/schedule").text
    assert 'value="Splices"' in form
    assert "Cleo Martin" in form
    shown = told(web, "champion", proposal, "schedule", **when(web))
    assert "Publish it when it is ready" in shown
    assert "At the same time as “Knots we published”" in shown  # the same presenter, the same place
    assert "Cleo Martin" in shown
    unpublished = page_of(web, "employee", proposal).text
    assert "announced soon" in unpublished
    assert "Became a session" in unpublished
    assert "0</strong> interested" in unpublished
    assert "14:00" in page_of(web, "presenter", proposal).text
    assert "Splices" in web.as_("employee").get(web.url("proposals/?tab=scheduled")).text
    assert send(web, "champion", proposal, "schedule", **when(web)).status_code == 409


def test_a_date_in_the_past_is_said_at_the_date_and_the_rest_is_kept(web: Any) -> None:
    proposal = proposed(web)
    answer = send(web, "champion", proposal, "schedule", **when(web, date="2020-01-01", place="Loft"))
    assert answer.status_code == 422
    assert "That time has passed" in answer.text
    assert 'value="Loft"' in answer.text


def test_a_request_without_a_presenter_gets_no_date(web: Any) -> None:
    request = asked_for(web)
    assert "Nobody presents this yet" in page_of(web, "champion", request, "/schedule").text
    assert send(web, "champion", request, "schedule", **when(web)).status_code == 409


@pytest.mark.parametrize("deed", ["acceptance", "decline", "voting/end", "voting/closure", "schedule"])
def test_only_champions_decide_and_the_page_says_so(web: Any, deed: str) -> None:
    proposal = proposed(web)
    fields = {"reason": "No"} | when(web)
    answer = send(web, "presenter", proposal, deed, **fields)
    assert answer.status_code == 403
    assert "Only the champions of this programme" in answer.text
