"""What is listed as a reason is one: without it things were otherwise, without others they were not."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from lt_web.events.envelope import Envelope
from lt_web.events.refusals import Refused
from lt_web.events.seats import Seats, Terms
from lt_web.figures.specs import SPECS
from lt_web.why import counting, seats
from lt_web.why.deciding import behind, folded, place_of
from projections.counts_adding import sums
from projections.counts_after import counts
from projections.counts_tables import sessions
from projections.seats import seats as seat_rows
from projections.seats import table as seat_table
from projections.write_behind import WriteBehind
from tests.projections.counted_story import CountedStory
from tests.story import CALM

MANY = 400 if os.environ.get("LT_FAULTS") == "full" else 25
BEGIN, TERMS = datetime(2027, 3, 1, 9, tzinfo=UTC), Terms()
PEOPLE = [UUID(int=n) for n in range(1, 9)]
Deed = Callable[[Seats, datetime], None]


def time_passes(seats: Seats, now: datetime) -> None:
    """The routine looks which offers have lapsed."""
    seats.settle(now, TERMS)


class Told:
    """Seats that a story fills: what was done, when, and at which positions it stands."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        self.capacity = dice.randint(1, 3)
        self.starts = BEGIN + timedelta(hours=60)
        self.deeds: list[tuple[datetime, Deed]] = []
        now = BEGIN
        for _ in range(dice.randint(4, 14)):
            now += timedelta(hours=dice.expovariate(1 / 3))
            self.deeds += [(now, time_passes), (now, self.deed(dice))]
        self.positions: list[list[int]] = []
        self.events = self.recorded()

    def deed(self, dice: random.Random) -> Deed:
        """Somebody answers; now and then a champion does something."""
        person, kind = dice.choice(PEOPLE), dice.random()
        if kind < 0.75:
            answer = dice.choice(("yes", "yes", "yes", "no", "maybe"))
            return lambda seats, now: seats.answer(person, answer, now, TERMS)
        if kind < 0.83:
            return lambda seats, now: seats.remove(person, now, TERMS)
        if kind < 0.9:
            return lambda seats, now: seats.seat(person, "She flies home.", now)
        capacity = dice.randint(1, 4)
        return lambda seats, now: seats.set_capacity(capacity, now, TERMS)

    def without(self, left_out: int | None = None) -> Seats:
        """What comes of the same story where one deed is not done."""
        seats = Seats.open_for(PEOPLE[0], PEOPLE[1], self.capacity, self.starts)
        for n, (now, deed) in enumerate(self.deeds):
            if n != left_out:
                self._try(seats, now, deed)
        return seats

    def recorded(self) -> list[Any]:
        """The events of the story, with their places in the log."""
        seats, events = Seats.open_for(PEOPLE[0], PEOPLE[1], self.capacity, self.starts), []
        for now, deed in [(BEGIN, lambda _seats, _now: None), *self.deeds]:
            self._try(seats, now, deed)
            new = list(seats.collect_events())
            for event in new:
                object.__setattr__(event, "envelope", Envelope(now))
                object.__setattr__(event, "position", len(events) + 1)
                events.append(event)
            self.positions.append([event.position for event in new])
        recorded = list(zip(self.deeds, self.positions[1:], strict=True))
        self.deeds = [deed for deed, positions in recorded if positions]  # what was said twice is no event
        self.positions = [positions for _deed, positions in recorded if positions]
        return events

    @staticmethod
    def _try(seats: Seats, now: datetime, deed: Deed) -> None:
        try:
            deed(seats, now)
        except Refused:
            return


@settings(CALM, max_examples=MANY)
@given(st.integers(0, 10**6))
def test_a_place_in_line_would_be_another_without_what_is_listed_and_the_same_without_the_rest(
    seed: int,
) -> None:
    told = Told(seed)
    for person in PEOPLE:
        now, listed = place_of(folded(told.events), person), set(behind(told.events, person, TERMS))
        assert place_of(told.without(), person) == now
        for n, positions in enumerate(told.positions):
            is_behind = place_of(told.without(n), person) != now
            deeds = [at for at in positions if not isinstance(told.events[at - 1], seats.Seats.Promoted)]
            if is_behind:
                assert listed & set(positions), (n, positions)
            elif len(positions) == 1:
                named = [at for at in deeds if at in listed and told.events[at - 1].person != person]
                assert not named, (n, named)


@settings(CALM, max_examples=MANY)
@given(st.integers(0, 10**6))
def test_the_seats_left_are_others_without_what_is_listed_and_the_same_without_the_rest(seed: int) -> None:
    told = Told(seed)
    listed, now = seats.counting(told.events), _counted(told.events)
    for event in told.events[1:]:
        assert (event.position in listed) == (_counted(told.events, event.position) != now)


def _counted(events: list[Any], without: int = 0) -> Any:
    """Seats taken, offered and waited for, as the read model counts them."""
    rows: Any = WriteBehind()
    for event in events:
        if event.position != without:
            seat_rows.apply(rows, event)
    [(_key, row)] = rows.shelves[seat_table].rows()
    return tuple(row[name] for name in ("yes", "offered", "waitlisted", "capacity"))


@settings(CALM, max_examples=max(4, MANY // 6))
@given(st.integers(0, 10**6))
def test_a_figure_would_be_another_without_what_is_listed_and_the_same_without_the_rest(seed: int) -> None:
    story = CountedStory(seed)
    held = [e.originator_id for e in story.events if type(e).__name__ == "Held"]
    for session in held[:2]:
        for key in ("participation", "show_up", "satisfaction"):
            spec = SPECS[key]
            about = _about(story.events, session)
            listed = set(counting.behind(about, session, spec))
            whole = _summed(story.events, session, spec.reads)
            for event in about:
                if event.originator_version == 1:
                    continue
                other = _summed(story.events, session, spec.reads, event.position)
                if other != whole:
                    assert event.position in listed, (key, event)
                elif type(event).__name__ not in ("Held", "Published"):
                    needed = (*spec.reads, spec.needs)
                    same = _summed(story.events, session, needed, event.position)
                    assert (event.position in listed) == (same != _summed(story.events, session, needed))


def _about(events: list[Any], session: UUID) -> list[Any]:
    from lt_web.events.ids import attendance_id, feedback_id, seats_id, write_up_id

    streams = {session, seats_id(session), attendance_id(session), feedback_id(session), write_up_id(session)}
    return [e for e in events if e.originator_id in streams or type(e).TOPIC.startswith("programme.")]


def _summed(events: list[Any], session: UUID, names: tuple[str, ...], without: int = 0) -> Any:
    """A session's part, where the whole log is told but for one event."""
    rows: Any = WriteBehind()
    for event in events:
        if event.position != without:
            counts.apply(rows, event)
    row = rows.get(sessions, session)
    return tuple(sums(row)[name] for name in names) if row["month"] is not None else ()
