"""What every aggregate and every event is built on: names, ids, causes, copies."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from eventsourcing.utils import get_topic, resolve_topic

from lt_web.events import AGGREGATES, all_events
from lt_web.events.base import NOT_YET, event_id, snake
from lt_web.events.envelope import UNRECORDED, Envelope
from lt_web.events.ids import programme_id, roles_id, seats_id, topics_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.seats import Seats, Terms
from tests.story import ADA, BEN, NOW, PROGRAMME, SESSION

STARTS = NOW + timedelta(days=7)


def full_session() -> Seats:
    seats = Seats.open_for(SESSION, PROGRAMME, 1, STARTS)
    for person in (ADA, BEN):
        seats.answer(person, "yes", NOW, Terms())
    return seats


def test_events_are_stored_under_short_names_that_are_all_different() -> None:
    names = [event.TOPIC for event in all_events()]  # type: ignore[attr-defined]
    assert len(set(names)) == len(names)
    assert "seats.offer_taken" in names
    for event in all_events():
        assert resolve_topic(get_topic(event)) is event


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_an_aggregate_is_stored_under_its_streams_name(aggregate: type) -> None:
    assert resolve_topic(aggregate.STREAM) is aggregate  # type: ignore[attr-defined]


def test_a_class_name_becomes_a_stored_name() -> None:
    assert [snake(name) for name in ("Held", "VotingClosed", "OpenedToAll")] == [
        "held",
        "voting_closed",
        "opened_to_all",
    ]


def test_an_event_has_an_id_for_ever() -> None:
    seats = full_session()
    first, *_, last = seats.collect_events()
    assert first.id == event_id(seats.id, 1) == f"{seats.id.hex}/1"
    assert seats.latest == last.id == f"{seats.id.hex}/3"


def test_an_event_has_no_time_until_it_is_recorded() -> None:
    event = full_session().collect_events()[0]
    assert (event.timestamp, event.envelope, event.position) == (NOT_YET, UNRECORDED, 0)


def test_an_imported_event_happened_when_it_took_effect() -> None:
    event = full_session().collect_events()[0]
    then = datetime(2024, 5, 14, 12, tzinfo=UTC)
    object.__setattr__(event, "envelope", Envelope(recorded_at=NOW))
    assert event.at == NOW
    object.__setattr__(event, "envelope", Envelope(recorded_at=NOW, effective_at=then))
    assert event.at == then


def test_the_actor_is_a_person_or_a_routine() -> None:
    assert Envelope(NOW, actor=ADA).by == ADA.hex
    assert Envelope(NOW, routine="tick").by == "system:tick"


def test_a_copy_of_an_aggregate_lives_on_its_own() -> None:
    seats = full_session()
    twin = copy.deepcopy(seats)
    twin.answer(ADA, "no", NOW, Terms())
    assert list(twin.seated) == [BEN]
    assert (list(seats.seated), seats.waiting, seats.version) == ([ADA], [BEN], 3)
    assert len(seats.pending_events) == 3


def test_derived_ids_are_the_same_each_time_and_never_meet() -> None:
    programmes = [programme_id("tech-hour"), programme_id("tea-hour")]
    ids = [derive(of) for derive in (roles_id, topics_id, seats_id) for of in programmes]
    assert len({*programmes, *ids}) == 8
    assert ids == [derive(of) for derive in (roles_id, topics_id, seats_id) for of in programmes]
    assert all(isinstance(derived, UUID) for derived in ids)


def test_a_refusal_is_a_sentence_with_its_parts_apart_for_translation() -> None:
    refusal = Refused("At most {most}.", most=5)
    assert (refusal.message, refusal.params, str(refusal)) == ("At most {most}.", {"most": 5}, "At most 5.")
    assert Invalid("topics", "At most {most}.", most=5).field == "topics"
