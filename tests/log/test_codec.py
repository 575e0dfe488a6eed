"""Every kind of event comes back as it went in, and words that must be forgettable are nowhere in clear."""

from __future__ import annotations

import typing
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lt_web.events import all_events
from lt_web.events.base import NOT_YET, Created, Event
from lt_web.events.envelope import Envelope
from lt_web.events.marks import marks_of
from lt_web.events.person import Person
from lt_web.installation import Installation

BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    int: st.integers(min_value=-(2**53), max_value=2**53),
    bool: st.booleans(),
    UUID: st.uuids(),
    date: st.dates(),
}
GIVEN = {"originator_id", "originator_version", "originator_topic", "timestamp", "envelope", "position"}
INSTANTS = st.datetimes(min_value=datetime(1971, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WALLS = st.datetimes(min_value=datetime(1971, 1, 1))  # noqa: DTZ001


def values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    """What a field of that type may hold; a wall-clock time is naive, every other moment aware."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint is datetime:
        return WALLS if name == "wall" else INSTANTS
    if origin is tuple:
        return st.lists(values(name, args[0]), max_size=4).map(tuple)
    if origin is dict:
        return st.dictionaries(values(name, args[0]), values(name, args[1]), max_size=4)
    if type(None) in args:
        return st.none() | values(name, next(arg for arg in args if arg is not type(None)))
    return BY_TYPE[hint]


ENVELOPES = st.builds(
    Envelope,
    recorded_at=INSTANTS,
    actor=st.none() | st.uuids(),
    routine=st.just("offers"),
    on_behalf_of=st.none() | st.uuids(),
    effective_at=st.none() | INSTANTS,
    command=st.sampled_from(["", "form-1"]),
    correlation=st.sampled_from(["", "abc"]),
    source=st.sampled_from(["web", "cli", "import", "routine"]),
    release=st.just("0.1.0"),
).map(
    lambda e: e if e.actor is None else Envelope(**{f: getattr(e, f) for f in e.__slots__} | {"routine": ""})
)


@st.composite
def made(draw: Any, event_class: type[Event]) -> Any:
    hints = typing.get_type_hints(event_class)
    names = [name for name in event_class.__dataclass_fields__ if name not in GIVEN]
    fields = {name: draw(values(name, hints[name])) for name in names}
    if issubclass(event_class, Created):
        fields["originator_topic"] = str(event_class.TOPIC).partition(".")[0]  # type: ignore[attr-defined]
    place = {
        "originator_id": draw(st.uuids()),
        "originator_version": draw(st.integers(1, 9)),
        "timestamp": NOT_YET,
    }
    event = event_class(**place, **fields)
    object.__setattr__(event, "envelope", draw(ENVELOPES))
    return event


@pytest.mark.parametrize("event_class", all_events(), ids=lambda event_class: event_class.TOPIC)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_kind_of_event_comes_back_as_it_went_in(
    event_class: type[Event], data: st.DataObject, embedded: Installation
) -> None:
    event = data.draw(made(event_class))
    codec = embedded.log.codec
    with embedded.database.writing():
        stored = codec.to_stored_event(event)
        back = codec.to_domain_event(stored)
    embedded.keyring.kept()
    sealed = {name for name, mark in marks_of(event_class).items() if mark.kind == "sealed"}
    for name in vars(event).keys() - {"timestamp"}:
        said, read = getattr(event, name), getattr(back, name)
        assert read == (said.rstrip() if name in sealed else said), name
        assert type(read) is type(said), name
    assert back.timestamp == event.envelope.recorded_at
    assert back.cause == event.cause


def test_an_event_of_an_older_class_is_brought_up_to_date(
    embedded: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = Person.MovedTeam(originator_id=uuid4(), originator_version=2, timestamp=NOT_YET, team="Dock")
    with embedded.log.writing():
        old = embedded.log.codec.to_stored_event(event)

    def from_1_to_2(data: dict[str, Any]) -> None:
        data["team"] = data["team"].upper()

    def from_2_to_3(data: dict[str, Any]) -> None:
        data["team"] = data["team"] + "!"

    monkeypatch.setattr(Person.MovedTeam, "class_version", 3, raising=False)
    monkeypatch.setattr(Person.MovedTeam, "upcast_v1_v2", staticmethod(from_1_to_2), raising=False)
    monkeypatch.setattr(Person.MovedTeam, "upcast_v2_v3", staticmethod(from_2_to_3), raising=False)
    with embedded.log.writing():
        assert embedded.log.codec.to_domain_event(old).team == "DOCK!"
        new = embedded.log.codec.to_stored_event(event)
        assert orjson.loads(new.state)["v"] == 3
        assert embedded.log.codec.to_domain_event(new).team == "Dock"


def test_a_field_that_came_later_has_its_default(embedded: Installation) -> None:
    state = {"e": {"at": "2027-03-01T09:00:00+00:00", "by": "system:x"}, "d": {"team": "Dock"}}
    older = StoredEvent(uuid4(), 2, "person.moved_team", orjson.dumps(state))
    with embedded.database.reading():
        assert embedded.log.codec.to_domain_event(older).reason == ""
