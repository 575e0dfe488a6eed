"""Given / when / then for aggregates: what had happened, what was done, what was recorded because of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings

from lt_web.events.base import NOT_YET, Aggregate, Created, Event, event_id, replayed
from lt_web.events.refusals import Invalid, Refused

A = TypeVar("A", bound=Aggregate)

ADA, BEN, CLEO, DINA = (UUID(int=number) for number in range(1, 5))
PROGRAMME, SESSION, PYTHON, GARDENING = (UUID(int=number) for number in range(11, 15))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday

# A busy machine is no fault of the code.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def wall(shown: str) -> datetime:
    """What the clock on the wall shows, such as "2026-03-12 14:00"."""
    return datetime.fromisoformat(shown)


class AnyId:
    """Equals every id: for those that are made on the spot."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UUID)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "AN_ID"


AN_ID: Any = AnyId()


@dataclass(frozen=True, eq=False)
class Fact:
    """An event of a story, before it has its place in a stream. As a `cause` it stands for that place."""

    event: type[Event]
    fields: dict[str, Any]


def fact(event: type[Event], **fields: Any) -> Fact:
    """Say what happened: `fact(Seats.Promoted, person=BEN, cause=left)`."""
    return Fact(event, fields)


def given(*facts: Fact) -> Story[Any]:
    """Begin a story with what had happened before; with nothing, where an aggregate is to be made."""
    return Story(facts)


class Story(Generic[A]):
    """One aggregate. `when` does something to it, `then` and `refused` say all that came of it."""

    aggregate: A

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.stream = uuid4()
        self.places: dict[Fact, int] = {}
        self.history: list[Any] = self._events(facts)
        self.aggregate = replayed(None, self.history)  # type: ignore[assignment]
        self.recorded: list[Any] = []
        self.refusal: Refused | None = None

    def when(self, *deeds: Callable[[A], Any]) -> Self:
        """Do one thing after another, until one is refused."""
        self.recorded, self.refusal = [], None
        try:
            for deed in deeds:
                made = deed(self.aggregate)
                self.aggregate = self.aggregate or made
        except Refused as refusal:
            self.refusal = refusal
        if self.aggregate is not None:
            self.stream = self.aggregate.id
            self.recorded = list(self.aggregate.collect_events())
        return self

    def then(self, *facts: Fact) -> Self:
        """Exactly this was recorded, and whoever replays the events comes to the same state."""
        if self.refusal:
            raise self.refusal
        assert self.recorded == self._events(facts)
        self.history += self.recorded
        assert state_of(replayed(None, self.history)) == state_of(self.aggregate)
        return self

    def refused(self, sentence: str, field: str = "") -> Self:
        """A rule said no with this sentence, at this field of a form if any, and nothing was recorded."""
        assert self.refusal is not None, f"it was not refused, but recorded {self.recorded}"
        assert str(self.refusal) == sentence
        assert (self.refusal.field if isinstance(self.refusal, Invalid) else "") == field
        assert self.recorded == []
        return self

    def _events(self, facts: tuple[Fact, ...]) -> list[Any]:
        first = len(self.places) + 1
        return [self._event(fact, version) for version, fact in enumerate(facts, first)]

    def _event(self, fact: Fact, version: int) -> Any:
        self.places[fact] = version
        fields = {name: self._resolved(value) for name, value in fact.fields.items()}
        if issubclass(fact.event, Created):
            fields["originator_topic"] = str(fact.event.TOPIC).partition(".")[0]  # type: ignore[attr-defined]
        return fact.event(originator_id=self.stream, originator_version=version, timestamp=NOT_YET, **fields)

    def _resolved(self, value: Any) -> Any:
        return event_id(self.stream, self.places[value]) if isinstance(value, Fact) else value


def state_of(aggregate: Aggregate | None) -> dict[str, Any]:
    """All that an aggregate knows, without what waits to be recorded."""
    return {name: value for name, value in vars(aggregate).items() if name != "_pending_events"}
