"""Marks: which words of which events must be forgettable, and whose they are."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from lt_web.events import all_events
from lt_web.events.feedback import Feedback
from lt_web.events.marks import Mark, marks_of
from lt_web.events.proposal import Proposal
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.teaching import Teaching

NAMES_OF_THINGS = {  # chosen from a list, or names that everybody in the programme uses
    "Programme": {"slug", "name", "zone", "setting"},
    "Charter": {"decision"},
    "Roles": {"role", "group"},
    "Person": {"team", "kind", "source"},
    "Topics": {"name"},
    "Teaching": set(),
    "Proposal": {"format"},
    "Session": {"format", "zone", "audience"},
    "Seats": {"answer"},
    "Attendance": {"standing", "was"},
    "Feedback": set(),
    "WriteUp": {"kind"},
    "Cadence": {"kind", "time", "zone"},
    "Guides": {"format"},
    "Competency": set(),
    "Ledger": {"checkpoint"},  # sizes, a root and signatures
    # its data stands beside the log, where it can be forgotten; here are its hashes, and a theme's tokens
    "Editions": {"zone", "language", "paper", "theme", "digest", "data", "content"},
}
PLUMBING = {"cause", "originator_topic"}


def words_in_clear(event: type[Any]) -> set[str]:
    """The fields of text that are stored as they are."""
    texts = {field.name for field in dataclasses.fields(event) if field.type == "str"}
    return texts - marks_of(event).keys() - PLUMBING


@pytest.mark.parametrize("event", all_events(), ids=lambda event: event.TOPIC)
def test_whatever_people_write_can_be_forgotten(event: type[Any]) -> None:
    allowed = NAMES_OF_THINGS[event.__qualname__.partition(".")[0]]
    assert words_in_clear(event) <= allowed


@pytest.mark.parametrize("event", all_events(), ids=lambda event: event.TOPIC)
def test_the_reason_is_words_for_work_of_whoever_acts(event: type[Any]) -> None:
    assert marks_of(event)["reason"] == Mark("work")


def test_a_comment_is_personal_and_a_proposal_is_work() -> None:
    for aggregate in (Proposal, Session):
        assert marks_of(aggregate.Commented)["text"] == Mark("personal")
        assert marks_of(aggregate.Edited)["title"] == marks_of(aggregate.Edited)["summary"] == Mark("work")
    assert marks_of(Teaching.Asked)["text"] == Mark("personal", "by")
    assert marks_of(Session.Relocated).keys() == {"place", "link", "reason"}


def test_a_vote_is_sealed_for_its_proposal_and_not_under_the_key_of_a_person() -> None:
    assert marks_of(Proposal.Voted)["choice"] == Mark("sealed", "originator_id")


def test_a_line_without_a_name_is_under_the_key_of_what_it_is_about() -> None:
    assert marks_of(Feedback.Signed)["line"] == Mark("personal", "person")
    assert marks_of(Feedback.Released)["line"] == Mark("personal", "originator_id")


def test_an_owner_is_a_field_of_the_event() -> None:
    for event in all_events():
        fields = {field.name for field in dataclasses.fields(event)}
        assert {mark.owner for mark in marks_of(event).values()} <= fields | {""}


def test_a_seat_tells_nothing_but_who_and_what() -> None:
    assert words_in_clear(Seats.Answered) == {"answer"}
